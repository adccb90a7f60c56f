"""The reader says of saved pages what it said when somebody last looked at them."""

from __future__ import annotations

import difflib

import pytest

from tests.readings.whole import OWN, READINGS, Saved, as_text, own_pages, reading_of, real_pages, wording

_REAL = real_pages()
_AGAIN = "look at the page; if the new reading is right: python scripts/save_readings.py"


def _difference(saved: Saved) -> str:
    """Lines that differ from the saved reading; "" when it is the same."""
    before = saved.reading.read_text("utf-8") if saved.reading.is_file() else ""
    after = as_text(reading_of(saved))
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), "saved", "read now", lineterm="", n=2))
    if lines and saved.foreign:
        lines += ["in words:", *list(wording(saved))[:60]]
    return "\n".join(lines)


@pytest.mark.parametrize("saved", own_pages(), ids=lambda saved: saved.name)
def test_own_pages_are_read_as_before(saved: Saved) -> None:
    assert not (said := _difference(saved)), f"{saved.name}: {_AGAIN}\n{said}"


@pytest.mark.skipif(not _REAL, reason="the labelled real pages are not beside the project")
@pytest.mark.parametrize("saved", _REAL, ids=lambda saved: saved.name)
def test_real_pages_are_read_as_before(saved: Saved) -> None:
    assert not (said := _difference(saved)), f"{saved.name}: {_AGAIN}\n{said}"


def test_there_are_enough_pages_and_no_reading_without_one() -> None:
    pages = own_pages()
    assert len(pages) >= 40
    assert {path.name for path in OWN.glob("*.reading.json")} == {saved.reading.name for saved in pages}
    if _REAL:
        assert {path.name for path in READINGS.glob("*.json")} == {saved.reading.name for saved in _REAL}


def test_of_foreign_pages_no_wording_is_kept() -> None:
    body = (
        "<html><head><title>某某任职公示</title></head><body><h1>某某任职公示</h1><p>发布时间：2021-08-02</p>"
        "<p>联系人某某，电话0999-1234567，如有意见请在公示期内向组织部门反映，来信来电均可。</p></body></html>"
    ).encode()
    text = as_text(reading_of(Saved("x", "http://www.x.gov.cn/a.html", body, READINGS / "x.json", True)))
    assert "2021-08-02" in text
    assert "某某" not in text
    assert "1234567" not in text
