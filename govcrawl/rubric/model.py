"""The rubric (评分指标) as typed data: thresholds that rules ask for, indicators that scores are made of."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from govcrawl.domain.rounds import months_before

_DAYS_A_MONTH, _DAYS_A_YEAR = 30, 365


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that a rule or a score uses. Exactly one of days, months and number is set."""

    name: str
    chinese: str
    title: str
    source: str  # S or assumed
    days: int | None = None
    months: int | None = None
    number: float | None = None

    @property
    def assumed(self) -> bool:
        return self.source != "S"


@dataclass(frozen=True, slots=True)
class Count:
    """Which findings count, and as what: each finding, each column once, or the site once."""

    rules: tuple[str, ...]
    per: str
    kinds: tuple[str, ...] = ()  # ids of the column vocabulary; empty = any
    groups: tuple[str, ...] = ()  # groups of the column vocabulary; empty = any
    first_level: bool = False  # first-level columns alone (news columns on any level)
    place: str = ""  # of a link: "home", "other", or "" for anywhere


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points that each counted thing costs."""

    count: Count
    points: float
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator (指标). With neither a veto condition nor deductions it is for people to judge (人工)."""

    id: str
    part: str
    group: str
    title: str
    source: str
    cap: float = 0.0
    veto: Count | None = None
    at_least: int = 0
    deductions: tuple[Deduction, ...] = ()

    @property
    def assumed(self) -> bool:
        return self.source != "S"

    @property
    def rules(self) -> tuple[str, ...]:
        """All rules whose findings it counts, each once."""
        counts = ([self.veto] if self.veto else []) + [each.count for each in self.deductions]
        return tuple(dict.fromkeys(rule for count in counts for rule in count.rules))


@dataclass(frozen=True, slots=True)
class Scoring:
    """The procedure around the indicators (STANDARD P1-P6). `bonus_above` and the service part are the websites'."""

    full_marks: Threshold
    fail_below: Threshold
    bonus_above: Threshold | None = None
    without_service: Threshold | None = None
    service_group: str = ""
    # P11: a column that cost points by one of these rules costs none by another of them.
    one_fault: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[Threshold, ...]:
        """Those that this rubric has."""
        every = (self.full_marks, self.fail_below, self.bonus_above, self.without_service)
        return tuple(each for each in every if each is not None)


@dataclass(frozen=True, eq=False)
class Rubric:
    """One version of the rubric; `text` and `hash` are the file as it was, for the round's record."""

    name: str
    version: str
    text: str
    sources: tuple[str, ...]
    limits: Mapping[str, Threshold]
    indicators: tuple[Indicator, ...]
    scoring: Scoring
    companions: Mapping[str, "Rubric"] = field(default_factory=dict)  # the city's own, by platform

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def thresholds(self) -> dict[str, Any]:
        """Threshold values by name, as they are stored with a round."""
        return {
            name: {
                key: value
                for key, value in (("days", each.days), ("months", each.months), ("number", each.number))
                if value is not None
            }
            | {"source": each.source}
            for name, each in self.limits.items()
        }

    def threshold(self, name: str) -> Threshold:
        """KeyError for an unknown name: a rule that asks for one is a fault of the program."""
        return self.limits[name]

    def days(self, name: str) -> int:
        """Length in days; months as 30 days, years as 365."""
        each = self.limits[name]
        if each.days is not None:
            return each.days
        if each.months is None:
            raise TypeError(f"threshold {name} is no time")
        years, months = divmod(each.months, 12)
        return years * _DAYS_A_YEAR + months * _DAYS_A_MONTH

    def number(self, name: str) -> float:
        value = self.limits[name].number
        if value is None:
            raise TypeError(f"threshold {name} is no number")
        return value

    def cutoff(self, name: str, day: date) -> date:
        """The earliest date that is still within the time, counted back from `day`; months go by the calendar."""
        each = self.limits[name]
        if each.months is not None:
            return months_before(day, each.months)
        return day - timedelta(days=self.days(name))
