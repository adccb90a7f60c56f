"""Reading rubric files: the websites' rubric, and the city's own for other platforms beside it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import ValidationError

from govcrawl.domain.errors import RubricError
from govcrawl.domain.yaml_files import parse_document, parse_yaml
from govcrawl.rubric.columns import GROUPS, load_vocabulary
from govcrawl.rubric.folder import rubric_folder
from govcrawl.rubric.mistakes import list_mistakes
from govcrawl.rubric.model import Rubric, RubricFile
from govcrawl.rubric.overlay import OVERLAYS, merge_overlay

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
    return load_folder(rubric_folder())


def load_folder(own: Path | None) -> Rubric:
    """The rubrics with those of the folder `own` before the program's; RubricError with every mistake."""
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
    whole = _whole(text, path)
    return parse_rubric(whole or text, path.name, known, lines=whole is None)


def _whole(text: str, path: Path) -> str | None:
    """The whole rubric of a file that says only what differs (a local pack); None for a file that says all."""
    try:
        own = parse_yaml(text)
    except yaml.YAMLError:
        return None  # said by whoever parses it
    if not isinstance(own, dict) or OVERLAYS not in own:
        return None
    if own[OVERLAYS] != path.name or path.name not in _names().values():
        raise RubricError(f"{path.name} 的 {OVERLAYS}：应为所依据的指标文件名，与本文件同名，现为“{own[OVERLAYS]}”")
    return merge_overlay(own, parse_yaml((FOLDER / path.name).read_text(encoding="utf-8")), path.name)


@lru_cache(maxsize=16)
def stored_rubric(text: str, name: str) -> Rubric:
    """The rubric that was stored with a round; what it names may be gone since. The same text is parsed once.

    name: what errors call it. Raises RubricError with every mistake, each naming file, field and line.
    """
    return parse_rubric(text, name)


def parse_rubric(
    text: str, name: str, known: Mapping[str, Callable[[str], bool]] | None = None, *, lines: bool = True
) -> Rubric:
    """The rubric that `text` holds, for example as it was stored with a round; `name` is what errors call it.

    known: which column kinds, groups and rules there are. A stored rubric is read without: what it names may be gone.
    lines: whether `text` is a file that people see. Raises RubricError with every mistake, each naming file, field and
    line.
    """
    try:
        document = parse_document(text)
    except yaml.YAMLError as error:
        raise RubricError(f"评分指标文件 {name} 不是有效的 YAML：{_first_line(error)}") from error
    try:
        file = RubricFile.model_validate(document.value, context=known)
    except ValidationError as error:
        raise RubricError(
            "；".join(list_mistakes(error, name, document if lines else document._replace(node=None)))
        ) from error
    return Rubric(text=text, **dict(file))


def _is_rule(name: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][0-9]{2}", name))


def _first_line(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f"第{mark.line + 1}行 " if mark else ""
    return f"{where}{getattr(error, 'problem', None) or str(error).partition(chr(10))[0]}"
