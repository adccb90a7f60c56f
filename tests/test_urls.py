"""The normal form of addresses."""

import pytest

from govcrawl.domain.urls import absolute, host_of, normalise, page_key


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://WWW.Example.GOV.cn:80/A", "http://www.example.gov.cn/A"),
        ("https://example.gov.cn:443", "https://example.gov.cn/"),
        ("http://example.gov.cn:443/", "http://example.gov.cn:443/"),
        ("http://example.gov.cn:8080/", "http://example.gov.cn:8080/"),
        ("http://example.gov.cn./a", "http://example.gov.cn/a"),
        ("http://example.gov.cn.:8080/a", "http://example.gov.cn:8080/a"),
        ("http://example.gov.cn:/a", "http://example.gov.cn/a"),
        ("http://user:word@example.gov.cn/", "http://example.gov.cn/"),
        ("http://[::1]:80/", "http://[::1]/"),
        ("http://[::1]:8080/", "http://[::1]:8080/"),
        ("http://清禾.政务.cn:8080/a", "http://xn--c5w03w.xn--zfr164b.cn:8080/a"),
        ("  http://example.gov.cn/a#top ", "http://example.gov.cn/a"),
        ("http://example.gov.cn?", "http://example.gov.cn/"),
        ("http://example.gov.cn/b?z=1&a=2", "http://example.gov.cn/b?z=1&a=2"),
        ("http://example.gov.cn/a/../b/./c", "http://example.gov.cn/b/c"),
        ("http://example.gov.cn/../a", "http://example.gov.cn/a"),
        ("http://example.gov.cn/a;jsessionid=1F?b=1", "http://example.gov.cn/a?b=1"),
        ("http://example.gov.cn/a;JSESSIONID=1F/b", "http://example.gov.cn/a/b"),
        ("http://example.gov.cn/a;v=1", "http://example.gov.cn/a;v=1"),
        ("http://example.gov.cn/?jsessionid=1&id=2", "http://example.gov.cn/?id=2"),
        ("http://example.gov.cn/?id=2&spm=a.b&utm_source=x", "http://example.gov.cn/?id=2"),
        ("http://example.gov.cn/?spmc=1", "http://example.gov.cn/?spmc=1"),
        ("http:///example.gov.cn//a", "http://example.gov.cn//a"),
        ("http:\\\\example.gov.cn\\a", "http://example.gov.cn/a"),
        ("http://example.gov.cn/a\t\nb/%2e%2e/c", "http://example.gov.cn/c"),
        ("http://example。gov．cn/", "http://example.gov.cn/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://example.gov.cn/专题/../公 告.html?名=1", "http://example.gov.cn/公 告.html?名=1"),
        ("http://example.gov.cn/#/home", "http://example.gov.cn/#/home"),
        ("http://example.gov.cn/app#!/list?id=2", "http://example.gov.cn/app#!/list?id=2"),
        ("http://example.gov.cn/#/", "http://example.gov.cn/"),
        ("http://example.gov.cn/#!", "http://example.gov.cn/"),
        ("/relative", "/relative"),
        ("http://[bad", "http://[bad"),
        ("", ""),
    ],
)
def test_normalise(url: str, expected: str) -> None:
    assert normalise(url) == expected
    assert normalise(expected) == expected


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("b.html", "http://example.gov.cn/a/b.html"),
        ("../b.html", "http://example.gov.cn/b.html"),
        ("../../../b.html", "http://example.gov.cn/b.html"),
        ("?page=2", "http://example.gov.cn/a/index.html?page=2"),
        (" \n/b\n.html ", "http://example.gov.cn/b.html"),
        ("\\b\\c.html", "http://example.gov.cn/b/c.html"),
        ("..\\c.html?p=a\\b", "http://example.gov.cn/c.html?p=a\\b"),
        ("//other.example/x", "http://other.example/x"),
        ("http://other.example/a/../b", "http://other.example/b"),
        ("HTTPS://Other.example", "https://other.example/"),
        ("http:///other.example/x", "http://other.example/x"),
        ("///other.example/x", "http://other.example/x"),
        ("http:/b.html", "http://example.gov.cn/b.html"),
        ("http:b.html", "http://example.gov.cn/a/b.html"),
        ("\\\\other.example\\x", "http://other.example/x"),
        ("/b/\tc.html", "http://example.gov.cn/b/c.html"),
        ("/公告 1.html", "http://example.gov.cn/公告 1.html"),
        ("\u3000http://other.example/", "http://example.gov.cn/a/\u3000http://other.example/"),
        ("#/list", "http://example.gov.cn/a/index.html#/list"),
        ("/app#/list", "http://example.gov.cn/app#/list"),
        ("http://other.example/#/list", "http://other.example/"),
        ("http://other exa.mple/", None),
        ("#top", None),
        ("http://", None),
        ("", None),
        ("javascript:void(0)", None),
        ("JavaScript:history.back()", None),
        ("mailto:office@example.gov.cn", None),
        ("tel:0000", None),
        ("weixin://dl/chat", None),
        ("data:text/html,x", None),
        ("http://[bad", None),
        ("http://\u2100.example/", None),
    ],
)
def test_absolute(href: str, expected: str | None) -> None:
    assert absolute("http://example.gov.cn/a/index.html", href) == expected


