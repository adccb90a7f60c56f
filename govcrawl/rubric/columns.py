"""The vocabulary of columns (栏目): what kind a column is by its name, and what its kind owes."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from govcrawl.domain.errors import RubricError
from govcrawl.domain.yaml_files import read_yaml

DEFAULT = Path(__file__).with_name("columns.yaml")
GROUPS = ("news", "notice_policy", "statistics", "other", "static")
SOURCES = ("S", "assumed")
PERIOD, EVENT = "period", "event"
DUTIES = (PERIOD, EVENT, "excepted", "none")
OTHER = "other"

_FIELDS = {"id", "title", "names", "column_types", "group", "period_days", "duty", "single_page", "source", "note"}
_TRIM = re.compile(r"[\s\u3000>»›·•|【】\[\]（）()“”\"]+")
# Words that say where or when, not what: they may stand before or behind any name.
_MORE = re.compile(r"(?:更多|MORE|more|>>|\+){1,20}$")
_HISTORY = re.compile(r"(?:19|20)\d\d年?.{0,200}(?:专题|专栏)|历史|往期|归档")


@dataclass(frozen=True, slots=True)
class ColumnKind:
    """A kind of column; `duty` is one of DUTIES, `source` S or assumed. `period_days`: None where age is not judged."""

    id: str
    title: str
    names: tuple[str, ...]
    group: str
    period_days: int | None
    duty: str
    single_page: bool
    source: str
    note: str
    column_types: tuple[str, ...] = ()

    @property
    def updates(self) -> bool:
        """Whether columns of the kind must be updated within a period."""
        return self.duty == PERIOD

    @property
    def event_driven(self) -> bool:
        """Whether columns of the kind speak when something happens, and owe no update by themselves."""
        return self.duty == EVENT


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All kinds by id, in the order of the file."""

    kinds: dict[str, ColumnKind]
    version: int = 1

    def classify(self, name: str, column_type: str = "", path: tuple[str, ...] = ()) -> str:
        """Id of the kind of a column; "other" when nothing is known.

        By its name, else by its ColumnType label (`column_type`), else by the names above it (`path`, nearest last).
        """
        return _classify(self, name, column_type or "", tuple(path))


@lru_cache(maxsize=16384)
def _classify(vocabulary: Vocabulary, name: str, column_type: str, path: tuple[str, ...]) -> str:
    plain = clean(name)
    if _HISTORY.search(plain):
        return "topic" if "topic" in vocabulary.kinds else OTHER
    found = _by_name(vocabulary, plain)
    above = [clean(part) for part in path if clean(part) != plain]
    # Whatever stands under a topic belongs to the topic, and topics are never stale.
    if any(_by_name(vocabulary, part) == "topic" for part in above):
        return "topic"
    if found:
        return found
    by_type = _by_type(vocabulary, column_type)
    if by_type:
        return by_type
    for part in reversed(above):
        inherited = _by_name(vocabulary, part)
        if inherited and vocabulary.kinds[inherited].group in ("news", "notice_policy"):
            return inherited
    return OTHER


def clean(name: str) -> str:
    """A column's name without decoration."""
    return _MORE.sub("", _TRIM.sub("", name))


def _by_name(vocabulary: Vocabulary, plain: str) -> str | None:
    """The kind whose longest matching name is the longest; between equals the one whose name ends the column's."""
    best: tuple[int, int, int] = (0, 0, 0)
    found: str | None = None
    for order, kind in enumerate(vocabulary.kinds.values()):
        for pattern in kind.names:
            if pattern.startswith("="):
                hit = plain == pattern[1:]
                length = 100
            else:
                hit = pattern in plain
                length = 100 if plain == pattern else len(pattern)
            rank = (length, plain.endswith(pattern.lstrip("=")), -order)
            if hit and rank > best:
                best, found = rank, kind.id
    return found


def _by_type(vocabulary: Vocabulary, column_type: str) -> str | None:
    parts = [part.strip() for part in re.split(r"[,，;；、\s/]+", column_type) if part.strip()]
    for part in parts:
        for kind in vocabulary.kinds.values():
            if part in kind.column_types:
                return kind.id
    for part in parts:
        found = _by_name(vocabulary, part)
        if found:
            return found
    return None


