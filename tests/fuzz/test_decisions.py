"""Whatever people have done to a workbook of decisions, it is taken or refused as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from sqlalchemy import Engine, MetaData, select
from typer.testing import CliRunner

from analysis.round_view import RoundView
from analysis.scoring.scores import manual_indicators
from exports.manual_book import COLUMNS as MARK_COLUMNS
from exports.manual_book import SHEET, read_manual_book
from exports.review_book import COLUMNS, PROBLEMS, UNDECIDED
from exports.review_import import read_review_book
from govcrawl.apps.cli.main import app
from govcrawl.domain.errors import RegisterError
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.reader import read_findings
from pipelines.catalogue import REGISTRY
from tests.exports.night import CLEAN, Q3, write_round
from tests.fuzz import checks
from tests.fuzz.sheets import cells
from tests.fuzz.strategies import bounded

_ROWS = 4
Edits = list[tuple[int, int, object]]
_edits = st.lists(st.tuples(st.integers(0, 2 * _ROWS + 1), st.integers(0, 5), cells), max_size=4)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return write_round(tmp_path_factory.mktemp("round") / "govcrawl.db")


@pytest.fixture(scope="module")
def keys(engine: Engine) -> list[str]:
    return [each.key for each in read_findings(engine, Q3.name, "all")]


def _contents(engine: Engine) -> dict[str, list[Any]]:
    """All rows of all tables."""
    known = MetaData()
    known.reflect(engine)
    with engine.connect() as connection:
        return {table.name: list(connection.execute(select(table))) for table in known.sorted_tables}


def _reviews(keys: list[str], edits: Edits, path: Path) -> Path:
    rows: list[list[object]] = [["不属实", "已核对", "甲", Q3.name, key] for key in keys[: 2 * _ROWS]]
    rows = [list(COLUMNS), *rows[:_ROWS], list(COLUMNS), *rows[_ROWS:]]
    return _written(rows, edits, path, (PROBLEMS, UNDECIDED))


def _written(rows: list[list[object]], edits: Edits, path: Path, names: tuple[str, ...]) -> Path:
    for place, column, value in edits:
        rows[place % len(rows)][column % len(rows[0])] = value
    book = Workbook()
    book.worksheets[0].title = names[0]
    for name in names[1:]:
        book.create_sheet(name)
    for number, row in enumerate(rows):
        book.worksheets[number * len(names) // len(rows)].append(row)
    book.save(path)
    return path


@bounded(100)
@given(_edits)
def test_reviews(engine: Engine, keys: list[str], tmp_path: Path, edits: Edits) -> None:
    path = _reviews(keys, edits, tmp_path / "r.xlsx")
    try:
        checks.check_reviews(read_review_book(RoundView(engine, Q3.name), path, "乙"), set(keys))
    except RegisterError as fault:
        checks.check_refusal(fault, sheets=[PROBLEMS, UNDECIDED])


@bounded(60)
@given(_edits)
def test_marks(engine: Engine, tmp_path: Path, edits: Edits) -> None:
    indicators = manual_indicators(load_rubric(), REGISTRY)
    marked = [(each.id, "是" if each.part == "veto" else 0) for each in indicators[:_ROWS]]
    rows: list[list[object]] = [list(MARK_COLUMNS)]
    rows += [[CLEAN.url, name, points, "理由", "甲", Q3.name] for name, points in marked]
    path = _written(rows, edits, tmp_path / "m.xlsx", (SHEET,))
    try:
        checks.check_marks(read_manual_book(RoundView(engine, Q3.name), path))
    except RegisterError as fault:
        checks.check_refusal(fault, sheets=[SHEET])


@bounded(25)
@given(_edits)
def test_a_refused_import_changes_nothing(tmp_path: Path, keys: list[str], engine: Engine, edits: Edits) -> None:
    path = _reviews(keys, [*edits, (3, 0, "也许属实")], tmp_path / "r.xlsx")
    before = _contents(engine)
    arguments = ["review", "import", str(path), "--round", Q3.name, "--db", str(engine.url)]
    told = CliRunner().invoke(app, arguments)
    assert isinstance(told.exception, RegisterError)
    assert _contents(engine) == before
