"""Posts of feeds as the world writes them, and what is no feed."""

from contextlib import chdir
from datetime import date
from pathlib import Path

import pytest

from govcrawl.extract.feeds import read_feed

URL = "http://feeds.test/qs.xml"
RSS = (
    '<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>青石发布</title>'
    "<item><title>防汛提示</title><link>/p/1</link><pubDate>Wed, 04 Aug 2021 23:30:00 GMT</pubDate></item>"
    "<item><title>停水通知</title><link>http://feeds.test/p/2</link></item></channel></rss>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312"])
def test_rss_counts_days_in_china(encoding: str) -> None:
    posts = read_feed(RSS.format(encoding=encoding).encode(encoding), URL)
    assert posts == [
        ("防汛提示", "http://feeds.test/p/1", date(2021, 8, 5)),
        ("停水通知", "http://feeds.test/p/2", None),
    ]


def test_atom_takes_updated_where_nothing_is_published() -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>防汛提示</title><id>http://feeds.test/1</id>'
        '<link href="http://feeds.test/1"/><updated>2021-08-04T10:00:00+08:00</updated></entry></feed>'
    )
    assert read_feed(feed.encode(), URL) == [("防汛提示", "http://feeds.test/1", date(2021, 8, 4))]


def test_json_feed() -> None:
    feed = (
        '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "/p/1", "title": "防汛提示",'
        ' "date_published": "2021-08-04T17:00:00Z"}, {"id": "2", "content_text": "停水通知"}, 7]}'
    )
    assert read_feed(feed.encode(), URL) == [
        ("防汛提示", "http://feeds.test/p/1", date(2021, 8, 5)),
        ("停水通知", "http://feeds.test/2", None),
    ]


def test_an_empty_feed_is_a_feed() -> None:
    assert read_feed(b'<rss version="2.0"><channel><title>x</title></channel></rss>', URL) == []


def _item(title: str) -> str:
    return f'<rss version="2.0"><channel><item><title>{title}</title><link>/1</link></item></channel></rss>'


_ATTRIBUTES = "".join(f" a{n}='1'" for n in range(20_000))
_LEVELS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
_LAUGHS = f'<!DOCTYPE rss [<!ENTITY e0 "xy">{_LEVELS}]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
@pytest.mark.parametrize(
    "feed",
    [
        _LAUGHS + _item("&e11;"),
        _LAUGHS + '<rss version="2.0"><channel><item><enclosure url="&e11;"/><title>a</title></item></channel></rss>',
        f'<!DOCTYPE rss [<!ENTITY a "{"xy" * 50_000}">]>' + _item("&a;" * 50_000),
        f'<!DOCTYPE rss [<!ENTITY % a "{"xy" * 50_000}">{"%a;" * 50_000}]>' + _item("a"),
    ],
    ids=["billion laughs", "laughs in an attribute", "quadratic", "parameters"],
)
def test_entities_are_not_expanded(feed: str, encoding: str) -> None:
    posts = read_feed(feed.encode(encoding), URL)
    assert posts is not None
    assert "xy" not in str(posts)


def test_nothing_beyond_the_feed_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("ZZ-SECRET-ZZ", encoding="utf-8")
    entity = f'<!DOCTYPE rss [<!ENTITY a SYSTEM "{secret.as_uri()}">]>' + _item("&a;")
    parameter = f'<!DOCTYPE rss [<!ENTITY % a SYSTEM "{secret.as_uri()}">%a;]>' + _item("b")
    subset = f'<!DOCTYPE rss SYSTEM "{secret.as_uri()}">' + _item("c")
    for feed in (entity, parameter, subset):
        assert "ZZ-SECRET-ZZ" not in str(read_feed(feed.encode(), URL))
    secret.with_name("<a").write_text(_item("ZZ-SECRET-ZZ"), encoding="utf-8")
    with chdir(tmp_path):  # text that is the name of a file
        assert read_feed(b"<a", URL) is None


@pytest.mark.parametrize(
    "feed",
    [
        f'<rss version="2.0"><channel{_ATTRIBUTES}><item/></channel></rss>',
        f'<rss version="2.0"{_ATTRIBUTES.replace(" a", " xmlns:a")}><channel/></rss>',
        '<rss version="2.0"><channel>' + "<item><title>a</title></item>" * 60_000 + "</channel></rss>",
        '<rss version="2.0"><channel><item>' + "<a>" * 250_000,
        '<?xml version="1.0" encoding="punycode"?>' + "<" * 250_000,
    ],
    ids=["attributes", "namespaces", "posts", "levels", "opening brackets"],
)
def test_a_feed_beyond_all_reason_is_none(feed: str) -> None:
    """The parser would take minutes over it."""
    assert read_feed(feed.encode(), URL) is None


def test_a_long_feed_is_read_up_to_a_bound() -> None:
    items = "".join(f"<item><title>第{n}条</title><link>/{n}</link></item>" for n in range(2_500))
    posts = read_feed(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), URL)
    assert posts is not None
    assert (len(posts), posts[-1].title) == (2_000, "第1999条")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not a feed",
        b"<html><body>busy</body></html>",
        b"<!DOCTYPE html><HTML>x</HTML>",
        b'{"items": []}',
        b"[1, 2]",
        b"{" * 9000,
        b"<?xml version='1.0'?><urlset/>",
        b"\x00\xff<rss",
    ],
)
def test_no_feed(body: bytes) -> None:
    assert read_feed(body, URL) is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Thu, 05 Aug 2021 18:00:00 CST", date(2021, 8, 5)),
        ("Thu, 05 Aug 2021 18:30:00 GMT", date(2021, 8, 6)),
        ("Thu, 05 Aug 2021 18:00:00 EST", date(2021, 8, 6)),
        ("2021-08-05 23:30:00", date(2021, 8, 5)),
        ("2021年8月5日", date(2021, 8, 5)),
    ],
)
def test_zones_of_posts(written: str, day: date) -> None:
    feed = f'<rss version="2.0"><channel><item><title>防汛</title><pubDate>{written}</pubDate></item></channel></rss>'
    posts = read_feed(feed.encode(), URL)
    assert posts is not None
    assert posts[0].published == day
