"""The round at a glance: how far the night is, what waits for a decision, the files for the office."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Engine
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from analysis.pending_vetoes import pending_vetoes
from analysis.round_view import NO_TARGETS
from exports import EXPORTS
from govcrawl.apps.desk.access import requires_role
from govcrawl.apps.desk.desk import desk_of, view_of
from govcrawl.apps.desk.render import page, round_page
from govcrawl.apps.progress_labels import PHASES, STATES
from govcrawl.domain.targets import INSPECTION_TITLES
from govcrawl.store.progress import TargetProgress, read_progress
from govcrawl.store.queue import read_choices
from govcrawl.store.reader import read_rounds

_RUNNING = 60  # targets at work that are listed; a night has few at a time


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """How far the targets of one platform are."""

    name: str
    total: int
    done: int
    running: int
    pages: int
    fails: int
    errors: int


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """The night so far. `live` while anything is still to be done by a process that is at work."""

    lines: list[ProgressLine]
    running: list[TargetProgress]
    total: int
    done: int

    @property
    def live(self) -> bool:
        """Whether targets are still to be inspected."""
        return self.done < self.total

    @property
    def percent(self) -> int:
        """Targets that are done, in whole per cent."""
        return 100 * self.done // self.total if self.total else 0


def progress_of(engine: Engine, round_name: str) -> RoundProgress:
    """How far the round is, by platform."""
    rows = read_progress(engine, round_name)
    lines = []
    for platform in dict.fromkeys(row.platform for row in rows):
        mine = [row for row in rows if row.platform == platform]
        states = Counter(row.state for row in mine)
        lines.append(
            ProgressLine(
                INSPECTION_TITLES.get(platform, platform),
                len(mine),
                states["done"],
                states["running"],
                sum(row.pages for row in mine),
                sum(row.fails for row in mine),
                sum(row.errors for row in mine),
            )
        )
    running = [row for row in rows if row.state == "running"][:_RUNNING]
    return RoundProgress(lines, running, len(rows), sum(line.done for line in lines))


@requires_role("viewer")
def start(request: Request) -> Response:
    """The newest round."""
    rounds = read_rounds(desk_of(request).engine)
    if not rounds:
        return page(request, "empty.html")
    newest = max(rounds, key=lambda each: each.date)
    return RedirectResponse(f"/r/{newest.name}", 303)


@requires_role("viewer")
def overview(request: Request) -> Response:
    """The round's first page: progress, what waits for a decision, what was not inspected, the files."""
    view = view_of(request)
    missed = [(each.target, why) for each in view.targets if (why := each.missed) is not None]
    return round_page(
        request,
        "round.html",
        view.facts,
        progress=progress_of(view.engine, view.name),
        choices=read_choices(view.engine, view.name),
        missed=missed,
        pending=pending_vetoes(view),
        exports=EXPORTS,
        states=STATES,
        phases=PHASES,
    )


@requires_role("viewer")
def progress(request: Request) -> Response:
    """The part of the overview that changes while a night runs."""
    view = view_of(request, NO_TARGETS)
    found = progress_of(view.engine, view.name)
    return page(request, "_progress.html", round=view.round, progress=found, states=STATES, phases=PHASES)


@requires_role("viewer")
def scores(request: Request) -> Response:
    """Scores of websites, platforms and accounts as they are now."""
    view = view_of(request)
    tables = [
        ("网站", view.website_scores),
        ("信息公开平台", view.disclosure_scores),
        ("政务新媒体（按单位）", [each.score for each in view.media_units]),
    ]
    return round_page(request, "scores.html", view.facts, tables=[(title, rows) for title, rows in tables if rows])
