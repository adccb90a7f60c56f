"""Index of the evidence archive; who is at work on a round."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Sorted by code point in every database.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "evidence",
        sa.Column("crawl_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("request_hash", sa.BigInteger(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("url_hash", sa.BigInteger(), nullable=False),
        sa.Column("final_hash", sa.BigInteger(), nullable=False),
        sa.Column("part_of", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.Column("file", TEXT, nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["crawl_id"], ["crawl.id"], name=op.f("fk_evidence_crawl_id")),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name=op.f("fk_evidence_target_id")),
        sa.PrimaryKeyConstraint("crawl_id", "number", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_target_id_url_hash"), "evidence", ["target_id", "url_hash"])
    op.create_index(op.f("ix_evidence_crawl_id_target_id"), "evidence", ["crawl_id", "target_id"])
    op.create_table(
        "hold",
        sa.Column("round", TEXT, nullable=False),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("host", TEXT, nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.PrimaryKeyConstraint("round", "platform", name=op.f("pk_hold")),
    )


def downgrade() -> None:
    op.drop_table("hold")
    op.drop_table("evidence")
