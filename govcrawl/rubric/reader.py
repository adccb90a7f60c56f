"""Reading rubric files: the websites' rubric, and the city's own for other platforms beside it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import ValidationError

from govcrawl.domain.environment import current_settings
from govcrawl.domain.errors import RubricError
from govcrawl.domain.yaml_files import parse_document
from govcrawl.rubric.columns import GROUPS, load_vocabulary
from govcrawl.rubric.mistakes import list_mistakes
from govcrawl.rubric.model import Rubric, RubricFile

FOLDER = Path(__file__).parent
DEFAULT = FOLDER / "rubric-2019.yaml"
COMPANIONS = {
    "disclosure": "rubric-disclosure.yaml",
    "policy_qa": "rubric-policy-qa.yaml",
    "new_media": "rubric-new-media.yaml",
}


def load_rubric(path: Path | None = None) -> Rubric:
    """The rubric of `path` alone; or, without one, the websites' with the other platforms' as `companions`.

    A file of the same name in the folder GOVCRAWL_RUBRICS goes before the one that comes with the program.
    Raises RubricError with every mistake, each naming file, field and line.
    """
    if path is not None:
        return _load(path)
    own = current_settings().rubrics
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


@lru_cache(maxsize=16)
def stored_rubric(text: str, name: str) -> Rubric:
    """The rubric that was stored with a round; what it names may be gone since. The same text is parsed once.

    name: what errors call it. Raises RubricError with every mistake, each naming file, field and line.
    """
    return parse_rubric(text, name)


def parse_rubric(text: str, name: str, known: Mapping[str, Callable[[str], bool]] | None = None) -> Rubric:
    """The rubric that `text` holds, for example as it was stored with a round; `name` is what errors call it.

    known: which column kinds, groups and rules there are. A stored rubric is read without: what it names may be gone.
    Raises RubricError with every mistake, each naming file, field and line.
    """
    try:
        document = parse_document(text)
    except yaml.YAMLError as error:
        raise RubricError(f"评分指标文件 {name} 不是有效的 YAML：{_first_line(error)}") from error
    try:
        file = RubricFile.model_validate(document.value, context=known)
    except ValidationError as error:
        raise RubricError("；".join(list_mistakes(error, name, document))) from error
    return Rubric(text=text, **dict(file))


def _is_rule(name: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][0-9]{2}", name))


def _first_line(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f"第{mark.line + 1}行 " if mark else ""
    return f"{where}{getattr(error, 'problem', None) or str(error).partition(chr(10))[0]}"
