"""One digest for what the index says of a record and for the record itself."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# Sorted by code point in every database.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    # NULL for records of earlier versions: they have the digest of their body, as before.
    op.add_column("evidence", sa.Column("seal", TEXT, nullable=True))


def downgrade() -> None:
    op.drop_column("evidence", "seal")
