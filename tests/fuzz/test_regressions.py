"""Input that once raised, hung or gave what cannot be stored; found by the fuzzer, cut down by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from govcrawl.extract import Page, read_article, read_listing
from govcrawl.extract.feeds import read_feed
from tests.fuzz import checks

FOLDER = Path(__file__).parent / "regressions"
URL = "http://www.qinghe-demo.gov.cn/zwgk/1.html"


def _body(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("name", sorted(file.name for file in FOLDER.iterdir()))
def test_every_answer_is_of_its_kind(name: str, scheme: str) -> None:
    """Each fixture by every reader, whichever it was found with."""
    url = URL.replace("http", scheme, 1)
    checks.check_article(read_article(_body(name), url))
    checks.check_listing(read_listing(_body(name), url))
    checks.check_page(Page(_body(name), url))
    checks.check_entries(read_feed(_body(name), url) or [])


def test_rows_without_a_host_are_no_entries() -> None:
    assert read_listing(_body("hostless-link.html"), URL).entries == []


def test_what_no_database_takes_is_left_out() -> None:
    listing = read_listing(_body("half-pair.json"), URL)
    assert [(entry.title, entry.published) for entry in listing.entries] == [
        ("ab", date(2021, 8, 20)),
        ("c\U0001f600", None),
    ]
    assert listing.total is None
    assert read_feed(_body("nul-in-title.feed"), URL) == [("关于示例", "http://www.qinghe-demo.gov.cn/1", None)]


def test_a_total_that_is_none_is_passed_over() -> None:
    assert read_listing(_body("negative-total.json"), URL).total == 12


@pytest.mark.parametrize("name", ["year-10000.feed", "year-10000-json.feed", "year-1111.feed"])
def test_years_without_feeds_are_unknown(name: str) -> None:
    posts = read_feed(_body(name), URL)
    assert posts
    assert [post.published for post in posts] == [None] * len(posts)


def test_an_escape_is_no_encoding() -> None:
    assert read_article(_body("unicode-escape.html"), URL).title == "a \\ud800 测试"
