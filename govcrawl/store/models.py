"""The tables. Rows of a round are keyed by (round, target, hash of the address); docs/database.md describes each.

Dates that a page shows are ISO 8601 text, exactly as precise as the page (`2021-08-20` or `2021-08-20T09:30:00`).
`more` holds the item's remaining fields as JSON.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, ForeignKeyConstraint, MetaData, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from govcrawl.store.column_types import StoredText, UtcTime


class Base(DeclarativeBase):
    """Base of all tables: names of constraints and indexes, and column types by Python type."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  SQLAlchemy's own idiom; a ClassVar annotation would hide it from mypy
        str: StoredText,
        datetime: UtcTime,
        dict[str, Any]: JSON(none_as_null=True),
    }


class RoundRow(Base):
    """检查期, with everything that its rules and scores used; frozen once it is closed."""

    __tablename__ = "round"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    inspection_date: Mapped[date]
    rubric_name: Mapped[str]
    rubric_version: Mapped[str]
    rubric_hash: Mapped[str]
    rubric_text: Mapped[str]
    thresholds: Mapped[dict[str, Any]]
    closed_at: Mapped[datetime | None]
    rubrics: Mapped[dict[str, Any] | None]
    register: Mapped[dict[str, Any] | None]


class UnitRow(Base):
    """单位."""

    __tablename__ = "unit"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    serves_public: Mapped[bool]


class TargetRow(Base):
    """检查对象 across rounds; names as last read in a register."""

    __tablename__ = "target"
    __table_args__ = (UniqueConstraint("platform", "url_hash"),)  # one site may be two platforms
    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str]
    url_hash: Mapped[int] = mapped_column(BigInteger)
    url: Mapped[str]
    name: Mapped[str]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))


class RoundTargetRow(Base):
    """A target in a round: its place and row in the register, its progress, and the facts of the site."""

    __tablename__ = "round_target"
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("target.id"), primary_key=True)
    position: Mapped[int]
    register_row: Mapped[dict[str, Any]]
    state: Mapped[str]
    phase: Mapped[str]
    pages: Mapped[int]
    answer: Mapped[str | None]
    reason: Mapped[str | None]
    title: Mapped[str | None]
    fetched_at: Mapped[datetime | None]
    pages_fetched: Mapped[int | None]
    more: Mapped[dict[str, Any] | None]


class SiteModelRow(Base):
    """What the pages of a target have in common; `content` is JSON, compressed, that only the crawl reads."""

    __tablename__ = "site_model"
    __table_args__ = (
        ForeignKeyConstraint(["round_id", "target_id"], ["round_target.round_id", "round_target.target_id"]),
    )
    round_id: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]
    digest: Mapped[str]
    content: Mapped[bytes]


class CrawlRow(Base):
    """One run of a spider."""

    __tablename__ = "crawl"
    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    finished: Mapped[bool]
    host: Mapped[str]
    pid: Mapped[int]
    options: Mapped[dict[str, Any]]


class ColumnRow(Base):
    """栏目 across rounds."""

    __tablename__ = "column"
    target_id: Mapped[int] = mapped_column(ForeignKey("target.id"), primary_key=True)
    url_hash: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    url: Mapped[str]
    name: Mapped[str]
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]


class ColumnFactRow(Base):
    """What a round found of a column; `more` holds the list of entries as read in this round."""

    __tablename__ = "column_fact"
    __table_args__ = (
        ForeignKeyConstraint(["target_id", "url_hash"], ["column.target_id", "column.url_hash"]),
        ForeignKeyConstraint(["round_id", "target_id"], ["round_target.round_id", "round_target.target_id"]),
    )
    round_id: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(primary_key=True)
    url_hash: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    url: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    level: Mapped[int]
    form: Mapped[str]
    answer: Mapped[str]
    reason: Mapped[str | None]
    fetched_at: Mapped[datetime]
    newest: Mapped[str | None]
    newest_url: Mapped[str]
    dated_entries: Mapped[int]
    more: Mapped[dict[str, Any]]


