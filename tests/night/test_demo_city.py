"""The whole night on the demo city, held against what was planted there."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

from openpyxl import load_workbook

from analysis.round_view import RoundView
from exports.attachment1 import write_attachment1
from exports.evidence_labels import SILENT, labelled_evidence
from govcrawl.apps.demo.register import DUTIES
from govcrawl.apps.demo.truth import Truth, truth
from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.targets import NEW_MEDIA
from govcrawl.rubric.columns import load_vocabulary
from govcrawl.store.reader import read_round
from pipelines.catalogue import REGISTRY
from pipelines.texts import load_texts
from tests.night.city import ROUND, Night, Told, findings, told


def expected(night: Night, outcome: str) -> dict[Told, Truth]:
    return {told(each.rule, each.url, each.value): each for each in truth(night.city) if each.outcome == outcome}


def test_precision_and_recall_of_every_rule(whole: Night) -> None:
    """Both are 1.0: nothing that was planted is missed, nothing else is found."""
    found = Counter({told(each.rule, each.url, each.value): 1 for each in findings(whole.engine())})
    wanted = Counter(expected(whole, "fail").keys())
    report = {}
    for rule in REGISTRY:
        hits = {key for key in found if key[0] == rule}
        planted = {key for key in wanted if key[0] == rule}
        both = len(hits & planted)
        report[rule] = (both / len(hits) if hits else 0.0, both / len(planted) if planted else 0.0)
    wrong = sorted((found - wanted).keys()), sorted((wanted - found).keys())
    assert report == dict.fromkeys(REGISTRY, (1.0, 1.0)), f"false: {wrong[0]}, missed: {wrong[1]}"


def test_every_rule_has_planted_and_clean_cases(whole: Night) -> None:
    planted = {each.rule for each in truth(whole.city) if each.outcome == "fail"}
    clean = {each.rule for each in truth(whole.city) if each.outcome == "clean"}
    assert (sorted(REGISTRY.keys() - planted), sorted(REGISTRY.keys() - clean)) == ([], [])


def test_clean_cases_raise_nothing(whole: Night) -> None:
    raised = {told(each.rule, each.url, each.value) for each in findings(whole.engine())}
    assert sorted(raised & expected(whole, "clean").keys()) == []


def test_planted_errors_and_skips(whole: Night) -> None:
    engine = whole.engine()
    for outcome in ("error", "skip"):
        given = {told(each.rule, each.url, each.value) for each in findings(engine, outcome)}
        assert sorted(expected(whole, outcome).keys() - given) == [], outcome


def test_nothing_is_undecided_on_sites_that_answer(whole: Night) -> None:
    silent = {state.target.url for state in read_round(whole.engine(), ROUND).targets if state.missed}
    undecided = {
        told(each.rule, each.url, each.value): each.message
        for each in findings(whole.engine(), "error")
        if each.target_url not in silent
    }
    assert {key: undecided[key] for key in undecided.keys() - expected(whole, "error").keys()} == {}


def test_down_and_blocked_sites_are_listed_with_their_reason(whole: Night) -> None:
    facts = read_round(whole.engine(), ROUND)
    sites = [state for state in facts.targets if state.target.platform != NEW_MEDIA]
    missed = {state.target.name: state.missed for state in sites if state.missed}
    assert {answer for state in facts.targets if state.site for answer in [state.site.answer]} == set(FetchOutcome)
    assert sorted(missed) == sorted(
        each.target for each in truth(whole.city) if each.rule == "A02" and each.outcome in ("fail", "error")
    )


def test_accounts_without_a_route_are_listed_with_their_reason(whole: Night) -> None:
    states = read_round(whole.engine(), ROUND).targets
    missed = {state.target.name: state.missed for state in states if state.target.platform == NEW_MEDIA}
    assert {name: reason for name, reason in missed.items() if reason} == {
        "澄湖发布（微信）": "台账没有可读取的主页或订阅地址，也没有导入发布内容",
        "望川发布（微博）": "订阅地址返回的不是 RSS、Atom 或 JSON Feed",
    }


def test_every_finding_names_its_page_and_evidence(whole: Night) -> None:
    served = {host for site in whole.city.sites for host in (site.host, site.domain)}
    for finding in findings(whole.engine()):
        assert urlsplit(finding.url).hostname in served
        assert finding.message
        assert finding.evidence
        assert finding.found_at.tzinfo is not None


def test_every_piece_of_evidence_has_a_chinese_label(whole: Night) -> None:
    found = [finding for outcome in ("fail", "error", "skip") for finding in findings(whole.engine(), outcome)]
    named = {(each.rule, name) for each in found for name in each.evidence if name not in SILENT}
    assert {(rule, name) for rule, name in named if load_texts().label(rule, name) == name} == set()
    words = load_vocabulary().kinds.keys() | {"direct", "browser", "empty", "row", "page", "feed"}
    assert not {text for each in found for _, text in labelled_evidence(each)} & words


def test_pages_are_not_asked_for_again_and_again(whole: Night) -> None:
    """At most three times: first directly, by the browser what holds nothing without scripts, and for a second look.

    Home pages are linked by the neighbours, each of which checks its links; every spider asks for robots.txt.
    """
    often = {page: count for page, count in whole.asked.items() if count > 3 and page[1] not in ("/", "/robots.txt")}
    assert often == {}


def test_responsible_units_are_told_whether_they_are_on_time(whole: Night, tmp_path: Path) -> None:
    book = load_workbook(write_attachment1(RoundView(whole.engine(), ROUND), tmp_path))
    rows = list(book["栏目责任"].iter_rows(values_only=True))
    units = {unit for _, unit in DUTIES}
    told = {(row[0], row[2]): row[5] for row in rows if row[0] in units}
    assert told == {
        ("青禾县人民政府", "政策文件"): "超期",
        ("青禾县人民政府", "规范性文件"): "按时",
        ("云岭市水务局", "应急管理"): "空白",
        ("云岭市教育局", "校园安全"): "未找到",
    }
