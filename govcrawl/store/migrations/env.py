"""Alembic's environment: always on the connection that `govcrawl.store.migrate` hands over."""

from alembic import context

from govcrawl.store.migrate import VERSION_TABLE, types_differ
from govcrawl.store.models import Base

# The caller owns the transaction; without this Alembic would not trust SQLite with changes of the schema inside one.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    version_table=VERSION_TABLE,
    compare_type=types_differ,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
