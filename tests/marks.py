"""What a test needs besides Python: a mark that its folder or its fixtures set, without which it cannot start it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

import pytest

# By the fixture that starts it; who asks for that fixture, directly or not, bears the mark.
_FIXTURES = {
    "served": "night",
    "whole": "night",
    "browser": "browser",
    "postgres_server": "postgresql",
    "wheel": "slow",
    "site": "slow",
}
# Folders and files whose tests take minutes together bear it too: generated input, hostile rounds in every output.
_FOLDERS = {
    "tests/night/": "night",
    "tests/fuzz/": "slow",
    "tests/untrusted/": "slow",
    "tests/test_score_properties.py": "slow",
}
_PROGRAMS = {"initdb": "postgresql", "pg_ctl": "postgresql", "chromium": "browser", "chrome": "browser"}
_SLOW = ({"mkdocs", "build"}, {"-m", "build"}, {"--nbmake"})
# Commands that start the crawl's worker processes.
_NIGHTS = ({"scrapy", "crawl"}, {"govcrawl", "inspect"}, {"govcrawl", "demo"}, {"govcrawl", "replay"})


class UnmarkedError(AssertionError):
    """A test without the mark has started what the mark stands for."""


def set_marks(item: pytest.Item) -> None:
    """Mark a test by the fixtures that it asks for and the folder that it lies in."""
    asked = getattr(item, "fixturenames", ())
    names = {mark for fixture, mark in _FIXTURES.items() if fixture in asked}
    names |= {mark for folder, mark in _FOLDERS.items() if item.nodeid.startswith(folder)}
    for name in sorted(names):
        item.add_marker(name)


def needed(command: Sequence[Any] | str | bytes) -> str | None:
    """The mark of a test that runs this command; None when any test may."""
    parts = os.fsdecode(command).split() if isinstance(command, str | bytes) else map(os.fsdecode, command)
    words = [PurePath(part).name for part in parts]
    if "run-driver" in words:  # of playwright
        return "browser"
    if any(night <= set(words) for night in _NIGHTS):
        return "night"
    if any(build <= set(words) for build in _SLOW):
        return "slow"
    return _PROGRAMS.get(words[0]) if words else None


class Guard:
    """An audit hook: while a test runs, it starts nothing that its marks do not name."""

    def __init__(self) -> None:
        self.item: pytest.Item | None = None

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Refuse the process; UnmarkedError names the mark that is missing."""
        if event != "subprocess.Popen" or self.item is None:
            return
        mark = needed(arguments[1])
        if mark is not None and self.item.get_closest_marker(mark) is None:
            raise UnmarkedError(f"{self.item.nodeid} needs the mark {mark!r}: {arguments[1]}")
