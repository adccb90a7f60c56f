"""Tables of the evidence archive's index, and of who is at work on a round."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from govcrawl.store.models import Base


class EvidenceRow(Base):
    """证据: an answer in the archive. `file` lies below the archive's folder; `digest` is the SHA-256 of the body.

    `seal` is one digest of address, kind, status, time, body and record; NULL for records of earlier versions.
    """

    __tablename__ = "evidence"
    __table_args__ = (Index(None, "target_id", "url_hash"), Index(None, "crawl_id", "target_id"))
    crawl_id: Mapped[int] = mapped_column(ForeignKey("crawl.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("target.id"))
    request_hash: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    url: Mapped[str]
    url_hash: Mapped[int] = mapped_column(BigInteger)
    final_hash: Mapped[int] = mapped_column(BigInteger)
    part_of: Mapped[int | None] = mapped_column(BigInteger)
    status: Mapped[int | None]
    at: Mapped[datetime]
    file: Mapped[str]
    offset: Mapped[int] = mapped_column(BigInteger)
    length: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[str]
    seal: Mapped[str | None]


class HoldRow(Base):
    """Who inspects a platform of a round at this time; the lock itself is the operating system's or the server's."""

    __tablename__ = "hold"
    round: Mapped[str] = mapped_column(primary_key=True)
    platform: Mapped[str] = mapped_column(primary_key=True)
    host: Mapped[str]
    pid: Mapped[int]
    person: Mapped[str]
    since: Mapped[datetime]
