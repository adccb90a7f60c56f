"""The desk for everybody: screen readers, keyboards, telephones; and what a night looks like while it runs."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from govcrawl.apps.desk.desk import Desk
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.writer import Writer
from tests.desk.desk import ROUND, served, some_users
from tests.exports.night import CLEAN, NIGHT, PENDING, Q3, site

_AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
PAGES = (f"/r/{ROUND}", f"/r/{ROUND}/findings", f"/r/{ROUND}/scores", "/audit", f"/r/{ROUND}/findings?state=不适用")


def _violations(page: Page) -> list[str]:
    """Rules that the page breaks, with the elements. The frame is somebody else's page."""
    page.evaluate(_AXE)
    found = page.evaluate("axe.run({exclude: [['iframe']]})")
    return [f"{each['id']}: {[node['html'][:120] for node in each['nodes']]}" for each in found["violations"]]


@pytest.mark.parametrize("width", [1440, 375])
def test_everybody_can_use_it(page: Page, local: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in PAGES:
        page.goto(local + path)
        assert _violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_the_login_too(page: Page, engine: Engine) -> None:
    with served(Desk(engine, some_users())) as home:
        page.goto(f"{home}/login")
        assert _violations(page) == []


def test_the_help_and_the_evidence_by_keyboard(page: Page, local: str) -> None:
    page.goto(f"{local}/r/{ROUND}/findings")
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    assert _violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("dialog#keys")).to_be_hidden()
    page.keyboard.press("e")
    expect(page.locator("#evidence-picture img")).to_be_visible()
    assert page.evaluate("document.querySelector('#evidence-picture img').naturalWidth") == 1
    page.keyboard.press("e")
    expect(page.locator("#frame")).to_be_visible()
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("j1")
    expect(page.locator("#search")).to_have_value("j1")


def test_the_night_is_followed_while_it_runs(page: Page, local: str, engine: Engine) -> None:
    writer = Writer(engine, Q3, load_rubric())
    writer.begin_round([CLEAN, PENDING])
    writer.begin_target(PENDING, resume=False)
    writer.note_progress(PENDING, "ColumnsPhase", 17)
    writer.flush()
    page.goto(f"{local}/r/{ROUND}")
    expect(page.locator("#progress .running")).to_contain_text(f"{PENDING.name}栏目，已抓取 17")
    expect(page.locator("#progress .big")).to_have_text("已完成 2 / 3 个检查对象")
    item = site(PENDING)
    item.fetched_at = NIGHT
    writer.add(item)
    writer.close(finished=True)
    expect(page.locator("#progress .big")).to_have_text("3 个检查对象已全部检查")
    assert page.locator("#progress[hx-trigger]").count() == 0, "nothing is asked for any more"
