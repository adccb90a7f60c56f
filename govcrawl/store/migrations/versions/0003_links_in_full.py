"""What a link's page says of it, and the second look at dead ones."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("link") as table:
        table.add_column(sa.Column("more", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("link") as table:
        table.drop_column("more")
