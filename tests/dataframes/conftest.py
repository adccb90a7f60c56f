"""One finished round for all tests that only read it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.exports.night import write_round


@pytest.fixture(scope="package")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = write_round(tmp_path_factory.mktemp("facts") / "govcrawl.db")
    yield engine
    engine.dispose()
