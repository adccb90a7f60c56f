"""What decided findings are about, so that decisions find them again when the spelling of an address changes."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# Sorted by code point in every database.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_COPIED = ("rule", "target_url", "url", "column", "title", "subject")


def upgrade() -> None:
    op.create_table(
        "decided",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("key", TEXT, nullable=False),
        *(sa.Column(name, TEXT, nullable=False) for name in (*_COPIED, "now")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_decided_round_id")),
        sa.PrimaryKeyConstraint("round_id", "key", name=op.f("pk_decided")),
    )
    _take_open_rounds()


def _take_open_rounds() -> None:
    """Every decision of a round that may still be inspected; closed rounds stay as they are."""
    copied = ", ".join(f'finding."{name}"' for name in _COPIED)
    op.execute(
        f"""
        INSERT INTO decided (round_id, "key", {", ".join(f'"{name}"' for name in _COPIED)}, now)
        SELECT finding.round_id, finding."key", {copied}, finding."key"
        FROM finding JOIN round ON round.id = finding.round_id
        WHERE round.closed_at IS NULL AND EXISTS (
            SELECT 1 FROM review WHERE review.round_id = finding.round_id AND review."key" = finding."key"
        )
        """
    )


def downgrade() -> None:
    op.drop_table("decided")
