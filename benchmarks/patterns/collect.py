"""Every regular expression of the product: those that modules hold, and those that functions make."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

PACKAGES = ("govcrawl", "spiders", "pipelines", "analysis", "exports")
_MAKERS = ("compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")
_ANCHORED = ("match", "fullmatch")
_DEPTH = 4  # of containers in which a module may hold patterns


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern, where it stands ("module.name"), and how it is asked: "search" tries every place of a text."""

    place: str
    pattern: re.Pattern[Any]
    method: str


class _Anything(dict[str, object]):
    """The names of a module; one that only a function knows is a word like any other."""

    def __missing__(self, name: str) -> object:
        if name == "re":
            return re
        if hasattr(__import__("builtins"), name):
            raise KeyError(name)
        return "abc"


def modules() -> Iterator[ModuleType]:
    """Every module of the product."""
    for name in PACKAGES:
        package = importlib.import_module(name)
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{name}."):
            if ".migrations." not in found.name and not found.name.endswith("__main__"):
                yield importlib.import_module(found.name)


def collect() -> list[Found]:
    """All patterns, each once, in the order of their places."""
    loaded = list(modules())
    trees = {module.__name__: ast.parse(Path(module.__file__ or "").read_text("utf-8")) for module in loaded}
    asked: defaultdict[str, set[str]] = defaultdict(set)  # methods by the name of a pattern, of its own module alone
    for where, tree in trees.items():
        for name, method in _calls(tree):
            asked[f"{where}.{name}" if name.startswith("_") else name].add(method)
    found: dict[tuple[str | bytes, int, str], Found] = {}

    def note(place: str, pattern: re.Pattern[Any], methods: set[str]) -> None:
        for method in {method if method in _ANCHORED else "search" for method in methods}:
            found.setdefault((pattern.pattern, pattern.flags, method), Found(place, pattern, method))

    for module in loaded:
        for name, pattern in _held(vars(module), _DEPTH):
            holder = name.partition("[")[0].rpartition(".")[2]
            holder = f"{module.__name__}.{holder}" if holder.startswith("_") else holder
            note(f"{module.__name__}.{name}", pattern, asked.get(holder) or {""})
    held = {(pattern, flags) for pattern, flags, _ in found}
    for module in loaded:
        for line, method, pattern in _made(trees[module.__name__], vars(module)):
            if method != "compile" or (pattern.pattern, pattern.flags) not in held:
                note(f"{module.__name__}:{line}", pattern, {method})
    return sorted(found.values(), key=lambda each: each.place)


def _calls(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """(name, method) of each call or mention of a method of a pattern."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in _MAKERS:
            holder = node.value
            if isinstance(holder, ast.Name):
                yield holder.id, node.attr
            elif isinstance(holder, ast.Attribute):
                yield holder.attr, node.attr
        elif isinstance(node, ast.Call):  # handed on: what it is asked there is not known
            for given in node.args:
                if isinstance(given, ast.Name):
                    yield given.id, "search"


def _held(values: Mapping[str, object], depth: int) -> Iterator[tuple[str, re.Pattern[Any]]]:
    for name, value in list(values.items()):
        yield from ((f"{name}{where}", pattern) for where, pattern in _within(value, depth))


def _within(value: object, depth: int) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, re.Pattern):
        yield "", value
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for place, each in enumerate(value):
            yield from ((f"[{place}]{where}", pattern) for where, pattern in _within(each, depth - 1))
    elif depth and isinstance(value, dict):
        for key, each in list(value.items()):
            yield from ((f"[{key!r}]{where}", pattern) for where, pattern in _within(each, depth - 1))
    elif depth and isinstance(value, type) and value.__module__.startswith(PACKAGES):
        for key, each in list(vars(value).items()):
            if not isinstance(each, type):
                yield from ((f".{key}{where}", pattern) for where, pattern in _within(each, depth - 1))


def _made(tree: ast.AST, names: Mapping[str, object]) -> Iterator[tuple[int, str, re.Pattern[Any]]]:
    """(line, method, pattern) of each call of `re`; what only a running function knows stands as a word."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        if isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.func.attr in _MAKERS:
            pattern = _evaluated(node.args[0], names)
            if isinstance(pattern, str | bytes):
                flags = _evaluated(node.args[1], names) if node.func.attr == "compile" and len(node.args) > 1 else 0
                given = next((_evaluated(each.value, names) for each in node.keywords if each.arg == "flags"), flags)
                number = int(given) if isinstance(given, int) else 0
                yield node.lineno, node.func.attr, re.compile(pattern, number)


def _evaluated(node: ast.expr, names: Mapping[str, object]) -> object:
    try:
        return eval(compile(ast.Expression(node), "pattern", "eval"), {}, _Anything(names))  # our own source
    except (TypeError, ValueError, AttributeError, KeyError, IndexError, NameError):
        return None
