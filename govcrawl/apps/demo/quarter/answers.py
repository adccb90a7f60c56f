"""Units of the policy Q&A platform beyond those of the small city: 35 in all are connected."""

from datetime import date

from govcrawl.apps.demo.model import INSPECTION_DATE
from govcrawl.apps.demo.qa import ANSWERERS, Answerer
from govcrawl.apps.demo.quarter.bodies import BODIES, OTHERS

_CONNECTED = 35
_SILENT, _STALE, _BUSY = 3, (7, 19), 12  # by place: never answered, not in this quarter, more than ten in it


def _answerers() -> list[Answerer]:
    known = {each.name for each in ANSWERERS}
    bodies = [body for body in (*BODIES, *OTHERS) if body.name not in known]
    missing = _CONNECTED - sum(each.connected for each in ANSWERERS)
    made = []
    for place, body in enumerate(bodies[:missing]):
        newest = date(2021, 6, 29) if place in _STALE else date.fromordinal(INSPECTION_DATE.toordinal() - 2 - place)
        count = 0 if place == _SILENT else 3 + place % 6
        if place == _BUSY:
            made.append(Answerer(body.name, body.short, body.name, 12, newest, gap=3))
        else:
            made.append(Answerer(body.name, body.short, body.name, count, newest))
    return made


ANSWERING = tuple(_answerers())
NEVER = ANSWERING[_SILENT]
NOT_LATELY = tuple(ANSWERING[place] for place in _STALE)
