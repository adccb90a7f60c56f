"""What people decide on what the program found: reviews of findings (复核), marks on indicators (人工评定)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

Decision = Literal["属实", "不属实", "已整改", "待定"]
DECISIONS: tuple[Decision, ...] = get_args(Decision)
CONFIRMED: Decision = "属实"
DISMISSED: Decision = "不属实"  # the only decision by which a finding no longer counts
MENDED: Decision = "已整改"  # true on the inspection date, mended since: it counts
OPEN: Decision = "待定"
WITHDRAWN: Literal["撤销"] = "撤销"  # stands in the record alone: the decision before it was taken back, none holds


@dataclass(frozen=True, slots=True)
class Review:
    """A person's decision on the finding with this key."""

    key: str
    decision: Decision | Literal["撤销"]
    note: str
    reviewer: str
    decided_at: datetime  # aware UTC


@dataclass(frozen=True, slots=True)
class Mark:
    """Points that a person gives a website on an indicator: deducted, or awarded on a bonus indicator.

    On a veto indicator any points mean that it holds.
    """

    target_url: str
    indicator: str
    points: float
    note: str
    marker: str
    marked_at: datetime  # aware UTC
