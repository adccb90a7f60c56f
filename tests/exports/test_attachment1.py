"""Attachment 1 as the office opens it: what stands in its cells."""

from datetime import datetime

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine

from exports.attachment1 import charts
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.reader import read_findings
from tests.exports.cells import Table, link_of, row_of
from tests.exports.night import BLOCKED, CHINA_NIGHT, CLEAN, DOWN, FAULTY, HOSTILE, PENDING, PLATFORM, VETOED, WEBSITES

SHEETS = ["检查情况汇总", "问题清单", "栏目更新情况", "检查覆盖情况", "评分推导", "指标与阈值"]


def test_sheets_in_their_order(book: Workbook) -> None:
    assert [name for name in book.sheetnames if name != charts.NAME] == SHEETS


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_is_ready_for_print(book: Workbook, name: str) -> None:
    table = Table(book, name)
    page = table.page
    assert row_of(page.freeze_panes) == table.heading_row + 1
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr is not None
    assert page.sheet_properties.pageSetUpPr.fitToPage
    footer = page.oddFooter.center if page.oddFooter else None
    assert footer is not None
    assert footer.text == "第 &P 页，共 &N 页"
    assert str(page.auto_filter.ref).startswith(f"A{table.heading_row}:")
    assert page.conditional_formatting
    assert page.print_area
    assert all(row["单位" if "单位" in row else "类别"].border.left.style == "thin" for row in table.cells())


@pytest.mark.parametrize("name", SHEETS)
def test_rows_are_high_enough_for_their_text(book: Workbook, name: str) -> None:
    table = Table(book, name)
    for number in range(1, table.page.max_row + 1):
        assert (table.page.row_dimensions[number].height or 0) >= 15


# -- 检查情况汇总 ------------------------------------------------------------------------------------------------------


def test_summary(book: Workbook) -> None:
    table = Table(book, "检查情况汇总")
    assert table.title == "附件1 2021年第三季度政府网站检查情况"
    assert table.headings == [
        "序号", "单位", "网站名称", "网址", "单项否决", "扣分", "加分", "得分", "等次", "主要问题",
    ]  # fmt: skip
    assert table.notes[0] == (
        "监测时间点：2021年8月20日    应检查网站6个，已检查3个，合格2个，合格率66.7%，疑似不合格待人工复核1个"
        "（3个未能检查，不计入合格率）"
    )
    assert table.rows("序号", "网站名称", "网址") == [[n, each.name, each.url] for n, each in enumerate(WEBSITES, 1)]
    assert table.rows("单项否决", "扣分", "加分", "得分", "等次") == [
        ["无", 14, 0, 86, "合格"],
        ["疑似：栏目不更新：空白栏目5个以上", "—", "—", "—", "疑似不合格（待复核）"],
        ["无", 0, 0, 100, "合格"],
        ["—", "—", "—", "—", "未完成检查"],
        ["—", "—", "—", "—", "未完成检查"],
        ["—", "—", "—", "—", "未完成检查"],
    ]
    assert table.rows("主要问题") == [
        "动态要闻类栏目不更新1个（政务动态）；通知公告、政策文件类一级栏目不更新1个（政策文件）；空白栏目1个（联系我们）；"
        "链接打不开（死链、错链）4处；内容页缺少内容标签7处",
        "疑似单项否决：栏目不更新：空白栏目5个以上（5条问题待复核）；空白栏目5个（空栏目0、空栏目1、空栏目2等）",
        "未发现问题",
        "被防护拦截：被动态防护拦截（412）；3项未能判定",
        "打不开：连接被拒绝；检查时首页打不开；2项未能判定",
        "检查没有做完，可加 --resume 继续",
    ]


def test_summary_colours(book: Workbook) -> None:
    rules = [
        (str(where.sqref), rule.formula, rule.dxf.fill.bgColor.rgb)
        for where in Table(book, "检查情况汇总").page.conditional_formatting
        for rule in where.rules
    ]
    assert rules == [
        ("A6:J11", ['$I6="不合格"'], "00FFC7CE"),
        ("A6:J11", ['$I6="疑似不合格（待复核）"'], "00FFEB9C"),
        ("A6:J11", ['$I6="未完成检查"'], "00E7E6E6"),
    ]


# -- 问题清单 ----------------------------------------------------------------------------------------------------------


def test_all_findings_on_websites_are_listed_once(book: Workbook, engine: Engine) -> None:
    table = Table(book, "问题清单")
    found = list(read_findings(engine, "2021Q3", "all"))
    keys = [finding.key for finding in found if finding.target != PLATFORM.name]
    assert len(keys) == len(found) - 1
    assert sorted(table.rows("编号")) == sorted(keys)
    assert table.rows("序号") == list(range(1, len(keys) + 1))


