"""Pages from templates. Everything that is put into one is text: escaped, and without characters that are not seen."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from exports.cell_values import Linked, linked
from exports.tables.context import quarter_name
from govcrawl.apps.desk.users import ROLE_NAMES
from govcrawl.domain.findings import Finding
from govcrawl.domain.rounds import CHINA
from govcrawl.domain.sanitize import to_single_line
from govcrawl.domain.targets import INSPECTION_TITLES
from govcrawl.store.queue import KINDS
from govcrawl.store.reader import RoundFacts, read_rounds
from pipelines.catalogue import rule_title

_KINDS = {pair: name for name, pair in KINDS.items()}
_DIGITS = 9  # a database counts no further than 64 bits, and nobody turns that many pages
_OUTCOMES = {"error": "未能判定", "skip": "不适用"}


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """The template with these values, and with who is here.

    `status` is the HTTP status of the answer.
    """
    session = getattr(request.state, "session", None)
    common = {"user": session.user if session else None, "csrf": session.csrf if session else ""}
    common["steps"] = len(session.steps) if session else 0
    text = _templates.get_template(template).render(**common, request=request, **values)
    return HTMLResponse(text, status)


def round_page(request: Request, template: str, facts: RoundFacts, **values: Any) -> HTMLResponse:
    """A page about a round, with the way to the other rounds."""
    rounds = read_rounds(request.app.state.desk.engine)
    closed = facts.closed_at is not None
    return page(request, template, round=facts.round, closed=closed, rounds=rounds, **values)


def asked_number(request: Request, name: str, default: int) -> int:
    """A number of the address, such as that of a page; the default for what is none, or larger than any can be.

    `name` is that of the query parameter.
    """
    text = request.query_params.get(name, "")
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else default


def refusal(request: Request, reason: str, status: int) -> HTMLResponse:
    """Why something was not done: beside what is shown when a part of a page was asked for, else as a page.

    `reason` is a Chinese sentence, `status` the HTTP status.
    """
    return page(request, "_message.html" if in_part(request) else "error.html", status, reason=reason)


def in_part(request: Request) -> bool:
    """Whether the answer becomes a part of the page; a browser without scripts wants a whole one."""
    return "hx-request" in request.headers


def kind_of(finding: Finding) -> str:
    """问题, 线索, 预警, 未能判定, 不适用."""
    return _OUTCOMES.get(finding.outcome) or _KINDS[finding.outcome, finding.severity]


def _shown(value: Any) -> Any:
    return to_single_line(value) if type(value) is str else value


def _china(value: datetime) -> str:
    return f"{value.astimezone(CHINA):%Y-%m-%d %H:%M}"


def _points(value: float | None) -> str:
    return "—" if value is None else f"{value:g}"


def _opens(url: str) -> str:
    """The address as a link may hold it; "" for what no link should lead to."""
    link = linked(url)
    return link.url if isinstance(link, Linked) else ""


_templates = Environment(
    loader=PackageLoader("govcrawl.apps.desk"),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=_shown,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters.update(china=_china, points=_points, opens=_opens, kind=kind_of, rule_title=rule_title)
_templates.filters["platform"] = lambda name: INSPECTION_TITLES.get(name, name)
_templates.filters["quarter"] = quarter_name
_templates.globals["role_names"] = ROLE_NAMES
