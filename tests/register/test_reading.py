"""Good registers, in both forms."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from govcrawl.domain.errors import InputError
from govcrawl.domain.targets import Target
from govcrawl.register import (
    Account,
    Exemption,
    Register,
    RequiredColumn,
    Responsibility,
    SuperiorItem,
    Unit,
    read_register,
)
from tests.register.archives import SHEET, rewrite_part, set_cell
from tests.register.sheets import Sheets, good, write_folder, write_workbook

PORTAL = Target(
    unit="青禾县人民政府",
    platform="portal",
    name="青禾县政府网",
    url="http://www.qinghe-demo.gov.cn/",
    unit_kind="县市区",
    site_code="9901230001",
)
DISCLOSURE = Target(
    unit="云汀市财政局",
    platform="disclosure",
    name="市财政局信息公开",
    url="https://czj.yunting-demo.gov.cn/zfxxgk/",
    unit_kind="部门",
    site_code="bm99010001",
    start_urls=("https://czj.yunting-demo.gov.cn/a/", "https://czj.yunting-demo.gov.cn/b/"),
    render="browser",
    serves_public=False,
    note="下午维护",
)
PURCHASE = RequiredColumn(
    "政府购买服务", "portal", "县市区", "", ("购买服务", "政府采购服务"), 365, this_year=True, basis="要点"
)
PURCHASE_HERE = RequiredColumn("政府购买服务", unit="青禾县人民政府", period_days=30)
PLANS = RequiredColumn("规划计划")
WHOLE = Register(
    units=[
        Unit("青禾县人民政府", "县市区", ("青禾县", "青禾")),
        Unit("云汀市财政局", "部门", ("市财政局",), serves_public=False, on_policy_qa=True),
    ],
    targets=[PORTAL, DISCLOSURE],
    accounts=[
        Account(
            "青禾县人民政府", "微信", "青禾发布", "qinghe-demo", "", "http://feeds.demo.example:8080/q.xml",
            date(2018, 3, 1), date(2018, 3, 15), "closed", date(2021, 6, 30),
        )
    ],
    required_columns=[PURCHASE, PURCHASE_HERE, PLANS],
    responsibilities=[Responsibility("http://www.qinghe-demo.gov.cn/", "财政预决算", "云汀市财政局")],
    superior=[SuperiorItem("关于示例的通知", date(2021, 7, 12), "示例省政府网", 3)],
    exceptions=[
        Exemption("F04", "暂停任免", "示例科室", date(2021, 12, 31), unit="青禾县人民政府", column="人事任免")
    ],
)  # fmt: skip


def test_workbook_and_folders_are_one_register(tmp_path: Path) -> None:
    workbook = read_register(write_workbook(good(), tmp_path / "台账.xlsx"))
    assert workbook == WHOLE
    assert workbook.path == tmp_path / "台账.xlsx"
    assert read_register(write_folder(good(), tmp_path / "plain")) == WHOLE
    assert read_register(str(write_folder(good(), tmp_path / "bom", "utf-8-sig"))) == WHOLE


def test_excel_types_are_as_good_as_text(tmp_path: Path) -> None:
    sheets = good()
    sheets["单位"][1][3:] = [True, False]
    sheets["网站"][1][4] = 9901230001
    sheets["新媒体"][1][6:8] = [date(2018, 3, 1), datetime(2018, 3, 15, 9, 30)]
    sheets["应设栏目"][1][5] = 365.0
    sheets["上级信息"][1][3] = 3
    assert read_register(write_workbook(sheets, tmp_path / "r.xlsx")) == WHOLE


def test_spaces_stars_and_empty_rows_do_not_matter(tmp_path: Path) -> None:
    sheets = good()
    sheets["单位"][0][0] = " 单位名称*　"
    sheets["单位"][1][0] = "　青禾县人民政府\u200b "
    sheets["单位"][1][2] = " 青禾县　； ;青禾；青禾县"
    sheets["单位"].insert(1, ["　", "", None, "", ""])
    sheets["网站"][1][3] = "\u3000HTTP://WWW.qinghe-demo.gov.cn:80/ "
    sheets["Sheet1"] = []
    assert read_register(write_workbook(sheets, tmp_path / "r.xlsx")) == WHOLE


def test_only_units_and_one_kind_of_target_must_be_there(tmp_path: Path) -> None:
    sheets = good()
    sites = read_register(write_workbook({name: sheets[name] for name in ("单位", "网站")}, tmp_path / "s.xlsx"))
    assert sites == Register(WHOLE.units, WHOLE.targets)
    accounts = read_register(write_folder({name: sheets[name] for name in ("单位", "新媒体")}, tmp_path / "a"))
    assert accounts == Register(WHOLE.units, [], WHOLE.accounts)


def test_optional_columns_may_be_left_out_and_moved(tmp_path: Path) -> None:
    sheets: Sheets = {
        "单位": [["单位类别", "单位名称"], ["县市区", "青禾县"]],
        "网站": [["名称", "网址", "平台类型", "单位名称"], ["网", "http://127.0.0.1:8000", "门户网站", "青禾县"]],
    }
    register = read_register(write_workbook(sheets, tmp_path / "r.xlsx"))
    assert register.targets == [Target("青禾县", "portal", "网", "http://127.0.0.1:8000/", "县市区")]


def test_rows_beyond_the_declared_size_are_read(tmp_path: Path) -> None:
    path = write_workbook(good(), tmp_path / "r.xlsx")
    rewrite_part(path, SHEET.format(1), lambda text: text.replace('ref="A1:E3"', 'ref="A1"'))
    assert read_register(path) == WHOLE


def test_targets_of() -> None:
    assert WHOLE.targets_of() == [PORTAL, DISCLOSURE]
    assert WHOLE.targets_of("portal") == WHOLE.targets_of("门户网站") == [PORTAL]
    assert WHOLE.targets_of(unit="青禾") == WHOLE.targets_of(unit="青禾县人民政府") == [PORTAL]
    assert WHOLE.targets_of("department", "市财政局") == []


def test_targets_of_an_unknown_name() -> None:
    with pytest.raises(InputError, match="没有单位“青禾市”（是否应为“青禾”）"):
        WHOLE.targets_of(unit="青禾市")
    with pytest.raises(InputError, match="平台类型“portals”无法识别，可用的有：门户网站（portal）"):
        WHOLE.targets_of("portals")


def test_find_unit() -> None:
    assert WHOLE.find_unit("市财政局") is WHOLE.units[1]
    assert WHOLE.find_unit("财政") is None


def test_the_most_precise_required_column_holds() -> None:
    assert WHOLE.required_for(PORTAL) == [PURCHASE_HERE, PLANS]
    assert WHOLE.required_for(DISCLOSURE) == [PLANS]


def test_allowed_hosts() -> None:
    assert WHOLE.allowed_hosts() == {
        "www.qinghe-demo.gov.cn",
        "czj.yunting-demo.gov.cn",
        "feeds.demo.example:8080",
    }


def test_formulas_give_their_stored_results(tmp_path: Path) -> None:
    """A workbook as Excel saves it; openpyxl itself writes formulas without results."""
    sheets = good()
    sheets["单位"][2][2] = "=A3"
    sheets["网站"][1][7] = "=A1"
    path = write_workbook(sheets, tmp_path / "r.xlsx")
    set_cell(path, 1, "C3", '<c r="C3" t="str"><f>"市"&amp;"财政局"</f><v>市财政局</v></c>')
    set_cell(path, 2, "H2", '<c r="H2" t="str"><f>""</f><v></v></c>')
    assert read_register(path) == WHOLE
