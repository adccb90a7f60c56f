"""Names of missing columns that a page shows all the same."""

from spiders.assessments.disclosure import fields_seen


def test_a_line_that_is_the_name_counts_and_a_headline_does_not() -> None:
    lines = ["首页", "社会救助领域", "溪口县2021年农村危房改造对象名单（9）", "养老服务"]
    assert fields_seen(["社会救助", "农村危房改造", "养老服务", "救灾"], lines) == ["社会救助", "养老服务"]
