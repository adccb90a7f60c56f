"""Pages whose parts were written in two encodings, as servers put them together from included files."""

import time

import pytest

from govcrawl.extract import Page
from govcrawl.extract.decode import decode, decode_page

TEXT = "<p>关于做好防汛工作的通知</p><a>首页</a> <b>中</b>"
OTHER = "<div>友情链接 市人民政府 <a>县志</a></div><i>码</i>"


@pytest.mark.parametrize("label", ["", "<meta charset=gb2312>", "<meta charset=utf-8>"])
@pytest.mark.parametrize(("first", "second"), [("utf-8", "gbk"), ("gbk", "utf-8")])
@pytest.mark.parametrize(("times", "others"), [(20, 1), (3, 3), (1, 20)])
def test_each_part_is_read_in_its_own_encoding(label: str, first: str, second: str, times: int, others: int) -> None:
    body = (label + TEXT * times).encode(first) + (OTHER * others).encode(second)
    assert decode(body) == label + TEXT * times + OTHER * others


def test_a_character_that_was_cut_off_spoils_itself_alone() -> None:
    cut = "<meta name=description content='各乡镇人民政府".encode()[:-1]
    assert decode(cut + f"'>{TEXT}".encode()).startswith("<meta name=description content='各乡镇人民政\ufffd'>")


def test_rare_characters_of_four_bytes_stay() -> None:
    text = "<meta charset=gb18030><p>𠀀㐱 藏文 ང་ཚོ</p>"
    assert decode(text.encode("gb18030") + OTHER.encode()) == text + OTHER


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (TEXT.encode("gbk"), "gb18030"),
        (f"<meta charset=gb2312>{TEXT}".encode("gbk"), "gb18030"),
        (f"<meta charset=gb2312>{TEXT}".encode(), "gb18030"),  # a browser's copy of the same page
        ((TEXT * 5).encode() + OTHER.encode("gbk"), "utf-8"),
    ],
)
def test_the_encoding_of_queries_is_the_page_s_own(body: bytes, charset: str) -> None:
    assert decode_page(body)[1] == charset
    link = Page(body.replace(b"</a>", b"</a><a href='/s.asp?q=\xe4\xb8\xad'>x</a>"), "http://a.gov.cn/").charset
    assert link == charset


def test_a_query_goes_in_the_page_s_encoding() -> None:
    body = '<meta charset="gb2312"><a href="/list.asp?名称=通知#top">通知</a><a href="/专题.html">专题</a>'.encode(
        "gbk"
    )
    assert [link.url for link in Page(body, "http://a.gov.cn/x/").links()] == [
        "http://a.gov.cn/list.asp?%C3%FB%B3%C6=%CD%A8%D6%AA",
        "http://a.gov.cn/专题.html",
    ]


@pytest.mark.parametrize(
    "body", [b"A" * 3_000_000 + b"\xff", b"\xe4" * 1_000_000, b"\xff " * 500_000, "中 ".encode() * 200_000 + b"\xff"]
)
def test_hostile_bytes_take_linear_time(body: bytes) -> None:
    begun = time.thread_time()  # its own work, whatever else the machine does meanwhile
    decode(body)
    assert time.thread_time() - begun < 10


@pytest.mark.parametrize("declared", ["idna", "punycode", "unicode_escape", "undefined", "hex", "x" * 100_000])
def test_what_is_no_encoding_of_pages_is_not_asked(declared: str) -> None:
    """Python's idna takes time by the square of a label: a page of 2 MB held a worker for minutes, 32 for hours."""
    text = TEXT + "xn--" + "a" * 2_000_000
    begun = time.thread_time()
    assert decode(text.encode("gbk") + b".", f"text/html; charset={declared}") == f"{text}."
    assert time.thread_time() - begun < 10


@pytest.mark.parametrize("header", ["text/html; charset=ISO-2022-JP", None])
def test_an_encoding_of_seven_bits_is_read_as_browsers_do(header: str | None) -> None:
    label = "" if header else '<meta charset="iso-2022-jp">'
    text = f"<p>{label}姉妹都市 交流のお知らせ</p>"
    assert decode(text.encode("iso2022_jp"), header) == text
    assert decode(TEXT.encode(), header) == TEXT  # without its escapes it is UTF-8 all the same
