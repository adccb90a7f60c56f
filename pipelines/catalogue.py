"""All rules of the program: importing this module registers them, its functions choose among them.

A rule in a new module is added to the imports here; nothing else has to know it.
"""

from govcrawl.domain.errors import RubricError
from pipelines import (
    attachments,
    availability,
    columns,
    disclosure,
    freshness,
    home_freshness,
    labels,
    letters,
    new_media,
    policy_qa,
    safety,
    services,
    site_features,
    statistics,
)
from pipelines.cross_page import availability as probes
from pipelines.cross_page import backdated, forwarding, interpretation
from pipelines.engine import REGISTRY, run
from pipelines.model import Confirm, Figure, Rule, Subject
from pipelines.texts import DEFAULT, load_texts, unexplained

FAMILIES = (
    attachments, availability, backdated, columns, disclosure, forwarding, freshness, home_freshness, interpretation,
    labels, letters, new_media, policy_qa, probes, safety, services, site_features, statistics,
)  # fmt: skip

__all__ = [
    "FAMILIES",
    "REGISTRY",
    "check_texts",
    "rule_title",
    "rules_about",
    "rules_confirmed_by",
    "rules_counted_in",
    "rules_looking_at",
    "rules_of_absence",
    "rules_of_part",
    "run",
]


def rules_looking_at(*kinds: type) -> tuple[str, ...]:
    """Ids of rules that look at one of these types, in their order."""
    return tuple(each.id for each in REGISTRY.values() if each.looks_at in kinds)


def rules_counted_in(*figures: Figure) -> tuple[str, ...]:
    """Ids of rules whose findings are counted in one of these figures: figures in the order given, rules in theirs."""
    return tuple(each.id for figure in figures for each in REGISTRY.values() if each.figure is figure)


def rules_confirmed_by(*ways: Confirm) -> frozenset[str]:
    """Ids of rules whose findings must be confirmed in one of these ways."""
    return frozenset(each.id for each in REGISTRY.values() if each.confirm in ways)


def rules_of_absence(kind: type) -> frozenset[str]:
    """Ids of rules that say that items of type `kind` lack something."""
    return frozenset(each.id for each in REGISTRY.looking_at(kind) if each.absence is not None)


def rules_about(*subjects: Subject) -> frozenset[str]:
    """Ids of rules the values of whose findings name one of these."""
    return frozenset(each.id for each in REGISTRY.values() if each.subject in subjects)


def rules_of_part(platform: str) -> tuple[str, ...]:
    """Ids of rules whose findings belong to that platform's part of the inspection (accounts, questions)."""
    return tuple(each.id for each in REGISTRY.values() if _part(each) == platform)


def _part(rule: Rule) -> str:
    return rule.part or (rule.on[0] if len(rule.on) == 1 else "")


def rule_title(rule: str) -> str:
    """What the rule is called in Chinese; its id when the program no longer knows it."""
    return REGISTRY[rule].title if rule in REGISTRY else rule


def check_texts() -> None:
    """Raises RubricError, in Chinese, when the program's rules and those of `rules.yaml` are not the same."""
    lacking = list(unexplained(load_texts(), {each.id: each.severity for each in REGISTRY.values()}))
    if lacking:
        raise RubricError(f"规则说明文件 {DEFAULT.name}：{'；'.join(lacking)}")
