"""docs/rules.md and the rubric name the rules that are."""

import re

from govcrawl.rubric.reader import load_rubric
from pipelines.catalogue import REGISTRY
from pipelines.docs import PAGE, with_table


def test_table_is_up_to_date() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert with_table(text) == text, "run: python -m pipelines.docs"


def test_every_rule_is_in_the_docs() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [rule for rule in REGISTRY if f"| {rule} | `{REGISTRY[rule].name}` |" not in text] == []


def test_every_rule_that_costs_points_is_in_the_rubric() -> None:
    rubric = load_rubric()
    texts = [rubric.text, *(each.text for each in rubric.companions.values())]
    named = set(re.findall(r"\b[A-Z]\d\d\b", "\n".join(texts)))
    assert sorted(rule.id for rule in REGISTRY.values() if rule.severity == "problem" and rule.id not in named) == []


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
