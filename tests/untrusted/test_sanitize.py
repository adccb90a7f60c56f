"""The one place that says how text is shown."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcrawl.domain.sanitize import UNSEEN, cell_text, csv_text, json_line, masked, to_single_line, visible
from tests.untrusted.nasty import NASTY, unseen

TEXTS = st.text(st.characters(exclude_categories=())) | st.sampled_from(list(NASTY.values()))
RUNS = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")


def test_the_list_of_unseen_characters_is_unicodes_own() -> None:
    """Nothing that is not seen is missing, and nothing that is seen is in it."""
    listed = re.compile(f"[{UNSEEN}]")
    wrong = [
        hex(place)
        for place in range(sys.maxunicode + 1)
        if (kind := unicodedata.category(chr(place))) != "Cn"
        and bool(listed.match(chr(place))) != (kind in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("a\x1b[31mb\x07", "a\\x1b[31mb\\x07"),
        ("一\r\n二\t三\u2028四", "一 二 三 四"),
        ("通\u200b知\ufeff", "通知"),
        ("x\u202egpj.exe", "x\\u202egpj.exe"),
        ("\x9b31m\ud800\U000e0041", "\\x9b31m\\ud800\\U000e0041"),
        ("青禾　县 [red] :smile: é 😀", "青禾　县 [red] :smile: é 😀"),
        (None, "None"),
    ],
)
def test_one_line_for_a_screen(given: object, shown: str) -> None:
    assert to_single_line(given) == shown


@given(TEXTS)
def test_what_is_visible_holds_nothing_unseen(text: str) -> None:
    listed = re.compile(f"[{UNSEEN}]")
    assert not listed.search(visible(text))
    assert not listed.search(to_single_line(text))
    assert not listed.search(cell_text(text).replace("\n", "").replace("\t", ""))
    assert len(to_single_line(text).splitlines()) <= 1
    to_single_line(text).encode()
    if not listed.search(text):
        assert visible(text) == to_single_line(text) == cell_text(text) == text


@given(TEXTS)
def test_json_is_exact_and_seen(text: str) -> None:
    line = json_line({text: [text]})
    assert json.loads(line) == {text: [text]}
    assert not re.search(f"[{UNSEEN}]", line)


def from_csv(cell: str) -> str:
    """As docs/security.md tells the reader of a csv file."""
    return re.sub(r"^'(?='*([\t\n]|\s*[=+\-@＝＋－＠]))", "", cell)


@given(TEXTS)
def test_csv_comes_back_and_nothing_runs(text: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerow([csv_text(text), "x"])
    file.seek(0)
    (cell, _), *more = csv.reader(file)
    assert not more
    assert not RUNS.match(cell)
    kept = re.compile(f"(?![\n\t])[{UNSEEN}]").sub(lambda match: visible(match[0]), text)
    assert from_csv(cell) == kept
    if not unseen(text):
        assert from_csv(cell) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("postgresql+psycopg://office:p@ss/w#rd@db.test/g", "postgresql+psycopg://***@db.test/g"),
        ("数据库地址“postgresql:/office:word@db.test/g”", "数据库地址“postgresql:/***@db.test/g”"),
        ("<GET http://name:word@a.test/x?a=1>", "<GET http://***@a.test/x?a=1>"),
        ("https:\\\\name:word@a.test", "***@a.test"),
        ("http://token@a.test/ ftp://u:w@b.test/", "http://***@a.test/ ftp://***@b.test/"),
        ("http://a.test/?x=1&password=word&y=2", "http://a.test/?x=1&password=***&y=2"),
        ("Cookie: sid=word; a=b\nHost: a.test", "Cookie: ***\nHost: a.test"),
        ("{b'Authorization': [b'Basic d29yZA=='], b'Host': [b'a']}", "{b'Authorization': ***, b'Host': [b'a']}"),
        ("{'set-cookie': 'sid=\\'word', 'a': 1}", "{'set-cookie': ***, 'a': 1}"),
        ("('Proxy-Authorization', 'Basic word')", "('Proxy-Authorization', ***)"),
        ("authorization=Bearer word", "authorization=***"),
        ("http://a.test:8080/@x/a@b 12:30 COOKIES_DEBUG: 1", "http://a.test:8080/@x/a@b 12:30 COOKIES_DEBUG: 1"),
    ],
)  # fmt: skip
def test_credentials_are_masked(text: str, told: str) -> None:
    assert masked(text) == told


@pytest.mark.parametrize(
    "part", ["a.", "a:", "http://", "x://a", "cookie: '", "token=", "//a:", "'", "\\", "authorization=["]
)
def test_masking_a_long_text_comes_to_an_end(part: str) -> None:
    """One that took time by the square of the length would still be at it."""
    assert len(masked(part * 100_000)) > 0
