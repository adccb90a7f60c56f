"""Evidence out of the archive: pages as they were, files, pictures. None of it can do anything in a browser."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from govcrawl.apps.desk.access import requires_role
from govcrawl.apps.desk.archived_page import harmless
from govcrawl.apps.desk.desk import desk_of
from govcrawl.apps.desk.headers import ARCHIVED_POLICY
from govcrawl.domain.errors import InputError
from govcrawl.store.archive import Exchange, ExchangeKind
from govcrawl.store.evidence import read_record, records_behind
from govcrawl.store.queue import read_finding

_DIGITS = 6  # of a record's number
_PNG = b"\x89PNG\r\n\x1a\n"
_ARCHIVED = {"Content-Security-Policy": ARCHIVED_POLICY, "Referrer-Policy": "no-referrer"}
_EXTENSIONS = {"application/pdf": "pdf", "text/html": "html", "application/json": "json", "text/xml": "xml"}


@requires_role("viewer")
def archived(request: Request) -> Response:
    """The record as a page for the frame: its own mark-up without anything that acts, else its text.

    Raises InputError when the record is a screenshot.
    """
    exchange = _exchange(request)
    if exchange.kind is ExchangeKind.SCREENSHOT:
        raise InputError("这是截图，不是网页。")
    found = read_finding(desk_of(request).engine, request.path_params["round"], request.path_params["key"])
    text = harmless(exchange.body, exchange.content_type, exchange.final_url or exchange.url, found.value)
    return Response(text, media_type="text/html; charset=utf-8", headers=_ARCHIVED)


@requires_role("viewer")
def original(request: Request) -> Response:
    """The record's bytes, to be saved: no browser shows them, whatever they are."""
    exchange = _exchange(request)
    kind = (exchange.content_type or "").partition(";")[0].strip().lower()
    name = f"{request.path_params['key']}-{request.path_params['number']}.{_EXTENSIONS.get(kind, 'bin')}"
    headers = _ARCHIVED | {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(exchange.body, media_type="application/octet-stream", headers=headers)


@requires_role("viewer")
def picture(request: Request) -> Response:
    """The screenshot.

    Raises InputError when the record is none.
    """
    exchange = _exchange(request)
    if exchange.kind is not ExchangeKind.SCREENSHOT or not exchange.body.startswith(_PNG):
        raise InputError("存档记录不是截图。")
    return Response(exchange.body, media_type="image/png", headers=_ARCHIVED)


def _exchange(request: Request) -> Exchange:
    desk = desk_of(request)
    name, key = request.path_params["round"], request.path_params["key"]
    number = _number(request.path_params["number"])
    kept = records_behind(desk.engine, name, read_finding(desk.engine, name, key))
    if desk.archive is None or number >= len(kept):
        raise InputError("存档中没有这条记录，它可能已按保留期清理。")
    return read_record(desk.archive, kept[number])


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > _DIGITS:
        raise InputError("存档记录的序号不是数字。")
    return int(text)
