"""People's decisions, verification of an earlier round's findings, frozen rounds."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Sorted by code point in every database.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TIME = sa.DateTime(timezone=True)
_ROUND = ("closed_at", "rubrics", "register")


def upgrade() -> None:
    with op.batch_alter_table("round") as table:
        table.add_column(sa.Column("closed_at", TIME, nullable=True))
        table.add_column(sa.Column("rubrics", sa.JSON(none_as_null=True), nullable=True))
        table.add_column(sa.Column("register", sa.JSON(none_as_null=True), nullable=True))
    _create_review()
    _create_mark()
    _create_verification()
    _create_export()


def downgrade() -> None:
    for name in ("export", "verification", "manual_mark", "review"):
        op.drop_table(name)
    with op.batch_alter_table("round") as table:
        for name in reversed(_ROUND):
            table.drop_column(name)


def _create_review() -> None:
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("decision", TEXT, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("reviewer", TEXT, nullable=False),
        sa.Column("decided_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_review_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_index(op.f("ix_review_round_id_key"), "review", ["round_id", "key"])


def _create_mark() -> None:
    op.create_table(
        "manual_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("indicator", TEXT, nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("marker", TEXT, nullable=False),
        sa.Column("marked_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_manual_mark_round_id")),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name=op.f("fk_manual_mark_target_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manual_mark")),
    )
    op.create_index(op.f("ix_manual_mark_round_id"), "manual_mark", ["round_id"])


def _create_verification() -> None:
    op.create_table(
        "verification",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("against_id", sa.Integer(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("verified_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_verification_round_id")),
        sa.ForeignKeyConstraint(["against_id"], ["round.id"], name=op.f("fk_verification_against_id")),
        sa.PrimaryKeyConstraint("round_id", "key", name=op.f("pk_verification")),
    )


def _create_export() -> None:
    op.create_table(
        "export",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("path", TEXT, nullable=False),
        sa.Column("meaning", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_export_round_id")),
        sa.PrimaryKeyConstraint("round_id", "path", name=op.f("pk_export")),
    )
