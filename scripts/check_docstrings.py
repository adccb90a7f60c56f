"""Check the docstrings of the product's public classes, functions and methods.

    python scripts/check_docstrings.py [--room govcrawl/extract]... [--summary]

1. Every public class, function and method has a docstring. A method that a base class of ours documents inherits it;
   the hooks of frameworks (Scrapy's `process_item`, asyncio's `data_received`, …) are described where they are defined.
2. A function that raises in its own body names the class of the error in its docstring. What is not an error of the
   caller (`NotImplementedError`, `typer.Exit` …) and what is raised again need no mention.
3. A function with two or more parameters that do not explain themselves names each of them in its docstring. A
   parameter explains itself when it is named after its type (`finding: Finding`, `engine: Engine`), when its name is
   one of SELF_EXPLAINING, or when it carries its own help (`Annotated[..., typer.Option(help=...)]`).

Public is what has no leading underscore and does not stand inside a function. Rules (`@rule`) all take what the engine
hands them, which the engine documents. Exit code 0: nothing to mend, 1: something is.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("govcrawl", "spiders", "pipelines", "analysis", "exports")
Function = ast.FunctionDef | ast.AsyncFunctionDef

SELF_EXPLAINING = {
    "url", "path", "folder", "html", "round_name", "rule_id", "engine", "session", "database", "connection", "request",
    "response", "spider", "crawler", "settings", "item", "console", "args", "kwargs", "self", "cls",
}  # fmt: skip
# Called by Scrapy, asyncio, SQLAlchemy, argparse or html.parser, with the parameters that they document.
HOOKS = {
    "from_crawler", "from_settings", "process_request", "process_response", "process_exception", "process_item",
    "process_start", "process_spider_output", "process_spider_exception", "open_spider", "close_spider", "start",
    "spider_opened", "spider_closed", "enqueue_request", "next_request", "has_pending_requests", "download_request",
    "request_seen", "fingerprint", "connection_made", "connection_lost", "data_received", "eof_received", "emit",
    "process_bind_param", "process_result_value", "load_dialect_impl", "getMessage", "getHostByName", "process_options",
}  # fmt: skip
NO_ERROR_OF_THE_CALLER = {"NotImplementedError", "AssertionError", "Exit", "StopIteration", "SystemExit"}


@dataclass(frozen=True)
class Problem:
    """Something to mend: `kind` is docstring, raises or parameters."""

    path: Path
    line: int
    kind: str
    message: str


@dataclass(frozen=True)
class Documented:
    """Which methods the classes of the product document: names of methods by name of class, and bases by class."""

    methods: dict[str, set[str]]
    bases: dict[str, list[str]]

    def inherits(self, class_name: str, method: str) -> bool:
        """Whether a base of `class_name` documents `method`."""
        return any(
            method in self.methods.get(base, set()) or self.inherits(base, method)
            for base in self.bases.get(class_name, [])
            if base != class_name
        )


def last_name(node: ast.expr) -> str:
    """`Finding` of `Finding`, `findings.Finding`, `Finding[...]` or `Finding(...)`; empty for other expressions."""
    if isinstance(node, ast.Subscript):
        return last_name(node.value)
    if isinstance(node, ast.Call):
        return last_name(node.func)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def public_parts(tree: ast.Module) -> Iterator[tuple[str, ast.ClassDef | Function]]:
    """Public classes with an empty class name, and public functions and methods with the name of their class."""

    def inside(body: list[ast.stmt], owner: str) -> Iterator[tuple[str, ast.ClassDef | Function]]:
        for node in body:
            if isinstance(node, ast.If | ast.Try):
                yield from inside(node.body, owner)
            elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield "", node
                yield from inside(node.body, node.name)
            elif isinstance(node, Function) and not node.name.startswith("_"):
                yield owner, node

    return inside(tree.body, "")


def read_documented(trees: dict[Path, ast.Module]) -> Documented:
    """Documented methods of all classes in `trees`, private classes included."""
    methods: dict[str, set[str]] = {}
    bases: dict[str, list[str]] = {}
    for tree in trees.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                held = (part for part in node.body if isinstance(part, Function) and ast.get_docstring(part))
                methods.setdefault(node.name, set()).update(part.name for part in held)
                bases.setdefault(node.name, []).extend(last_name(base) for base in node.bases)
    return Documented(methods, bases)


def own_nodes(function: Function) -> Iterator[ast.AST]:
    """The nodes of a function's body without those of functions and classes defined in it."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, Function | ast.Lambda | ast.ClassDef):
            waiting += ast.iter_child_nodes(node)


