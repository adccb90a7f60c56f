"""The check of docstrings finds what it is there for: `make lint` runs it over the whole product."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
try:
    from check_docstrings import check, read_documented  # type: ignore[import-not-found]  # a script, not a package
finally:
    sys.path.pop(0)

GOOD = '''
class Reader:
    """Reads lines."""

    def read(self, finding: Finding, limit: int, offset: int) -> str:
        """At most `limit` lines from number `offset` on. InputError when there is no such line."""
        if offset < 0:
            raise InputError("no such line")
        return ""

    def _hidden(self, limit, offset):
        raise ValueError


class FileReader(Reader):
    """Reads lines of a file."""

    def read(self, finding: Finding, limit: int, offset: int) -> str:
        return ""
'''


def messages(source: str) -> list[str]:
    path, tree = Path("govcrawl/reader.py"), ast.parse(source)
    return [problem.message for problem in check(path, tree, read_documented({path: tree}))]


def test_what_is_documented_or_inherited_passes() -> None:
    assert messages(GOOD) == []


@pytest.mark.parametrize(
    ("part", "other", "message"),
    [
        (
            "InputError when there is no such line.",
            "",
            "Reader.read: raises InputError, which the docstring does not name",
        ),
        ("`limit` lines", "some lines", "Reader.read: does not name limit"),
        ('    """Reads lines."""\n', "", "Reader: no docstring"),
        ("class FileReader(Reader)", "class FileReader", "FileReader.read: no docstring"),
    ],
)
def test_what_is_missing_is_named(part: str, other: str, message: str) -> None:
    assert part in GOOD
    assert messages(GOOD.replace(part, other)) == [message]
