"""The tables of rounds, targets, facts and findings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Sorted by code point in every database.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_round()
    _create_unit()
    _create_crawl()
    _create_target()
    _create_column()
    _create_finding()
    _create_round_target()
    _create_column_fact()
    _create_entry()
    _create_link()
    _create_page()
    _create_attachment()


def downgrade() -> None:
    for table in (
        "attachment",
        "page",
        "link",
        "entry",
        "column_fact",
        "round_target",
        "finding",
        "column",
        "target",
        "crawl",
        "unit",
        "round",
    ):
        op.drop_table(table)


def _create_round() -> None:
    op.create_table(
        "round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("inspection_date", sa.Date(), nullable=False),
        sa.Column("rubric_name", TEXT, nullable=False),
        sa.Column("rubric_version", TEXT, nullable=False),
        sa.Column("rubric_hash", TEXT, nullable=False),
        sa.Column("rubric_text", TEXT, nullable=False),
        sa.Column("thresholds", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("name", name=op.f("uq_round_name")),
    )


def _create_unit() -> None:
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("serves_public", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("name", name=op.f("uq_unit_name")),
    )


def _create_crawl() -> None:
    op.create_table(
        "crawl",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("ended_at", TIME, nullable=True),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("host", TEXT, nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("options", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_crawl_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crawl")),
    )
    op.create_index(op.f("ix_crawl_round_id"), "crawl", ["round_id"], unique=False)


def _create_target() -> None:
    op.create_table(
        "target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("url_hash", sa.BigInteger(), nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_target_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
        sa.UniqueConstraint("platform", "url_hash", name=op.f("uq_target_platform_url_hash")),
    )


def _create_column() -> None:
    op.create_table(
        "column",
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("url_hash", sa.BigInteger(), nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("first_seen", TIME, nullable=False),
        sa.Column("last_seen", TIME, nullable=False),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name=op.f("fk_column_target_id")),
        sa.PrimaryKeyConstraint("target_id", "url_hash", name=op.f("pk_column")),
    )


def _create_finding() -> None:
    op.create_table(
        "finding",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.Column("item_hash", sa.BigInteger(), nullable=True),
        sa.Column("rule", TEXT, nullable=False),
        sa.Column("outcome", TEXT, nullable=False),
        sa.Column("severity", TEXT, nullable=False),
        sa.Column("unit", TEXT, nullable=False),
        sa.Column("target", TEXT, nullable=False),
        sa.Column("target_url", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("column", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("message", TEXT, nullable=False),
        sa.Column("published", TEXT, nullable=True),
        sa.Column("value", TEXT, nullable=False),
        sa.Column("found_at", TIME, nullable=False),
        sa.Column("evidence", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_finding_round_id")),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name=op.f("fk_finding_target_id")),
        sa.PrimaryKeyConstraint("round_id", "key", name=op.f("pk_finding")),
    )
    op.create_index(
        op.f("ix_finding_round_id_target_id_item_hash"), "finding", ["round_id", "target_id", "item_hash"], unique=False
    )


def _create_round_target() -> None:
    op.create_table(
        "round_target",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("register_row", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("phase", TEXT, nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("answer", TEXT, nullable=True),
        sa.Column("reason", TEXT, nullable=True),
        sa.Column("title", TEXT, nullable=True),
        sa.Column("fetched_at", TIME, nullable=True),
        sa.Column("pages_fetched", sa.Integer(), nullable=True),
        sa.Column("more", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_target_round_id")),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name=op.f("fk_round_target_target_id")),
        sa.PrimaryKeyConstraint("round_id", "target_id", name=op.f("pk_round_target")),
    )


def _create_column_fact() -> None:
    op.create_table(
        "column_fact",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("url_hash", sa.BigInteger(), nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("form", TEXT, nullable=False),
        sa.Column("answer", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=True),
        sa.Column("fetched_at", TIME, nullable=False),
        sa.Column("newest", TEXT, nullable=True),
        sa.Column("newest_url", TEXT, nullable=False),
        sa.Column("dated_entries", sa.Integer(), nullable=False),
        sa.Column("more", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id", "target_id"],
            ["round_target.round_id", "round_target.target_id"],
            name=op.f("fk_column_fact_round_id_target_id"),
        ),
        sa.ForeignKeyConstraint(
            ["target_id", "url_hash"],
            ["column.target_id", "column.url_hash"],
            name=op.f("fk_column_fact_target_id_url_hash"),
        ),
        sa.PrimaryKeyConstraint("round_id", "target_id", "url_hash", name=op.f("pk_column_fact")),
    )


def _create_entry() -> None:
    op.create_table(
        "entry",
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("column_hash", sa.BigInteger(), nullable=False),
        sa.Column("url_hash", sa.BigInteger(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("published", TEXT, nullable=True),
        sa.Column("first_seen", TIME, nullable=False),
        sa.Column("last_seen", TIME, nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_entry_round_id")),
        sa.ForeignKeyConstraint(
            ["target_id", "column_hash"],
            ["column.target_id", "column.url_hash"],
            name=op.f("fk_entry_target_id_column_hash"),
        ),
        sa.PrimaryKeyConstraint("target_id", "column_hash", "url_hash", name=op.f("pk_entry")),
    )


def _create_link() -> None:
    op.create_table(
        "link",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("url_hash", sa.BigInteger(), nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("found_on", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("internal", sa.Boolean(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("reason", TEXT, nullable=True),
        sa.Column("checked_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(
            ["round_id", "target_id"],
            ["round_target.round_id", "round_target.target_id"],
            name=op.f("fk_link_round_id_target_id"),
        ),
        sa.PrimaryKeyConstraint("round_id", "target_id", "url_hash", name=op.f("pk_link")),
    )


def _create_page() -> None:
    op.create_table(
        "page",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("url_hash", sa.BigInteger(), nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("column_url", TEXT, nullable=False),
        sa.Column("column_name", TEXT, nullable=False),
        sa.Column("column_kind", TEXT, nullable=False),
        sa.Column("answer", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=True),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("published", TEXT, nullable=True),
        sa.Column("number", TEXT, nullable=True),
        sa.Column("source", TEXT, nullable=True),
        sa.Column("fetched_at", TIME, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("more", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id", "target_id"],
            ["round_target.round_id", "round_target.target_id"],
            name=op.f("fk_page_round_id_target_id"),
        ),
        sa.PrimaryKeyConstraint("round_id", "target_id", "url_hash", name=op.f("pk_page")),
    )


def _create_attachment() -> None:
    op.create_table(
        "attachment",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("page_hash", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("extension", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("content", TEXT, nullable=True),
        sa.Column("more", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id", "target_id", "page_hash"],
            ["page.round_id", "page.target_id", "page.url_hash"],
            name=op.f("fk_attachment_round_id_target_id_page_hash"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round_id", "target_id", "page_hash", "position", name=op.f("pk_attachment")),
    )