def test_problems_come_before_warnings_and_doubts(book: Workbook) -> None:
    states = Table(book, "问题清单").rows("状态")
    assert states == ["问题"] * states.count("问题") + ["预警"] + ["未能判定"] * 5 + ["不适用"] * 5


def test_a_problem_as_it_is_read(book: Workbook) -> None:
    table = Table(book, "问题清单")
    (row,) = table.cells(规则="F02")
    values = {name: cell.value for name, cell in row.items()}
    assert values == values | {
        "单位": FAULTY.unit,
        "网站名称": FAULTY.name,
        "问题类别": "动态要闻类栏目不更新",
        "问题描述": "栏目“政务动态”最新一条发布于2021-08-05，距监测时间点15天，超过两周未更新",
        "栏目": "政务动态",
        "问题页面": f"{FAULTY.url}zwdt/",
        "证据": "2021-08-05",
        "发布日期": datetime(2021, 8, 5),
        "发现时间": CHINA_NIGHT,
        "状态": "问题",
    }
    assert (row["发布日期"].number_format, row["发现时间"].number_format) == ("yyyy-mm-dd", "yyyy-mm-dd hh:mm")
    assert link_of(row["问题页面"]) == f"{FAULTY.url}zwdt/"
    assert link_of(row["证据"]) == f"{FAULTY.url}zwdt/0.html"


def test_evidence_that_is_no_address_is_no_link(book: Workbook) -> None:
    table = Table(book, "问题清单")
    targets = {str(row["证据"].value): link_of(row["证据"]) for row in table.cells(规则="A03")}
    assert targets.pop("http://elsewhere.test/a b.html") is None
    assert targets == {value: value for value in targets}


def test_text_from_pages_never_becomes_a_formula(book: Workbook) -> None:
    rows = Table(book, "问题清单").cells(规则="M03")
    assert [row["页面标题"].value for row in rows][:-1] == HOSTILE
    assert {row["页面标题"].data_type for row in rows} == {"s"}
    assert [row["页面标题"].quotePrefix for row in rows] == [True] * 5 + [False, False]
    assert {cell.data_type for page in book for line in page.iter_rows() for cell in line} == {"s", "n", "d"}


# -- 栏目更新情况 ------------------------------------------------------------------------------------------------------


def test_columns_with_their_verdicts(book: Workbook) -> None:
    table = Table(book, "栏目更新情况")
    assert table.headings == [
        "单位", "网站", "栏目", "路径", "类别", "级别", "最新信息日期", "距监测时间点天数", "更新期限", "条目数",
        "结论", "说明",
    ]  # fmt: skip
    shown = ("栏目", "路径", "类别", "级别", "最新信息日期", "距监测时间点天数", "更新期限", "条目数", "结论")
    rows = table.rows(*shown, 单位=FAULTY.unit)
    assert sorted(rows, key=str) == sorted([
        ["政务动态", "政务动态", "动态要闻", "一级", datetime(2021, 8, 5), 15, "两周", 4, "超期"],
        ["政策文件", "政策文件", "政策文件", "一级", datetime(2020, 7, 16), 400, "6个月", 4, "超期"],
        ["通知公告", "通知公告", "通知公告", "一级", datetime(2021, 2, 21), 180, "6个月", 4, "即将超期"],
        ["人事信息", "政务公开 > 人事信息", "人事信息", "二级", datetime(2021, 7, 21), 30, "1年（未核实）", 4, "正常"],
        ["专题专栏", "专题专栏", "专题专栏", "一级", datetime(2019, 3, 4), 900, "—", 4, "无需更新"],
        ["联系我们", "联系我们", "链接与站务", "一级", None, None, "—", 0, "空白"],
    ], key=str)  # fmt: skip
    assert table.rows("结论", 单位=VETOED.unit) == ["空白"] * 5
    assert table.rows("结论", 单位=CLEAN.unit) == ["正常"]
    (news,) = table.cells(栏目="政务动态", 单位=FAULTY.unit)
    assert link_of(news["栏目"]) == f"{FAULTY.url}zwdt/"


# -- 检查覆盖情况 ------------------------------------------------------------------------------------------------------


