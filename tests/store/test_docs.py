"""docs/database.md names every table with all its columns."""

from pathlib import Path

import pytest

from govcrawl.store.models import Base

DOCUMENT = Path(__file__).parents[2] / "docs" / "database.md"
MODELS = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}


@pytest.mark.parametrize("name", sorted(MODELS))
def test_the_table_of_tables_is_current(name: str) -> None:
    model = MODELS[name]
    columns = (f"**{column.name}**" if column.primary_key else column.name for column in model.__table__.c)
    meaning = " ".join((model.__doc__ or "").split())
    row = f"| `{name}` | {meaning} | {', '.join(columns)} |"
    assert row in DOCUMENT.read_text(encoding="utf-8").splitlines()
