"""A suspected veto at the desk, in a real browser: what decides it comes first, and people make or break it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from analysis.round_view import RoundView
from analysis.scoring.scores import Score
from exports.attachment1 import write_attachment1
from govcrawl.apps.desk.desk import Desk
from govcrawl.apps.desk.users import User
from govcrawl.domain.items import Item
from govcrawl.rubric.columns import load_vocabulary
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.session import open_database
from govcrawl.store.writer import Writer
from pipelines.catalogue import run
from pipelines.model import Check
from tests.desk.desk import ROUND, served
from tests.exports.cells import Table
from tests.exports.night import FAULTY, PENDING, Q3, column, dead, site

STALE = 5  # news columns, of which five are a veto


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A website with dead links, and one with five stale columns of news."""
    engine = open_database(f"sqlite:///{tmp_path / 'govcrawl.db'}")
    check = Check(Q3, load_rubric(), load_vocabulary())
    writer = Writer(engine, Q3, check.rubric)
    writer.begin_round([FAULTY, PENDING])
    stale = [column(PENDING, f"dt{number}", f"工作动态{number}", "news", 30) for number in range(STALE)]
    for target, found in ((FAULTY, [dead(FAULTY, number) for number in range(9)]), (PENDING, stale)):
        writer.begin_target(target, resume=False)
        items: list[Item] = [*found, site(target)]
        for item in items:
            writer.add_findings(item, run(item, check))
            writer.add(item)
    writer.close(finished=True)
    yield engine
    engine.dispose()


@pytest.fixture
def local(engine: Engine) -> Iterator[str]:
    with served(Desk(engine, local=User("复核员甲", "admin"))) as address:
        yield address


def score_of(engine: Engine) -> Score:
    (score,) = (each for each in RoundView(engine, ROUND).website_scores if each.target == PENDING.name)
    return score


def decide(page: Page, *keys: str) -> None:
    shown = page.get_attribute("#detail article", "data-key") or ""
    for each in keys:
        page.keyboard.type(each) if len(each) > 1 and each != "Enter" else page.keyboard.press(each)
    expect(page.locator("#detail article")).not_to_have_attribute("data-key", shown)


def test_five_stale_columns_of_which_one_is_dismissed(page: Page, local: str, engine: Engine, tmp_path: Path) -> None:
    page.goto(f"{local}/r/{ROUND}")
    link = page.get_by_role("link", name=f"这 {STALE} 条问题决定是否单项否决")
    expect(link).to_be_visible()
    page.goto(f"{local}/r/{ROUND}/findings")
    first = page.locator("#list li .rule")  # before the dead links of the website that the register names first
    assert first.all_inner_texts()[:STALE] == ["F02"] * STALE
    link.click()
    expect(page.locator("#list li")).to_have_count(STALE)
    expect(page.locator("#pending")).to_contain_text(f"这 {STALE} 条问题决定是否单项否决")
    expect(page.locator("#score")).to_contain_text("疑似不合格（待复核）")

    decide(page, "2", "栏目已更新", "Enter")
    expect(page.locator("#score .badge")).to_have_text("合格")
    expect(page.locator("#toasts")).to_contain_text(re.compile("疑似不合格（待复核））→ .*合格"))
    assert (score_of(engine).grade, score_of(engine).veto) == ("合格", ())
    book = load_workbook(write_attachment1(RoundView(engine, ROUND), tmp_path))
    told = Table(book, "评分推导").rows("说明", 指标="V4a")
    assert told == ["单项否决不成立：5个栏目中1个栏目经复核不属实或按例外不计，余4个栏目，未达到5个栏目"]


def test_five_stale_columns_that_people_confirm(page: Page, local: str, engine: Engine) -> None:
    page.goto(f"{local}/r/{ROUND}/findings?state=待复核&veto={PENDING.url}")
    for number in range(STALE):
        assert score_of(engine).grade == "疑似不合格（待复核）", number
        key = page.get_attribute("#detail article", "data-key") or ""
        page.keyboard.press("1")
        expect(page.locator(f"#row-{key} .badge")).to_have_text("属实")
    assert (score_of(engine).grade, score_of(engine).total) == ("不合格", None)
    page.goto(f"{local}/r/{ROUND}")
    expect(page.locator(".pending")).to_have_count(0)
    page.goto(f"{local}/r/{ROUND}/scores")
    expect(page.locator(".badge.bad")).to_have_text("不合格")
