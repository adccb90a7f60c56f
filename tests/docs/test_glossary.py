"""Every name in docs/glossary.md exists, and every word stands there once."""

from __future__ import annotations

import pkgutil
import re
from pathlib import Path

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("|") and not line.startswith(("|---", "| office word", "| word"))
]
NAMES = sorted({name for row in ROWS for name in re.findall(r"`([\w.]+)`", row[-1])})


def exists(name: str) -> bool:
    try:
        pkgutil.resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return True


def test_names_exist() -> None:
    # Fields of dataclasses with slots are attributes of their class too.
    assert [name for name in NAMES if not exists(name)] == []


def test_every_row_names_its_place() -> None:
    assert len(ROWS) > 50
    assert [row[0] for row in ROWS if not re.search(r"`[\w.]+`", row[-1])] == []


def test_no_word_twice() -> None:
    words = [row[0] for row in ROWS] + [row[1] for row in ROWS if len(row) == 4]
    assert sorted({word for word in words if words.count(word) > 1}) == []