@pytest.mark.parametrize(
    ("charset", "expected"),
    [
        ("utf-8", "http://example.gov.cn/s?q=名&k=1"),
        ("gb18030", "http://example.gov.cn/s?q=%C3%FB&k=1"),
        ("big5", "http://example.gov.cn/s?q=%A6W&k=1"),
        ("latin-1", "http://example.gov.cn/s?q=%26%2321517%3B&k=1"),
        ("no-such-encoding", "http://example.gov.cn/s?q=名&k=1"),
    ],
)
def test_a_query_is_sent_in_the_encoding_of_its_page(charset: str, expected: str) -> None:
    assert absolute("http://example.gov.cn/", "/s?q=名&k=1", charset) == expected


def test_absolute_needs_a_host() -> None:
    assert absolute("http://", "a.html") is None
    assert absolute("", "/a.html") is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://Example.gov.cn:8080/a", "example.gov.cn:8080"),
        ("http://example.gov.cn:80/a", "example.gov.cn"),
        ("http://u@example.gov.cn/", "example.gov.cn"),
        ("mailto:a", ""),
        ("http://[bad", ""),
    ],
)
def test_host_of(url: str, expected: str) -> None:
    assert host_of(url) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.example.gov.cn/", "https://example.gov.cn"),
        ("http://example.gov.cn/zwgk/", "http://example.gov.cn/zwgk/index.html"),
        ("http://example.gov.cn/", "http://EXAMPLE.gov.cn:80/default.htm#top"),
        ("http://example.gov.cn/公告 1.html", "http://example.gov.cn/%e5%85%ac%E5%91%8A%201.html"),
    ],
)
def test_one_page(one: str, other: str) -> None:
    assert page_key(one) == page_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://example.gov.cn/a", "http://example.gov.cn/b"),
        ("http://example.gov.cn/?id=1", "http://example.gov.cn/?id=2"),
        ("http://example.gov.cn/index.html?id=1", "http://example.gov.cn/index.html"),
        ("http://a.example.gov.cn/", "http://example.gov.cn/"),
        ("http://example.gov.cn/", "http://example.gov.cn:8080/"),
    ],
)
def test_two_pages(one: str, other: str) -> None:
    assert page_key(one) != page_key(other)


def test_addresses_that_no_codec_takes_do_not_raise() -> None:
    for url in (
        "http://\udcff.example/\udcff",
        "http://" + "长" * 300 + ".cn/",
        "http://..../",
        "\x00",
        "http://a:b:c/",
    ):
        assert isinstance(page_key(url), str)
        assert isinstance(host_of(url), str)
        absolute("http://example.gov.cn/", url)


@pytest.mark.parametrize(
    "visit",
    [
        ";jsessionid=0A1B2C3D4E5F60718293A4B5C6D7E8F9", "?PHPSESSID=k3j2h1g0f9d8s7a6p5o4", "?sid=0A1B2C3D4E5F60718293",
        "?sessionid=12", "?_=1629443211123", "?rnd=0.8123749182", ";sid=ab12cd34?utm_source=wx",
    ],
)  # fmt: skip
def test_a_visit_is_no_part_of_a_page(visit: str) -> None:
    assert page_key(f"http://www.qingyuan.example/tzgg/1.html{visit}") == "qingyuan.example/tzgg/1.html"


@pytest.mark.parametrize(
    "query", ["sid=1204", "sid=zwgk", "sid=12345678901234567890", "t=20210820", "r=12", "session=3"]
)
def test_what_names_a_page_stays(query: str) -> None:
    assert page_key(f"http://www.qingyuan.example/list?{query}") == f"qingyuan.example/list?{query}"
