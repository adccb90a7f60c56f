"""Questions of the policy Q&A platform, posts of accounts, probes of home pages."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Sorted by code point in every database.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "question",
        *_fact(),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("unit", TEXT, nullable=False),
        sa.Column("answer", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=True),
        sa.Column("replied", TEXT, nullable=True),
        sa.Column("fetched_at", TIME, nullable=False),
        sa.Column("more", sa.JSON(none_as_null=True), nullable=False),
        *_constraints("question"),
    )
    op.create_table(
        "post",
        *_fact(),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("published", TEXT, nullable=True),
        sa.Column("route", TEXT, nullable=False),
        sa.Column("fetched_at", TIME, nullable=False),
        *_constraints("post"),
    )
    op.create_table(
        "probe",
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("answer", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("more", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name=op.f("fk_probe_target_id")),
        sa.PrimaryKeyConstraint("target_id", "at", name=op.f("pk_probe")),
    )


def downgrade() -> None:
    for table in ("probe", "post", "question"):
        op.drop_table(table)


def _fact() -> list[sa.Column[object]]:
    return [
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("url_hash", sa.BigInteger(), nullable=False),
        sa.Column("url", TEXT, nullable=False),
    ]


def _constraints(table: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(
            ["round_id", "target_id"],
            ["round_target.round_id", "round_target.target_id"],
            name=op.f(f"fk_{table}_round_id_target_id"),
        ),
        sa.PrimaryKeyConstraint("round_id", "target_id", "url_hash", name=op.f(f"pk_{table}")),
    ]