def load_vocabulary(path: Path | str | None = None) -> Vocabulary:
    """The vocabulary of `path`, or the one that comes with the program.

    Raises RubricError naming file, kind and field, with every mistake.
    """
    if path is None:
        return _default()
    return _load(Path(path))


@lru_cache(maxsize=1)
def _default() -> Vocabulary:
    return _load(DEFAULT)


def _load(path: Path) -> Vocabulary:
    try:
        data = read_yaml(path)
    except (OSError, UnicodeDecodeError) as error:
        raise RubricError(f"栏目词表 {path.name} 无法读取：{error}") from error
    except yaml.YAMLError as error:
        raise RubricError(f"栏目词表 {path.name} 不是有效的 YAML：{str(error).splitlines()[0]}") from error
    rows = data.get("kinds") if isinstance(data, dict) else None
    if not isinstance(rows, list) or not rows:
        raise RubricError(f"栏目词表 {path.name} 缺少 kinds 列表。")
    mistakes: list[str] = []
    kinds: dict[str, ColumnKind] = {}
    for number, row in enumerate(rows, 1):
        kind = _kind(row, number, path.name, mistakes)
        if kind is None:
            continue
        if kind.id in kinds:
            mistakes.append(f"{path.name}：类别 {kind.id} 的 id 重复。")
        kinds[kind.id] = kind
    if not any(isinstance(row, dict) and row.get("id") == OTHER for row in rows):
        mistakes.append(f"{path.name}：缺少类别 {OTHER}（其他栏目）。")
    if mistakes:
        raise RubricError("；".join(mistakes))
    version = data.get("version", 1)
    return Vocabulary(kinds, version if isinstance(version, int) else 1)


def _kind(row: Any, number: int, file: str, mistakes: list[str]) -> ColumnKind | None:
    if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not row["id"]:
        mistakes.append(f"{file}：第 {number} 个类别缺少 id。")
        return None
    before = len(mistakes)
    _check(row, f"{file}：类别 {row['id']} 的", mistakes)
    if len(mistakes) > before:
        return None
    return ColumnKind(
        id=row["id"],
        title=row["title"],
        names=tuple(row["names"]),
        group=row["group"],
        period_days=row.get("period_days"),
        duty=row["duty"],
        single_page=row.get("single_page", False),
        source=row["source"],
        note=row["note"],
        column_types=tuple(row.get("column_types", ())),
    )


def _check(row: dict[str, Any], where: str, mistakes: list[str]) -> None:
    mistakes += [f"{where} {field} 不是已知字段。" for field in row if field not in _FIELDS]
    names, types = row.get("names"), row.get("column_types", [])
    for field, value in (("names", names), ("column_types", types)):
        if not isinstance(value, list) or any(not isinstance(item, str) for item in value):
            mistakes.append(f"{where} {field} 必须是文字列表。")
    mistakes += [f"{where} {field} 必须是文字。" for field in ("title", "note") if not isinstance(row.get(field), str)]
    if row.get("group") not in GROUPS:
        mistakes.append(f"{where} group 必须是 {'、'.join(GROUPS)} 之一。")
    if row.get("source") not in SOURCES:
        mistakes.append(f"{where} source 必须是 S 或 assumed。")
    _check_period(row, where, mistakes)
    if not isinstance(row.get("single_page", False), bool):
        mistakes.append(f"{where} single_page 必须是 true 或 false。")


def _check_period(row: dict[str, Any], where: str, mistakes: list[str]) -> None:
    period = row.get("period_days")
    if period is not None and (isinstance(period, bool) or not isinstance(period, int) or period <= 0):
        mistakes.append(f"{where} period_days 必须是正整数（天）或 null。")
    if row.get("duty") not in DUTIES:
        mistakes.append(f"{where} duty 必须是 {'、'.join(DUTIES)} 之一。")
    elif row["duty"] == PERIOD and period is None:
        mistakes.append(f"{where} period_days 不能为空（duty 为 period）。")
    elif row["duty"] == EVENT and period is not None:
        mistakes.append(f"{where} period_days 应为 null（duty 为 event）。")
