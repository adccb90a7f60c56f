"""The queue of findings: what is to be decided, filtered, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from analysis.pending_vetoes import PendingVeto, pending_vetoes
from analysis.round_view import NO_TARGETS, RoundView
from govcrawl.apps.desk.access import requires_role
from govcrawl.apps.desk.desk import view_of
from govcrawl.apps.desk.findings import detail_of
from govcrawl.apps.desk.render import asked_number, round_page
from govcrawl.store.queue import ORDERS, STATES, Wanted, place_in_queue, read_choices, read_queue

PER_PAGE = 50
_MOST_KEYS = 500  # findings that come first; what decides more vetoes is reached target by target
_FIELDS = {"state": "state", "unit": "unit", "rule": "rule", "platform": "platform", "text": "q", "order": "order"}


@dataclass(frozen=True, slots=True)
class QueueState:
    """Where in the queue somebody is."""

    wanted: Wanted
    number: int  # of the page, from 1
    veto: str = ""  # address of the target whose veto is to be decided; "" for all findings

    def query(self, number: int | None = None, **other: str) -> str:
        """The address of this place, or of another page of it."""
        fields = {name: getattr(self.wanted, field) for field, name in _FIELDS.items()}
        values = {name: value for name, value in (fields | {"veto": self.veto}).items() if value}
        return urlencode(values | ({"page": str(number)} if number and number > 1 else {}) | other)


def place_of(request: Request, pending: Sequence[PendingVeto] = ()) -> QueueState:
    """Where the request's query points; InputError for a state that does not exist.

    What decides the `pending` vetoes comes first, or alone where the query names the target of one.
    """
    asked = request.query_params
    values = {field: asked.get(name, "") for field, name in _FIELDS.items()}
    veto = asked.get("veto", "")
    deciding = [key for each in pending for key in each.keys if veto in ("", each.target_url)][:_MOST_KEYS]
    chosen = values | {"state": values["state"] or STATES[0], "order": values["order"] or ORDERS[0]}
    wanted = Wanted(**chosen, deciding=deciding, only=deciding if veto else None)
    return QueueState(wanted, max(1, asked_number(request, "page", 1)), veto)


def vetoing(view: RoundView) -> list[str]:
    """Rules of which one problem alone costs a website its pass, by the round's rubric."""
    counts = (each.veto for each in view.rubric.indicators if each.veto is not None)
    return sorted({rule for count in counts if count.at_least == 1 for rule in count.rules})


@requires_role("viewer")
def queue(request: Request) -> Response:
    """The queue, with the finding that the address names or the first one beside it."""
    view = view_of(request, NO_TARGETS)
    engine, name = view.engine, view.name
    pending = pending_vetoes(RoundView(engine, name))
    place = place_of(request, pending)
    key = request.query_params.get("key", "")
    first = vetoing(view)
    if key and "page" not in request.query_params:
        found = place_in_queue(engine, name, place.wanted, key, first)
        place = replace(place, number=found // PER_PAGE + 1 if found is not None else place.number)
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
        pending=pending,
        repeated={each.finding.key for each in rows if view.statuses.of(each.finding).repeats},
        shown=shown,
        detail=detail_of(request, name, shown) if shown else None,
        message=None,
    )
