"""A morning at the desk, in a real browser: decisions by keyboard, undo, scores, files."""

from __future__ import annotations

import re
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from analysis.round_view import RoundView
from govcrawl.domain.decisions import Review
from govcrawl.store.audit import read_events
from govcrawl.store.closing import store_exports
from govcrawl.store.decisions import history_of, read_reviews, store_reviews
from govcrawl.store.reader import read_findings
from tests.desk.desk import DEAD, ROUND
from tests.exports.cells import Table
from tests.exports.night import FAULTY, NIGHT

REASON = "页面已恢复"


def _score(engine: Engine) -> float:
    (mine,) = (each for each in RoundView(engine, ROUND).website_scores if each.target == FAULTY.name)
    assert mine.total is not None
    return mine.total


def _shown(page: Page) -> str:
    return page.get_attribute("#detail article", "data-key") or ""


def _decide(page: Page, *keys: str) -> str:
    """Decide the finding that is shown by these keys and wait for the next one; the key of the decided one."""
    key = _shown(page)
    for each in keys:
        page.keyboard.type(each) if len(each) > 1 and each != "Enter" else page.keyboard.press(each)
    expect(page.locator("#detail article")).not_to_have_attribute("data-key", key)
    return key


def test_twenty_findings_by_keyboard(page: Page, local: str, engine: Engine, tmp_path: Path) -> None:
    before = _score(engine)
    page.goto(f"{local}/r/{ROUND}/findings?state=待复核&unit={FAULTY.unit}&rule=A03")
    expect(page.locator("#list li")).to_have_count(DEAD)
    dismissed = [_decide(page, "2", REASON, "Enter") for _ in range(12)]
    told = page.locator("#toasts").inner_text()
    confirmed = [_decide(page, "1") for _ in range(6)]
    mended, open_ = _decide(page, "3"), _decide(page, "4")
    expected = dict.fromkeys(dismissed, "不属实") | dict.fromkeys(confirmed, "属实") | {mended: "已整改", open_: "待定"}
    assert {key: each.decision for key, each in read_reviews(engine, ROUND).items()} == expected
    assert len(expected) == 20
    after = _score(engine)
    assert after > before
    assert re.search(r"得分 [\d.]+（\S+）→ [\d.]+", told), told

    page.keyboard.press("u")  # the open one
    expect(page.locator("#detail article")).to_have_attribute("data-key", open_)
    page.keyboard.press("u")  # the mended one
    expect(page.locator("#detail article")).to_have_attribute("data-key", mended)
    for _ in range(7):
        last = _shown(page)
        page.keyboard.press("u")
        expect(page.locator("#detail article")).not_to_have_attribute("data-key", last)
    assert _shown(page) == dismissed[-1]
    shown = page.locator("#score b").inner_text()
    assert float(shown) == _score(engine) < after
    assert read_reviews(engine, ROUND).keys() == set(dismissed[:-1])
    assert [each.decision for each in history_of(engine, ROUND, dismissed[-1])] == ["不属实", "撤销"]
    assert [each.action for _, each in read_events(engine, 40)].count("撤销") == 9
    assert {each.person for _, each in read_events(engine, 40)} == {"复核员甲"}

    page.goto(f"{local}/r/{ROUND}")
    with page.expect_download() as download:
        page.locator("a[href$='/files/attachment1']").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    rows = {str(row["编号"].value): row for row in Table(load_workbook(path), "问题清单").cells()}
    for key in dismissed[:-1]:
        assert rows[key]["状态"].value == "不属实"
        assert REASON in str(rows[key]["复核和例外"].value)
        assert "复核员甲" in str(rows[key]["复核和例外"].value)
    assert rows[dismissed[-1]]["状态"].value == "问题"


def test_a_dismissal_needs_its_reason(page: Page, local: str, engine: Engine) -> None:
    page.goto(f"{local}/r/{ROUND}/findings")
    key = _shown(page)
    page.keyboard.press("2")
    expect(page.locator("#detail input[name=note]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#detail article")).to_have_attribute("data-key", key)
    assert read_reviews(engine, ROUND) == {}


