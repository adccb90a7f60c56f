"""Every rule against the cases of its fixture file, which state their own expectation."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from exports.evidence_labels import SILENT
from pipelines.catalogue import REGISTRY
from pipelines.texts import load_texts
from tests.rules.build import judge

FIXTURES = Path(__file__).with_name("fixtures")
OUTCOMES = {"failing": "fail", "passing": None, "skip": "skip", "error": "error"}


def cases(rule: str) -> dict[str, list[dict[str, Any]]]:
    path = FIXTURES / f"{rule}.yaml"
    loaded: dict[str, list[dict[str, Any]]] = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    return loaded


def every_case() -> Iterator[Any]:
    for path in sorted(FIXTURES.glob("*.yaml")):
        for section, rows in cases(path.stem).items():
            for row in rows:
                yield pytest.param(path.stem, section, row, id=f"{path.stem}-{section}-{row['name']}")


@pytest.mark.parametrize(("rule", "section", "case"), list(every_case()))
def test_case(rule: str, section: str, case: dict[str, Any]) -> None:
    findings = judge(REGISTRY[rule], case)
    mine = [finding for finding in findings if finding.rule == rule]
    wanted = OUTCOMES[section]
    assert [finding.outcome for finding in mine] == ([wanted] * case.get("count", 1) if wanted else [])
    if wanted == "fail":
        # A fault is reported by one rule of a family, unless the case says otherwise.
        assert {finding.rule for finding in findings} == {rule, *case.get("also", ())}
    for finding in mine:
        unnamed = [key for key in finding.evidence if key not in SILENT and load_texts().label(rule, key) == key]
        assert unnamed == [], "`labels` in rules.yaml: of the rule, or at the end where several rules give it"
        assert finding.message
        assert case.get("message", "") in finding.message
        assert case.get("value", finding.value) == finding.value
        assert case.get("url", finding.url) == finding.url
    assert len({finding.key for finding in mine}) == len(mine)


@pytest.mark.parametrize("rule", sorted(REGISTRY))
def test_every_rule_has_failing_and_passing_cases(rule: str) -> None:
    assert cases(rule).get("failing"), f"tests/rules/fixtures/{rule}.yaml has no failing case"
    assert cases(rule).get("passing"), f"tests/rules/fixtures/{rule}.yaml has no passing case"


def test_every_fixture_file_belongs_to_a_rule() -> None:
    assert {path.stem for path in FIXTURES.glob("*.yaml")} <= set(REGISTRY)
