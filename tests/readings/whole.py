"""The whole reading of a page as JSON; of pages that are not ours, without their wording."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.extract import ROOT, load
from govcrawl.extract import Page
from govcrawl.net.verdict import judge_response

OWN = ROOT / "tests" / "pages"
READINGS = Path(__file__).parent
_ENDING = ".reading.json"
_FETCHED = datetime(2021, 8, 20, 4, tzinfo=UTC)
_URL = "http://www.lanxi-demo.gov.cn/pages/{}"
# Facts whose words are the reader's, addresses or numbers; everything else of a foreign page is its wording.
_PLAIN = {"verdict", "form", "kind", "url", "extension", "charset", "cms", "published_source"}
_KEPT = re.compile(r"\d{4}-|https?://|/")
_QUOTED = re.compile("“([^”]*)”")


class Saved(NamedTuple):
    """A page with the file of its reading; `foreign` pages are third-party data, of which no wording is kept."""

    name: str
    url: str
    body: bytes
    reading: Path
    foreign: bool


def own_pages() -> list[Saved]:
    """Pages of our own."""
    files = sorted(path for path in OWN.iterdir() if not path.name.endswith(_ENDING))
    return [Saved(path.name, _URL.format(path.name), path.read_bytes(), OWN / f"{path.name}{_ENDING}", False)
            for path in files]  # fmt: skip


def real_pages() -> list[Saved]:
    """The labelled real pages and the small ones, where they are beside the project."""
    folder = Path(os.environ.get("TEST_GOVCRAWL_REAL_PAGES") or ROOT.parent / "shared" / "real_pages")
    if not (folder / "LABELS.jsonl").is_file():
        return []
    pages = [(each.name, each.url, each.body) for each in load(folder)]
    pages += [
        (f"small_{path.name}", f"http://www.example.gov.cn/zwgk/tzgg/{path.name}", path.read_bytes())
        for path in sorted((folder / "small").glob("*.html"))
    ]
    return [Saved(name, url, body, READINGS / f"{name}.json", True) for name, url, body in pages]


def reading_of(saved: Saved) -> dict[str, Any]:
    """Everything that the reader says of a page by itself, fetched on the day of `_FETCHED`."""
    page = Page(saved.body, saved.url, fetched_at=_FETCHED)
    article, listing = page.article(), page.listing()
    told: dict[str, Any] = {
        "charset": page.charset, "verdict": judge_response(200, saved.body).link.value, "form": page.form(),
        "reading": page.reading(), "cms": page.cms(), "title": page.title, "metas": page.metas, "article": article,
        "listing": listing, "menu": page.navigation(), "breadcrumb": page.breadcrumb(), "marks": page.marks(),
        "empty_statement": page.empty_statement(), "search": page.search_box(), "question": page.question(),
        "statistics": page.reply_statistics(), "hidden_links": page.concealed_links(), "pictures": page.pictures(),
        "embedded_files": page.embedded_files(), "possible_files": page.possible_files(), "records": page.records(),
        "dated_links": page.dated_links() if page.form() != "list" else [],
    }  # fmt: skip
    plain = _plain(told)
    for part in ("metas", "listing"):  # labels stand three times in what is told: once is enough
        if (of := plain[part] if part == "metas" else plain[part]["labels"]) == plain["article"]["labels"]:
            of.clear()
    return _reduced(plain) if saved.foreign else _without_defaults(plain)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: _plain(each) for name, each in value._asdict().items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(each) for name, each in asdict(value).items()}
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    if isinstance(value, date):
        return value.isoformat()
    return round(value, 2) if isinstance(value, float) else value


def _without_defaults(value: Any) -> Any:
    """Without what is empty, so that a reading shows what there is."""
    if isinstance(value, dict):
        pairs = {name: _without_defaults(each) for name, each in value.items()}
        return {name: each for name, each in pairs.items() if each not in (None, "", [], {})}
    return [_without_defaults(each) for each in value] if isinstance(value, list) else value


def _reduced(plain: dict[str, Any]) -> dict[str, Any]:
    return dict(_without_defaults(_unworded(plain, "")))


def _unworded(value: Any, name: str) -> Any:
    """Addresses, dates, numbers and the reader's own words stay; of any other text its length and a digest."""
    if isinstance(value, dict):
        return {_unworded(key, "url" if "://" in key else "key"): _unworded(each, key) for key, each in value.items()}
    if isinstance(value, list):
        return [_unworded(each, name) for each in value]
    if not isinstance(value, str) or not value or name in _PLAIN or name == "key":
        return value
    if name in ("reasons", "complete_why"):
        return _QUOTED.sub(lambda found: f"“{_digest(found[1])}”", value)
    if value.isascii() and (
        (value[:4].isdigit() and value[4:5] == "-") or value.startswith(("http://", "https://", "/"))
    ):
        return value
    return _digest(value)


def _digest(text: str) -> str:
    return f"{len(text)} {hashlib.sha256(text.encode()).hexdigest()[:8]}"


def as_text(reading: dict[str, Any]) -> str:
    """The reading as it is stored."""
    return json.dumps(reading, ensure_ascii=False, indent=1) + "\n"


def wording(saved: Saved) -> Iterator[str]:
    """Lines that say in words what a foreign page's reading keeps as digests, for whoever compares."""
    yield from as_text(reading_of(saved._replace(foreign=False))).splitlines()
