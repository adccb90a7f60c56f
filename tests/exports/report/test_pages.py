"""The report in a real browser, opened from the file system."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.exports.report.night import FAULTY, HOSTILE, PICTURED
from tests.exports.report.reading import Report

PHONE = {"width": 375, "height": 800}
ROWS = "section.findings tbody tr"


def open_list(page: Page, report: Report, place: str = "findings.html") -> None:
    page.goto(report.url + place)
    expect(page.locator(ROWS).first).to_be_visible()


def shown(page: Page) -> int:
    return int(page.locator(".count").last.inner_text().removeprefix("共 ").removesuffix(" 条"))


def places(report: Report) -> list[str]:
    number = report.data("index")["units"].index(FAULTY.unit)
    key = next(each["key"] for each in report.findings() if each["picture"])
    return ["index.html", "units.html", "rules.html", f"units/{number + 1:04d}.html", "rules/M03.html", "findings.html",
            f"findings.html#{key}"]  # fmt: skip


def settle(page: Page, report: Report, place: str) -> None:
    page.goto("about:blank")
    page.goto(report.url + place)
    if "#" in place:
        expect(page.locator("#detail h1")).to_be_visible()
    elif page.locator("section.findings").count():
        expect(page.locator(".pager, " + ROWS).first).to_be_attached()
        expect(page.locator(ROWS).first).to_be_visible()
    for chart in page.locator("[data-chart]").all():
        expect(chart.locator("svg")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 375])
def test_no_serious_violation_of_accessibility(browser: Browser, report: Report, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})  # axe asks for style sheets, which pages may not
    for place in places(report):
        settle(page, report, place)
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [
            (each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in ("serious", "critical")
        ] == []
    page.close()


def test_no_page_scrolls_sideways_on_a_phone(page: Page, report: Report) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    for place in places(report):
        settle(page, report, place)
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], place


def test_filters_count_and_show_what_they_say(page: Page, report: Report) -> None:
    told = list(report.findings())
    open_list(page, report)
    assert shown(page) == sum(each["counts"] for each in told)
    page.locator("select[name=rule]").select_option("M03")
    expect(page.locator(".count")).to_have_text(f"共 {sum(each['rule'] == 'M03' for each in told)} 条")
    page.locator("select[name=state]").select_option("")
    page.locator("select[name=rule]").select_option("")
    names = page.locator("select[name=unit] option").all_inner_texts()
    page.locator("select[name=unit]").select_option(label=next(name for name in names if "教育局" in name))
    mine = [each for each in told if "教育局" in each["unit"]]
    expect(page.locator(ROWS)).to_have_count(len(mine))
    assert {row.get_attribute("data-key") for row in page.locator(ROWS).all()} == {each["key"] for each in mine}
    assert "unit=" in page.url
    page.reload()
    expect(page.locator(ROWS)).to_have_count(len(mine))


def test_pages_of_the_list(page: Page, report: Report) -> None:
    open_list(page, report, "findings.html#state=count&rule=M03")
    first = page.locator(ROWS).first.get_attribute("data-key")
    page.get_by_role("button", name="下一页").click()
    expect(page.locator(".pager")).to_contain_text("第 2 / 2 页")
    assert page.locator(ROWS).first.get_attribute("data-key") != first
    page.reload()
    expect(page.locator(".pager")).to_contain_text("第 2 / 2 页")


def test_search_finds_texts_and_says_when_there_are_none(page: Page, report: Report) -> None:
    open_list(page, report)
    page.get_by_label("文字").fill("第12号通知 青禾")
    page.get_by_role("button", name="检索").click()
    expect(page.locator(".count")).to_have_text("共 1 条")
    expect(page.locator(ROWS)).to_contain_text("第12号通知")
    page.get_by_label("文字").fill(HOSTILE[0])
    page.keyboard.press("Enter")
    expect(page.locator(ROWS).first).to_contain_text(HOSTILE[0])
    page.get_by_label("文字").fill("没有这样的文字")
    page.keyboard.press("Enter")
    expect(page.locator(".count")).to_have_text("没有符合条件的记录")
    page.get_by_role("button", name="清除").click()
    expect(page.locator(ROWS)).to_have_count(50)


def test_a_finding_leads_to_its_evidence_and_back(page: Page, report: Report) -> None:
    open_list(page, report, "findings.html#state=count&rule=M03")
    page.locator(f"{ROWS}:has(img) a.message").first.click()
    detail = page.locator("#detail")
    expect(detail.get_by_role("heading", level=1)).to_contain_text("内容页缺少标签")
    expect(page.locator("#all")).to_be_hidden()
    key = page.url.rpartition("#")[2]
    found = next(each for each in report.findings() if each["key"] == key)
    assert found["url"] == PICTURED
    for text in (found["message"], "缺少", "2021-08-20 23:30:01（北京时间）", f"govcrawl evidence {key}"):
        expect(detail).to_contain_text(text)
    link = detail.get_by_role("link", name=PICTURED, exact=True)
    assert "noreferrer" in str(link.get_attribute("rel"))
    assert detail.locator(".frame img").evaluate("image => image.decode().then(() => image.naturalHeight)") == 900
    detail.get_by_role("link", name="← 全部记录").click()
    expect(page.locator("#all")).to_be_visible()
    assert page.url.endswith("#state=count&rule=M03")


def test_a_finding_has_its_own_address(page: Page, report: Report) -> None:
    dismissed = next(each for each in report.findings() if each["state"] == "不属实")
    page.goto(f"{report.url}findings.html#{dismissed['key']}")
    expect(page.locator("#detail h1")).to_have_text(dismissed["message"])
    expect(page.locator("#detail")).to_contain_text("复核员2021-08-20复核不属实：当天已更新<script>")
    page.goto(f"{report.url}findings.html#{'0' * 20}")
    expect(page.locator("#detail h1")).to_have_text("没有这条记录")


def test_the_map_leads_to_its_findings(page: Page, report: Report) -> None:
    page.goto(report.url + "index.html")
    cell = page.locator(".heat tbody td:not(.total) a").nth(3)
    number = cell.inner_text()
    cell.click()
    expect(page.locator(".count")).to_have_text(f"共 {number} 条")


def test_pages_of_units_and_rules_list_their_own(page: Page, report: Report) -> None:
    told = [each for each in report.findings() if each["counts"]]
    number = report.data("index")["units"].index(FAULTY.unit)
    open_list(page, report, f"units/{number + 1:04d}.html")
    assert shown(page) == sum(each["unit"] == FAULTY.unit for each in told)
    page.locator("select[name=rule]").select_option("C01")
    expect(page.locator(".count")).to_have_text(
        f"共 {sum((each['unit'], each['rule']) == (FAULTY.unit, 'C01') for each in told)} 条"
    )
    open_list(page, report, "rules/C01.html")
    assert shown(page) == sum(each["rule"] == "C01" for each in told)
    page.locator(f"{ROWS} a.message").first.click()
    expect(page.locator("#detail h1")).to_be_visible()


def test_paper_takes_all_rows(page: Page, report: Report, tmp_path: Path) -> None:
    open_list(page, report, "findings.html#state=count&rule=M03")
    total = shown(page)
    assert total > 50
    expect(page.locator("section.findings")).to_have_attribute("data-printable", "true")
    page.evaluate(
        "addEventListener('beforeprint', () => { window.printed = document.querySelectorAll('tbody tr').length; })"
    )
    (tmp_path / "list.pdf").write_bytes(page.pdf(format="A4"))
    assert page.evaluate("window.printed") == total
    expect(page.locator(ROWS)).to_have_count(50)
    page.goto(report.url + "index.html")
    page.emulate_media(media="print")
    expect(page.locator("nav[aria-label=主导航]")).to_be_hidden()


def test_charts_say_what_their_tables_say(page: Page, report: Report) -> None:
    settle(page, report, "index.html")
    for chart in page.locator("[data-chart]").all():
        label = str(chart.get_attribute("aria-label"))
        table = page.locator(f"#{chart.get_attribute('data-table')}")
        for row in table.locator("tbody tr").all():
            assert all(cell in label for cell in row.locator("th, td").all_text_contents())


def test_by_keyboard_alone(page: Page, report: Report) -> None:
    open_list(page, report)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.locator(f"{ROWS} a.message").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#detail h1")).to_be_focused()


def test_from_one_finding_to_the_next(page: Page, report: Report) -> None:
    open_list(page, report, "findings.html#state=count&rule=M03")
    keys = [row.get_attribute("data-key") for row in page.locator(ROWS).all()]
    page.locator(f"{ROWS} a.message").first.click()
    page.get_by_role("link", name="下一条").click()
    expect(page.locator("#detail")).to_have_attribute("data-key", str(keys[1]))
    page.get_by_role("link", name="上一条").click()
    expect(page.locator("#detail")).to_have_attribute("data-key", str(keys[0]))


def test_tables_are_sorted_and_searched(page: Page, report: Report) -> None:
    page.goto(report.url + "units.html")
    rows = page.locator("#units tbody tr:visible")
    names = page.locator("#units tbody th").all_inner_texts()
    page.get_by_role("button", name="问题", exact=True).click()
    numbers = [int(text) for text in page.locator("#units tbody td[data-label=问题]").all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] > numbers[-1]
    expect(page.locator("#units thead th[aria-sort=descending]")).to_have_text("问题")
    for _ in range(2):
        page.get_by_role("button", name="问题", exact=True).click()
    assert page.locator("#units tbody th").all_inner_texts() == names
    page.get_by_label("查找单位").fill("青禾")
    expect(rows).to_have_count(1)
    expect(page.locator("#units-count")).to_have_text("1 行")
