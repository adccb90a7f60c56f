"""How sure a finding is, by the steps that were learnt."""

from __future__ import annotations

from pathlib import Path

import pytest

from govcrawl.domain.items import ColumnItem
from govcrawl.domain.items.inventory import Why
from pipelines.catalogue import REGISTRY, run
from pipelines.confidence import load_steps
from tests.rules.build import check, item

_STEPS = """
measured: cases of this test
everything: [{reading: 1.0, confidence: 0.9, right: 90, of: 100}]
families: {F: [{reading: 0.5, confidence: 0.6, right: 6, of: 10}, {reading: 1.0, confidence: 0.95, right: 95, of: 100}]}
rules: {F05: [{reading: 1.0, confidence: 0.8, right: 80, of: 100}]}
"""


@pytest.mark.parametrize(
    ("rule", "reading", "confidence"),
    [
        ("F04", 0.3, 0.6),
        ("F04", 0.5, 0.6),
        ("F04", 0.51, 0.95),
        ("F04", None, 0.95),
        ("F05", 0.1, 0.8),
        ("M03", 0.1, 0.9),
    ],
)
def test_rule_then_family_then_everything(rule: str, reading: float | None, confidence: float, tmp_path: Path) -> None:
    (tmp_path / "steps.yaml").write_text(_STEPS, encoding="utf-8")
    assert load_steps(tmp_path / "steps.yaml").of(rule, reading) == confidence


def test_a_file_that_says_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "steps.yaml").write_text(_STEPS.replace("0.95", "1.95"), encoding="utf-8")
    with pytest.raises(ValueError, match="families"):
        load_steps(tmp_path / "steps.yaml")


def test_every_rule_has_a_confidence_and_steps_only_rise() -> None:
    steps = load_steps()
    assert all(0 < steps.of(rule, reading) <= 1 for rule in REGISTRY for reading in (None, 0.0, 0.4, 1.0))
    assert set(steps.rules) <= set(REGISTRY)
    for each in (steps.everything, *steps.families.values(), *steps.rules.values()):
        assert [step.reading for step in each] == sorted({step.reading for step in each})
        assert each[-1].reading == 1.0
        assert [step.confidence for step in each] == sorted(step.confidence for step in each)


def test_problems_carry_it_and_other_outcomes_do_not() -> None:
    column = item(ColumnItem, {"form": "empty", "entries": [], "kind": "notice"})
    column.why = Why(0.4, [])
    found = {finding.outcome: finding for finding in run(column, check())}
    assert found["fail"].confidence == load_steps().of(found["fail"].rule, 0.4)
    assert all(finding.confidence is None for outcome, finding in found.items() if outcome != "fail")
