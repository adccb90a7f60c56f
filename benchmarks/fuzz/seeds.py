"""The first inputs: pages of the demo city, its feeds and registers; saved real pages where there are some."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

from openpyxl import Workbook

from analysis.round_view import RoundView
from benchmarks.fuzz.edges import EDGES
from benchmarks.real_sites import DEFAULT_PAGES
from exports.manual_book import write_manual_book
from exports.review_book import COLUMNS, PROBLEMS, UNDECIDED, write_review_book
from govcrawl.apps.demo.city import build_city
from govcrawl.extract import json_body
from govcrawl.register.posts_sheet import COLUMNS as POST_COLUMNS
from govcrawl.register.posts_sheet import SHEET_NAME
from govcrawl.register.schema import NAMES
from govcrawl.store.reader import read_findings
from tests.exports.night import Q3, write_round
from tests.fuzz.parts import joined
from tests.register.sheets import good, write_workbook

_PORT = 8080  # any: nothing is served
_PAGES_OF_A_SITE = 12
_LARGEST = 60_000
_TEXTS = (
    "发布时间：2021-08-20 09:30:15", "2021年8月20日", "[2021/8/20]", "2021.08.20 23时59分", "20210820123000",
    "20\n2021-08", "2021\n08-20", "http://a.test/t20210820_1.html", "/art/2021/8/20/art_1.html",
    "/2021-08/20/content.htm", "/202108/0820/c1.html", "成文日期：２０２１－０８－２０", "1990年1月1日",
    "Wed, 04 Aug 2021 23:30:00 GMT", "2021-02-30 25:61",
)  # fmt: skip
_FEEDS = (
    '<rss version="2.0"><channel><item><title>a</title><link>/1</link>'
    "<pubDate>Wed, 04 Aug 2021 23:30:00 GMT</pubDate></item></channel></rss>",
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>a</title><id>1</id>'
    "<updated>2021-08-04T10:00:00+08:00</updated></entry></feed>",
    '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "/p/1", "title": "a",'
    ' "date_published": "2021-08-04T17:00:00Z"}]}',
    '<!DOCTYPE rss [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><rss version="2.0"><channel><item><title>&c;</title>'
    "</item></channel></rss>",
)


def _city_pages() -> Iterator[bytes]:
    for site in build_city(_PORT).sites:
        pages = [
            page.body for page in site.pages.values() if page.body[:1] in (b"<", b"{", b"[") or b"<" in page.body[:200]
        ]
        step = max(1, len(pages) // _PAGES_OF_A_SITE)
        yield from (page for page in pages[::step] if len(page) <= _LARGEST)


def _real_pages() -> Iterator[bytes]:
    if DEFAULT_PAGES.is_dir():
        for file in sorted((DEFAULT_PAGES / "pages").iterdir()):
            if file.stat().st_size <= _LARGEST:
                yield file.read_bytes()


def _pages(_: Path) -> Iterator[bytes]:
    """Each with the byte that chooses address and type; every other one with the byte of all questions."""
    for number, page in enumerate((*_city_pages(), *_real_pages())):
        yield bytes([number % 0x14 + 0x80 * (number % 2)]) + page


def _feeds(_: Path) -> Iterator[bytes]:
    for page in _city_pages():
        if (
            b"<rss" in page[:300]
            or b"<feed" in page[:300]
            or json_body.load(page.decode("utf-8", "replace")) is not None
        ):
            yield page
    yield from (text.encode() for text in _FEEDS)


def _folders(_: Path) -> Iterator[bytes]:
    sheets = good()
    yield b"===\n".join(_csv(sheets[name]) for name in NAMES)
    yield b"===\n".join(_csv(sheets[name]) for name in NAMES[:2])


def _csv(rows: list[list[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _register_books(folder: Path) -> Iterator[bytes]:
    path = write_workbook(good(), folder / "register.xlsx")
    yield joined(path)
    yield b"?" + path.read_bytes()
    small = {"单位": good()["单位"], "网站": good()["网站"][:2]}
    yield joined(write_workbook(small, folder / "small.xlsx"))
    posts: list[list[object]] = [
        list(POST_COLUMNS),
        ["青禾发布", "微信", "防汛提示", "2021-08-04 09:30", "http://a.test/1"],
    ]
    yield b"!" + joined(write_workbook({SHEET_NAME: posts}, folder / "posts.xlsx"))


def _review_books(folder: Path) -> Iterator[bytes]:
    engine = write_round(folder / "seed.db")
    write_review_book(RoundView(engine, Q3.name), folder / "review.xlsx")
    yield joined(folder / "review.xlsx")
    write_manual_book(RoundView(engine, Q3.name), folder / "marks.xlsx")
    yield b"!" + joined(folder / "marks.xlsx")
    book = Workbook()
    book.worksheets[0].title = PROBLEMS
    book.create_sheet(UNDECIDED)
    findings = list(read_findings(engine, Q3.name, "all"))
    for sheet, outcome in zip(book.worksheets, ("fail", "error"), strict=True):
        sheet.append(list(COLUMNS))
        for finding in [each for each in findings if each.outcome == outcome][:3]:
            values = {"复核意见": "不属实", "说明": "已核对", "复核人": "乙", "检查期": Q3.name, "编号": finding.key}
            sheet.append([values[name] for name in COLUMNS])
    book.save(folder / "few.xlsx")
    yield joined(folder / "few.xlsx")


SEEDS: dict[str, Callable[[Path], Iterator[bytes]]] = {
    "article": _pages,
    "listing": _pages,
    "feed": _feeds,
    "dates": lambda _: (text.encode() for text in _TEXTS),
    "register-folder": _folders,
    "register-workbook": _register_books,
    "review": _review_books,
    **{name: seeds for name, (_, seeds) in EDGES.items()},
}


def write_seeds(name: str, corpus: Path) -> int:
    """Fill the corpus of a target; how many inputs it begins with."""
    corpus.mkdir(parents=True, exist_ok=True)
    scratch = corpus.with_name(f"{corpus.name}-scratch")
    scratch.mkdir(exist_ok=True)
    number = 0
    for number, seed in enumerate(SEEDS[name](scratch), 1):
        (corpus / f"seed{number:04}").write_bytes(seed)
    return number
