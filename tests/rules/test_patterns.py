"""Where one rule raises most columns or pages of a target: the pages to look at, and what comes of them."""

from datetime import UTC, datetime

import pytest

from govcrawl.domain.findings import Finding
from govcrawl.domain.items import Pattern, Sample
from pipelines.patterns import FEWEST, SAMPLES, judge_patterns, kind_of, patterns_in

SITE = "http://www.luxi.example/"


def finding(url: str, rule: str = "M02", outcome: str = "fail") -> Finding:
    at = datetime(2021, 8, 20, tzinfo=UTC)
    return Finding(
        rule, outcome, "芦溪县", "芦溪县人民政府", SITE, url, "栏目", "缺少标签", at, evidence={"missing": ["x"]}
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/a/frame_tz_0.html", "/b/c/frame_gg_1.html"),
        ("/view.php?cid=3&p=1", "/view.php?p=8&cid=12"),
        ("/x/88123.shtml", "/y/z/4.shtml"),
        ("/lm/", "/other/lm2/"),
    ],
)
def test_addresses_of_one_template_are_of_one_kind(one: str, other: str) -> None:
    assert kind_of(SITE + one) == kind_of(SITE + other)


@pytest.mark.parametrize(
    ("one", "other"), [("/a/1.html", "/a/1.shtml"), ("/v.php?id=1", "/v.php?cid=1"), ("/a/", "/a/b.html")]
)
def test_other_names_and_parameters_are_another_kind(one: str, other: str) -> None:
    assert kind_of(SITE + one) != kind_of(SITE + other)


def test_more_than_half_are_a_pattern_and_fewer_than_five_are_none() -> None:
    raised = {f"{SITE}c{n}/": {"M02"} for n in range(FEWEST)}
    sound: dict[str, set[str]] = {f"{SITE}d{n}/": set() for n in range(FEWEST - 1)}
    (pattern,) = patterns_in(raised | sound)
    assert (pattern.rule, pattern.kind, pattern.found, pattern.judged) == ("M02", "", 5, 9)
    assert len(pattern.samples) == SAMPLES
    assert list(patterns_in(dict(list(raised.items())[:4]))) == []
    assert list(patterns_in(raised | sound | {f"{SITE}e/": set()})) == []


def test_all_pages_of_a_kind_are_a_pattern_however_few_they_are_on_the_site() -> None:
    frames = {f"{SITE}a/frame_x{n}_0.html": {"M02"} for n in range(6)}
    others: dict[str, set[str]] = {f"{SITE}lm{n}/": set() for n in range(40)}
    (pattern,) = patterns_in(frames | others)
    assert (pattern.kind, pattern.found, pattern.judged) == ("frame.html", 6, 6)
    frames[f"{SITE}a/frame_y_0.html"] = set()
    assert list(patterns_in(frames | others)) == []


def test_samples_do_not_depend_on_the_order_of_the_pages() -> None:
    claims = {f"{SITE}c{n}/": {"C01", "M02"} for n in range(30)}
    assert list(patterns_in(claims)) == list(patterns_in(dict(reversed(claims.items()))))


def samples(*holds: bool | None) -> list[Sample]:
    return [Sample(f"{SITE}{n}/", each, "" if each else "标签ColumnName") for n, each in enumerate(holds)]


def test_confirmed_findings_stay_each_with_its_key_and_share_one_cause() -> None:
    before = [finding(f"{SITE}{n}/") for n in range(7)] + [finding(f"{SITE}x/", "C01")]
    after = judge_patterns(before, [Pattern("M02", "", 7, 9, samples(True, True, None))])
    assert [each.key for each in after] == [each.key for each in before]
    assert {each.outcome for each in after} == {"fail"}
    causes = {each.evidence.get("cause") for each in after[:7]}
    assert len(causes) == 1
    assert (after[0].evidence["cause_total"], "抽查2页均属实" in str(causes), after[7]) == (7, True, before[7])


@pytest.mark.parametrize(
    ("holds", "seen"),
    [
        ((True, False, True), "标签ColumnName"),
        ((None, None, None), "未能用浏览器抽查证实"),
        ((True, None, None), "抽查"),
    ],
)
def test_what_another_reader_does_not_confirm_is_undecided_with_both_readings(
    holds: tuple[bool | None, ...], seen: str
) -> None:
    before = finding(f"{SITE}1/")
    (after,) = judge_patterns([before], [Pattern("M02", "", 7, 9, samples(*holds))])
    assert (after.outcome, after.key, after.evidence["read"]) == ("error", before.key, before.message)
    assert seen in str(after.evidence["seen"])
    assert "cause" not in after.evidence


def test_a_pattern_of_a_kind_leaves_other_pages_alone() -> None:
    before = [finding(f"{SITE}v.php?id={n}") for n in range(5)] + [finding(f"{SITE}lm/")]
    after = judge_patterns(before, [Pattern("M02", "v.php?id", 5, 5, samples(False))])
    assert [each.outcome for each in after] == ["error"] * 5 + ["fail"]
