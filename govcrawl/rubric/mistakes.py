"""The mistakes of a rubric file as its editors read them: file, field, reason and line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError
from yaml import MappingNode, Node, SequenceNode

from govcrawl.domain.yaml_files import YamlDocument
from govcrawl.rubric.fields import NOT_A_MAPPING, UNKNOWN, reason_of


def list_mistakes(fault: ValidationError, name: str, document: YamlDocument) -> list[str]:
    """One sentence for each mistake in `fault`, once; `name` is what the sentences call the file."""
    errors = fault.errors(include_url=False, include_input=False)
    return list(dict.fromkeys(_sentence(reason_of(error), error["loc"], name, *document) for error in errors))


def _sentence(reason: str, path: Sequence[str | int], name: str, data: Any, root: Node | None) -> str:
    if reason == NOT_A_MAPPING:
        return f"{_place(path, name, data)} {reason}"
    if path and isinstance(path[-1], int) and reason != UNKNOWN:
        path = path[:-1]  # a word of a list, which the reason names
    line = _line(path, root)
    return f"{_place(path, name, data)}：{reason}" + (f"（第{line}行）" if line else "")


def _place(path: Sequence[str | int], name: str, data: Any) -> str:
    """The file and the fields down to the mistaken one; rows of a list by their id, else by their number."""
    place = name
    for step in path:
        if not isinstance(data, list):
            data = data.get(step) if isinstance(data, dict) else None
            place += f" 的 {step}"
        elif isinstance(step, int):
            data = data[step]
            place += f" “{data['id']}”" if isinstance(data, dict) and "id" in data else f" 第{step + 1}项"
    return place


def _line(path: Sequence[str | int], node: Node | None) -> int:
    """The line of the field; that of the mapping when it is not there; 0 for an empty file."""
    line = node.start_mark.line + 1 if node else 0
    for step in path:
        if isinstance(node, SequenceNode) and isinstance(step, int):
            node = node.value[step]
        elif isinstance(node, MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(step)), None)
            if found is None:
                return int(node.start_mark.line) + 1
            line, node = found[0].start_mark.line + 1, found[1]
    return int(line)
