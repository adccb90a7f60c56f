"""The migrations lead to the schema that the models describe, from empty and back."""

import subprocess
import sys
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from govcrawl.domain.errors import StoreError
from govcrawl.store.migrate import VERSION_TABLE, migration_config, revisions, types_differ
from govcrawl.store.models import Base
from govcrawl.store.session import open_database, writing


def _version(connection: Connection, revision: str) -> None:
    connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = :revision"), {"revision": revision})


def _migrate_anew(engine: Engine) -> None:
    """All migrations run on the database, back to the first and to the last again."""
    with writing(engine) as connection:
        command.downgrade(migration_config(connection), "base")
        command.upgrade(migration_config(connection), "head")


def _schema(engine: Engine) -> dict[str, object]:
    """All that a database tells of its tables, whatever the order of their columns."""
    told = inspect(engine)

    def sorted_by_name(found: list[Any]) -> list[str]:
        return sorted(f"{each['name']} {sorted(each.items(), key=str)}" for each in found)

    return {
        name: (
            sorted_by_name(told.get_columns(name)),
            told.get_pk_constraint(name),
            sorted_by_name(told.get_foreign_keys(name)),
            sorted_by_name(told.get_indexes(name)),
            sorted_by_name(told.get_unique_constraints(name)),
            sorted_by_name(told.get_check_constraints(name)),
        )
        for name in told.get_table_names()
    }


def test_a_new_database_is_what_all_migrations_make(engine: Engine) -> None:
    made = _schema(engine)
    _migrate_anew(engine)
    assert _schema(engine) == made
    open_database(engine.url.render_as_string(hide_password=False), create=False).dispose()


def test_the_migrated_schema_is_the_models(engine: Engine) -> None:
    _migrate_anew(engine)
    with engine.connect() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": types_differ}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata) == []


def test_down_and_up_again(engine: Engine) -> None:
    with writing(engine) as connection:
        command.downgrade(migration_config(connection), "base")
        assert set(inspect(connection).get_table_names()) == {VERSION_TABLE}
        command.upgrade(migration_config(connection), "head")
    assert set(inspect(engine).get_table_names()) == {VERSION_TABLE, *Base.metadata.tables}


def test_files_of_migrations_are_named_by_their_versions() -> None:
    scripts = ScriptDirectory.from_config(migration_config())
    assert [script.revision for script in scripts.walk_revisions()] == [*reversed(revisions())]
    assert scripts.get_current_head() == revisions()[-1]


def test_a_database_is_made_and_opened_at_the_newest_schema_without_the_migration_program(url: str) -> None:
    script = (
        "import sys; from govcrawl.store.session import open_database; open_database(sys.argv[1]).dispose(); "
        "open_database(sys.argv[1], create=False).dispose(); "
        "print([name for name in sys.modules if name.startswith('alembic')])"
    )
    run = subprocess.run([sys.executable, "-c", script, url], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_opening_again_changes_nothing(url: str, engine: Engine) -> None:
    again = open_database(url, create=False)
    again.dispose()


def test_a_database_of_a_newer_version_is_refused(url: str, engine: Engine) -> None:
    with writing(engine) as connection:
        _version(connection, "9999")
    with pytest.raises(StoreError, match="由更新版本的 govcrawl 建立，请先升级"):
        open_database(url)


def test_a_database_of_an_older_version_is_migrated_unless_readonly(url: str, engine: Engine) -> None:
    with writing(engine) as connection:
        command.downgrade(migration_config(connection), "base")
    with pytest.raises(StoreError, match="由旧版本的 govcrawl 建立"):
        open_database(url, readonly=True)
    open_database(url, create=False).dispose()
    open_database(url, readonly=True).dispose()


def test_a_failed_migration_leaves_the_database_as_it_was(url: str, engine: Engine) -> None:
    with writing(engine) as connection:
        command.downgrade(migration_config(connection), "base")
        connection.execute(text("CREATE TABLE link (id INTEGER)"))  # the migration will stumble over it halfway
    with pytest.raises(StoreError):
        open_database(url)
    assert set(inspect(engine).get_table_names()) == {VERSION_TABLE, "link"}
