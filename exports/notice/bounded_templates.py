"""Templates that people write, within bounds: they compute text, and neither reach into the program nor hold it up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from jinja2 import StrictUndefined, nodes, pass_context
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment
from jinja2.visitor import NodeTransformer

MOST_ROUNDS = 20_000  # of all loops together
MOST_CHARACTERS = 10_000_000  # of all that is written
_LONGEST = 50_000  # characters of a text, entries of a list with all that is in it
_LARGEST = 10**15  # of whole numbers that are multiplied, and so of what a hundred digits are made of
_HIGHEST = 20  # exponent, digits after the point
# What makes no more than it was given. Text is not filled up, repeated or laid out here: Word does that.
_FILTERS = (
    "abs", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float", "forceescape", "groupby",
    "int", "items", "join", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "reverse",
    "round", "safe", "select", "selectattr", "sort", "string", "striptags", "sum", "title", "trim", "truncate",
    "unique", "upper", "wordcount",
)  # fmt: skip
_METHODS = frozenset({
    "changed", "cycle", "endswith", "get", "isdigit", "items", "keys", "lower", "lstrip", "rstrip", "split",
    "startswith", "strftime", "strip", "upper", "values",
})  # fmt: skip
_REFUSED = (
    nodes.Macro, nodes.CallBlock, nodes.FilterBlock, nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends,
)  # fmt: skip
_ROUND, _WRITE, _MADE = "_govcrawl_round", "_govcrawl_write", "_govcrawl_made"


class BoundedEnvironment(SandboxedEnvironment):
    """Jinja's sandbox with bounds on loops, texts and numbers; for one rendering.

    Whatever goes beyond them, and what cannot be bounded (macros, recursion, padding), ends as a TemplateError.
    """

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)
        self._rounds = self._characters = 0
        for name in set(self.filters) - set(_FILTERS):
            del self.filters[name]
        # With the rendering's context, so that nothing of it is worked out, and counted, once and for all.
        self.filters |= {
            _ROUND: pass_context(lambda _, values, characters: self._each(values, characters)),
            _WRITE: pass_context(lambda _, value: self._written(value)),
            _MADE: pass_context(lambda _, value: self._made(value)),
        }
        self.filters["join"] = _checked(self.filters["join"], self._join)
        self.filters["round"] = _checked(self.filters["round"], _few_digits)
        space = self.globals["namespace"]
        self.globals = {"range": self._range, "dict": lambda **named: self._made(named), "namespace": space}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree: nodes.Template = _Bounds().visit(super()._parse(source, name, filename))
        return tree

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether attribute `attr` of `obj`, its `value`, may be read: data, and methods that make nothing large."""
        return super().is_safe_attribute(obj, attr, value) and (not callable(value) or attr in _METHODS)

    def wrap_str_format(self, value: Any) -> None:
        """No `value` is a method that formats: Jinja would let those of texts pass, whatever the width."""
        return

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Work `left` `operator` `right` out in this `context`; SecurityError where the result could be large."""
        if operator == "%" and not isinstance(left, int | float):
            raise SecurityError("格式化（%）不可使用")
        if operator == "*":
            if not all(isinstance(each, int | float) for each in (left, right)):
                raise SecurityError("文字和列表不能相乘")
            if max(abs(left), abs(right)) > _LARGEST:
                raise SecurityError("相乘的数过大")
        if operator == "**" and not (abs(left) <= _LARGEST and abs(right) <= _HIGHEST):
            raise SecurityError("乘方过大")
        return self._made(super().call_binop(context, operator, left, right))

    def _range(self, *bounds: int) -> range:
        found = range(*bounds)
        self._count(len(found))
        return found

    def _each(self, values: Iterable[Any], characters: int) -> Iterator[Any]:
        """The values of a loop, each of which writes so many `characters` beside its expressions."""
        for each in values:
            self._count(1)
            self._add(characters)
            yield each

    def _count(self, rounds: int) -> None:
        self._rounds += rounds
        if self._rounds > MOST_ROUNDS:
            raise SecurityError(f"循环超过 {MOST_ROUNDS} 次")

    def _made(self, value: Any) -> Any:
        """What the template has put together; a list that holds itself again and again is as large as all of that."""
        if isinstance(value, str):
            return _bounded(value)
        if isinstance(value, list | tuple | dict):
            self._count(_entries(value) // 50)
        return value

    def _written(self, value: Any) -> Any:
        self._add(len(value) if isinstance(value, str) else 20)
        return value

    def _add(self, characters: int) -> None:
        self._characters += characters
        if self._characters > MOST_CHARACTERS:
            raise SecurityError(f"写出的文字超过 {MOST_CHARACTERS} 字")

    def _join(self, values: Any, separator: Any = "", *_: Any) -> None:
        if isinstance(values, str | list | tuple):
            self._count(len(values))
            _bounded("", extra=len(str(separator)) * len(values))


def _few_digits(_: Any, precision: int = 0, *__: Any) -> None:
    if abs(precision) > _HIGHEST:
        raise SecurityError("小数位数过多")


def _checked(work: Callable[..., Any], check: Callable[..., None]) -> Callable[..., Any]:
    """The filter `work`, which is asked for by `check` first; it may be one that takes the rendering's context."""

    def checked(*arguments: Any, **named: Any) -> Any:
        own = arguments[1:] if marked else arguments
        check(*own, **{name: value for name, value in named.items() if name != "attribute"})
        return _bounded(work(*arguments, **named))

    marked = getattr(work, "jinja_pass_arg", None)
    if marked is not None:
        checked.jinja_pass_arg = marked  # type: ignore[attr-defined]
    return checked


