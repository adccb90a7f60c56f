"""One pair of nasty rounds, and their files, for all tests that only look at them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from analysis.round_view import RoundView
from exports import Exported, export_round
from tests.exports.night import Q3
from tests.untrusted.rounds import write_rounds


@pytest.fixture(scope="package")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = write_rounds(tmp_path_factory.mktemp("untrusted") / "govcrawl.db")
    yield engine
    engine.dispose()


@pytest.fixture(scope="package")
def written(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> list[Exported]:
    return export_round(RoundView(engine, Q3.name), tmp_path_factory.mktemp("out") / Q3.name)


@pytest.fixture(scope="package")
def workbooks(written: list[Exported]) -> list[Path]:
    return [each.path for each in written if each.path.suffix == ".xlsx"]
