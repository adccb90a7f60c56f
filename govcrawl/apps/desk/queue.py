"""The queue of findings: what is to be decided, filtered, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from analysis.round_view import NO_TARGETS, RoundView
from govcrawl.apps.desk.access import requires_role
from govcrawl.apps.desk.desk import view_of
from govcrawl.apps.desk.findings import detail_of
from govcrawl.apps.desk.render import asked_number, round_page
from govcrawl.store.queue import ORDERS, STATES, Wanted, place_in_queue, read_choices, read_queue

PER_PAGE = 50
_FIELDS = {"state": "state", "unit": "unit", "rule": "rule", "platform": "platform", "text": "q", "order": "order"}


@dataclass(frozen=True, slots=True)
class QueueState:
    """Where in the queue somebody is."""

    wanted: Wanted
    number: int  # of the page, from 1

    def query(self, number: int | None = None, **other: str) -> str:
        """The address of this place, or of another page of it."""
        fields = {name: getattr(self.wanted, field) for field, name in _FIELDS.items()}
        values = {name: value for name, value in fields.items() if value}
        return urlencode(values | ({"page": str(number)} if number and number > 1 else {}) | other)


def place_of(request: Request) -> QueueState:
    """Where the request's query points; InputError for a state that does not exist."""
    asked = request.query_params
    values = {field: asked.get(name, "") for field, name in _FIELDS.items()}
    wanted = Wanted(**values | {"state": values["state"] or STATES[0], "order": values["order"] or ORDERS[0]})
    return QueueState(wanted, max(1, asked_number(request, "page", 1)))


def vetoing(view: RoundView) -> list[str]:
    """Rules of which one problem alone costs a website its pass, by the round's rubric."""
    counts = (each.veto for each in view.rubric.indicators if each.veto is not None)
    return sorted({rule for count in counts if count.at_least == 1 for rule in count.rules})


@requires_role("viewer")
def queue(request: Request) -> Response:
    """The queue, with the finding that the address names or the first one beside it."""
    view = view_of(request, NO_TARGETS)
    engine, name = view.engine, view.name
    place = place_of(request)
    key = request.query_params.get("key", "")
    first = vetoing(view)
    if key and "page" not in request.query_params:
        found = place_in_queue(engine, name, place.wanted, key, first)
        place = QueueState(place.wanted, found // PER_PAGE + 1 if found is not None else place.number)
    total, rows = read_queue(engine, name, place.wanted, (place.number - 1) * PER_PAGE, PER_PAGE, first)
    shown = key or (rows[0].finding.key if rows else "")
    return round_page(
        request,
        "queue.html",
        view.facts,
        choices=read_choices(engine, name),
        orders=ORDERS,
        place=place,
        total=total,
        pages=max(1, -(-total // PER_PAGE)),
        first=(place.number - 1) * PER_PAGE,
        rows=rows,
        repeated={each.finding.key for each in rows if view.statuses.of(each.finding).repeats},
        shown=shown,
        detail=detail_of(request, name, shown) if shown else None,
        message=None,
    )
