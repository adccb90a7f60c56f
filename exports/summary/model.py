"""What is said in the morning: one object, from which the screen, the mail and the JSON file all take it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

# Kinds of findings: the field's name, and how people call it.
KINDS = {"problem": "问题", "warning": "预警", "clue": "线索", "undecided": "未能判定", "not_applicable": "不适用"}


@dataclass(frozen=True, slots=True)
class PlatformCount:
    """Targets of one platform: how many were asked for, how many of them were inspected."""

    platform: str
    name: str  # Chinese
    asked: int
    inspected: int


@dataclass(frozen=True, slots=True)
class Missed:
    """A target that was not inspected, and why (Chinese)."""

    platform: str
    unit: str
    target: str
    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class RuleCount:
    """Findings of one rule by kind."""

    rule: str
    title: str
    problem: int = 0
    warning: int = 0
    clue: int = 0
    undecided: int = 0
    not_applicable: int = 0
    shared: int = 0  # problems that have a cause in common with others
    causes: int = 0  # these causes


@dataclass(frozen=True, slots=True)
class UnitCount:
    """A unit, and how many problems it has."""

    unit: str
    problems: int


@dataclass(frozen=True, slots=True)
class RoundChanges:
    """Problems that count beside those of the round before; `against` is None in the first round."""

    against: str | None = None
    new: int = 0
    gone: int = 0
    kept: int = 0
    unseen: int = 0  # found on targets that the round before did not inspect
    new_by_unit: tuple[UnitCount, ...] = ()  # most first


@dataclass(frozen=True, slots=True)
class Below:
    """A website or platform that does not pass. `total` is None under a veto."""

    platform: str
    unit: str
    target: str
    url: str
    veto: tuple[str, ...]
    total: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Freeze:
    """A worker that stood still: its name ("portal 0/2"), the addresses of the target and the page that it was at.

    The addresses are empty where it was at none; `aside` says whether the target was set aside for it.
    """

    worker: str
    target: str
    url: str
    aside: bool


@dataclass(frozen=True, slots=True)
class Run:
    """The night itself. Told again later, it is from the round's first crawl to its last, and workers are not known."""

    started: datetime | None = None  # aware
    ended: datetime | None = None
    failed_workers: tuple[str, ...] = ()
    log: str = ""
    freezes: tuple[Freeze, ...] = ()
    broken_off: tuple[str, ...] = ()  # why workers ended before their time, in Chinese

    @property
    def minutes(self) -> int | None:
        """How long the run took, in minutes; None when its start or end is unknown."""
        if self.started is None or self.ended is None:
            return None
        # A clock that was put back in the night must not make it end before it began.
        return max(0, round((self.ended - self.started).total_seconds() / 60))


@dataclass(frozen=True, slots=True)
class Summary:
    """A night's results. Lists are in register order unless they say otherwise; texts are as stored, not escaped."""

    round: str
    date: str
    unit: str  # "" for all
    platforms: tuple[PlatformCount, ...]
    missed: tuple[Missed, ...]
    looked_again: int
    cleared: int
    rendered: int  # pages that a browser has shown, whatever for
    most_rendered: int  # of these, those of the target that had most
    rules: tuple[RuleCount, ...]
    set_aside: int  # problems that people have dismissed or the register excepts
    repeated: int  # findings that are no problem of their own: another one says the same already
    passed: int
    unfinished: int
    below: tuple[Below, ...]
    suspected: tuple[Below, ...]  # under a veto that people have not confirmed yet
    changes: RoundChanges
    unreviewed: int  # problems and clues on which nobody has decided, or that are 待定
    run: Run
    database: str  # without its password
    archive: str  # "" when nothing is archived
    next: tuple[str, ...]  # commands, as one types them
    not_stored: tuple[Missed, ...] = ()  # pages and links whose facts the database did not take

    @property
    def asked(self) -> int:
        """Number of targets that were to be inspected."""
        return sum(each.asked for each in self.platforms)

    def of_kind(self, kind: str) -> int:
        """Findings of a kind (of KINDS) over all rules."""
        return sum(getattr(each, kind) for each in self.rules)

    @property
    def complete(self) -> bool:
        """Whether all that was asked for was inspected."""
        return not self.missed and not self.run.failed_workers


def as_record(summary: Summary) -> dict[str, Any]:
    """The summary as one JSON object; docs/operations.md lists its fields in this order. Times are UTC."""
    run = summary.run
    record = {
        "round": summary.round,
        "date": summary.date,
        "complete": summary.complete,
        "unit": summary.unit,
        "platforms": _records(summary.platforms),
        "missed": _records(summary.missed),
        "findings": {kind: summary.of_kind(kind) for kind in KINDS}
        | {"set_aside": summary.set_aside, "repeated": summary.repeated, "rules": _records(summary.rules)},
        "second_look": {"looked": summary.looked_again, "cleared": summary.cleared},
        "browser": {"pages": summary.rendered, "most": summary.most_rendered},
        "scores": {
            "passed": summary.passed,
            "failed": len(summary.below),
            "suspected": len(summary.suspected),
            "unfinished": summary.unfinished,
        },
        "below": _records(summary.below),
        "suspected": _records(summary.suspected),
        "changes": asdict(summary.changes),
        "to_do": {"undecided": summary.of_kind("undecided"), "unreviewed": summary.unreviewed},
        "run": {
            "started": run.started.isoformat(timespec="seconds") if run.started else None,
            "ended": run.ended.isoformat(timespec="seconds") if run.ended else None,
            "minutes": run.minutes,
            "failed_workers": run.failed_workers,
            "freezes": _records(run.freezes),
            "broken_off": run.broken_off,
        },
        "places": {"database": summary.database, "archive": summary.archive, "log": run.log},
        "next": summary.next,
        "not_stored": _records(summary.not_stored),
    }
    return {name: _plain(value) for name, value in record.items()}


def _records(rows: Iterable[Any]) -> list[dict[str, Any]]:
    return [asdict(each) for each in rows]


def _plain(value: Any) -> Any:
    """As JSON has it: lists for tuples."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value
