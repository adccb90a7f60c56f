"""Monstrous mark-up is made readable, ordinary mark-up is left alone."""

from __future__ import annotations

import pytest

from govcrawl.domain.html_limits import MAX_CHARACTERS, limit_length, limit_openings, limit_tags
from govcrawl.extract import Page
from govcrawl.extract.magic import content_of
from govcrawl.net.verdict import visible_text

URL = "http://www.qingyuan.example/a/b.html"
LEGACY = "<script><!-- if (a<b && c<d) { } </script><p>正文<!-- 注释 --></p>"


def test_ordinary_pages_are_left_alone() -> None:
    page = LEGACY * 150
    assert limit_openings(page) == page
    assert limit_length(page) == limit_tags(page) == (page, False)


def test_of_a_long_page_the_middle_is_left_out() -> None:
    text, cut = limit_length("头" + "x" * 3_000_000 + "尾")
    assert cut
    assert len(text) == MAX_CHARACTERS
    assert (text[0], text[-1]) == ("头", "尾")


def test_pictures_in_the_page_do_not_count() -> None:
    picture = '<img src="data:image/png;base64,' + "iVBORw0KGgo" * 400_000 + '">'
    text, cut = limit_length(f"<p>头</p>{picture}<p>尾</p>")
    assert not cut
    assert text == '<p>头</p><img src="data:image/png;base64,"><p>尾</p>'


def test_a_page_that_was_not_read_whole_says_so() -> None:
    assert Page(("<p>正文</p>" * 400_000).encode(), URL).cut
    assert not Page(("<p>正文</p>" * 400).encode(), URL).cut


# Each of these took minutes, or would not end, in one of the patterns that read pages.
@pytest.mark.parametrize(
    "piece", ["<", "<!--", "<script>", "<style>", "{{a|", "\u3000", "<meta http-equiv=refresh ", "<x-y><a href=/x>"]
)
def test_no_piece_repeated_holds_up_a_night(piece: str) -> None:
    body = ("<html><body>" + piece * (1_000_000 // len(piece))).encode()
    page = Page(body, URL)
    assert page.form() in ("article", "list", "single", "parent", "empty", "shell")
    assert not page.listing().entries
    page.marks()
    page.navigation()
    assert isinstance(visible_text(body), str)


def test_comments_before_what_is_no_page() -> None:
    assert content_of(b"<!---->" * 2000 + b"x") == content_of(b"x")


def test_mark_up_that_an_office_program_saved() -> None:
    word = b'<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">'
    sheet = b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head></head>'
    page = b"<!DOCTYPE html><html><head><title>urn:schemas</title></head>"
    assert [content_of(each) for each in (word, sheet, page)] == ["doc", "xls", "html"]
