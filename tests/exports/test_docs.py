"""The docs name every sheet, column, threshold and field."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import Engine

from analysis.round_view import RoundView
from exports import EXPORTS, export_round
from exports.attachment1 import charts
from govcrawl.rubric.model import PARTS, PER, PLACES
from govcrawl.rubric.reader import DEFAULT, load_rubric
from tests.exports.cells import Table

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_docs_name_every_column_in_its_order(book: Workbook) -> None:
    lines = (DOCS / "attachment1.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if line.startswith("| ")]
    told = {sheet: columns.split() for _, sheet, _, columns, _ in rows[1:]}
    assert told == {name: Table(book, name).headings for name in book.sheetnames if name != charts.NAME}


def test_docs_name_every_column_of_the_other_workbooks(engine: Engine, tmp_path: Path) -> None:
    lines = (DOCS / "attachments.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if line.startswith("| ")][1:]
    told = {(file, sheet): columns.split() for _, file, sheet, columns, _ in rows if file != "问题变化情况"}
    kinds = ("attachment2", "attachment3", "annex")
    books = {
        each.path.name[:3]: load_workbook(each.path)
        for each in export_round(RoundView(engine, "2021Q3"), tmp_path, kinds)
    }
    found = {
        (name.removesuffix("-"), sheet): Table(book, sheet).headings
        for name, book in books.items()
        for sheet in book.sheetnames
        if sheet != charts.NAME
    }
    assert told == found


@pytest.mark.parametrize("kind", [each.name for each in EXPORTS])
def test_docs_name_every_kind_of_file(kind: str) -> None:
    assert f"`{kind}`" in (DOCS / "attachments.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*load_rubric().limits, *PARTS, *PER, *filter(None, PLACES), "one_fault"])
def test_docs_name_every_threshold_and_choice(name: str) -> None:
    assert f"`{name}`" in (DOCS / "rubric.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("field", ["kinds", "groups", "first_level", "place", "at_least", "cap", "points", "text"])
def test_docs_name_every_field(field: str) -> None:
    assert f"{field}:" in DEFAULT.read_text(encoding="utf-8")
    assert f"`{field}`" in (DOCS / "rubric.md").read_text(encoding="utf-8")
