"""附表, cell by cell, on platforms of every fate."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from analysis.round_view import RoundView
from exports.annex import write_annex
from govcrawl.domain.fetch_outcomes import FetchOutcome, LinkState
from govcrawl.domain.items import Attachment, Bound, CrossPost, DisclosureFacts, Item, PageItem
from govcrawl.domain.targets import Target
from govcrawl.register import Exemption, RegisterRecord
from tests.exports.cells import Table, link_of
from tests.exports.inspected import inspected
from tests.exports.night import FAULTY, HOSTILE, NIGHT, column, site


def platform(unit: str, number: int) -> Target:
    return Target(unit, "disclosure", f"{unit}政府信息公开平台", f"http://p{number}-demo.gov.cn/zfxxgk/", "县市区")


POOR = platform("青禾县", 1)
GOOD = platform("云汀县", 2)
BARE = platform("白石县", 3)  # no column of annual reports at all
DOUBT = platform("锦滩县", 4)
BLOCKED = platform("霜林县", 5)
PENDING = platform("望川县", 6)
PLATFORMS = [POOR, GOOD, BARE, DOUBT, BLOCKED, PENDING]
EXCEPTION = Exemption("F04", "机构改革", "办公室", date(2021, 12, 31), unit="青禾县", column="人事信息")


def poor() -> Iterable[Item]:
    """Two stale columns (one of them excepted), an empty and an undated one, one without this year's; Word alone."""
    yield column(POOR, "zwdt", "政务动态", "news", 15)
    yield column(POOR, "rsxx", "人事信息", "personnel", 900, level=2)
    yield column(POOR, "zn", "指南", "other", None)
    undated = column(POOR, "ghjh", "规划计划", "plan", 10, level=2)
    undated.dated_entries, undated.newest, undated.newest_url, undated.dates_from = 0, None, "", None
    for entry in undated.entries:
        entry.published = None
    yield undated
    behind = column(POOR, "zfgmfw", "政府购买服务", "other", 300, level=2)
    behind.this_year_required, behind.period_days = True, 365
    yield behind
    yield column(POOR, "lxwm", "联系我们", "links", 900)
    for number, title in enumerate(HOSTILE):
        page = PageItem(POOR, f"{POOR.url}a{number}.html", NIGHT, title=title, published=date(2021, 8, 1))
        page.labels = dict.fromkeys(("ArticleTitle", "PubDate", "ContentSource"), "有")
        files = [("docx", "zip"), ("pdf", "pdf")][: number + 1]
        page.attachments = [
            Attachment(f"{page.url}.{ext}", f"附件{number}.{ext}", ext, LinkState.OK, 200, 900, content)
            for ext, content in files
        ]
        yield page
    column_url, field_url = f"{POOR.url}gg/", f"{POOR.url}zs/"
    posts = [CrossPost("拆迁公告", f"{column_url}1.html", "公告", column_url, "征收", "征收补偿", field_url)]
    yield site(
        POOR,
        disclosure=DisclosureFacts(
            parts_missing=["政府信息公开制度"],
            fields_missing=["养老服务", "义务教育"],
            reports=[2018, 2019],
            reports_column="政府信息公开年报",
            reports_url=f"{POOR.url}nb/",
            cross_posts=posts,
        ),
    )


def items() -> Iterable[Item]:
    yield from poor()
    yield column(GOOD, "zwdt", "政务动态", "news", 1)
    reports = {"reports_column": "政府信息公开年报", "reports_url": f"{GOOD.url}nb/"}
    yield site(GOOD, disclosure=DisclosureFacts(reports=[2019, 2020], **reports))  # type: ignore[arg-type]
    yield column(BARE, "zwdt", "政务动态", "news", 1)
    yield site(BARE, disclosure=DisclosureFacts(parts_missing=["政府信息公开年报"]))
    yield column(DOUBT, "zwdt", "政务动态", "news", 1)
    doubt = DisclosureFacts(reports_undecided="年报栏目没有读完", **reports)  # type: ignore[arg-type]
    yield site(DOUBT, disclosure=doubt, bounds=[Bound("pages", 5000, DOUBT.url)])
    yield site(BLOCKED, FetchOutcome.BLOCKED, status=412, reason="被动态防护拦截（412）")


