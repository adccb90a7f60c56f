"""A cause that many findings share is told once with their number: in the notice, in lists, at the desk."""

from __future__ import annotations

from datetime import UTC, datetime

from exports.evidence_labels import labelled_evidence
from exports.notice.issues import CountedProblem, issues_of
from govcrawl.apps.cli.results import once_per_cause
from govcrawl.domain.findings import Finding, as_record

SITE = "http://www.anfu.example/"
CAUSE = "同一模板问题，涉及3处，用浏览器抽查3页均属实"


def _finding(number: int, cause: str = "") -> Finding:
    evidence = {"cause": cause, "cause_total": 3} if cause else {}
    at = datetime(2021, 8, 20, tzinfo=UTC)
    return Finding(
        "M02", "fail", "安福县", "安福县人民政府", SITE, f"{SITE}{number}/", "栏目", "缺少标签", at, evidence=evidence
    )


def test_the_notice_names_the_causes_beside_the_number() -> None:
    found = [CountedProblem("M02", "安福县", SITE, CAUSE) for _ in range(3)]
    found += [CountedProblem("M02", "安福县", "http://other.example/", CAUSE), CountedProblem("M02", "安福县", SITE)]
    (issue,) = issues_of(found, "websites")
    assert (issue.count, issue.shared) == (5, "（其中4处源于2个模板问题）")
    (alone,) = issues_of(found[-1:], "websites")
    assert alone.shared == ""


def test_a_list_shows_a_cause_once_and_other_findings_each() -> None:
    rows = [
        as_record("2021Q3", each) for each in (_finding(1, CAUSE), _finding(2, CAUSE), _finding(3), _finding(4, CAUSE))
    ]
    told = [(row["url"], row["message"]) for row in once_per_cause(rows)]
    assert told == [(f"{SITE}1/", f"{CAUSE}。例：缺少标签"), (f"{SITE}3/", "缺少标签")]


def test_evidence_names_the_cause_and_why_the_page_was_read_so() -> None:
    finding = _finding(1, CAUSE)
    finding.evidence |= {"why": ["把握80%", "同一容器内有7行"], "read": "缺少标签", "seen": "标签ColumnName"}
    assert labelled_evidence(finding) == [
        ("共同原因", CAUSE),
        ("判读依据", "把握80%；同一容器内有7行"),
        ("读到的", "缺少标签"),
        ("另一种读法看到的", "标签ColumnName"),
    ]
