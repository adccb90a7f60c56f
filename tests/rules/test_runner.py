"""The registry and the runner: outcomes, faults inside rules, choice of families."""

from collections.abc import Iterator

import pytest

from govcrawl.domain.items import ColumnItem, PageItem, SiteItem
from pipelines.catalogue import REGISTRY
from pipelines.engine import few, rule, run
from pipelines.model import CannotJudge, Check, Fail, Result, Rule, Skip
from tests.rules.build import check, item


@pytest.fixture
def made() -> Iterator[list[str]]:
    """Ids of rules that a test registers; they go when it ends."""
    ids: list[str] = []
    yield ids
    for each in ids:
        REGISTRY.remove(each)


def test_all_outcomes_become_findings(made: list[str]) -> None:
    made.append("Z99")

    @rule("Z99", SiteItem, severity="clue")
    def everything(site: SiteItem, check: Check) -> Iterator[Result]:
        """One of
        each.
        """
        yield Fail("坏", value="1", subject="a", evidence={"n": 1})
        yield Skip("不适用", subject="b")
        yield CannotJudge("不知道", subject="c")

    findings = list(run(item(SiteItem, {}), check(), "Z"))
    assert [(f.outcome, f.message, f.value, f.severity) for f in findings] == [
        ("fail", "坏", "1", "clue"),
        ("skip", "不适用", "", "clue"),
        ("error", "不知道", "", "clue"),
    ]
    assert findings[0].unit == "青石县"
    assert findings[0].url == "http://www.qingshi-demo.gov.cn/"
    assert REGISTRY["Z99"].why == "One of each."


def test_a_fault_inside_a_rule_is_an_error_and_others_go_on(made: list[str]) -> None:
    made += ["Z97", "Z98"]

    @rule("Z97", SiteItem)
    def breaks(site: SiteItem, check: Check) -> Iterator[Result]:
        """出错"""
        yield Fail("一")
        raise ZeroDivisionError("by zero")

    @rule("Z98", SiteItem)
    def holds(site: SiteItem, check: Check) -> Iterator[Result]:
        """不出错"""
        yield Fail("二")

    findings = list(run(item(SiteItem, {}), check(), {"Z"}))
    assert [(f.rule, f.outcome) for f in findings] == [("Z97", "fail"), ("Z97", "error"), ("Z98", "fail")]
    assert "ZeroDivisionError: by zero" in findings[1].message


def test_only_rules_of_the_type_and_the_families_are_chosen() -> None:
    def ids(rules: tuple[Rule, ...]) -> list[str]:
        return sorted(each.id for each in rules)

    assert {"A02", "C02", "F01", "M01"} <= set(ids(REGISTRY.looking_at(SiteItem)))
    for kind, families in ((SiteItem, "A"), (PageItem, "T"), (PageItem, "F"), (ColumnItem, "CM")):
        chosen = REGISTRY.looking_at(kind, frozenset(families))
        assert ids(chosen) == [
            each.id for each in REGISTRY.values() if each.looks_at is kind and each.id[0] in families
        ]
    assert ids(REGISTRY.looking_at(PageItem, frozenset("F"))) == []
    assert ids(REGISTRY.looking_at(PageItem, rules=frozenset({"T01", "F01", "M03"}))) == ["M03", "T01"]


def test_a_rule_needs_a_docstring_and_an_id_of_its_own() -> None:
    def bare(site: SiteItem, check: Check) -> Iterator[Result]:
        return iter(())

    with pytest.raises(ValueError, match="Z96 has no docstring"):
        rule("Z96", SiteItem)(bare)
    bare.__doc__ = "有"
    with pytest.raises(ValueError, match="A02 is registered twice"):
        rule("A02", SiteItem)(bare)


def test_rules_that_yield_to_each_other_are_refused() -> None:
    """Each finding would stand for the other one, and neither would count."""

    def kept(site: SiteItem, check: Check) -> Iterator[Result]:
        """An example."""
        return iter(())

    try:
        rule("Z94", SiteItem, yields_to=("Z95",))(kept)
        rule("Z95", SiteItem, yields_to=("Z96",))(kept)
        for to in ("Z94", "Z96"):
            with pytest.raises(ValueError, match="Z96 yields to a rule that yields to it"):
                rule("Z96", SiteItem, yields_to=(to,))(kept)
    finally:
        REGISTRY.remove("Z94")
        REGISTRY.remove("Z95")


def test_few_caps_evidence() -> None:
    assert few(range(100)) == list(range(10))
