"""Decisions on findings (复核), and taking them back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast
from urllib.parse import quote, urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from analysis.scoring.scores import Score
from govcrawl.apps.desk.access import requires_role_to_change
from govcrawl.apps.desk.desk import audit_event, desk_of, session_of, view_of
from govcrawl.apps.desk.findings import detail_of, score_behind
from govcrawl.apps.desk.render import in_part, page, refusal
from govcrawl.apps.desk.sessions import Step
from govcrawl.domain.decisions import DECISIONS, DISMISSED, WITHDRAWN, Decision, Review
from govcrawl.domain.errors import InputError
from govcrawl.domain.findings import Finding
from govcrawl.store.audit import record_event
from govcrawl.store.decisions import append_review, held_of, history_of
from govcrawl.store.queue import EVERYTHING, Queued, read_finding
from govcrawl.store.session import writing
from pipelines.catalogue import rule_title

_LONGEST_NOTE = 500
_DIGITS = 9  # of the number of decisions on one finding


@dataclass(frozen=True, slots=True)
class DecisionResult:
    """What the desk says after a change: which finding, what holds now, and the score before and after."""

    row: Queued
    text: str
    before: Score | None
    after: Score | None
    repeats: bool = False  # whether it repeats another finding, and has no decision of its own


@requires_role_to_change("analyst")
def decide(request: Request, form: FormData) -> Response:
    """Store a decision; the answer shows the next finding, and what has become of this one and of the score."""
    name, key = request.path_params["round"], request.path_params["key"]
    engine, session = desk_of(request).engine, session_of(request)
    finding = read_finding(engine, name, key)
    try:
        review = _review(key, form, session.user.name)
        before, history = score_behind(view_of(request, finding.target_url), finding), history_of(engine, name, key)
        seen = _number(form.get("seen"))
        with writing(engine) as connection:
            append_review(connection, name, review, seen)
            detail = f"{review.decision}：{review.note}" if review.note else str(review.decision)
            record_event(connection, audit_event(request, "复核", name, key, detail))
    except InputError as fault:
        return _refused(request, name, finding, str(fault))
    session.add_step(Step(name, key, _called(finding), held_of(history), seen + 1))
    return _answer(request, name, finding, f"已记录“{review.decision}”：{_called(finding)}", before, form)


@requires_role_to_change("analyst")
def undo(request: Request, form: FormData) -> Response:
    """Take the session's last decision of this round back; what held before holds again."""
    name, session = request.path_params["round"], session_of(request)
    engine = desk_of(request).engine
    step = session.take_step(name)
    if step is None:
        return refusal(request, "没有可以撤销的操作", 409)
    finding = read_finding(engine, name, step.key)
    restored = step.before or Review(step.key, WITHDRAWN, "", session.user.name, datetime.now(UTC))
    try:
        before = score_behind(view_of(request, finding.target_url), finding)
        with writing(engine) as connection:
            append_review(connection, name, restored, step.seen)
            record_event(connection, audit_event(request, "撤销", name, step.key, f"恢复为{_state(step.before)}"))
    except InputError as fault:
        return _refused(request, name, finding, f"没有撤销：{fault}")
    return _answer(request, name, finding, f"已撤销，恢复为{_state(step.before)}：{step.label}", before, FormData())


def _review(key: str, form: FormData, reviewer: str) -> Review:
    decision, note = str(form.get("decision", "")), " ".join(str(form.get("note", "")).split())
    if decision not in DECISIONS:
        raise InputError(f"复核意见应为 {'、'.join(DECISIONS)} 之一。")
    if decision == DISMISSED and not note:
        raise InputError(f"复核意见为“{DISMISSED}”，须写明理由。")
    if len(note) > _LONGEST_NOTE:
        raise InputError(f"说明不能超过 {_LONGEST_NOTE} 个字。")
    return Review(key, decision, note, reviewer, datetime.now(UTC))


def _answer(request: Request, name: str, finding: Finding, text: str, before: Score | None, form: FormData) -> Response:
    engine = desk_of(request).engine
    held = held_of(history_of(engine, name, finding.key))
    row = Queued(finding, cast("Decision | None", held.decision if held else None), held.reviewer if held else "")
    view = view_of(request, finding.target_url)
    after, repeats = score_behind(view, finding), bool(view.statuses.of(finding).repeats)
    change = DecisionResult(row, text, before, after, repeats)
    shown = str(form.get("next", "")) or finding.key
    if not in_part(request):
        return RedirectResponse(f"/r/{quote(name)}/findings?{urlencode({'state': EVERYTHING, 'key': shown})}", 303)
    return page(request, "_decided.html", detail=detail_of(request, name, shown), told=change, message=None)


def _refused(request: Request, name: str, finding: Finding, reason: str) -> Response:
    """The finding as it is now, and why nothing was stored."""
    if not in_part(request):
        return refusal(request, reason, 409)
    return page(request, "_detail.html", detail=detail_of(request, name, finding.key), message=reason)


def _number(text: object) -> int:
    written = str(text)
    if not written.isdecimal() or len(written) > _DIGITS:
        raise InputError("页面不完整，请刷新后重试。")
    return int(written)


def _called(finding: Finding) -> str:
    return f"{finding.unit} {finding.rule} {rule_title(finding.rule)}"


def _state(review: Review | None) -> str:
    return f"“{review.decision}”" if review else "未复核"
