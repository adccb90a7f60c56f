"""Every rule is explained to people who read Chinese."""

from govcrawl.rubric.meanings import load_meanings
from pipelines import load_rules
from pipelines.rules import REGISTRY


def test_every_rule_has_a_meaning_and_a_basis() -> None:
    load_rules()
    meanings = load_meanings()
    assert sorted(meanings) == sorted(REGISTRY)
    for rule, each in meanings.items():
        assert each.meaning.endswith("。"), rule
        assert each.basis, rule
        assert not each.basis.endswith("。"), rule
