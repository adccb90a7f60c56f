"""Findings: one row per judged fault, with the evidence that it rests on."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from govcrawl.domain.urls import key_form, same_address


@dataclass(slots=True)
class Finding:
    """A finding (问题) as stored and exported. `outcome` is fail, skip or error; pass is not stored."""

    rule: str
    outcome: str
    unit: str
    target: str  # the target's name
    target_url: str
    url: str  # the page or column that the finding is about
    title: str  # title of that page, or name of the column
    message: str  # Chinese
    found_at: datetime  # aware UTC
    column: str = ""
    published: date | datetime | None = None
    value: str = ""  # the link or attachment in question, or the measured value
    evidence: dict[str, Any] = field(default_factory=dict)  # JSON-serialisable
    severity: str = "problem"  # problem, warning (costs nothing), clue (for people)
    subject: str = ""  # what tells two findings of one rule on one address apart
    confidence: float | None = None  # share of such findings that were right where that was known; None: not a problem

    @property
    def cause(self) -> str:
        """What it shares with other findings of its rule on its target, in Chinese; "" when it stands alone."""
        return str(self.evidence.get("cause", ""))

    @property
    def key(self) -> str:
        """Stable across re-crawls: rule, target, normalised address, subject."""
        parts = (self.rule, key_form(self.target_url), key_form(self.url), self.subject)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]


Identity = tuple[str, str, str, str]


def identity_of(rule: str, target_url: str, url: str, subject: str) -> Identity:
    """What two findings share that say the same of the same page, in whatever spelling its address is written.

    `rule`, `target_url`, `url` and `subject` are those of a finding; a subject may be an address too.
    """
    if subject.startswith(("http://", "https://")):
        subject = same_address(subject)
    return rule, same_address(target_url), same_address(url), " ".join(subject.split())


# A finding as JSON or csv: these names bind, since other people's scripts read them.
FIELDS = (
    "round", "rule", "outcome", "unit", "target", "target_url", "url", "column", "title", "message", "published",
    "value", "found_at", "evidence", "key", "confidence",
)  # fmt: skip


def as_record(round_name: str, finding: Finding) -> dict[str, Any]:
    """The finding as one JSON object; dates and times in ISO 8601, times in UTC."""
    record: dict[str, Any] = {"round": round_name, "key": finding.key}
    for name in FIELDS:
        if name not in record:
            value = getattr(finding, name)
            record[name] = value.isoformat() if isinstance(value, date) else value
    return {name: record[name] for name in FIELDS}
