"""One finding with everything that a person needs to decide on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from analysis.round_view import RoundView
from analysis.scoring.finding_status import FindingStatus
from analysis.scoring.scores import Score
from exports.evidence_labels import labelled_evidence
from govcrawl.apps.desk.access import requires_role
from govcrawl.apps.desk.desk import desk_of
from govcrawl.apps.desk.render import page
from govcrawl.domain.decisions import Review
from govcrawl.domain.findings import Finding
from govcrawl.domain.targets import NEW_MEDIA
from govcrawl.store.archive import ExchangeKind
from govcrawl.store.archive.exchange import SHOWN
from govcrawl.store.decisions import held_of, history_of
from govcrawl.store.evidence import EvidenceRecord, records_behind
from govcrawl.store.queue import read_finding
from pipelines.texts import RuleText, load_texts

_PAGES = frozenset({ExchangeKind.PLAIN, ExchangeKind.BROWSER, ExchangeKind.CHALLENGE, ExchangeKind.PROBE})


@dataclass(frozen=True, slots=True)
class Shown:
    """A record of the archive as the desk lists it; `number` is its place among the finding's records."""

    number: int
    kept: EvidenceRecord

    @property
    def kind_label(self) -> str:
        """How the answer was had, in Chinese."""
        return SHOWN[self.kept.kind]


@dataclass(frozen=True, slots=True)
class Detail:
    """What is shown of a finding."""

    finding: Finding
    round: str
    closed: bool
    platform: str
    text: RuleText
    evidence: Sequence[tuple[str, str]]
    records: Sequence[Shown]  # pages and files, oldest first
    picture: Shown | None
    standing: FindingStatus
    history: Sequence[Review]
    held: Review | None
    score: Score | None

    @property
    def first(self) -> Shown | None:
        """The record to look at first: the page itself as it was read last, as a browser showed it if one did."""
        own = [each for each in self.records if each.kept.url == self.finding.url] or list(self.records)
        rendered = [each for each in own if each.kept.kind in (ExchangeKind.BROWSER, ExchangeKind.CHALLENGE)]
        best = rendered or own
        return best[-1] if best else None


def detail_of(request: Request, round_name: str, key: str) -> Detail:
    """InputError when the round has no such finding."""
    desk = desk_of(request)
    finding = read_finding(desk.engine, round_name, key)
    view = RoundView(desk.engine, round_name, finding.target_url)
    facts = view.facts
    history = history_of(desk.engine, round_name, key)
    held = held_of(history)
    records = [Shown(*pair) for pair in enumerate(records_behind(desk.engine, round_name, finding))]
    pictures = [each for each in records if each.kept.kind is ExchangeKind.SCREENSHOT]
    mine = [each.target for each in facts.targets if each.target.name == finding.target]
    return Detail(
        finding=finding,
        round=round_name,
        closed=facts.closed_at is not None,
        platform=mine[0].platform if mine else "",
        text=load_texts().of(finding.rule),
        evidence=labelled_evidence(finding),
        records=[each for each in records if each.kept.kind in _PAGES],
        picture=pictures[-1] if pictures else None,
        standing=view.statuses.of(finding),
        history=history,
        held=held,
        score=score_behind(view, finding),
    )


def score_behind(view: RoundView, finding: Finding) -> Score | None:
    """The score that the finding goes into: its target's, or that of the unit's accounts together.

    view: of the finding's target, or of the whole round.
    """
    for state in view.targets:
        if state.target.url == finding.target_url and state.target.name == finding.target:
            if state.target.platform == NEW_MEDIA:
                units = RoundView(view.engine, view.name).media_units
                return next((each.score for each in units if each.unit == finding.unit), None)
            return view.score_of(state.target)
    return None


@requires_role("viewer")
def finding(request: Request) -> Response:
    """The part of the page that shows one finding."""
    detail = detail_of(request, request.path_params["round"], request.path_params["key"])
    return page(request, "_detail.html", detail=detail, message=None)
