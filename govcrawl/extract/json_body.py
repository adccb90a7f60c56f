"""Bodies of a site's own JSON interface: a list of records, or one record with its text."""

from datetime import date
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from govcrawl.domain.urls import absolute
from govcrawl.extract import dates
from govcrawl.extract.content import text_of_html
from govcrawl.extract.files import extension_of
from govcrawl.extract.json_text import load_json
from govcrawl.extract.model import Article, FileLink, ListEntry, Listing
from govcrawl.extract.outline import squeeze
from govcrawl.extract.record_addresses import address_field, told_apart

Record = dict[str, Any]

_TITLES = (
    "docSubtitle",
    "title",
    "realtitle",
    "docTitle",
    "articleTitle",
    "name",
    "subject",
    "infotitle",
    "bt",
    "caption",
)
_DATES = (
    "publishDate", "display_publish_time", "publishTime", "publish_time", "pubDate", "pubdate", "published",
    "infodate", "date", "fbsj",
    "releaseTime", "releaseDate", "showDate", "time", "createTime",
)  # fmt: skip
_DRAFTED = ("builddate", "create_date", "writtenDate", "cwrq", "fwrq")
_URLS = ("url", "link", "infourl", "post_url", "href", "docUrl", "linkurl", "titleLink", "pageUrl")
_IDS = ("docId", "articleId", "infoid", "contentId", "id")
_BODIES = ("docClob", "content", "body", "html", "text", "infocontent")
_NUMBERS = ("documentNo", "document_number", "wenhao", "fileNumber", "wh")
_SOURCES = ("docSource", "source", "publisher", "contentSource", "agencyTypeName", "deptname")
_FILES = ("docFileUrl", "pdfFileUrl", "fileUrl", "attachUrl", "filepath")
_TOTALS = ("total", "totalCount", "post_count", "totalRecords", "count", "recordCount", "rowcount")
_MAX_DEPTH = 8
_MAX_ROWS = 5000


def load(text: str) -> Any:
    """The decoded body, or None when it is no JSON (JSONP wrapping aside)."""
    head = text[:64].lstrip()
    if not head.startswith(("{", "[")) and ("(" not in head or "<" in head):
        return None
    stripped = text.strip()
    if not stripped or stripped[0] not in "{[":
        head, _, rest = stripped[:200].partition("(")
        if not rest or not head.replace("_", "").replace(".", "").isalnum() or not stripped.rstrip(";").endswith(")"):
            return None
        stripped = stripped[len(head) + 1 :].rstrip(";").rstrip(")")
    try:
        return load_json(stripped)
    except ValueError:
        return None


def article(data: Any, url: str) -> Article:
    """The article in `data`, a parsed JSON body, by the field names that content systems use; `url` is the body's."""
    record = _record(data, 0) or {}
    title = _first(record, _TITLES)
    markup = max((str(record[name]) for name in _BODIES if isinstance(record.get(name), str)), key=len, default="")
    published = next((when for name in _DATES if (when := dates.parse_label(str(record.get(name) or "")))), None)
    drafted = next((when for name in _DRAFTED if (when := dates.parse_label(str(record.get(name) or "")))), None)
    return Article(
        title=squeeze(title),
        published=published,
        published_source="json" if published else None,
        drafted=dates.day_of(drafted) if drafted else None,
        attachments=_files(record, url),
        source=_first(record, _SOURCES) or None,
        text=_plain(markup),
        number=_first(record, _NUMBERS) or None,
        shown_title=squeeze(title) or None,
        shown_published=published,
    )


def _plain(markup: str) -> str:
    if "<" not in markup:
        return markup.strip()
    tree = LexborHTMLParser(markup)
    tree.strip_tags(["script", "style", "head", "title", "xml"])
    return text_of_html((tree.body.html or "") if tree.body is not None else "")


