"""Posts of RSS, Atom and JSON feeds. No exception on any input; what is no feed gives None."""

import io
import re
from calendar import timegm
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import feedparser

from govcrawl.domain.urls import absolute
from govcrawl.extract import dates
from govcrawl.extract.decode import decode
from govcrawl.extract.json_text import load_json, storable
from govcrawl.extract.model import ListEntry
from govcrawl.extract.outline import squeeze

_CHINA = ZoneInfo("Asia/Shanghai")
_MAX_POSTS = 2000
_DECLARATION = re.compile(r"<\?xml\b[^<>]*>")
_ENCODING = re.compile(rb"""^[^>]{0,80}\bencoding\s*=\s*["']([\w.-]{1,40})""")
_ATTRIBUTE = re.compile(r"""=\s*["']""")
# No element of a feed has a tenth as many; XML parsers take quadratic time over them.
_MAX_ATTRIBUTES = 300
# Two thousand posts with their texts have fewer; each costs the parser 15 microseconds, and a feed may have 30 MB.
# The parser fills what a text lacks with today's month and day: only whole dates are its to read.
_WHOLE = re.compile(r"\d{4}-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])|[A-Za-z]{3}")  # ISO, or a month by name
_MAX_TAGS = 200_000
# Zones of other countries by name, which the parser knows.
_FAR_ZONE = re.compile(r"\b(?:[EMP][SD]T|CDT|CES?T|BST|JST|AES?T)\b")


def read_feed(body: bytes, url: str) -> list[ListEntry] | None:
    """Posts in the feed's order, with their days in Asia/Shanghai; None when it is no feed."""
    encoding = _ENCODING.match(body)
    text = decode(body, f"charset={encoding.group(1).decode('ascii', 'replace')}" if encoding else None)
    text = text.lstrip("\ufeff \t\r\n")
    if text.startswith(("{", "[")):
        return _json_feed(text, url)
    if not text.startswith("<") or "<html" in text[:512].lower() or _has_bomb(text):
        return None
    declared = _DECLARATION.match(text)
    try:
        # A stream, because the parser takes text for the name of a file or an address first. Texts of posts are not
        # kept, so that nothing in them needs to be made harmless.
        stream = io.BytesIO(text[declared.end() if declared else 0 :].encode("utf-8", "replace"))
        found = feedparser.parse(stream, sanitize_html=False, resolve_relative_uris=False)
    except Exception:  # the parser lets through whatever its XML libraries meet in hostile input
        return None
    if not found.get("version"):
        return None
    return [_post(entry, url) for entry in found.entries[:_MAX_POSTS]]


def _has_bomb(text: str) -> bool:
    """Whether there are more elements, or one has more attributes, than anyone writes. No attribute holds a `<`."""
    return text.count("<") > _MAX_TAGS or any(
        len(piece) > 4 * _MAX_ATTRIBUTES and sum(1 for _ in _ATTRIBUTE.finditer(piece)) > _MAX_ATTRIBUTES
        for piece in text.split("<")
    )


def _post(entry: Any, url: str) -> ListEntry:
    # Not by the entry's own `get`: it warns where it takes one for the other.
    text = str(dict.get(entry, "published") or dict.get(entry, "updated") or "")
    moment = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    parsed = _parsed(moment) if moment and _WHOLE.search(text) else None
    day = parsed if parsed and _FAR_ZONE.search(text) else _written(text) or parsed
    title = squeeze(storable(str(entry.get("title") or entry.get("summary") or "")))[:300]
    link = storable(str(entry.get("link") or entry.get("id") or ""))
    return ListEntry(title, absolute(url, link) or f"{url}#{title}", day)


def _parsed(moment: Any) -> date | None:
    try:
        return _day_of(timegm(moment))
    except ValueError:  # a year that no calendar has, once its zone is counted in
        return None


def _written(text: str) -> date | None:
    """A day by our own reader first: to the feed parser CST is American, and it reads no 2021年8月1日."""
    when = dates.parse_label(text)
    return dates.day_of(when) if when else None


def _day_of(seconds: float) -> date | None:
    """The day in China of a moment after 1970-01-01 UTC; None outside the years in which there are feeds."""
    try:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
        return _sane(moment.astimezone(_CHINA).date())
    except OverflowError:
        return None


def _sane(day: date) -> date | None:
    return day if dates.FIRST_YEAR <= day.year <= dates.LAST_YEAR else None


def _json_feed(text: str, url: str) -> list[ListEntry] | None:
    try:
        data = load_json(text)
    except ValueError:
        return None
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in str(data.get("version", "")):
        return None
    posts = []
    for item in items[:_MAX_POSTS]:
        if not isinstance(item, dict):
            continue
        title = squeeze(str(item.get("title") or item.get("summary") or item.get("content_text") or ""))[:300]
        link = str(item.get("url") or item.get("id") or "")
        day = _moment(item.get("date_published") or item.get("date_modified"))
        posts.append(ListEntry(title, absolute(url, link) or f"{url}#{title}", day))
    return posts


def _moment(text: object) -> date | None:
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        when = dates.parse_label(text)
        return dates.day_of(when) if when else None
    if moment.tzinfo is None:
        return _sane(moment.date())
    return _day_of((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())