def night(path: Path, exceptions: Sequence[Exemption] = ()) -> Engine:
    return inspected(path, RegisterRecord(exceptions=tuple(exceptions)), [FAULTY, *PLATFORMS], items())


def table(engine: Engine, out: Path, sheet: str = "检查情况汇总") -> Table:
    return Table(load_workbook(write_annex(RoundView(engine, "2021Q3"), out)), sheet)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return night(tmp_path_factory.mktemp("annex") / "govcrawl.db", [EXCEPTION])


def test_platforms(engine: Engine, tmp_path: Path) -> None:
    rows = table(engine, tmp_path)
    # D02 5, D01 2 each; D03 5; C01 3, F02, F05 and F07 2 each; C04 1; T01 1: 9 + 5 + 9 + 1 + 1.
    assert rows.rows(*(name for name in rows.headings if name not in ("平台名称", "主要问题"))) == [
        [1, "青禾县", 5, 1, 1, 1, 3, 1, 1, 1, "缺", 25, 75, "合格"],
        [2, "云汀县", 1, 0, 0, 0, 0, 0, 0, 0, "有", 0, 100, "合格"],
        [3, "白石县", 1, 0, 0, 0, 1, 0, 0, 0, "—", 5, 95, "合格"],
        [4, "锦滩县", 1, 0, 0, 0, 0, 0, 0, 0, "—", "—", "—", "未完成检查"],
        [5, "霜林县", *["—"] * 11, "未完成检查"],
        [6, "望川县", *["—"] * 11, "未完成检查"],
    ]
    told = dict(rows.rows("单位", "主要问题"))
    assert told["云汀县"] == "未发现问题"
    assert told["白石县"] == "缺少法定栏目或栏目名称不规范"
    assert told["锦滩县"].startswith("检查达到页面数上限5000")
    assert told["霜林县"].startswith("被防护拦截：被动态防护拦截（412）")
    assert told["望川县"].startswith("检查没有做完")
    assert [link_of(cells["平台名称"]) for cells in rows.cells()] == [each.url for each in PLATFORMS]
    assert "应检查平台6个，已检查3个，合格3个（3个未完成检查）" in rows.notes[0]


def test_an_exception_that_ended_counts_again(tmp_path: Path) -> None:
    engine = night(tmp_path / "ended.db", [replace(EXCEPTION, valid_until=date(2021, 8, 19))])
    assert table(engine, tmp_path).rows("超期栏目", "扣分", 单位="青禾县") == [[2, 27]]


def test_hostile_titles_stay_text(engine: Engine, tmp_path: Path) -> None:
    cells = [row["页面标题"] for row in table(engine, tmp_path, "问题清单").cells(规则="T01")]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in cells] == [(HOSTILE[0], "s", True)]
    book = load_workbook(write_annex(RoundView(engine, "2021Q3"), tmp_path))
    assert [cell.coordinate for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"] == []


def test_problems_and_columns_are_those_of_platforms_alone(engine: Engine, tmp_path: Path) -> None:
    rules = [rule for rule, state in table(engine, tmp_path, "问题清单").rows("规则", "状态") if state == "问题"]
    assert sorted(rules) == ["C01", "C04", "D01", "D01", "D02", "D02", "D03", "F02", "F05", "F07", "T01"]
    verdicts = dict(table(engine, tmp_path, "栏目更新情况").rows("栏目", "结论", 单位="青禾县"))
    assert verdicts == {
        "政务动态": "超期",
        "人事信息": "超期",
        "指南": "空白",
        "规划计划": "未注明日期",
        "政府购买服务": "超期",
        "联系我们": "无需更新",
    }


def test_charts_count_what_the_summary_says(engine: Engine, tmp_path: Path) -> None:
    page = load_workbook(write_annex(RoundView(engine, "2021Q3"), tmp_path))["统计图"]
    told = {row[0].value: row[1].value for row in page.iter_rows(max_col=2) if isinstance(row[1].value, int)}
    spread = {"90分以上": 2, "80分至90分": 0, "60分至80分": 1, "60分以下": 0, "未完成检查": 3}
    assert {name: told[name] for name in spread} == spread
    assert (told["缺少法定栏目或栏目名称不规范"], told["缺少重点领域栏目"]) == (2, 2)