def _bounded(value: Any, extra: int = 0) -> Any:
    if isinstance(value, str | list | tuple) and len(value) + extra > _LONGEST:
        raise SecurityError(f"文字或列表过长（超过 {_LONGEST}）")
    return value


def _entries(value: Any) -> int:
    """How many entries are in a list or dict, and in those that are in it."""
    waiting, found = [value], 0
    while waiting:
        each = waiting.pop()
        inner = list(each.values() if isinstance(each, dict) else each)
        found += len(inner)
        if found > _LONGEST:
            raise SecurityError(f"列表过长（超过 {_LONGEST}）")
        waiting += [one for one in inner if isinstance(one, list | tuple | dict)]
    return found


class _Bounds(NodeTransformer):
    """Puts a check on what loops, what is written and what is put together; refuses what cannot be checked."""

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        if isinstance(node, _REFUSED) or (isinstance(node, nodes.For) and node.recursive):
            raise TemplateSyntaxError("模板中不能使用宏、递归和其他文件", node.lineno)
        return super().generic_visit(node, *args, **kwargs)

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 as Jinja calls its nodes
        self.generic_visit(node)
        written = sum(len(each.data) for each in node.find_all(nodes.TemplateData))
        node.iter = _filter(node.iter, _ROUND, [nodes.Const(written, lineno=node.lineno)])
        return node

    def visit_Output(self, node: nodes.Output) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.nodes = [each if isinstance(each, nodes.TemplateData) else _filter(each, _WRITE) for each in node.nodes]
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        return _filter(self.generic_visit(node), _MADE)

    def visit_List(self, node: nodes.List) -> nodes.Node:  # noqa: N802
        return _filter(self.generic_visit(node), _MADE)

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:  # noqa: N802
        return _filter(self.generic_visit(node), _MADE)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:  # noqa: N802
        inner = self.generic_visit(node)
        return _filter(inner, _MADE) if node.ctx == "load" else inner


def _filter(node: Any, name: str, arguments: list[nodes.Expr] | None = None) -> nodes.Filter:
    return nodes.Filter(node, name, arguments or [], [], None, None, lineno=node.lineno)
