"""Collecting the morning summary from the database."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url

from analysis.change_table import GONE, KEPT, NEW, UNSEEN
from analysis.round_view import RoundView
from analysis.scoring.finding_status import StatusIndex
from analysis.scoring.scores import FAILED, PASSED, SUSPECTED, UNFINISHED, Score
from exports.summary.model import KINDS, Below, Missed, PlatformCount, RoundChanges, RuleCount, Run, Summary, UnitCount
from govcrawl.domain.decisions import OPEN
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import NOT_STORED
from govcrawl.domain.targets import AVAILABILITY, INSPECTION_PLATFORMS, INSPECTION_TITLES, Target
from govcrawl.store.archive.location import archive_root
from govcrawl.store.counts import count_rendered
from govcrawl.store.reader import RoundFacts, TargetState
from govcrawl.store.session import DEFAULT_URL, shown
from pipelines.catalogue import REGISTRY

_NOT_BEGUN = "检查没有开始，可加 --resume 继续"
_KIND_OF = {"error": "undecided", "skip": "not_applicable"}  # of the outcome; a fail is of the kind of its severity


@dataclass(frozen=True, slots=True)
class Asked:
    """What a night was asked to inspect."""

    platforms: tuple[str, ...] = INSPECTION_PLATFORMS
    unit: str = ""
    targets: Sequence[Target] | None = None  # None: all of these platforms that the round knows
    register: str = ""  # its file, for the commands; "" when not known


def summarise(view: RoundView, asked: Asked | None = None, run: Run | None = None) -> Summary:
    """The summary of a round as it stands.

    asked: what was to be inspected; everything without it. run: when and how the night ran, as far as it is known.
    """
    asked, run, facts, engine = asked or Asked(), run or Run(), view.facts, view.engine
    platforms, missed, states = _inspected(facts, asked)
    sites = [state.site for state in states if state and state.site]
    unfinished = bool(run.failed_workers) or any(state is None or state.state != "done" for state in states)
    counts = count_rendered(engine, view.name)
    rendered = [counts.get(_place_of(state.target), 0) for state in states if state]
    tally = _Tally(view.statuses)
    for finding in view.findings("all"):
        tally.add(finding)
    scores = [*view.website_scores, *view.disclosure_scores]
    grades = Counter(each.grade for each in scores)
    return Summary(
        round=view.name,
        date=facts.round.date.isoformat(),
        unit=asked.unit,
        platforms=platforms,
        missed=missed,
        looked_again=sum(site.looked_again for site in sites),
        cleared=sum(site.cleared for site in sites),
        rendered=sum(rendered),
        most_rendered=max(rendered, default=0),
        rules=tally.rules(),
        set_aside=tally.set_aside,
        repeated=tally.repeated,
        passed=grades[PASSED],
        unfinished=grades[UNFINISHED],
        below=tuple(_below(each) for each in scores if each.grade == FAILED),
        suspected=tuple(_below(each) for each in scores if each.grade == SUSPECTED),
        changes=_changes(view),
        unreviewed=tally.unreviewed,
        run=run,
        database=_place(engine.url),
        archive=str(root.absolute()) if (root := archive_root(engine.url)) else "",
        next=_next(facts, asked, unfinished, _named(engine.url)),
        not_stored=_not_stored(states),
    )


def _inspected(
    facts: RoundFacts, asked: Asked
) -> tuple[tuple[PlatformCount, ...], tuple[Missed, ...], list[TargetState | None]]:
    """Counts by platform, what was not inspected, and the state of each target asked for (None: not begun)."""
    known = {_place_of(state.target): state for state in facts.targets}
    wanted = [state.target for state in facts.targets] if asked.targets is None else asked.targets
    chosen = [each for each in wanted if each.platform in asked.platforms]
    why = {}
    for target in chosen:
        state = known.get(_place_of(target))
        why[_place_of(target)] = state.missed if state else _NOT_BEGUN
    counts = []
    for platform in asked.platforms:
        of = [why[_place_of(each)] for each in chosen if each.platform == platform]
        if of and platform != AVAILABILITY:
            counts.append(PlatformCount(platform, INSPECTION_TITLES[platform], len(of), of.count(None)))
    missed = tuple(
        Missed(each.platform, each.unit, each.name, each.url, reason)
        for each in chosen
        if (reason := why[_place_of(each)]) is not None
    )
    return tuple(counts), missed, [known.get(place) for place in why]


def _not_stored(states: Sequence[TargetState | None]) -> tuple[Missed, ...]:
    """What the database did not take of the targets, each with its address and the reason."""
    return tuple(
        Missed(state.target.platform, state.target.unit, state.target.name, each.url, each.reason)
        for state in states
        if state and state.site
        for each in state.site.unread
        if each.reason.startswith(NOT_STORED)
    )


def _place_of(target: Target) -> tuple[str, str, str]:
    return target.url, target.unit, target.name


class _Tally:
    """Counts over the round's findings, taken one by one."""

    def __init__(self, standings: StatusIndex) -> None:
        self.standings = standings
        self.set_aside = self.repeated = self.unreviewed = 0
        self._counts: Counter[tuple[str, str]] = Counter()
        self._causes: dict[str, Counter[tuple[str, str]]] = {}  # by rule: problems by target and common cause

    def add(self, finding: Finding) -> None:
        kind = _KIND_OF.get(finding.outcome, finding.severity)
        if kind == "problem" and self.standings.of(finding).repeats:
            self.repeated += 1
            return
        self._counts[finding.rule, kind] += 1
        if finding.cause and kind == "problem":
            self._causes.setdefault(finding.rule, Counter())[finding.target_url, finding.cause] += 1
        if kind not in ("problem", "clue"):
            return
        standing = self.standings.of(finding)
        if kind == "problem" and not standing.counts:
            self.set_aside += 1
        elif standing.label in ("", OPEN):
            self.unreviewed += 1

    def rules(self) -> tuple[RuleCount, ...]:
        """By the rules' ids."""
        found = sorted({rule for rule, _ in self._counts})
        return tuple(
            RuleCount(
                rule,
                REGISTRY[rule].title if rule in REGISTRY else "",
                **{kind: self._counts[rule, kind] for kind in KINDS},
                shared=self._causes.get(rule, Counter()).total(),
                causes=len(self._causes.get(rule, ())),
            )
            for rule in found
        )


