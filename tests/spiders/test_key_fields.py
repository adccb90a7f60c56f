"""Whether a column for all key fields holds entries of one of them only, told by words nobody has listed together."""

from datetime import UTC, datetime

import pytest

from govcrawl.domain.items import ColumnItem, Entry
from govcrawl.domain.targets import Target
from spiders.assessments.key_fields import single_fields

HOME = "http://www.qinghe-demo.gov.cn/"
COUNTY = Target("青禾县", "portal", "青禾县政府网", HOME, "县市区")
AT = datetime(2021, 8, 20, tzinfo=UTC)


def column(name: str, titles: list[str], *path: str) -> ColumnItem:
    url = f"{HOME}{name}/"
    entries = [Entry(title, f"{url}{number}.html") for number, title in enumerate(titles)]
    return ColumnItem(COUNTY, url, name, AT, path=(*path, name), entries=entries, form="list")


def single(titles: list[str], *others: ColumnItem, of: Target = COUNTY) -> list[str]:
    return [each.field for each in single_fields(of, [column("重点领域信息公开", titles, "政务公开"), *others])]


@pytest.mark.parametrize(
    ("titles", "field"),
    [
        (["青禾县二中食堂设备采购公告", "农村道路三标段流标公告", "青禾县车辆拍卖成交公示", "污水厂扩建工程招标公告",
          "县医院CT机中标结果"], "公共资源交易"),
        (["青禾县2021年三公经费情况", "县水务局2020年部门决算公开", "关于2020年财政决算的报告", "2021年预算调整方案",
          "青禾县政府债务限额"], "财政预决算"),
        (["4月低保对象公示", "5月低保资金发放", "6月特困人员救助供养情况", "临时救助7月名单",
          "困难群众价格补贴（低保）"], "社会救助"),
    ],
)  # fmt: skip
def test_one_field(titles: list[str], field: str) -> None:
    assert single(titles) == [field]


@pytest.mark.parametrize(
    "titles",
    [
        ["4月低保对象公示", "污水厂扩建工程招标公告", "中小学招生划片", "县城停水安排", "2021年部门预算公开"],
        ["关于开展大讨论的通知", "领导调研", "会议召开", "情况通报", "工作安排"],
        ["4月低保对象公示", "5月低保资金发放", "6月特困人员救助供养情况", "临时救助7月名单"],
        ["4月低保对象公示", "5月低保资金发放", "临时救助7月名单", "6月低保", "耕地地力保护补贴发放情况"],
    ],
)
def test_several_fields_none_or_too_few(titles: list[str]) -> None:
    assert single(titles) == []


def test_the_sites_own_columns_teach_what_a_field_is() -> None:
    titles = [f"青禾县阳光小屋第{number}期运行月报" for number in range(6)]
    assert single(titles) == []
    assert single(titles, column("养老服务", ["青禾县阳光小屋第9期运行月报"], "基层政务公开")) == ["养老服务"]


def test_columns_of_other_fields_below_and_departments() -> None:
    titles = [f"{number}月低保对象公示" for number in range(1, 7)]
    assert single(titles, column("义务教育", ["招生公告"], "政务公开", "重点领域信息公开")) == []
    assert single(titles, of=Target("县民政局", "department", "县民政局", HOME, "部门")) == []
