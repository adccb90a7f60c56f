"""Schema versions: the migrations are part of the package and run when a database is opened.

Alembic is loaded where there is something to migrate. It takes a third of a second of processor time, and nearly every
command and worker finds the database at the newest schema; a new database is made at it, from the models that the
migrations lead to.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, insert, inspect, text
from sqlalchemy.types import TypeEngine

from govcrawl.store import decision_models as _decision_models  # noqa: F401  their tables are part of the schema
from govcrawl.store import evidence_models as _evidence_models  # noqa: F401
from govcrawl.store import finding_models as _finding_models  # noqa: F401
from govcrawl.store.models import Base

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.migration import MigrationContext

VERSION_TABLE = "govcrawl_version"  # not Alembic's default: a PostgreSQL database may serve other programs too
_VERSION = Table(  # as Alembic makes it
    VERSION_TABLE,
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name=f"{VERSION_TABLE}_pkc"),
)
_LOCK = 7_467_001  # any number that is ours

_MIGRATIONS = Path(__file__).with_name("migrations")

Schema = Literal["empty", "current", "older", "newer", "foreign"]


def migration_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration for the packaged migrations."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@cache
def revisions() -> tuple[str, ...]:
    """The schema versions that there are migrations to, oldest first: the numbers before the names of their files."""
    return tuple(sorted(path.name.partition("_")[0] for path in _MIGRATIONS.glob("versions/[0-9]*_*.py")))


def schema_of(connection: Connection) -> Schema:
    """What the database holds, beside this version's schema."""
    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE not in tables:
        # A SQLite file with any table is somebody else's; in PostgreSQL only our own names would clash.
        clash = tables if connection.dialect.name == "sqlite" else tables & set(Base.metadata.tables)
        return "foreign" if clash else "empty"
    current = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
    if current == revisions()[-1]:
        return "current"
    return "older" if current is None or current in revisions() else "newer"


def take_turns(connection: Connection) -> None:
    """Hold other processes back at this point until the transaction ends (a SQLite writer holds them back anyway)."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def upgrade(connection: Connection) -> None:
    """Make or migrate to the newest schema inside the connection's own transaction, which fails if nothing can be
    written.
    """
    take_turns(connection)
    schema = schema_of(connection)
    if schema == "empty":
        Base.metadata.create_all(connection)
        _VERSION.create(connection)
        connection.execute(insert(_VERSION).values(version_num=revisions()[-1]))
    elif schema != "current":
        from alembic import command

        command.upgrade(migration_config(connection), "head")
    # SQLite opens a file that cannot be written without a word; only a write tells.
    connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = version_num"))


def types_differ(
    context: MigrationContext, found: Any, wanted: Any, found_type: TypeEngine[Any], wanted_type: TypeEngine[Any]
) -> bool:
    """Alembic's question whether a column's type has changed: whether the database would get another declaration.

    `found` and `found_type` are the column and type in the database, `wanted` and `wanted_type` those of the models.
    """
    dialect = context.dialect
    return found_type.compile(dialect) != wanted_type.compile(dialect)
