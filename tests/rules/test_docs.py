"""docs/rules.md and the rubric name the rules that are."""

import math
import re
from collections.abc import Sequence

from govcrawl.domain.targets import DISCLOSURE, WEBSITES
from govcrawl.rubric.model import Rubric
from govcrawl.rubric.reader import load_rubric
from pipelines.catalogue import REGISTRY
from pipelines.docs import PAGE, with_table
from pipelines.model import Rule


def test_table_is_up_to_date() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert with_table(text) == text, "run: .venv/bin/python -m pipelines.docs"


def test_every_rule_is_in_the_docs() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [rule for rule in REGISTRY if f"| {rule} | `{REGISTRY[rule].name}` |" not in text] == []


# The points for this are the platforms' own; a portal's problems of this kind are only listed.
_LISTED_ONLY = {("C05", WEBSITES)}


def test_every_rule_that_costs_points_is_in_the_rubric_of_each_platform_that_it_is_about() -> None:
    """What costs nothing on websites needs no line for other platforms: a problem without a line is listed there."""
    rubric = load_rubric()
    lines = {WEBSITES: _lines(rubric)} | {(platform,): _lines(each) for platform, each in rubric.companions.items()}
    lacking = []
    for rule in (each for each in REGISTRY.values() if each.severity == "problem"):
        for platforms, points in lines.items():
            free = lines[WEBSITES].get(rule.id) == 0 and platforms != (rule.part,)
            if _is_about(rule, platforms) and rule.id not in points and not free:
                lacking.append((rule.id, platforms))
    assert set(lacking) == _LISTED_ONLY


def _lines(rubric: Rubric) -> dict[str, float]:
    """The points that each rule named in a rubric costs at most; a veto is endless."""
    points: dict[str, float] = {}
    for indicator in rubric.indicators:
        counts = [(each.rules, each.points) for each in indicator.deductions]
        for rules, cost in [*counts, (indicator.veto.rules if indicator.veto else (), math.inf)]:
            points |= {rule: max(cost, points.get(rule, 0)) for rule in rules}
    return points


def _is_about(rule: Rule, platforms: Sequence[str]) -> bool:
    """Rules that name no platform are about websites and open-information platforms."""
    return not {*platforms}.isdisjoint([rule.part] if rule.part else rule.on or (*WEBSITES, DISCLOSURE))


def test_names_are_plain_and_every_rule_says_why() -> None:
    for rule in REGISTRY.values():
        assert re.fullmatch(r"[a-z0-9_]+", rule.name)
        assert rule.why


def test_ids_of_a_family_are_counted_from_one_without_gaps() -> None:
    """A gap is a rule that has got lost."""
    numbers: dict[str, list[int]] = {}
    for rule in REGISTRY:
        numbers.setdefault(rule[0], []).append(int(rule[1:]))
    assert numbers == {family: list(range(1, len(found) + 1)) for family, found in numbers.items()}
    assert set(numbers) == set("ACDFHIMNQSTVX")
