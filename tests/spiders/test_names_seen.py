"""Names of missing columns that a page shows all the same."""

from spiders.assessments.disclosure import fields_seen, parts_seen, reports_seen


def test_a_line_that_is_the_name_counts_and_a_headline_does_not() -> None:
    lines = ["首页", "社会救助领域", "溪口县2021年农村危房改造对象名单（9）", "养老服务"]
    assert fields_seen(["社会救助", "农村危房改造", "养老服务", "救灾"], lines) == ["社会救助", "养老服务"]


def test_the_report_of_the_unit_itself_is_seen_wherever_it_stands() -> None:
    own = ["溪口县2020年政府信息公开工作年度报告", "2020年度政府信息公开年报（溪口县）"]
    others = [
        "溪口县城关镇2020年政府信息公开工作年度报告",
        "溪口县教育局2020年政府信息公开年报",
        "溪口县2019年政府信息公开工作年度报告",
        "关于做好2020年政府信息公开工作年度报告编制工作的通知",
    ]
    assert reports_seen([*own, *others], "溪口县人民政府", 2020) == sorted(own)


def test_a_part_is_seen_by_its_own_name_alone() -> None:
    lines = ["政府信息公开制度", "政府信息公开指南编制说明"]
    assert parts_seen(["政府信息公开制度", "政府信息公开指南"], lines) == ["政府信息公开制度"]
