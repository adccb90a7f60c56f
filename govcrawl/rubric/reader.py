"""Reading rubric files: the websites' rubric, and the city's own for other platforms beside it."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import yaml

from govcrawl.domain.errors import RubricError
from govcrawl.domain.yaml_files import parse_document
from govcrawl.rubric.columns import GROUPS, load_vocabulary
from govcrawl.rubric.fields import Fields
from govcrawl.rubric.model import Count, Deduction, Indicator, Rubric, Scoring, Threshold

FOLDER = Path(__file__).parent
DEFAULT = FOLDER / "rubric-2019.yaml"
COMPANIONS = {
    "disclosure": "rubric-disclosure.yaml",
    "policy_qa": "rubric-policy-qa.yaml",
    "new_media": "rubric-new-media.yaml",
}
PARTS = ("veto", "deduction", "bonus")
PER = ("finding", "column", "site")
PLACES = ("", "home", "other")


def load_rubric(path: Path | None = None) -> Rubric:
    """The rubric of `path` alone; or, without one, the websites' with the other platforms' as `companions`.

    A file of the same name in the folder GOVCRAWL_RUBRICS goes before the one that comes with the program.
    Raises RubricError with every mistake, each naming file, field and line.
    """
    if path is not None:
        return _load(path)
    own = Path(os.environ["GOVCRAWL_RUBRICS"]) if os.environ.get("GOVCRAWL_RUBRICS") else None
    if own is not None and not own.is_dir():
        raise RubricError(f"评分指标文件夹 {own}（GOVCRAWL_RUBRICS）不存在。")
    files = {of: own / name if own and (own / name).exists() else FOLDER / name for of, name in _names().items()}
    companions = {of: _load(file) for of, file in files.items() if of}
    return _joined(_load(files[""]), tuple(companions.items()))


def _names() -> dict[str, str]:
    return {"": DEFAULT.name, **COMPANIONS}


@lru_cache(maxsize=8)
def _joined(rubric: Rubric, companions: tuple[tuple[str, Rubric], ...]) -> Rubric:
    return replace(rubric, companions=dict(companions))


@lru_cache(maxsize=16)
def _load(path: Path) -> Rubric:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RubricError(f"评分指标文件 {path.name} 无法读取：{error}") from error
    known = {"kinds": load_vocabulary().kinds.__contains__, "groups": GROUPS.__contains__, "rules": _is_rule}
    return parse_rubric(text, path.name, known)


def parse_rubric(text: str, name: str, known: Mapping[str, Callable[[str], bool]] | None = None) -> Rubric:
    """The rubric that `text` holds, for example as it was stored with a round; `name` is what errors call it.

    known: which column kinds, groups and rules there are. A stored rubric is read without: what it names may be gone.
    Raises RubricError with every mistake, each naming file, field and line.
    """
    try:
        data, node = parse_document(text)
    except yaml.YAMLError as error:
        raise RubricError(f"评分指标文件 {name} 不是有效的 YAML：{_first_line(error)}") from error
    mistakes: list[str] = []
    fields = Fields(data, name, mistakes, known, node)
    rubric = _rubric(fields, text)
    if mistakes:
        raise RubricError("；".join(mistakes))
    return rubric


def _is_rule(name: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][0-9]{2}", name))


def _first_line(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f"第{mark.line + 1}行 " if mark else ""
    return f"{where}{getattr(error, 'problem', None) or str(error).partition(chr(10))[0]}"


def _rubric(top: Fields, text: str) -> Rubric:
    limits = {name: _threshold(row, name) for name, row in top.child("thresholds").children()}
    indicators = tuple(_indicator(row) for row in top.rows("indicators"))
    ids = [each.id for each in indicators]
    for repeated in sorted({each for each in ids if ids.count(each) > 1}):
        top.wrong("indicators", f"指标 {repeated} 重复")
    rubric = Rubric(
        name=top.text("name"),
        version=top.text("version"),
        text=text,
        sources=top.texts("sources"),
        limits=limits,
        indicators=indicators,
        scoring=_scoring(top.child("scoring")),
    )
    top.nothing_else()
    return rubric


def _scoring(row: Fields) -> Scoring:
    def optional(name: str) -> Threshold | None:
        return _threshold(row.child(name), name) if name in row else None

    if ("service_group" in row) != ("without_service" in row):
        row.wrong("service_group", "须与 without_service 同时填写")
    scoring = Scoring(
        full_marks=_threshold(row.child("full_marks"), "full_marks"),
        fail_below=_threshold(row.child("fail_below"), "fail_below"),
        bonus_above=optional("bonus_above"),
        without_service=optional("without_service"),
        service_group=row.text("service_group") if "service_group" in row else "",
        one_fault=row.texts("one_fault") if "one_fault" in row else (),
    )
    for each in (scoring.full_marks, scoring.without_service):
        if each is not None and not each.number:
            row.wrong(each.name, "应填写大于 0 的 number")
    row.nothing_else()
    return scoring


def _threshold(row: Fields, name: str) -> Threshold:
    given = [key for key in ("days", "months", "number") if key in row]
    if len(given) != 1:
        row.wrong("days", "days、months、number 须且只能填写一个")
    chinese = row.text("chinese")
    threshold = Threshold(
        name=name,
        chinese=chinese,
        title=row.text("title") if "title" in row else chinese,
        source=row.choice("source", ("S", "assumed")),
        days=row.whole("days") if "days" in row else None,
        months=row.whole("months") if "months" in row else None,
        number=row.number("number") if "number" in row else None,
    )
    row.nothing_else()
    return threshold


def _indicator(row: Fields) -> Indicator:
    part = row.choice("part", PARTS)
    when = row.child("when") if "when" in row else None
    indicator = Indicator(
        id=row.text("id"),
        part=part,
        group=row.text("group"),
        title=row.text("title"),
        source=row.choice("source", ("S", "assumed")),
        cap=row.number("cap") if part != "veto" else 0.0,
        veto=_count(when) if when else None,
        at_least=when.whole("at_least") if when else 0,
        deductions=tuple(_deduction(each) for each in row.rows("deductions")) if "deductions" in row else (),
    )
    if when:
        when.nothing_else()
    row.nothing_else()
    return indicator


def _deduction(row: Fields) -> Deduction:
    deduction = Deduction(
        count=_count(row),
        points=row.number("points"),
        source=row.choice("source", ("S", "assumed")),
        text=row.text("text"),
    )
    row.nothing_else()
    return deduction


def _count(row: Fields) -> Count:
    return Count(
        rules=row.texts("rules"),
        per=row.choice("per", PER),
        kinds=row.texts("kinds") if "kinds" in row else (),
        groups=row.texts("groups") if "groups" in row else (),
        first_level=row.flag("first_level"),
        place=row.choice("place", PLACES) if "place" in row else "",
    )
