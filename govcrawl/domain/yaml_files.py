"""YAML files and texts: read by libyaml where it is installed, each content parsed once.

Refused are keys that stand twice, types of one's own, and texts of many references or without end in depth.
"""

from __future__ import annotations

from collections import deque
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

# About ten times faster than the reader written in Python, which builds without libyaml fall back to.
_FAST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 100  # levels; the program's own files have six
_ALIASES = 100  # references to what stands elsewhere in the text; the program's own files have none
_REMEMBERED = 64  # contents: the program's own files, an office's own, and the rubrics of a few rounds


class YamlDocument(NamedTuple):
    """A parsed document: its value, and the node tree whose marks say where in the text each part stands."""

    value: Any
    node: yaml.Node | None


def read_yaml(path: Path) -> Any:
    """The value of the YAML file at `path`, as `parse_yaml` gives it.

    Raises OSError, UnicodeDecodeError (not UTF-8) or yaml.YAMLError: the caller words the message.
    """
    return parse_yaml(path.read_text(encoding="utf-8"))


def parse_yaml(text: str) -> Any:
    """The value of a YAML text: dicts, lists, texts, numbers, dates. None for an empty text.

    The same object is handed out for the same text, so callers must not change it. Raises yaml.YAMLError.
    """
    return parse_document(text).value


@lru_cache(maxsize=_REMEMBERED)
def parse_document(text: str) -> YamlDocument:
    """Value and node tree of a YAML text, for messages that name lines. Shared: callers must not change it.

    Raises yaml.YAMLError.
    """
    try:
        return _parsed(text, _FAST)
    except (yaml.YAMLError, UnicodeError):
        # libyaml words its errors differently; people see those of the reader written in Python.
        return _parsed(text, yaml.SafeLoader)


def _parsed(text: str, kind: Any) -> YamlDocument:
    _check(text, kind)
    loader = kind(text)
    try:
        node = loader.get_single_node()
        _refuse_doubles(node)
        try:
            return YamlDocument(None if node is None else loader.construct_document(node), node)
        except (ValueError, OverflowError) as fault:  # a day that there is not, a number without end
            raise _impossible(node) from fault
    finally:
        loader.dispose()


def _check(text: str, kind: Any) -> None:
    """Refuse what is nested without end (building it would overflow the stack, and libyaml's is the process's own),
    what is built of references, and what asks for a type of its own.
    """
    depth = aliases = 0
    for event in yaml.parse(text, Loader=kind):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        aliases += isinstance(event, yaml.AliasEvent)
        if depth > _DEEPEST:
            raise yaml.YAMLError(f"nested more than {_DEEPEST} deep")
        if aliases > _ALIASES:
            raise _fault(f"引用（*）超过 {_ALIASES} 处", event)
        if (tag := getattr(event, "tag", None)) not in (None, "!"):
            raise _fault(f"不支持类型标记 {tag}", event)


def _refuse_doubles(node: yaml.Node | None) -> None:
    """A key that stands twice in one mapping: the first of the two would be lost without a word."""
    waiting, seen = [node], {id(node)}
    while waiting:
        node = waiting.pop()
        parts = [part for pair in node.value for part in pair] if isinstance(node, yaml.MappingNode) else []
        if isinstance(node, yaml.MappingNode):
            known: set[str] = set()
            for key, _ in node.value:
                if isinstance(key, yaml.ScalarNode) and key.value in known:
                    raise _fault(f"“{key.value}”重复", key)
                known.add(str(key.value))
        elif isinstance(node, yaml.SequenceNode):
            parts = node.value
        for part in parts:
            if id(part) not in seen:
                seen.add(id(part))
                waiting.append(part)


def _impossible(node: yaml.Node) -> yaml.YAMLError:
    """The error of the first date or number in the tree that is none."""
    waiting, seen = deque([node]), {id(node)}
    while waiting:
        node = waiting.popleft()
        if isinstance(node, yaml.ScalarNode):
            try:
                yaml.constructor.SafeConstructor().construct_object(node)
            except (ValueError, OverflowError):
                return _fault(f"“{node.value[:40]}”不是日期或数", node)
            continue
        parts = [part for pair in node.value for part in pair] if isinstance(node, yaml.MappingNode) else node.value
        waiting += [part for part in parts if id(part) not in seen]
        seen.update(map(id, parts))
    return yaml.YAMLError("日期或数无效")


def _fault(problem: str, at: Any) -> yaml.MarkedYAMLError:
    """The error at a node or event."""
    return yaml.MarkedYAMLError(problem=problem, problem_mark=at.start_mark)
