"""Summary sheets of all workbooks beside numbers computed from what was planted in the city, not by the exporter."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from analysis.round_view import RoundView
from analysis.scoring.scores import SUSPECTED
from exports import export_round
from exports.review_book import write_review_book
from exports.review_import import read_review_book
from govcrawl.apps.demo.model import Department
from govcrawl.apps.demo.planted import Built
from govcrawl.apps.demo.qa import COMMERCE
from govcrawl.apps.demo.register import platform_of
from govcrawl.apps.demo.styles.directories import Directory
from govcrawl.apps.demo.truth import truth
from govcrawl.domain.urls import page_key
from govcrawl.store.decisions import store_reviews
from govcrawl.store.session import open_database
from pipelines.catalogue import REGISTRY
from tests.exports.cells import Table
from tests.night.city import ROUND, Night

_STALE = ("F01", "F02", "F03", "F04", "F06")
_FRESH = (*_STALE, "F05", "F07", "C01")


@dataclass
class Books:
    night: Night
    folder: Path

    def table(self, file: str, sheet: str) -> Table:
        book: Workbook = load_workbook(self.folder / file)
        return Table(book, sheet)


@pytest.fixture(scope="module")
def books(whole: Night, tmp_path_factory: pytest.TempPathFactory) -> Books:
    folder = tmp_path_factory.mktemp("books")
    export_round(RoundView(whole.engine(), ROUND), folder)
    return Books(whole, folder)


def planted(night: Night) -> pd.DataFrame:
    """Everything that must be found and counted, one row each: not what another finding says of the same thing."""
    rows = [
        (each.rule, each.target, page_key(each.url), each.value) for each in truth(night.city) if each.outcome == "fail"
    ]
    found = pd.DataFrame(rows, columns=["rule", "target", "page", "value"]).drop_duplicates()
    said = set(found.loc[found["rule"].isin(["D03", "H03"]), ["target", "page"]].itertuples(index=False, name=None))
    places = zip(found["rule"], found["target"], found["page"], strict=True)
    same_column = pd.Series([rule == "F04" and (target, page) in said for rule, target, page in places], found.index)
    # The only target on which both are planted has them on a policy and its own interpretation.
    linked = found["target"].isin(found.loc[found["rule"] == "I01", "target"])
    return found[~(same_column | ((found["rule"] == "I02") & linked))]


# -- attachment 2 ----------------------------------------------------------------------------------------------------


def accounts_of(night: Night) -> pd.DataFrame:
    """Accounts with what is planted on each."""
    failing = planted(night)
    at = {
        page_key(f"http://127.0.14.1:{night.city.port}{account.path}"): account.name
        for account in night.city.accounts
        if account.path
    }
    failing["account"] = failing["page"].map(at)
    counts = pd.crosstab(failing["account"], failing["rule"])
    rows = [
        {
            "unit": each.unit,
            "name": each.name,
            "running": each.status == "运行",
            "readable": bool(each.path) and (each.feed != "html" or each.page),
        }
        for each in night.city.accounts
    ]
    frame = pd.DataFrame(rows, columns=["unit", "name", "running", "readable"]).set_index("name")
    return frame.join(counts.reindex(columns=["N01", "N03", "N04"], fill_value=0)).fillna(0)


def on_websites(night: Night) -> pd.DataFrame:
    """N02 and N05, which are found on websites, by unit."""
    failing = planted(night)
    units = {site.name: site.unit for site in night.city.sites}
    mine = failing[failing["rule"].isin(["N02", "N05"])]
    return pd.crosstab(mine["target"].map(units), mine["rule"]).reindex(columns=["N02", "N05"], fill_value=0)


def result(row: pd.Series[Any]) -> list[Any]:
    """Deduction, score and grade of a unit: none is final while one of its accounts could not be read."""
    if row["inspected"] < row["running"]:
        return ["—", "—", "未完成检查"]
    return [row["deducted"], 100 - row["deducted"], "合格"]


def undecided(night: Night) -> pd.Series[int]:
    """What cannot be judged, by unit: accounts that no route reads, items that such a unit may have forwarded, and
    links to accounts that may be another body's.
    """
    units = {site.name: site.unit for site in night.city.sites}
    linked = [units[each.target] for each in truth(night.city) if (each.rule, each.outcome) == ("N02", "error")]
    accounts = accounts_of(night)
    running = accounts[accounts["running"]]
    silent = running.groupby("unit")["readable"].agg(lambda read: len(read) - read.sum() + 2 * (not read.any()))
    return silent.add(pd.Series(linked, dtype=str).value_counts(), fill_value=0).astype(int)


def told(unit: str, row: pd.Series[Any], accounts: pd.DataFrame, doubts: int) -> str:
    """主要问题 of a unit."""
    unread = accounts[(accounts["unit"] == unit) & accounts["running"] & ~accounts["readable"]]
    parts = [f"{len(unread)}个账号未完成检查（{'、'.join(unread.index)}）"] if len(unread) else []
    found = [(REGISTRY[rule].title, row[rule]) for rule in ("N01", "N02", "N03", "N04", "N05")]
    parts += [f"{title}{number:g}处" if number > 1 else title for title, number in found if number]
    parts += [f"{doubts}项未能判定"] if doubts else []
    return "；".join(parts) or ("未发现问题" if row["running"] else "没有运行的账号")


def grade(row: pd.Series[Any]) -> str:
    if not row["running"]:
        return "已关停"
    if not row["readable"]:
        return "未完成检查"
    return SUSPECTED if row["N01"] else "合格"  # nobody has confirmed anything


def test_attachment_2(books: Books) -> None:
    accounts = accounts_of(books.night)
    running = accounts[accounts["running"]]
    frame = pd.DataFrame({"accounts": accounts.groupby("unit", sort=False).size()})
    frame["running"] = running.groupby("unit").size()
    frame["inspected"] = running[running["readable"]].groupby("unit").size()
    frame["qualified"] = running[running["readable"] & (running["N01"] == 0)].groupby("unit").size()
    frame = frame.join(running.groupby("unit")[["N01", "N03", "N04"]].sum()).join(on_websites(books.night)).fillna(0)
    frame["due"] = 2 * (frame["running"] > 0)  # the third item may still be forwarded
    unread = (frame["running"] > 0) & (frame["inspected"] == 0)
    frame["done"] = (frame["due"] - frame["N04"]).where(~unread, 0)
    frame["deducted"] = (
        (10 * frame["N01"]).clip(upper=50)
        + (5 * frame["N04"]).clip(upper=20)
        + (5 * frame["N02"] + 2 * frame["N03"]).clip(upper=15)
        + (5 * frame["N05"]).clip(upper=15)
    )
    doubts = undecided(books.night)
    wanted = [
        [
            number, unit, row["accounts"], row["running"], row["inspected"], row["qualified"], row["due"], row["done"],
            *result(row), told(str(unit), row, accounts, int(doubts.get(unit, 0))),
        ]
        for number, (unit, row) in enumerate(frame.iterrows(), 1)
    ]  # fmt: skip
    table = books.table("附件2-政务新媒体检查情况.xlsx", "单位汇总")
    assert table.rows(*table.headings) == wanted
    grades = books.table("附件2-政务新媒体检查情况.xlsx", "账号明细").rows("账号名称", "结果")
    results = {name: grade(row) for name, row in accounts.iterrows()}
    assert dict(grades) == results


# -- attachment 3 ----------------------------------------------------------------------------------------------------


def test_attachment_3(books: Books) -> None:
    units = load_workbook(books.night.plan.register)["单位"]
    order = [str(row[0]) for row in units.iter_rows(min_row=2, values_only=True)]
    wanted: list[list[Any]] = []
    connected = [each for each in books.night.city.answerers if each.connected]
    for each in sorted(connected, key=lambda each: order.index(each.name)):
        days = [each.newest - timedelta(days=each.gap * number) for number in range(each.count)]
        fresh = sum(day >= date(2021, 7, 1) for day in days)
        verdict = "问题" if not fresh else "表扬" if each.count > 10 else "正常"
        empty = 2 if each is COMMERCE else 0
        newest = pd.Timestamp(max(days)).to_pydatetime() if days else None
        reason = None
        if not each.count:
            reason = f"{each.name}已接入政策问答平台，问答内容为0条"
        elif not fresh:
            reason = f"{each.name}共有{each.count}条问答，2021-07-01以来没有更新，最新一条为{max(days)}"
        wanted.append([len(wanted) + 1, each.name, each.count, fresh, newest, empty, verdict, reason])
    table = books.table("附件3-政策问答平台内容保障情况.xlsx", "内容保障情况")
    found = table.rows(*table.headings)
    reasons = {row[1]: row.pop() for row in found}
    assert found == [row[:-1] for row in wanted]
    assert reasons.pop(COMMERCE.name).count("没有答复内容") == 2
    assert reasons == {row[1]: row[-1] for row in wanted if row[1] != COMMERCE.name}
    assert {row[-1] for row in found} == {"问题", "表扬", "正常"}
    assert [text for text in table.remarks if "气象台" in text and "不在台账中" in text]


# -- the annex -------------------------------------------------------------------------------------------------------


def counts_of(mine: pd.DataFrame) -> dict[str, int]:
    """Findings by rule, 0 for those that there are none of."""
    return dict.fromkeys(REGISTRY, 0) | {str(rule): int(number) for rule, number in mine["rule"].value_counts().items()}


def platform_points(mine: pd.DataFrame) -> float:
    """By the city's own points; a column that pays for its report or its emptiness pays for nothing else."""
    rules = counts_of(mine)
    paid = set(mine[mine["rule"] == "D03"]["page"])
    freshness = 0
    for names, points in ((("C01",), 3), (("F01", "F02", "F03", "F04", "F05", "F06"), 2), (("F07",), 2)):
        pages = set(mine[mine["rule"].isin(names)]["page"]) - paid
        freshness += points * len(pages)
        paid |= pages
    return float(
        min(5 * rules["D02"] + 2 * (rules["D01"] + rules["C02"]), 30)
        + 5 * bool(rules["D03"])
        + min(freshness, 35)
        + min(rules["C04"] + 3 * bool(rules["C05"]), 10)
        + min(rules["T01"] + rules["T02"] + rules["T03"] + 0.1 * rules["A03"], 10)
        + min(rules["I01"] + rules["I02"] + rules["I03"], 5)
        + min(rules["X01"] + rules["X02"] + rules["X03"], 5)
    )


