"""Reading fields of the rubric file; every mistake is noted with its place, none stops the reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from yaml import MappingNode, Node, SequenceNode


class Fields:
    """One mapping of the file. What a mistaken field gives is a harmless value: the file is refused as a whole."""

    def __init__(
        self,
        data: Any,
        where: str,
        mistakes: list[str],
        known: Mapping[str, Callable[[str], bool]] | None = None,
        node: Node | None = None,
    ) -> None:
        """known: for fields that name things, by field name, whether there is such a thing.

        node: where the mapping stands in the file, so that mistakes name their line.
        """
        self._node = node
        self._where, self._mistakes, self._known = where, mistakes, known or {}
        self._read: set[str] = set()
        if not isinstance(data, dict):
            mistakes.append(f"{where} 应为“名称: 值”的形式")
            data = {}
        self._data: dict[str, Any] = {str(key): value for key, value in data.items()}

    def __contains__(self, name: str) -> bool:
        return name in self._data

    def wrong(self, name: str, why: str) -> None:
        line = self._line(name)
        self._mistakes.append(f"{self._where} 的 {name}：{why}" + (f"（第{line}行）" if line else ""))

    def _line(self, name: str) -> int:
        """The field's line; that of the mapping when it is not there, 0 when no line is known."""
        mark = self._node.start_mark if self._node else None
        if isinstance(self._node, MappingNode):
            mark = next((key.start_mark for key, _ in self._node.value if key.value == name), mark)
        return mark.line + 1 if mark else 0

    def _below(self, name: str) -> Node | None:
        """The node of the field's value."""
        pairs = self._node.value if isinstance(self._node, MappingNode) else []
        return next((value for key, value in pairs if key.value == name), None)

    def _get(self, name: str) -> Any:
        self._read.add(name)
        if name not in self._data:
            self.wrong(name, "缺少")
        return self._data.get(name)

    def text(self, name: str) -> str:
        value = self._get(name)
        if name in self._data and (not isinstance(value, str) or not value.strip()):
            self.wrong(name, "应为文字")
        return value if isinstance(value, str) else ""

    def texts(self, name: str) -> tuple[str, ...]:
        value = self._get(name)
        if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
            known = self._known.get(name)
            for each in value if known else ():
                if known and not known(each):
                    self.wrong(name, f"没有“{each}”")
            return tuple(value)
        if name in self._data:
            self.wrong(name, "应为文字列表")
        return ()

    def choice(self, name: str, allowed: Sequence[str]) -> str:
        value = self._get(name)
        if value in allowed:
            return str(value)
        if name in self._data:
            self.wrong(name, f"“{value}”无效，应为 {'、'.join(each for each in allowed if each)} 之一")
        return allowed[0]

    def number(self, name: str) -> float:
        value = self._get(name)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e9:
            return float(value)
        if name in self._data:
            self.wrong(name, f"“{value}”应为不小于 0 的数")
        return 0.0

    def whole(self, name: str) -> int:
        value = self._get(name)
        if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10_000:
            return value
        if name in self._data:
            self.wrong(name, f"“{value}”应为正整数")
        return 1

    def flag(self, name: str) -> bool:
        self._read.add(name)
        value = self._data.get(name, False)
        if not isinstance(value, bool):
            self.wrong(name, "应为 true 或 false")
        return value is True

    def child(self, name: str) -> Fields:
        return Fields(self._get(name), f"{self._where} 的 {name}", self._mistakes, self._known, self._below(name))

    def children(self) -> Iterator[tuple[str, Fields]]:
        """Each field as a mapping of its own, with its name."""
        for name in self._data:
            yield name, self.child(name)

    def rows(self, name: str) -> Iterator[Fields]:
        value = self._get(name)
        if not isinstance(value, list):
            if name in self._data:
                self.wrong(name, "应为列表")
            return
        below = self._below(name)
        nodes = below.value if isinstance(below, SequenceNode) else [None] * len(value)
        for number, (row, node) in enumerate(zip(value, nodes, strict=True), 1):
            label = f"“{row['id']}”" if isinstance(row, dict) and "id" in row else f"第{number}项"
            yield Fields(row, f"{self._where} 的 {name} {label}", self._mistakes, self._known, node)

    def nothing_else(self) -> None:
        """Fields that nobody reads are misspelt ones."""
        for name in self._data:
            if name not in self._read:
                self.wrong(name, "不是已知字段")