def listing(data: Any, url: str) -> Listing:
    """The entries and their total in `data`, a parsed JSON body; relative addresses are resolved against `url`.

    Rows that lead nowhere are no entries. Where no row is one, their number is the total: they were not read.
    """
    rows, total = _rows(data, 0)
    rows = rows[:_MAX_ROWS]
    names: tuple[str, ...] = _URLS
    if not told_apart((_address(row, url, names) for row in rows), url):
        names = tuple(filter(None, [address_field(rows, _TITLES)]))
    entries = []
    for row in rows:
        title, address = squeeze(_first(row, _TITLES)), _address(row, url, names) or _reference(row, url)
        if title and address:
            entries.append(ListEntry(title, address, _day(row)))
    return Listing(entries=entries, total=len(rows) if rows and not entries and total is None else total)


def _day(row: Record) -> date | None:
    for name in _DATES:
        value = row.get(name)
        when = dates.parse_label(str(value)) if value else None
        if when:
            return dates.day_of(when)
    return None


def _address(row: Record, url: str, names: tuple[str, ...]) -> str | None:
    values = (row.get(name) for name in names)
    return next((at for each in values if isinstance(each, str) and each.strip() and (at := absolute(url, each))), None)


def _reference(row: Record, url: str) -> str | None:
    """A reference by the record's id, so that rows without an address stay apart; None without an id."""
    named = next((f"{name}={row[name]}" for name in _IDS if row.get(name)), None)
    return named and (absolute(url, named) or named)


def _first(record: Record, names: tuple[str, ...]) -> str:
    return next(
        (str(value) for name in names if isinstance(value := record.get(name), str | int) and str(value).strip()), ""
    )


def _files(record: Record, url: str) -> list[FileLink]:
    found: dict[str, FileLink] = {}
    values = [(str(record[name]), "") for name in _FILES if record.get(name)]
    for value in record.values():
        if isinstance(value, list):
            for item in value[:200]:
                if isinstance(item, dict):
                    text = _first(item, ("name", "fileName", "filename", "title", "attachName", "docName"))
                    values += [
                        (entry, text) for entry in item.values() if isinstance(entry, str) and extension_of(entry)
                    ]
    for value, text in values:
        address = absolute(url, value)
        if address and (extension := extension_of(address, text)):
            found.setdefault(address, FileLink(address, text, extension))
    return list(found.values())


def _is_record(value: Any) -> bool:
    return isinstance(value, dict) and any(isinstance(value.get(name), str) and value[name] for name in _TITLES)


def _record(data: Any, depth: int) -> Record | None:
    """The record of a detail body: the outermost with a title and a date or a text."""
    if not isinstance(data, dict) or depth > _MAX_DEPTH:
        return None
    if _is_record(data) and any(data.get(name) for name in (*_DATES, *_BODIES)):
        return data
    for value in data.values():
        found = _record(value, depth + 1)
        if found:
            return found
    return None


def _rows(data: Any, depth: int) -> tuple[list[Record], int | None]:
    """The longest list of records, and the total that stands beside it or above it."""
    if depth > _MAX_DEPTH:
        return [], None
    if isinstance(data, list):
        rows = [row for row in data[:_MAX_ROWS] if _is_record(row)]
        if rows:
            return rows, None
        nested = [_rows(item, depth + 1) for item in data[:50] if isinstance(item, dict)]
        return max(nested, key=lambda found: len(found[0]), default=([], None))
    if not isinstance(data, dict):
        return [], None
    found = [_rows(value, depth + 1) for value in data.values() if isinstance(value, dict | list)]
    rows, total = max(found, key=lambda item: len(item[0]), default=([], None))
    if total is None and rows:
        inner = [value for value in data.values() if isinstance(value, dict)]
        total = next((item[name] for item in (data, *inner) for name in _TOTALS if _is_count(item.get(name))), None)
    return rows, total


def _is_count(value: Any) -> bool:
    return type(value) is int and value >= 0  # True is an int, too