def kinds_of(problems: str) -> list[str]:
    """The kinds of problems that 主要问题 names, without numbers and columns."""
    return sorted(re.sub(r"[0-9]+[个处](（.*）)?$", "", part) for part in problems.split("；"))


def test_the_annex(books: Books) -> None:
    failing = planted(books.night)
    units = {site.name: site.unit for site in books.night.city.sites}
    open_ = {each.target for each in truth(books.night.city) if each.outcome == "error"}
    wanted: list[list[Any]] = []
    named = {}
    for each in books.night.city.built:
        if not isinstance(each.style, Directory):
            continue
        mine = failing[failing["target"] == each.portal.county.site_name]

        def places(*rules: str, mine: pd.DataFrame = mine) -> int:
            return int(mine[mine["rule"].isin(rules)]["page"].nunique())

        def number(*rules: str, mine: pd.DataFrame = mine) -> int:
            return int(mine["rule"].isin(rules).sum())

        deducted = platform_points(mine)
        name = each.portal.county.site_name
        titles = [REGISTRY[rule].title for rule in mine["rule"].unique()] + ["1项未能判定"] * (name in open_)
        named[name] = sorted(titles) or ["未发现问题"]
        wanted.append(
            [
                len(wanted) + 1, units[name], name, places(*_STALE), places("C01"), places("F05"),
                number("C02", "D01", "D02"),
                places("F07"), number("T01", "T02"), number("C04", "C05"), "缺" if number("D03") else "有",
                deducted, 100 - deducted, "合格",
            ]
        )  # fmt: skip
    table = books.table("附表-政府信息公开平台检查情况.xlsx", "检查情况汇总")
    names = [name for name in table.headings if name not in ("栏目数", "主要问题")]
    assert table.rows(*names) == wanted
    assert {name: kinds_of(problems) for name, problems in table.rows("平台名称", "主要问题")} == named
    columns = {each.portal.county.site_name: len(each.portal.columns) for each in books.night.city.built}
    columns["教育局政府信息公开平台"] += 1  # the page of its directory, whose endpoint gives none
    assert [row for row in table.rows("平台名称", "栏目数") if columns[row[0]] != row[1]] == []