def raised(function: Function) -> set[str]:
    """Names of the error classes that the body raises anew."""
    errors = {last_name(node.exc) for node in own_nodes(function) if isinstance(node, ast.Raise) and node.exc}
    return {name for name in errors if name[:1].isupper()} - NO_ERROR_OF_THE_CALLER


def explains_itself(parameter: ast.arg) -> bool:
    """Whether name and type leave nothing to say."""
    if parameter.arg in SELF_EXPLAINING or parameter.arg.startswith("_"):
        return True
    if parameter.annotation is None:
        return False
    written = ast.unparse(parameter.annotation)
    if written.startswith("Annotated["):
        return "help=" in written
    words = {re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower() for name in re.findall(r"[A-Za-z]\w*", written)}
    singular = parameter.arg.removesuffix("s")
    return any(parameter.arg in (word, word.split("_")[-1]) or singular == word for word in words - {"str", "int"})


def unnamed(function: Function, text: str) -> list[str]:
    """Parameters that `text`, the docstring, ought to name and does not."""
    held = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    unexplained = [parameter.arg for parameter in held if not explains_itself(parameter)]
    if len(unexplained) < 2:
        return []
    return [name for name in unexplained if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]


def check(path: Path, tree: ast.Module, documented: Documented) -> Iterator[Problem]:
    """What is to be mended in one module."""
    for owner, node in public_parts(tree):
        name = f"{owner}.{node.name}" if owner else node.name
        text = ast.get_docstring(node) or ""
        decorators = {last_name(decorator) for decorator in node.decorator_list}
        if isinstance(node, ast.ClassDef):
            if not text:
                yield Problem(path, node.lineno, "docstring", f"{name}: no docstring")
            continue
        if decorators & {"overload", "setter"}:
            continue
        described = (bool(owner) and node.name in HOOKS) or documented.inherits(owner, node.name)
        if not text and not described:
            yield Problem(path, node.lineno, "docstring", f"{name}: no docstring")
            continue
        for error in sorted(raised(node)):
            if error not in text and not described:
                yield Problem(path, node.lineno, "raises", f"{name}: raises {error}, which the docstring does not name")
        missing = [] if described or "rule" in decorators else unnamed(node, text)
        if missing:
            yield Problem(path, node.lineno, "parameters", f"{name}: does not name {', '.join(missing)}")


def main() -> int:
    """Print every problem and their number."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--room", action="append", default=[], help="only this folder or file; may be repeated")
    parser.add_argument("--summary", action="store_true", help="numbers per folder instead of every problem")
    options = parser.parse_args()
    files = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")) if "notebooks/." not in str(path)]
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in files}
    documented = read_documented(trees)
    rooms = [(ROOT / room).resolve() for room in options.room]
    wanted = [path for path in files if not rooms or any(path.is_relative_to(room) for room in rooms)]
    problems = [problem for path in wanted for problem in check(path, trees[path], documented)]
    if options.summary:
        counts = Counter((str(problem.path.relative_to(ROOT).parent), problem.kind) for problem in problems)
        for (folder, kind), count in sorted(counts.items()):
            print(f"{folder}: {kind} {count}")
    else:
        for problem in problems:
            print(f"{problem.path.relative_to(ROOT)}:{problem.line}: {problem.message}")
    functions = sum(isinstance(node, Function) for path in wanted for _, node in public_parts(trees[path]))
    print(f"{functions} public functions in {len(wanted)} modules, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