def _below(score: Score) -> Below:
    return Below(score.platform, score.unit, score.target, score.target_url, score.veto, score.total, score.reason)


def _changes(view: RoundView) -> RoundChanges:
    frame = view.changes
    if view.earlier is None or frame is None:
        return RoundChanges()
    number = Counter(frame["change"])
    units = Counter(frame.loc[frame["change"] == NEW, "unit"])
    most = sorted(units.items(), key=lambda item: (-item[1], item[0]))
    by_unit = tuple(UnitCount(str(unit), count) for unit, count in most)
    return RoundChanges(view.earlier.name, number[NEW], number[GONE], number[KEPT], number[UNSEEN], by_unit)


def _place(url: URL) -> str:
    """The database as people call it; a file with its whole path, since a mail is read elsewhere."""
    return str(Path(shown(url)).absolute()) if url.get_backend_name() == "sqlite" else shown(url)


def _named(url: URL) -> list[str]:
    """How a command is told of a file that is not the default database. A server's address holds a password."""
    if url.get_backend_name() != "sqlite" or _place(url) == _place(make_url(DEFAULT_URL)):
        return []
    path, here = Path(_place(url)), Path.cwd()
    return ["--db", f"sqlite:///{path.relative_to(here) if path.is_relative_to(here) else path}"]


def _next(facts: RoundFacts, asked: Asked, unfinished: bool, database: list[str]) -> tuple[str, ...]:
    """What to type next: continue what is unfinished, then look, decide and export."""
    name = facts.round.name
    commands = []
    if facts.closed_at is not None:
        return (_typed("govcrawl", "export", "--round", name, *database),)
    if unfinished:
        register = ["--register", asked.register] if asked.register else []
        chosen = ["--unit", asked.unit] if asked.unit else []
        if len(asked.platforms) == 1:
            chosen += ["--platform", asked.platforms[0]]
        day = facts.round.date.isoformat()
        again = ("--round", name, "--date", day, *chosen, "--resume", *database)
        commands.append(_typed("govcrawl", "inspect", *register, *again))
    commands.append(_typed("govcrawl", "serve", *database))
    commands.append(_typed("govcrawl", "export", "--round", name, *database))
    return tuple(commands)


def _typed(*words: str) -> str:
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)