# -- attachment 1 ----------------------------------------------------------------------------------------------------


def website_result(built: Built, mine: pd.DataFrame) -> tuple[Any, ...]:
    """Grade, deduction and score of one website by the published procedure and the placeholders of the rubric."""
    vetoes = mine[mine["rule"].isin(["A01", "F01", "H01", "H02"])]
    if len(vetoes):
        return "—", "—", SUSPECTED
    rules = counts_of(mine)

    def number(*names: str) -> int:
        return sum(rules[name] for name in names)

    kinds = {
        page_key(built.portal.base + built.style.column_path(column)): column.topic for column in built.portal.columns
    }
    topics = mine["page"].map(kinds).fillna("")
    levels = {
        page_key(built.portal.base + built.style.column_path(column)): len(column.trail)
        for column in built.portal.columns
    }
    level = mine["page"].map(levels)
    news = mine["rule"].isin(["F02", "F05"]) & topics.isin(["news", "dept", "town", "bulletin"])
    policy = mine["rule"].isin(["F03", "F05"]) & topics.isin(["policy", "rule"]) & (level == 1)
    readings = mine["rule"].isin(["F03", "F04", "F05", "C01"]) & (topics == "interpretation")
    letters = mine["rule"].isin(["C03"]) | (mine["rule"].isin(["F06", "C01"]) & (topics == "tally"))
    answers = mine["rule"] == "H03"
    service = mine["rule"] == "V02"
    paid = set(mine[news | policy | readings | answers | service | (letters & (mine["rule"] != "C03"))]["page"])
    empty = set(mine[mine["rule"] == "C01"]["page"]) - paid
    stale = set(mine[mine["rule"].isin(["F02", "F03", "F04", "F05", "F06", "F07"])]["page"]) - paid - empty
    home = page_key(built.portal.base + "/")
    dead = mine[mine["rule"] == "A03"]
    home_dead = int((dead["page"] == home).sum())
    serves = not isinstance(built.portal.county, Department) or built.portal.county.serves_public
    parts = [
        5 * bool(news.any()), 5 * bool(policy.any()), 5 * bool(readings.any()),
        min(number("I03"), 2), min(number("I01", "I02"), 3),
        (2 * bool(service.any()) + min(2 * number("V01"), 10)) if serves else 0,
        min(3 * bool(answers.any()) + 2 * bool(letters.any()), 8),
        min(2 * len(empty) + len(stale), 5),
        number("S04"), min(number("S01", "S02"), 3),
        min(home_dead + 0.1 * (len(dead) - home_dead) + 0.1 * number("T03"), 5),
        number("S03"), min(number("S05"), 2),
        min(0.5 * number("M01") + 0.1 * number("M02", "M03", "M04"), 3), number("S07"),
    ]  # fmt: skip
    deducted = round(sum(parts), 2)
    total = 100 - deducted if serves else (75 - deducted) * 4 / 3
    return deducted, round(total + 1e-9, 2), "合格" if total >= 60 else "不合格"


