"""Every test that asks for `url` or `engine` runs on SQLite and on PostgreSQL."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from govcrawl.store.session import open_database
from tests.store.cluster import Unavailable, cluster

_numbers = count()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server; without one the tests that need it are skipped."""
    try:
        with cluster() as address:
            yield address
    except Unavailable as reason:
        if os.environ.get("TEST_GOVCRAWL_REQUIRE_POSTGRES") == "1":
            raise
        pytest.skip(str(reason))


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """An empty PostgreSQL database."""
    name = f"govcrawl_{next(_numbers)}"
    address = make_url(postgres_server).set(drivername="postgresql+psycopg")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield make_url(postgres_server).set(database=name).render_as_string(hide_password=False)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'var' / 'govcrawl.db'}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def url(request: pytest.FixtureRequest) -> str:
    """Address of a database that does not exist or is empty."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    address = request.getfixturevalue(name)
    if not isinstance(address, str):
        raise TypeError(address)
    return address


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = open_database(url)
    yield engine
    engine.dispose()
