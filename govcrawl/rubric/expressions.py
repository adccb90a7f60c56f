"""The office's dictionary of wrong expressions (错误表述), searched for in one pass over a text."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import ahocorasick

from govcrawl.domain.environment import current_settings
from govcrawl.domain.errors import InputError

DEFAULT = Path(__file__).with_name("expressions.csv")
_COLUMNS = ("错误表述", "正确表述", "例外")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Expression:
    """A wrong expression; inside one of `unless` it is none."""

    wrong: str
    right: str
    unless: tuple[str, ...] = ()


class Dictionary:
    """All expressions of a file."""

    def __init__(self, expressions: list[Expression]) -> None:
        self.expressions = expressions
        self._automaton = ahocorasick.Automaton()
        for expression in expressions:
            self._automaton.add_word(expression.wrong, expression)
        if expressions:
            self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[tuple[int, Expression]]:
        """(place, expression) of every hit, in the order of the text."""
        if not self.expressions:
            return
        for end, expression in self._automaton.iter(text):
            start = end - len(expression.wrong) + 1
            if not any(_stands_around(text, start, expression.wrong, around) for around in expression.unless):
                yield start, expression


def _stands_around(text: str, start: int, wrong: str, around: str) -> bool:
    """Whether the longer phrase `around` stands where the hit is."""
    place = around.find(wrong)
    while place >= 0:
        begin = start - place
        if begin >= 0 and text.startswith(around, begin):
            return True
        place = around.find(wrong, place + 1)
    return False


def load_expressions() -> Dictionary:
    """The dictionary that GOVCRAWL_EXPRESSIONS names, else ours. InputError names file, row and reason."""
    return _load(current_settings().expressions or DEFAULT)


@cache
def _load(path: Path) -> Dictionary:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise InputError(
            f"错误表述词典 {path} 无法读取（{type(fault).__name__}），应为 UTF-8 编码的 csv 文件。"
        ) from fault
    rows = csv.reader(text.splitlines())
    header = next(rows, [])
    if tuple(header[:2]) != _COLUMNS[:2]:
        raise InputError(f"错误表述词典 {path} 的第 1 行应为：{','.join(_COLUMNS)}。")
    return Dictionary([_expression(path, number, row) for number, row in enumerate(rows, 2) if any(row)])


def _expression(path: Path, number: int, row: list[str]) -> Expression:
    wrong, right, unless = (cell.strip() for cell in (*row, "", "", "")[:3])
    if len(wrong) < _SHORTEST:
        raise InputError(f"错误表述词典 {path} 第 {number} 行：“错误表述”至少{_SHORTEST}个字。")
    phrases = tuple(part.strip() for part in unless.replace(";", "；").split("；") if part.strip())
    foreign = [phrase for phrase in phrases if wrong not in phrase]
    if foreign:
        raise InputError(f"错误表述词典 {path} 第 {number} 行：例外“{foreign[0]}”不含错误表述“{wrong}”。")
    return Expression(wrong, right, phrases)
