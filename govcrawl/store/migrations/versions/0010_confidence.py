"""How sure a finding is, as measured where the truth was known."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # NULL for findings of earlier versions, until their round is judged again.
    op.add_column("finding", sa.Column("confidence", sa.Double(), nullable=True))


def downgrade() -> None:
    op.drop_column("finding", "confidence")
