"""What the pages of a target have in common, as the round has learned it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# Sorted by code point in every database.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "site_model",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id", "target_id"],
            ["round_target.round_id", "round_target.target_id"],
            name=op.f("fk_site_model_round_id_target_id"),
        ),
        sa.PrimaryKeyConstraint("round_id", "target_id", name=op.f("pk_site_model")),
    )


def downgrade() -> None:
    op.drop_table("site_model")
