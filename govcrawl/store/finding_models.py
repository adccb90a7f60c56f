"""The table of findings (问题)."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Double, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from govcrawl.store.models import Base


class FindingRow(Base):
    """问题. `item_hash` is the item that it was found on; NULL for findings across pages."""

    __tablename__ = "finding"
    __table_args__ = (Index(None, "round_id", "target_id", "item_hash"),)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    target_id: Mapped[int | None] = mapped_column(ForeignKey("target.id"))
    item_hash: Mapped[int | None] = mapped_column(BigInteger)
    rule: Mapped[str]
    outcome: Mapped[str]
    severity: Mapped[str]
    unit: Mapped[str]
    target: Mapped[str]
    target_url: Mapped[str]
    url: Mapped[str]
    subject: Mapped[str]
    column: Mapped[str]
    title: Mapped[str]
    message: Mapped[str]
    published: Mapped[str | None]
    value: Mapped[str]
    found_at: Mapped[datetime]
    evidence: Mapped[dict[str, Any]]
    confidence: Mapped[float | None] = mapped_column(Double)  # NULL: not fail, or found by an earlier version