def test_attachment_1(books: Books) -> None:
    failing = planted(books.night)
    wanted = {}
    for each in books.night.city.built:
        if not isinstance(each.style, Directory):
            name = each.portal.county.site_name
            wanted[name] = website_result(each, failing[failing["target"] == name])
    silent = {site.name: ("—", "—", "未完成检查") for site, _, _ in books.night.city.whole_sites}
    table = books.table("附件1-政府网站检查情况.xlsx", "检查情况汇总")
    found = {row[0]: tuple(row[1:]) for row in table.rows("网站名称", "扣分", "得分", "等次")}
    assert found == wanted | silent
    websites = [site for site in books.night.city.sites if site.unit and platform_of(site) in ("门户网站", "部门网站")]
    assert sorted(found) == sorted(site.name for site in websites)


# -- decisions on the whole night ------------------------------------------------------------------------------------


def test_thirty_decisions_change_the_scores_as_computed(books: Books, tmp_path: Path) -> None:
    """Every label problem is dismissed: each site that was scored gets back what its labels have cost."""
    database = tmp_path / "decided.db"
    shutil.copy(books.night.database.removeprefix("sqlite:///"), database)
    engine = open_database(f"sqlite:///{database}")
    path = tmp_path / "复核.xlsx"
    write_review_book(RoundView(engine, ROUND), path)
    book = load_workbook(path)
    chosen = [
        cells
        for cells in Table(book, "问题复核").cells()
        if cells["规则"].value in ("M01", "M02", "M03", "M04", "T01", "T02")
    ][:30]
    for cells in chosen:
        cells["复核意见"].value, cells["说明"].value, cells["复核人"].value = "不属实", "逐页核对", "复核员"
    book.save(path)
    before = {each.target: each for each in RoundView(engine, ROUND).website_scores}
    assert len(store_reviews(engine, ROUND, read_review_book(RoundView(engine, ROUND), path))) == 30
    back: dict[str, float] = {}
    for cells in chosen:
        points = {"M01": 0.5, "M02": 0.1, "M03": 0.1, "M04": 0.1}.get(str(cells["规则"].value), 0.0)
        back[str(cells["检查对象"].value)] = back.get(str(cells["检查对象"].value), 0.0) + points
    for each in RoundView(engine, ROUND).website_scores:
        old = before[each.target].total
        if old is None:
            assert each.total is None
        else:
            assert each.total == pytest.approx(old + back.get(each.target, 0.0))
    assert sum(back.values()) > 0
