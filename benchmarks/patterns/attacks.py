"""Texts that hold a pattern up, made from the pattern itself: a prefix, something to repeat, and an end that fails."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from re import _constants as codes  # type: ignore[attr-defined]  # the parsed form is nowhere else
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from govcrawl.domain.html_limits import limit_openings

_MANY = 12  # repeats that may be had so often are worth attacking
_MOST = 45  # attacks on one pattern
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_SUFFIXES = ("\x01", "a", "!")
_CANDIDATES = " \t\n\xa0a1A!_-.:;,，。“‘（([{<>/\\'\"=&?#%@*+~|^$`中解更0年月日号、·》】）)]}xz\u3000"


@dataclass(frozen=True, slots=True)
class Attack:
    """prefix + pump + pump + … + suffix."""

    prefix: str
    pump: str
    suffix: str

    def text(self, size: int) -> str:
        """The attack in `size` characters, as mark-up comes to the patterns: with its masses of beginnings thinned."""
        whole = self.prefix + self.pump * max(1, (size - len(self.prefix)) // len(self.pump)) + self.suffix
        return limit_openings(whole) if "<" in whole else whole


def attacks(pattern: re.Pattern[Any]) -> list[Attack]:
    """The attacks on a pattern, for its every part that repeats."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = list(parser.parse(source, pattern.flags & ~re.DEBUG & ~re.UNICODE))
    found: dict[Attack, None] = {}
    for prefix, pump in _repeats(tree, ""):
        pumps = {each[:200]: None for each in (pump, prefix, prefix + pump, pump + prefix) if each}
        for each in pumps:
            for begin in dict.fromkeys(("", prefix)):
                for suffix in _SUFFIXES:
                    found[Attack(begin, each, suffix)] = None
    whole = _sample(tree)
    for cut in {len(whole) - 1, len(whole) // 2, len(whole)}:
        if whole[:cut]:
            found[Attack("", whole[:cut][:200], "\x01")] = None
    every = list(found)
    return every if len(every) <= _MOST else every[:: len(every) // _MOST + 1]


def _repeats(tree: Iterable[Any], before: str) -> Iterator[tuple[str, str]]:
    """(what must stand before, what repeats) of every part that may repeat often, outer ones first."""
    tree = list(tree)
    for place, (code, value) in enumerate(tree):
        if code in _REPEATS:
            _, most, body = value
            if most is codes.MAXREPEAT or most >= _MANY:
                yield from ((before, sample) for sample in (*_samples(body), *_behind(tree, place)))
            yield from _repeats(body, before)
        elif code is codes.SUBPATTERN:
            yield from _repeats(value[3], before)
        elif code is codes.ATOMIC_GROUP:
            yield from _repeats(value, before)
        elif code is codes.BRANCH:
            for branch in value[1]:
                yield from _repeats(branch, before)
        elif code in (codes.ASSERT, codes.ASSERT_NOT):
            yield from _repeats(value[1], before)
        before += _sample([(code, value)])


def _behind(tree: list[Any], place: int) -> list[str]:
    """What stands behind the repeat at a place, up to the next one: the repeat may take it, too."""
    after = tree[place + 1 :]
    next_one = next((at for at, (code, _) in enumerate(after) if code in _REPEATS), len(after))
    return [text for text in (_sample(after[:next_one]),) if text]


def _samples(body: Iterable[Any]) -> list[str]:
    """Some different texts that a part matches."""
    body = list(body)
    found = [_sample(body)]
    if len(body) == 1 and body[0][0] is codes.IN:
        found += [each for each in (" ", "!", "a", "1", "中", "\n") if _is_in(each, body[0][1])]
    elif len(body) == 1 and body[0][0] in (codes.ANY, codes.NOT_LITERAL):
        found += ["a", "!", " "]
    elif len(body) == 1 and body[0][0] is codes.SUBPATTERN:
        return _samples(body[0][1][3])
    elif len(body) == 1 and body[0][0] is codes.BRANCH:
        found += [_sample(branch) for branch in body[0][1][1]]
    return [each for each in dict.fromkeys(found) if each][:5]


def _sample(tree: Iterable[Any]) -> str:
    """A short text that these parts match, look-arounds apart; a repeat stands once where it may be absent."""
    text = ""
    for code, value in tree:
        if code is codes.LITERAL:
            text += chr(value)
        elif code is codes.ANY:
            text += "x"
        elif code is codes.NOT_LITERAL:
            text += next(each for each in "a!" if ord(each) != value)
        elif code is codes.IN:
            text += next((each for each in _CANDIDATES if _is_in(each, value)), _first_of(value))
        elif code is codes.BRANCH:
            text += _sample(value[1][0])
        elif code is codes.SUBPATTERN:
            text += _sample(value[3])
        elif code is codes.ATOMIC_GROUP:
            text += _sample(value)
        elif code in _REPEATS:
            text += _sample(value[2]) * max(min(value[0], 50), 0)
    return text


def _first_of(members: Iterable[Any]) -> str:
    for code, value in members:
        if code is codes.LITERAL:
            return chr(value)
        if code is codes.RANGE:
            return chr(value[0])
    return ""


def _is_in(char: str, members: Iterable[Any]) -> bool:
    members = list(members)
    negated = bool(members) and members[0][0] is codes.NEGATE
    number = ord(char)
    inside = False
    for code, value in members:
        if code is codes.LITERAL:
            inside |= value == number
        elif code is codes.RANGE:
            inside |= value[0] <= number <= value[1]
        elif code is codes.CATEGORY:
            inside |= _in_category(char, value)
    return inside != negated


def _in_category(char: str, category: Any) -> bool:
    kinds = {"DIGIT": char.isdigit(), "SPACE": char.isspace(), "WORD": char.isalnum() or char == "_"}
    name = str(category).removeprefix("CATEGORY_")
    return not kinds[name.removeprefix("NOT_")] if name.startswith("NOT_") else kinds[name]
