"""`make check` runs no night, browser or PostgreSQL: who starts one without its mark fails."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.marks import UnmarkedError, needed


@pytest.mark.parametrize(
    ("command", "mark"),
    [
        (["/usr/bin/python", "-m", "scrapy", "crawl", "portal"], "night"),
        (["/venv/bin/govcrawl", "inspect", "--register", "r.xlsx"], "night"),
        (["/usr/lib/postgresql/17/bin/initdb", "-D", "data"], "postgresql"),
        ([b"/usr/bin/node", b"cli.js", b"run-driver"], "browser"),
        ("chromium --headless", "browser"),
        (["python", "-m", "pytest", "--nbmake", "a.ipynb"], "slow"),
        (["python", "-m", "mkdocs", "build", "--strict"], "slow"),
        ([sys.executable, "-m", "govcrawl", "findings"], None),
    ],
)
def test_what_a_command_needs(command: list[str] | str, mark: str | None) -> None:
    assert needed(command) == mark


@pytest.mark.parametrize("command", [["initdb", "--version"], [sys.executable, "-m", "scrapy", "crawl", "portal"]])
def test_nothing_is_started_without_its_mark(command: list[str]) -> None:
    with pytest.raises(UnmarkedError, match="needs the mark"):
        subprocess.run(command, check=False)


@pytest.mark.night
def test_it_is_started_with_its_mark() -> None:
    crawl = [sys.executable, "-c", "", "scrapy", "crawl"]
    assert subprocess.run(crawl, check=False).returncode == 0
