"""Posts of RSS, Atom and JSON feeds. No exception on any input; what is no feed gives None."""

import json
from calendar import timegm
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import feedparser

from govcrawl.extract import dates
from govcrawl.extract.model import ListEntry
from govcrawl.extract.outline import squeeze
from govcrawl.urls import absolute

_CHINA = ZoneInfo("Asia/Shanghai")
_MAX_POSTS = 2000


def read_feed(body: bytes, url: str) -> list[ListEntry] | None:
    """Posts in the feed's order, with their days in Asia/Shanghai; None when it is no feed."""
    head = body[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"{", b"[")):
        return _json_feed(body, url)
    if not head.startswith(b"<") or b"<html" in head.lower():
        return None
    try:
        found = feedparser.parse(body)
    except Exception:  # the parser lets through whatever its XML libraries meet in hostile input
        return None
    if not found.get("version"):
        return None
    return [_post(entry, url) for entry in found.entries[:_MAX_POSTS]]


def _post(entry: Any, url: str) -> ListEntry:
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    day = _day_of(datetime.fromtimestamp(timegm(moment), UTC)) if moment else _written(entry)
    title = squeeze(str(entry.get("title") or entry.get("summary") or ""))[:300]
    link = str(entry.get("link") or entry.get("id") or "")
    return ListEntry(title, absolute(url, link) or f"{url}#{title}", day)


def _written(entry: Any) -> date | None:
    """A day that the feed writes in a way that no standard knows (2021年8月1日)."""
    when = dates.parse_label(str(entry.get("published") or entry.get("updated") or ""))
    return dates.day_of(when) if when else None


def _day_of(moment: datetime) -> date:
    return moment.astimezone(_CHINA).date()


def _json_feed(body: bytes, url: str) -> list[ListEntry] | None:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
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
    return _day_of(moment) if moment.tzinfo else moment.date()
