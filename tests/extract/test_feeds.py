"""Posts of feeds as the world writes them, and what is no feed."""

from datetime import date

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


def test_entities_are_not_expanded_without_bound() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE rss [<!ENTITY e0 "x">{levels}]><rss version="2.0"><channel><title>&e11;</title></channel></rss>'
    posts = read_feed(bomb.encode(), URL)
    assert not posts


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
