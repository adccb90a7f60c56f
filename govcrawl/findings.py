"""Findings: one row per judged fault, with the evidence that it rests on."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from govcrawl.urls import normalise


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

    @property
    def key(self) -> str:
        """Stable across re-crawls: rule, target, normalised address, subject."""
        parts = (self.rule, normalise(self.target_url), normalise(self.url), self.subject)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]
