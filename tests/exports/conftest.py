"""One exported round for all tests that only read the workbook."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import Engine

from analysis.round_view import RoundView
from exports import export_round
from tests.exports.night import write_round


@pytest.fixture(scope="package")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = write_round(tmp_path_factory.mktemp("round") / "govcrawl.db")
    yield engine
    engine.dispose()


@pytest.fixture(scope="package")
def exported(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    (written,) = export_round(RoundView(engine, "2021Q3"), tmp_path_factory.mktemp("out") / "2021Q3", ["attachment1"])
    return written.path


@pytest.fixture(scope="package")
def book(exported: Path) -> Workbook:
    return load_workbook(exported)