def test_a_colleague_who_was_faster_is_not_overwritten(page: Page, local: str, engine: Engine) -> None:
    page.goto(f"{local}/r/{ROUND}/findings")
    key = _shown(page)
    store_reviews(engine, ROUND, [Review(key, "属实", "已电话核实", "同事", NIGHT)])
    page.keyboard.press("4")
    expect(page.locator("#detail [role=alert]")).to_contain_text("同事刚刚已作出意见“属实”")
    assert read_reviews(engine, ROUND)[key].reviewer == "同事"
    _decide(page, "4")  # after having seen it
    assert [each.decision for each in history_of(engine, ROUND, key)] == ["属实", "待定"]
    page.keyboard.press("u")
    expect(page.locator("#detail article")).to_have_attribute("data-key", key)
    assert read_reviews(engine, ROUND)[key].reviewer == "同事"


def test_an_undo_does_not_take_back_what_came_after(page: Page, local: str, engine: Engine) -> None:
    page.goto(f"{local}/r/{ROUND}/findings")
    key = _decide(page, "1")
    store_reviews(engine, ROUND, [Review(key, "待定", "", "同事", NIGHT)])
    page.keyboard.press("u")
    expect(page.locator("#detail [role=alert]")).to_contain_text("没有撤销")
    assert read_reviews(engine, ROUND)[key].decision == "待定"


def test_what_cannot_be_done_is_said_beside_the_finding(page: Page, local: str) -> None:
    page.goto(f"{local}/r/{ROUND}/findings")
    key = _shown(page)
    page.keyboard.press("u")
    expect(page.locator("#toasts")).to_contain_text("没有可以撤销的操作")
    assert _shown(page) == key
    page.evaluate("document.querySelector('form.decide input[name=csrf]').value = 'forged'")
    page.keyboard.press("1")
    expect(page.locator("#toasts")).to_contain_text("请求不是从本系统的页面发出的")
    assert _shown(page) == key


def test_filters_and_deep_links(page: Page, local: str, engine: Engine) -> None:
    clean = next(each for each in read_findings(engine, ROUND, "fail") if each.target != FAULTY.name)
    page.goto(f"{local}/r/{ROUND}/findings?state=全部&q=链接7 {FAULTY.name}")
    expect(page.locator("#list li")).to_have_count(1)
    page.goto(f"{local}/r/{ROUND}/findings?state=全部&q=100%25")
    expect(page.locator(".list .nothing")).to_be_visible()
    page.goto(f"{local}/r/{ROUND}/findings?state=全部&key={clean.key}")
    expect(page.locator("#detail h2")).to_have_text(clean.message)
    expect(page.locator("#list a[aria-current]")).to_have_count(1)
    page.select_option("select[name=unit]", FAULTY.unit)
    expect(page.locator(".count")).to_contain_text(f"{len(_of(engine, FAULTY.unit))} 个")
    page.goto(f"{local}/r/{ROUND}/findings?state=什么")
    expect(page.locator(".reason")).to_contain_text("没有“什么”这种状态")
    page.goto(f"{local}/r/2020Q1/findings")
    expect(page.locator(".reason")).to_contain_text("没有检查期 2020Q1")


def _of(engine: Engine, unit: str) -> list[str]:
    return [each.key for each in read_findings(engine, ROUND, "all") if each.unit == unit]


def test_without_scripts_too(browser_page_without_scripts: Page, local: str, engine: Engine) -> None:
    page = browser_page_without_scripts
    page.goto(f"{local}/r/{ROUND}/findings")
    key = _shown(page)
    page.locator("button[value=属实]").click()
    assert read_reviews(engine, ROUND)[key].decision == "属实"
    expect(page.locator("#list li")).not_to_have_count(0)
    expect(page.locator("#detail article")).to_have_attribute("data-key", key)
    page.locator("#detail button:has-text('撤销')").click()
    assert read_reviews(engine, ROUND) == {}
    page.locator("button[value=不属实]").click()  # without its reason
    expect(page.locator("main .reason")).to_contain_text("须写明理由")
    expect(page.locator(".top")).to_be_visible()


def test_a_closed_round_takes_no_decisions(page: Page, local: str, engine: Engine) -> None:
    page.goto(f"{local}/r/{ROUND}/findings")
    store_exports(engine, ROUND, [("附件.txt", "附件", b"kept")], NIGHT)
    page.keyboard.press("1")
    expect(page.locator("#detail .facts")).to_contain_text("已关闭")
    assert read_reviews(engine, ROUND) == {}
