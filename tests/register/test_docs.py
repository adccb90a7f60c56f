"""docs/register.md names every sheet and column, with its star and its allowed values."""

from __future__ import annotations

from pathlib import Path

import pytest

from govcrawl.register import SHEETS
from govcrawl.register.schema import SheetSchema

DOCS = Path(__file__).parents[2] / "docs" / "register.md"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_documented(sheet: SheetSchema) -> None:
    section = DOCS.read_text(encoding="utf-8").partition(f"\n### {sheet.name} ")[2].partition("\n### ")[0]
    rows = dict(line.strip("| ").split(" | ", 1) for line in section.splitlines() if line.startswith("| "))
    rows = {name: text for name, text in rows.items() if name not in ("column", "---")}
    assert list(rows) == [f"{column.name}{'*' if column.required else ''}" for column in sheet.columns]
    for column, text in zip(sheet.columns, rows.values(), strict=True):
        assert all(choice in text for choice in column.choices)
