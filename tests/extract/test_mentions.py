"""Addresses that a page holds in scripts and attributes, and as no link."""

import pytest

from govcrawl.extract import Page
from govcrawl.extract.mentions import is_fixed_file

URL = "http://www.qingyuan.example/tz/7.html"
_TEXT = "<h1>关于申报项目的通知</h1><p>现将有关事项通知如下，请认真组织申报。</p>"


def _files(body: str, home: str = "") -> list[str]:
    page = Page(f"<html><body>{_TEXT}{body}</body></html>".encode(), URL)
    return [url.removeprefix("http://www.qingyuan.example") for url in page.mentions(is_fixed_file, home)]


@pytest.mark.parametrize(
    "body",
    [
        "<script>PDFObject.embed('/fj/a.pdf', '#box')</script>",
        '<div class="v" data-file="/fj/a.pdf"></div>',
        '<script>var conf = {"file":"\\/fj\\/a.pdf","page":1};</script>',
        "<script>show(\"/fj/a.pdf\"); show('/fj/a.pdf');</script>",
        '<textarea style="display:none">/fj/a.pdf </textarea>',
    ],
)
def test_a_file_that_a_script_shows(body: str) -> None:
    assert _files(body) == ["/fj/a.pdf"]


@pytest.mark.parametrize(
    "body",
    [
        '<a href="/fj/a.pdf">附件</a>',
        "<!-- <script>embed('/fj/a.pdf')</script> -->",
        "<script>var types = '.pdf,.ofd'; if (ext == 'pdf') open('/fj/a.doc');</script>",
        "<style>.view { background: url('/fj/a.pdf') }</style><style>@import '/fj/b.pdf';</style>",
        "<p>附件为pdf格式。</p>",
        '<p>附件：<a href="/fj/a.pdf" title="2.活动安排.pdf" download="2.活动安排.pdf"> 2.活动安排.pdf</a></p>',
        '<p><img src="/i/pdf.png" alt="活动安排.pdf">附件2 活动安排.pdf</p>',
    ],
)
def test_links_comments_and_words_are_no_mention(body: str) -> None:
    assert _files(body) == []


def test_what_the_home_page_holds_too_is_the_sites() -> None:
    script = "<script>help('/help/use.pdf')</script>"
    assert _files(script) == ["/help/use.pdf"]
    assert _files(script, f"<html>{script}</html>") == []
