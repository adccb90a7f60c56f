"""Check the docstrings of the product's public classes, functions and methods.

    python scripts/check_docstrings.py [--room govcrawl/extract]... [--summary]

1. Every public class, function and method has a docstring. A method inherits it from a base class of ours, or from a
   protocol of the same folder that its class satisfies. Attributes that a protocol only declares need none; the hooks
   of frameworks (Scrapy's `process_item`, asyncio's `data_received`, …) are described where these define them.
2. A function that raises in its own body names the class of the error in its docstring. What is not an error of the
   caller (`NotImplementedError`, `typer.Exit` …) and what is raised again need no mention.
3. A function with two or more parameters that do not explain themselves names each of them in its docstring. A
   parameter explains itself when it is named after its type (`finding: Finding`, `book: Workbook`), when its name is
   one of SELF_EXPLAINING, when it is a context that a whole room hands on (`material: WorkbookContext`), when it
   carries its own help (`Annotated[..., typer.Option(help=...)]`), or when the module's docstring lists it for all.

The docstring of a command of `govcrawl` is the Chinese help that people read on the screen: 2 and 3 do not apply to it;
the options carry their own help, and every error of ours ends a command with its message.

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
from dataclasses import dataclass, field
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
COMMAND_HELP = re.compile(r"[\u4e00-\u9fff“]")
MIGRATION = {"upgrade", "downgrade"}  # the module's docstring says what a migration does
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
    """Which methods the classes of the product document.

    `methods` holds the documented methods and `members` all names defined by a class, `bases` the names of its bases,
    `protocols` the names of the protocols in a folder.
    """

    methods: dict[str, set[str]] = field(default_factory=dict)
    members: dict[str, set[str]] = field(default_factory=dict)
    bases: dict[str, list[str]] = field(default_factory=dict)
    protocols: dict[Path, list[str]] = field(default_factory=dict)

    def inherits(self, class_name: str, method: str) -> bool:
        """Whether a base of `class_name` documents `method`."""
        return any(
            method in self.methods.get(base, set()) or self.inherits(base, method)
            for base in self.bases.get(class_name, [])
            if base != class_name
        )

    def satisfies(self, class_name: str, folder: Path, method: str) -> bool:
        """Whether `class_name` has all members of a protocol in `folder` that documents `method`."""
        own = self._all_members(class_name)
        return any(
            method in self.methods[protocol] and self.members[protocol] <= own
            for protocol in self.protocols.get(folder, [])
        )

    def _all_members(self, class_name: str) -> set[str]:
        inherited = (self._all_members(base) for base in self.bases.get(class_name, []) if base != class_name)
        return self.members.get(class_name, set()).union(*inherited)


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
    """What all classes in `trees` document, private classes included."""
    read = Documented()
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                functions = [part for part in node.body if isinstance(part, Function)]
                fields = {last_name(part.target) for part in node.body if isinstance(part, ast.AnnAssign)}
                documented = {part.name for part in functions if ast.get_docstring(part)}
                read.methods.setdefault(node.name, set()).update(documented)
                read.members.setdefault(node.name, set()).update(fields, (part.name for part in functions))
                read.bases.setdefault(node.name, []).extend(last_name(base) for base in node.bases)
                if "Protocol" in read.bases[node.name]:
                    read.protocols.setdefault(path.parent, []).append(node.name)
    return read


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
    return any(
        word.endswith((parameter.arg, "context")) or singular == word for word in words - {"str", "int", "bytes"}
    )


def unnamed(function: Function, text: str, listed: set[str]) -> list[str]:
    """Parameters that `text`, the docstring, ought to name and does not; `listed` are named by the module's."""
    held = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    unexplained = [
        parameter.arg for parameter in held if parameter.arg not in listed and not explains_itself(parameter)
    ]
    if len(unexplained) < 2:
        return []
    return [name for name in unexplained if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]


def is_declaration(function: Function) -> bool:
    """Whether the body is only `...`."""
    (first, *rest) = function.body
    return (
        not rest and isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and first.value.value is ...
    )


def is_described(path: Path, owner: str, name: str, documented: Documented) -> bool:
    """Whether function `name` of class `owner` is documented elsewhere: by a base, a protocol or a framework."""
    if not owner:
        return name in MIGRATION and path.parent.name == "versions"
    return name in HOOKS or documented.inherits(owner, name) or documented.satisfies(owner, path.parent, name)


def check(path: Path, tree: ast.Module, documented: Documented) -> Iterator[Problem]:
    """What is to be mended in one module."""
    listed = set(re.findall(r"^ {4}(\w+) {2,}\S", ast.get_docstring(tree) or "", re.M))
    for owner, node in public_parts(tree):
        name = f"{owner}.{node.name}" if owner else node.name
        text = ast.get_docstring(node) or ""
        decorators = {last_name(decorator) for decorator in node.decorator_list}
        if isinstance(node, ast.ClassDef):
            if not text:
                yield Problem(path, node.lineno, "docstring", f"{name}: no docstring")
            continue
        if decorators & {"overload", "setter"} or (decorators == {"property"} and is_declaration(node)):
            continue
        described = is_described(path, owner, node.name, documented)
        if not text and not described:
            yield Problem(path, node.lineno, "docstring", f"{name}: no docstring")
        if not text or COMMAND_HELP.match(text):
            continue
        for error in sorted(raised(node)):
            if error not in text and not described:
                yield Problem(path, node.lineno, "raises", f"{name}: raises {error}, which the docstring does not name")
        missing = [] if described or "rule" in decorators else unnamed(node, text, listed)
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
