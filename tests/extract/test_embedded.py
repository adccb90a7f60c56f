"""Files without a name of their own or shown within a page, pictures, and paths on the writer's machine."""

import pytest

from govcrawl.extract import Page
from govcrawl.extract.embedded import extension_by_answer
from govcrawl.extract.magic import content_of

URL = "http://www.example.gov.cn/tzgg/1.html"
OLE, PDF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60), b"%PDF-1.4\n"


def page(body: str) -> Page:
    return Page(f"<html><head><meta charset=utf-8></head><body>{body}</body></html>".encode(), URL)


@pytest.mark.parametrize(
    "mark",
    [
        '<iframe src="/pdfjs/web/viewer.html?file=/f/c.pdf"></iframe>',
        '<iframe src="/viewer/index.jsp?x=1&src=%2Ff%2Fc.pdf#page=2"></iframe>',
        '<embed src="../f/c.pdf" type="application/pdf">',
        '<object data="/f/c.pdf?v=3"></object>',
        '<iframe src="/v.html?file=http://www.example.gov.cn/f/c.pdf"></iframe>',
    ],
)
def test_a_file_that_the_page_shows(mark: str) -> None:
    (shown,) = page(mark).embedded_files()
    assert (shown.url.partition("?")[0], shown.extension) == ("http://www.example.gov.cn/f/c.pdf", "pdf")


@pytest.mark.parametrize(
    "mark",
    ['<iframe src="/weather.html?city=pdf"></iframe>', '<iframe src="about:blank"></iframe>', "<object></object>"],
)
def test_frames_that_show_no_file(mark: str) -> None:
    assert page(mark).embedded_files() == []


@pytest.mark.parametrize(
    ("link", "maybe"),
    [
        ('<a href="/download.jsp?id=5">附件1：项目申报登记表</a>', True),
        ('<a href="/servlet/fileDown?no=7">点击下载</a>', True),
        ('<a href="/oss/9f31c2">附表：汇总情况</a>', True),
        ('<a href="/tzgg/2.html">附件说明见此</a>', False),
        ('<a href="/f/a.doc">附件：登记表</a>', False),  # an attachment by its address
        ('<a href="/search?q=1">更多</a>', False),
        ('<a href="/download/">下载中心</a>', False),
    ],
)
def test_links_that_may_be_files(link: str, maybe: bool) -> None:
    assert bool(page(f"<div class=content><p>各单位：</p>{link}</div>").possible_files()) is maybe


@pytest.mark.parametrize(
    ("disposition", "kind", "head", "extension"),
    [
        ('attachment; filename="dengjibiao.doc"', "application/octet-stream", OLE, "doc"),
        ("attachment; filename=登记表.docx", "", b"PK\x03\x04", "docx"),
        ("attachment; filename*=UTF-8''%E8%A1%A8.xlsx", "", b"", "xlsx"),
        ('inline; filename="%E8%A1%A8.pdf"', "", b"", "pdf"),
        ("", "application/msword", OLE, "doc"),
        ("", "application/octet-stream", PDF, "pdf"),
        ("", "application/octet-stream", OLE, ""),  # Word or a spreadsheet: nobody says
        ("", "text/html", b"<html><body>x</body></html>", ""),
        ("attachment", "text/html", b"<!doctype html><p>x</p>", ""),
    ],
)
def test_what_an_answer_says_of_its_file(disposition: str, kind: str, head: bytes, extension: str) -> None:
    assert extension_by_answer(disposition, kind, head) == extension


@pytest.mark.parametrize(
    "mark",
    [
        '<html xmlns:w="urn:schemas-microsoft-com:office:word"><head></head>',
        "<html><head><meta name=ProgId content=Word.Document></head>",
        "<html><!--[if gte mso 9]><xml><x:ExcelWorkbook></x:ExcelWorkbook></xml><![endif]--><body>",
    ],
)
def test_the_web_form_of_an_office_document_is_one(mark: str) -> None:
    assert content_of(mark.encode() + b"<p>x</p>") in ("doc", "xls")
    assert content_of(b"<html><head><title>Word.Document</title></head><body>ProgId</body></html>") == "html"


def test_pictures_of_a_page() -> None:
    shown = page(
        '<img src="/i/a.jpg" alt="宣传图片"><img src="b%20c.png"><!-- <img src="/i/d.jpg"> --><img src="">'
        '<img src="data:image/gif;base64,R0lGOD"><img src="{{item.src}}"><img src="/i/a.jpg"><img data-src="/i/e.jpg">'
    ).pictures()
    assert shown == [
        ("http://www.example.gov.cn/i/a.jpg", "宣传图片"),
        ("http://www.example.gov.cn/tzgg/b%20c.png", "b%20c.png"),
    ]


def test_paths_on_the_writer_s_machine() -> None:
    links = page(
        '<a href="FILE:///C:/通知.html">通知</a><a href="/file:1.html">x</a><!-- <a href="file:///D:/x">y</a> -->'
    )
    assert links.local_files() == [("FILE:///C:/通知.html", "通知")]
    assert page('<a href="file:///etc/passwd">x</a><a href="file://host/share">y</a>').local_files() == []
    assert [link.url for link in links.links()] == ["http://www.example.gov.cn/file:1.html"]