class EntryRow(Base):
    """列表条目 across rounds; title and date as last read, `round_id` the round that last listed it."""

    __tablename__ = "entry"
    __table_args__ = (ForeignKeyConstraint(["target_id", "column_hash"], ["column.target_id", "column.url_hash"]),)
    target_id: Mapped[int] = mapped_column(primary_key=True)
    column_hash: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    url_hash: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    url: Mapped[str]
    title: Mapped[str]
    published: Mapped[str | None]
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]


class PageRow(Base):
    """页面/稿件."""

    __tablename__ = "page"
    __table_args__ = (
        ForeignKeyConstraint(["round_id", "target_id"], ["round_target.round_id", "round_target.target_id"]),
    )
    round_id: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(primary_key=True)
    url_hash: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    url: Mapped[str]
    column_url: Mapped[str]
    column_name: Mapped[str]
    column_kind: Mapped[str]
    answer: Mapped[str]
    reason: Mapped[str | None]
    title: Mapped[str]
    published: Mapped[str | None]
    number: Mapped[str | None]
    source: Mapped[str | None]
    fetched_at: Mapped[datetime]
    text: Mapped[str]
    more: Mapped[dict[str, Any]]


class AttachmentRow(Base):
    """附件 of a page, in the page's order."""

    __tablename__ = "attachment"
    __table_args__ = (
        ForeignKeyConstraint(
            ["round_id", "target_id", "page_hash"],
            ["page.round_id", "page.target_id", "page.url_hash"],
            ondelete="CASCADE",
        ),
    )
    round_id: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(primary_key=True)
    page_hash: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str]
    text: Mapped[str]
    extension: Mapped[str]
    state: Mapped[str]
    content: Mapped[str | None]
    more: Mapped[dict[str, Any]]


class LinkRow(Base):
    """A link of a target, once per address."""

    __tablename__ = "link"
    __table_args__ = (
        ForeignKeyConstraint(["round_id", "target_id"], ["round_target.round_id", "round_target.target_id"]),
    )
    round_id: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(primary_key=True)
    url_hash: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    url: Mapped[str]
    found_on: Mapped[str]
    text: Mapped[str]
    rank: Mapped[int]
    internal: Mapped[bool]
    state: Mapped[str]
    status: Mapped[int | None]
    reason: Mapped[str | None]
    checked_at: Mapped[datetime | None]
    more: Mapped[dict[str, Any] | None]


class QuestionRow(Base):
    """A question on the policy Q&A platform (政策问答平台) with its answer."""

    __tablename__ = "question"
    __table_args__ = (
        ForeignKeyConstraint(["round_id", "target_id"], ["round_target.round_id", "round_target.target_id"]),
    )
    round_id: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(primary_key=True)
    url_hash: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    url: Mapped[str]
    title: Mapped[str]
    unit: Mapped[str]
    answer: Mapped[str]
    reason: Mapped[str | None]
    replied: Mapped[str | None]
    fetched_at: Mapped[datetime]
    more: Mapped[dict[str, Any]]


class PostRow(Base):
    """发布内容 of an account; `route` says whether a feed, a page or the office's sheet gave it."""

    __tablename__ = "post"
    __table_args__ = (
        ForeignKeyConstraint(["round_id", "target_id"], ["round_target.round_id", "round_target.target_id"]),
    )
    round_id: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(primary_key=True)
    url_hash: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    url: Mapped[str]
    title: Mapped[str]
    published: Mapped[str | None]
    route: Mapped[str]
    fetched_at: Mapped[datetime]


class ProbeRow(Base):
    """One look at a target's home page; probes belong to no round: a week of them may lie in two."""

    __tablename__ = "probe"
    target_id: Mapped[int] = mapped_column(ForeignKey("target.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    answer: Mapped[str]
    reason: Mapped[str | None]
    status: Mapped[int | None]
    milliseconds: Mapped[int]
    more: Mapped[dict[str, Any]]
