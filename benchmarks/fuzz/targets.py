"""What is fuzzed: each target reads bytes as the program does, and holds the answer to tests/fuzz/checks.py."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from analysis.round_view import RoundView
from benchmarks.fuzz.edges import EDGES
from exports.manual_book import read_manual_book
from exports.review_import import read_review_book
from govcrawl.domain.errors import InputError
from govcrawl.extract import Page, date_pieces, dates, read_article, read_listing
from govcrawl.extract.feeds import read_feed
from govcrawl.register import read_register
from govcrawl.register.cells import BadCell, date_of
from govcrawl.register.posts_sheet import SHEET_NAME, read_posts
from govcrawl.register.schema import NAMES
from govcrawl.store.reader import read_findings
from tests.exports.night import Q3, write_round
from tests.fuzz import checks
from tests.fuzz.parts import write_parts
from tests.register.sheets import good, write_folder

Target = Callable[[bytes], None]

URLS = (
    "http://www.qinghe-demo.gov.cn/zwgk/2021-08/20/content_1.html",
    "https://czj.yunting-demo.gov.cn:8443/col/col1/index.html",
    "http://www.qinghe-demo.gov.cn/",
    "http://192.0.2.7/api/list?page=2",
)
TYPES = (None, "text/html; charset=utf-8", "text/html; charset=gb2312", "application/json", "text/html; charset=utf-16")


def _page(data: bytes) -> tuple[bytes, str, str | None]:
    """The first byte of the input chooses the address and the content type."""
    choice = data[0] if data else 0
    return data[1:], URLS[choice % len(URLS)], TYPES[choice // len(URLS) % len(TYPES)]


def article(data: bytes) -> None:
    body, url, kind = _page(data)
    checks.check_article(read_article(body, url, kind))


def listing(data: bytes) -> None:
    """A list, and with the second half of the choices all other questions that the spiders ask a page."""
    body, url, kind = _page(data)
    if data[:1] >= b"\x80":
        checks.check_page(Page(body, url, kind))
    else:
        checks.check_listing(read_listing(body, url, kind))


def feed(data: bytes) -> None:
    checks.check_entries(read_feed(data, "http://feeds.demo.example/q.xml") or [], "post")


def any_date(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    for when in (dates.find_date(text), dates.parse_label(text)):
        if when is not None and not checks.is_moment(when):
            raise AssertionError(when)
    pieces = text.split("\n")
    years = [dates.year_of_url(text)]
    days = [dates.from_url(text), *map(dates.of_piece, pieces), date_pieces.of_split(pieces, years[0])]
    if not all(day is None or checks.is_day(day) for day in days) or not all(
        y is None or 1900 <= y <= 2099 for y in years
    ):
        raise AssertionError(days, years)
    try:
        date_of(text)
    except BadCell as fault:
        checks.check_refusal(InputError(str(fault)))


def make_register_folder(folder: Path) -> Target:
    """The register as a folder: its sheets, parted by lines of ===, in the order of the schema."""
    place = folder / "csv"

    def register_folder(data: bytes) -> None:
        for name, content in zip(NAMES, data.split(b"===\n"), strict=False):
            (place / f"{name}.csv").write_bytes(content)
        for name in NAMES[data.count(b"===\n") + 1 :]:
            (place / f"{name}.csv").unlink(missing_ok=True)
        _try_register(place)

    place.mkdir()
    return register_folder


def make_register_book(folder: Path) -> Target:
    """The register's workbook by its parts; with ! before it the sheet of posts; with ? before it, the file itself."""
    path, register = folder / "r.xlsx", read_register(write_folder(_with_running_account(), folder / "good"))

    def register_book(data: bytes) -> None:
        if data[:1] == b"?":
            path.write_bytes(data[1:])
        else:
            write_parts(data, path)
        if data[:1] != b"!":
            _try_register(path)
            return
        try:
            checks.check_posts(read_posts(path, register))
        except InputError as fault:
            checks.check_refusal(fault, sheets=[SHEET_NAME])

    return register_book


def make_review(folder: Path) -> Target:
    """A filled-in review workbook by its parts; with ! before it the workbook of marks."""
    path, engine = folder / "r.xlsx", write_round(folder / "round.db")
    keys = {each.key for each in read_findings(engine, Q3.name, "all")}

    def review(data: bytes) -> None:
        write_parts(data, path)
        try:
            if data[:1] == b"!":
                checks.check_marks(read_manual_book(RoundView(engine, Q3.name), path))
            else:
                checks.check_reviews(read_review_book(RoundView(engine, Q3.name), path, "甲"), keys)
        except InputError as fault:
            checks.check_refusal(fault)

    return review


def _try_register(path: Path) -> None:
    try:
        register = read_register(path)
    except InputError as fault:
        checks.check_refusal(fault)
    else:
        checks.check_register(register)


def _with_running_account() -> dict[str, list[list[object]]]:
    sheets = good()
    sheets["新媒体"][1][8:] = ["运行", ""]
    return sheets


NAMED: dict[str, Callable[[Path], Target]] = {
    "article": lambda _: article,
    "listing": lambda _: listing,
    "feed": lambda _: feed,
    "dates": lambda _: any_date,
    "register-folder": make_register_folder,
    "register-workbook": make_register_book,
    "review": make_review,
}


def make(name: str) -> Target:
    """The target of that name, with a folder of its own for what it writes."""
    folder = Path(tempfile.mkdtemp(prefix="govcrawl-fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return EDGES[name][0] if name in EDGES else NAMED[name](folder)
