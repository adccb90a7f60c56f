"""Input that once raised, hung or gave what cannot be stored; found by the fuzzer, cut down by hand."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from govcrawl.cms import read_tree
from govcrawl.cms.epoint import Epoint
from govcrawl.cms.gkmlpt import Gkmlpt
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


def test_a_superscript_is_no_number_of_pages() -> None:
    pages = read_listing(_body("digit-that-is-none.html"), URL).next_pages
    assert pages == [
        "http://www.qinghe-demo.gov.cn/zwgk/index_1.html",
        "http://www.qinghe-demo.gov.cn/zwgk/index_2.html",
    ]


def test_a_frame_as_high_as_can_be_is_a_frame() -> None:
    assert Page(_body("height-of-5000-digits.html"), URL).frames() == ["http://www.qinghe-demo.gov.cn/a.html"]


def test_names_of_directories_can_be_stored() -> None:
    """Halves of a pair, and one in two escapes."""
    body = b'[{"id": "1", "pId": "0", "name": "a\\ud800\\u0000b\\ud83d\\ude00", "url": "/a\\ud800/"}]'
    (node,) = read_tree(body, URL)
    assert (node.name, node.url) == ("ab\U0001f600", "http://www.qinghe-demo.gov.cn/a/")


@pytest.mark.parametrize("total", ["²", "9" * 5000, "-1", "None"])
def test_a_count_that_is_none(total: str) -> None:
    endpoint = Epoint("http://www.qinghe-demo.gov.cn/", "001")
    rows = endpoint.read(json.dumps({"custom": {"total": total, "infodata": []}}).encode(), URL)
    assert rows is not None
    assert rows.total is None


def test_titles_escaped_in_halves() -> None:
    endpoint = Gkmlpt("http://www.qinghe-demo.gov.cn", "1", "2")
    body = {"articles": [{"title": "%u901A%u77E5%uD83D%uDE00%uD800", "url": "/1.html"}], "classify": {}}
    rows = endpoint.read(json.dumps(body).encode(), URL)
    assert rows is not None
    assert [entry.title for entry in rows.entries] == ["通知\U0001f600"]