def test_coverage(book: Workbook) -> None:
    table = Table(book, "检查覆盖情况")
    rows = table.rows("网站名称", "状态", "首页响应", "栏目数", "未检查原因")
    assert rows == [
        [FAULTY.name, "可访问", 200, 6, None],
        [VETOED.name, "可访问", 200, 5, None],
        [CLEAN.name, "可访问", 200, 1, None],
        [BLOCKED.name, "被拦截", 412, 0, "被防护拦截：被动态防护拦截（412）"],
        [DOWN.name, "不可访问", "无响应", 0, "打不开：连接被拒绝"],
        [PENDING.name, "未完成", None, 0, "检查没有做完，可加 --resume 继续"],
    ]
    assert table.rows("证书问题") == [None, "证书已过期", None, None, None, None]
    counts = table.rows("读取页面数", "检查链接数", "渲染页数", "未能读取页面数", "检查完成时间", 单位=FAULTY.unit)
    assert counts == [[120, 45, 3, 5, CHINA_NIGHT]]
    (bounds, unread) = table.rows("达到的上限", "未能读取的页面和原因", 单位=FAULTY.unit)[0]
    assert bounds == f"检查链接数上限 5000，止于 {FAULTY.url}z.html\n单个栏目的列表页数上限 1.5"
    assert unread.count("\n") == 3
    assert unread.endswith("等5个页面")


# -- 评分推导, 指标与阈值 --------------------------------------------------------------------------------------------


def test_derivation_adds_up(book: Workbook) -> None:
    table = Table(book, "评分推导")
    steps = table.rows("指标", "规则", "计入数", "每项分值", "小计", "封顶", "实扣", "来源", 单位=FAULTY.unit)
    assert steps == [
        ["A4", "F02", 1, 5, 5, 5, 5, "未核实"],
        ["A5", "F03", 1, 5, 5, 5, 5, "公开文件"],
        ["A9", "C01", 1, 2, 2, 5, 2, "未核实"],
        ["D3", "A03", 1, 1, 1, 5, 1, "未核实"],
        ["D3", "A03", 3, 0.1, 0.3, 5, 0.3, "公开文件"],
        ["D7", "M03", 7, 0.1, 0.7, 3, 0.7, "未核实"],
        [None, None, None, None, None, None, 14, "未核实"],
    ]
    assert round(sum(step[6] for step in steps[:-1]), 2) == steps[-1][6]
    assert table.rows("说明", 指标名称="合计") == [
        "得分86，合格",
        "疑似不合格（待复核）；疑似单项否决：栏目不更新：空白栏目5个以上（5条问题待复核）",
        "得分100，合格",
        "未完成检查；被防护拦截：被动态防护拦截（412）；另有3项未能判定，未计入",
        "未完成检查；打不开：连接被拒绝；另有2项未能判定，未计入",
        "未完成检查；检查没有做完，可加 --resume 继续",
    ]
    assert table.rows("规则", "计入数", 指标名称="未计分") == [["A02", 1]]
    assert table.remarks[0].startswith("以下指标由人工评定，本表没有计分：V1 安全、泄密事故等严重问题；")


def test_indicators_name_everything_in_force(book: Workbook) -> None:
    table, rubric = Table(book, "指标与阈值"), load_rubric()
    frame = dict(table.rows("名称", "说明", 类别="检查参数"))
    assert (frame["检查期"], frame["监测时间点"], frame["评分指标"], frame["评分指标版本"]) == (
        "2021Q3", "2021-08-20", rubric.name, rubric.version,
    )  # fmt: skip
    assert frame["扣分、加分指标适用于"] == "门户网站、部门网站（其余网站只列问题和单项否决，不评分）"
    assert frame["单项否决"] == "须经人工复核确认，确认前等次为疑似不合格（待复核）"
    blocks = {name: (number, source) for name, number, source in table.rows("名称", "数值", "来源", 类别="各部分分值")}
    assert blocks == {each.group: (each.number, "公开文件") for each in rubric.scoring.blocks}
    published = table.rows("说明", 来源="公开文件", 单位="分（封顶）")
    assert published
    assert all("出处：" in str(text) for text in published)
    assert frame["评分指标文件校验值（SHA-256）"] == rubric.hash
    limits = dict(table.rows("名称", "来源", 类别="阈值"))
    assert limits == {each.title: "未核实" if each.assumed else "公开文件" for each in rubric.limits.values()}
    indicators = {row[0]: row[1:] for row in table.rows("编号", "数值", "评定方式") if row[2]}
    assert set(indicators) == {each.id for each in rubric.indicators}
    ways = {row[0]: row[1] for row in table.rows("编号", "评定方式", 单位="分（封顶）")}
    assert {"A4": "自动", "A1": "人工", "B1": "人工", "B2": "自动", "E1": "人工"}.items() <= ways.items()


def test_unconfirmed_numbers_are_counted_and_listed(book: Workbook) -> None:
    table = Table(book, "指标与阈值")
    unconfirmed = [row for row in table.rows("名称", "数值", 来源="未核实") if row[1] is not None]
    assert f"共有{len(unconfirmed)}个数值“未核实”" in table.notes[0]
    assert table.remarks[0].count("；") + 1 == len(unconfirmed)
    assert all(str(name) in table.remarks[0] for name, _ in unconfirmed)
