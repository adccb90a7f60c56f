"""Every bad row is told, all at once, with sheet, row, column and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from govcrawl.domain.errors import RegisterError
from govcrawl.register import read_register
from tests.register.archives import set_cell
from tests.register.sheets import Sheets, good, write_folder, write_workbook

LONG = "长" * 2001
# (sheet, row as Excel shows it, column, what is put there, reason)
BAD_CELLS = [
    ("单位", 2, "单位名称", "", "必填，此处为空"),
    ("单位", 2, "单位类别", "县", "“县”无法识别，只能填县市区、部门"),
    ("单位", 2, "对外服务", "有", "“有”无法识别，只能填是、否"),
    ("单位", 3, "单位名称", "青禾县人民政府", "单位“青禾县人民政府”重复（与第 2 行）"),
    ("单位", 3, "简称", "青禾", "“青禾”已是单位“青禾县人民政府”的名称或简称"),
    ("单位", 3, "简称", "青禾县人民政府；市财政局", "“青禾县人民政府”已是单位“青禾县人民政府”的名称或简称"),
    ("网站", 2, "单位名称", "青禾市", "“单位”表中没有“青禾市”（是否应为“青禾”）"),
    ("网站", 2, "单位名称", "Q", "“单位”表中没有“Q”"),
    ("网站", 2, "平台类型", "政府网", "“政府网”无法识别，只能填门户网站、部门网站、信息公开平台、政策问答平台"),
    ("网站", 2, "名称", "　", "必填，此处为空"),
    ("网站", 2, "名称", LONG, "文字过长（超过 2000 字）"),
    ("网站", 2, "网址", "www.a.gov.cn", "网址“www.a.gov.cn”须以 http:// 或 https:// 开头"),
    ("网站", 2, "网址", "ftp://www.a.gov.cn/", "网址“ftp://www.a.gov.cn/”须以 http:// 或 https:// 开头"),
    ("网站", 2, "网址", "http://", "网址“http://”的主机名无效"),
    ("网站", 2, "网址", "http://wwwagovcn/", "网址“http://wwwagovcn/”的主机名无效"),
    ("网站", 2, "网址", "http://www.a..cn/", "网址“http://www.a..cn/”的主机名无效"),
    ("网站", 2, "网址", "http://10.1.2/", "网址“http://10.1.2/”的主机名无效"),
    ("网站", 2, "网址", "http://www。a。cn/", "网址“http://www。a。cn/”的主机名无效"),
    ("网站", 2, "网址", "http://www.a.cn:99999/", "网址“http://www.a.cn:99999/”的主机名或端口无效"),
    ("网站", 2, "网址", "http://[1/", "网址“http://[1/”的主机名或端口无效"),
    ("网站", 2, "网址", "http://admin:x@www.a.cn/", "网址中不得含用户名或密码（@ 之前的部分）"),
    ("网站", 2, "网址", "http://www.a.cn/ b", "网址“http://www.a.cn/ b”中间有空格"),
    ("网站", 2, "网址", "http://www.a.cn\\b", "网址“http://www.a.cn\\b”中有反斜杠，应为 /"),
    (
        "网站",
        2,
        "网站标识码",
        "990123000",
        "“990123000”不是有效的网站标识码，应为 10 位数字、bm 加 8 位数字或 N 加 9 位数字",
    ),
    (
        "网站",
        2,
        "网站标识码",
        "bm0100000",
        "“bm0100000”不是有效的网站标识码，应为 10 位数字、bm 加 8 位数字或 N 加 9 位数字",
    ),
    ("网站", 2, "起始页", "http://www.a.cn/；/zwgk/", "网址“/zwgk/”须以 http:// 或 https:// 开头"),
    ("网站", 2, "渲染", "动态", "“动态”无法识别，只能填自动、静态、浏览器"),
    ("新媒体", 2, "平台", "", "必填，此处为空"),
    ("新媒体", 2, "主页", "weixin", "网址“weixin”须以 http:// 或 https:// 开头"),
    ("新媒体", 2, "开设日期", "2021-02-30", "“2021-02-30”不是有效日期，请写作 2021-08-20"),
    ("新媒体", 2, "开设日期", "44256", "“44256”不是有效日期，请写作 2021-08-20"),
    ("新媒体", 2, "备案日期", "1021-03-01", "“1021-03-01”的年份不在 1990 至 2100 之间"),
    ("新媒体", 2, "状态", "停用", "“停用”无法识别，只能填运行、关停、注销"),
    ("应设栏目", 2, "更新周期", "30天", "“30天”不是有效天数，应为 1 至 9999 的整数"),
    ("应设栏目", 2, "更新周期", "0", "“0”不是有效天数，应为 1 至 9999 的整数"),
    ("应设栏目", 2, "更新周期", "1.5", "“1.5”不是有效天数，应为 1 至 9999 的整数"),
    ("应设栏目", 3, "单位名称", "云汀市", "“单位”表中没有“云汀市”（是否应为“云汀市财政局”）"),
    ("应设栏目", 3, "栏目名称", "", "必填，此处为空"),
    ("栏目责任", 2, "责任单位", "市财局", "“单位”表中没有“市财局”（是否应为“市财政局”）"),
    ("上级信息", 2, "发布日期", "", "必填，此处为空"),
    ("上级信息", 2, "转发期限", "三", "“三”不是有效天数，应为 1 至 9999 的整数"),
    ("例外", 2, "规则", "F4", "“F4”不是有效的规则编号，应为一个字母加两位数字，例如 F04"),
    ("例外", 2, "网址", "青禾县网站", "网址“青禾县网站”须以 http:// 或 https:// 开头"),
    ("例外", 2, "批准人", "", "必填，此处为空"),
    ("例外", 2, "有效期至", "长期", "“长期”不是有效日期，请写作 2021-08-20"),
]


def _put(sheets: Sheets, sheet: str, row: int, column: str, value: object) -> None:
    sheets[sheet][row - 1][sheets[sheet][0].index(column)] = value


def _complaints(path: Path) -> list[str]:
    with pytest.raises(RegisterError) as caught:
        read_register(path)
    assert str(caught.value) == f"台账 {path} 有 {len(caught.value.rows)} 处错误，请改正后重试："
    return caught.value.rows


@pytest.mark.parametrize(("sheet", "row", "column", "value", "reason"), BAD_CELLS)
def test_bad_cell(tmp_path: Path, sheet: str, row: int, column: str, value: str, reason: str) -> None:
    sheets = good()
    _put(sheets, sheet, row, column, value)
    # A unit without its name takes the rows with it that name the unit; the short names stay.
    expected = f"“{sheet}”表第 {row} 行“{column}”：{reason}"
    assert _complaints(write_folder(sheets, tmp_path / "csv"))[0] == expected
    assert _complaints(write_workbook(sheets, tmp_path / "r.xlsx"))[0] == expected


def test_all_at_once_in_the_order_of_the_sheets(tmp_path: Path) -> None:
    sheets = good()
    _put(sheets, "例外", 2, "规则", "四")
    _put(sheets, "网站", 3, "网址", "czj")
    _put(sheets, "网站", 3, "平台类型", "平台")
    _put(sheets, "网站", 2, "渲染", "快")
    _put(sheets, "单位", 2, "单位类别", "")
    sheets["新媒体"].insert(1, [""] * 10)
    _put(sheets, "新媒体", 3, "开设日期", "昨天")
    expected = [
        "“单位”表第 2 行“单位类别”：必填，此处为空",
        "“网站”表第 2 行“渲染”：“快”无法识别，只能填自动、静态、浏览器",
        "“网站”表第 3 行“平台类型”：“平台”无法识别，只能填门户网站、部门网站、信息公开平台、政策问答平台",
        "“网站”表第 3 行“网址”：网址“czj”须以 http:// 或 https:// 开头",
        "“新媒体”表第 3 行“开设日期”：“昨天”不是有效日期，请写作 2021-08-20",
        "“例外”表第 2 行“规则”：“四”不是有效的规则编号，应为一个字母加两位数字，例如 F04",
    ]
    assert _complaints(write_workbook(sheets, tmp_path / "r.xlsx")) == expected
    assert _complaints(write_folder(sheets, tmp_path / "csv")) == expected


def test_duplicates(tmp_path: Path) -> None:
    sheets = good()
    for name in ("网站", "新媒体", "应设栏目"):
        sheets[name].append(list(sheets[name][1]))
    sheets["网站"][3][3] = "https://qinghe-demo.gov.cn/index.html"
    assert _complaints(write_workbook(sheets, tmp_path / "r.xlsx")) == [
        "“网站”表第 4 行“网址”：网址 https://qinghe-demo.gov.cn/index.html 在同一平台类型下重复（与第 2 行）",
        "“新媒体”表第 3 行“账号名称”：微信账号“青禾发布”重复（与第 2 行）",
        "“应设栏目”表第 5 行“栏目名称”：对同一范围重复要求“政府购买服务”（与第 2 行）",
    ]


def test_an_exception_needs_a_selector(tmp_path: Path) -> None:
    sheets = good()
    sheets["例外"][1][1:4] = ["", "", ""]
    assert _complaints(write_folder(sheets, tmp_path / "csv")) == [
        "“例外”表第 2 行：单位名称、网址、栏目名称至少填一项"
    ]


def test_names_of_sheets_and_columns(tmp_path: Path) -> None:
    sheets = good()
    sheets["新媒体账号"] = sheets.pop("新媒体")
    sheets["说明"] = [["请看"]]
    sheets["单位"][0][4] = "接入平台"
    sheets["网站"][0][7] = ""
    sheets["例外"][0][5] = "批准"
    sheets["栏目责任"][0].append("网址")
    sheets["上级信息"][1].append("多余")
    assert sorted(_complaints(write_workbook(sheets, tmp_path / "r.xlsx"))) == sorted([
        "“新媒体账号”表：台账中没有这张表（是否应为“新媒体”）",
        "“说明”表：台账中没有这张表",
        "“单位”表第 1 行“接入平台”：没有“接入平台”这一列（是否应为“接入问答平台”）",
        "“网站”表第 3 行：第 8 列有内容但没有表头",
        "“例外”表第 1 行“批准”：没有“批准”这一列（是否应为“批准人”）",
        "“例外”表第 1 行“批准人”：缺少这一必填列",
        "“栏目责任”表第 1 行“网址”：这一列出现了不止一次",
        "“上级信息”表第 2 行：第 5 列有内容但没有表头",
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        (("网站",), "“单位”表：缺少这张表"),
        (("单位", "上级信息"), "“网站”表：缺少这张表（“网站”“新媒体”至少要有一张）"),
    ],
)
def test_missing_sheets(tmp_path: Path, kept: tuple[str, ...], expected: str) -> None:
    sheets = {name: rows for name, rows in good().items() if name in kept}
    assert expected in _complaints(write_workbook(sheets, tmp_path / "r.xlsx"))


def test_sheets_without_rows(tmp_path: Path) -> None:
    sheets = {name: rows[:1] for name, rows in good().items()}
    assert _complaints(write_workbook(sheets, tmp_path / "r.xlsx")) == [
        "“单位”表：表中没有任何单位",
        "“网站”表：没有任何检查对象（“网站”“新媒体”至少填一行）",
    ]


def test_formulas_without_results_and_error_values(tmp_path: Path) -> None:
    sheets = good()
    _put(sheets, "网站", 2, "名称", "=B2&A2")
    _put(sheets, "网站", 3, "名称", "x")
    path = write_workbook(sheets, tmp_path / "r.xlsx")
    set_cell(path, 2, "C3", '<c r="C3" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
    assert _complaints(path) == [
        "“网站”表第 2 行“名称”：公式没有保存计算结果，请在 Excel 中打开并保存，或改填为值",
        "“网站”表第 3 行“名称”：单元格是错误值 #DIV/0!",
    ]
