"""Tables of what people decide, and of what a closed round keeps for ever."""

from datetime import datetime

from sqlalchemy import Double, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from govcrawl.store.models import Base


class ReviewRow(Base):
    """复核: a person's decision on a finding. Rows are only added; the last one of a key holds (撤销: none does)."""

    __tablename__ = "review"
    __table_args__ = (Index(None, "round_id", "key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    key: Mapped[str]
    decision: Mapped[str]
    note: Mapped[str]
    reviewer: Mapped[str]
    decided_at: Mapped[datetime]


class DecidedRow(Base):
    """复核去向: what a decided finding is about, noted before it is judged again; `now` is its present key."""

    __tablename__ = "decided"
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    rule: Mapped[str]
    target_url: Mapped[str]
    url: Mapped[str]
    column: Mapped[str]
    title: Mapped[str]
    subject: Mapped[str]
    now: Mapped[str]


class MarkRow(Base):
    """人工评定: points that a person gives on an indicator. Rows are only added; the last one holds."""

    __tablename__ = "manual_mark"
    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("target.id"))
    indicator: Mapped[str]
    points: Mapped[float] = mapped_column(Double)
    note: Mapped[str]
    marker: Mapped[str]
    marked_at: Mapped[datetime]


class AuditRow(Base):
    """操作记录: who did what at the review desk, from where. Rows are only added."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    person: Mapped[str]
    role: Mapped[str]
    address: Mapped[str]
    action: Mapped[str]
    round: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[str]


class VerificationRow(Base):
    """整改核查: what has become of a finding of an earlier round, as this round sees it."""

    __tablename__ = "verification"
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    against_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    state: Mapped[str]
    reason: Mapped[str]
    verified_at: Mapped[datetime]


class ExportRow(Base):
    """A file of a closed round, as it was handed out; `path` is relative to the folder of the round."""

    __tablename__ = "export"
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    meaning: Mapped[str]
    digest: Mapped[str]
    content: Mapped[bytes]
