"""Whatever a page, a body or a feed holds, reading it raises nothing, and every answer is of its kind."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import example, given

from govcrawl.domain.errors import InputError
from govcrawl.extract import Page, date_pieces, dates, read_article, read_listing
from govcrawl.extract.feeds import read_feed
from govcrawl.register.cells import BadCell, date_of
from tests.fuzz import checks
from tests.fuzz.strategies import (
    any_dates,
    bodies,
    bounded,
    content_types,
    feeds,
    html,
    json_bodies,
    json_feeds,
    urls,
)


@bounded(250)
@given(bodies(html), urls, content_types)
def test_articles(body: bytes, url: str, kind: str | None) -> None:
    checks.check_article(read_article(body, url, kind))


@bounded(250)
@given(bodies(html), urls, content_types)
def test_listings(body: bytes, url: str, kind: str | None) -> None:
    checks.check_listing(read_listing(body, url, kind))


@bounded(250)
@given(bodies(html | json_bodies), urls, content_types)
def test_all_questions_that_a_page_is_asked(body: bytes, url: str, kind: str | None) -> None:
    checks.check_page(Page(body, url, kind))


@bounded(300)
@given(bodies(json_bodies), urls)
@example(b'{"rows": [{"title": "a\\u0000\\ud800", "url": "/\\ud800"}], "total": true}', "http://a.test/")
def test_bodies_of_endpoints(body: bytes, url: str) -> None:
    checks.check_article(read_article(body, url))
    checks.check_listing(read_listing(body, url))


@bounded(300)
@given(bodies(feeds | json_feeds), urls)
def test_feeds(body: bytes, url: str) -> None:
    checks.check_entries(read_feed(body, url) or [])


@bounded(800)
@given(any_dates)
def test_dates(text: str) -> None:
    pieces = text.split("\n")
    year = dates.year_of_url(text)
    assert year is None or 1900 <= year <= 2099
    assert all(when is None or checks.is_moment(when) for when in (dates.find_date(text), dates.parse_label(text)))
    days = [dates.from_url(text), date_pieces.of_split(pieces, year), *map(dates.of_piece, pieces)]
    assert all(day is None or checks.is_day(day) for day in days)
    try:
        assert type(date_of(text)) is date
    except BadCell as fault:
        checks.check_refusal(InputError(str(fault)))


@bounded(300)
@given(any_dates)
def test_a_date_that_is_found_is_in_the_text(text: str) -> None:
    """No date is made up: its year, month and day stand there."""
    when = dates.find_date(text)
    if when is not None:
        numbers = {int(part) for part in "".join(c if c.isdecimal() else " " for c in text).split()}
        assert {when.year, when.month, when.day} <= numbers
        assert not isinstance(when, datetime) or when.hour in numbers
