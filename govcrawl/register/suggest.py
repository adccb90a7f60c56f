"""The known name that a mistyped one most likely stands for."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

_MOST, _LONGEST = 500, 80  # names, characters: comparing is slow, and a hostile register must not take the night


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A clause in brackets that names the nearest known name; "" when none is near."""
    if len(name) > _LONGEST:
        return ""
    likely = [each for each in islice(known, _MOST) if len(each) <= _LONGEST]
    near = get_close_matches(name, likely, n=1, cutoff=0.4)
    return f"（是否应为“{near[0]}”）" if near else ""
