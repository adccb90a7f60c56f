"""docs/rules.md and the rubric name the rules that are."""

import re

from govcrawl.rubric.reader import load_rubric
from pipelines import load_rules
from pipelines.docs import PAGE, with_table
from pipelines.rules import REGISTRY

load_rules()


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


def test_titles_are_chinese_and_names_are_plain() -> None:
    for rule in REGISTRY.values():
        assert re.search(r"[\u4e00-\u9fff]", rule.title)
        assert re.fullmatch(r"[a-z0-9_]+", rule.name)
        assert rule.why


def test_no_rule_of_the_design_is_missing() -> None:
    families = {"A": 3, "F": 9, "C": 5, "T": 3, "I": 3, "M": 4, "S": 7, "H": 3, "V": 2, "Q": 3, "N": 5, "D": 3, "X": 3}
    wanted = {f"{family}{number:02d}" for family, count in families.items() for number in range(1, count + 1)}
    assert set(REGISTRY) == wanted
