"""What no measure covers."""

from __future__ import annotations

from benchmarks.mutations.catalogue import WITHOUT
from pipelines.catalogue import REGISTRY

_ELSE = (
    "Real sites as a whole: nobody has written down all that is wrong with one. The labelled real pages are "
    "single pages.",
    "Networks: name servers, certificates, IPv6, slow and unsteady servers are tried in tests, not counted here.",
    "Sites behind firewalls that let a browser through after a challenge.",
    "Accounts on real platforms of new media; their pages are imitated.",
    "Dictionaries of the office: X01 finds what the dictionary holds, and is as right as that.",
    "Further pages of lists in mutations: lists of the healthy sites end on their first page. A last page of two posts "
    "whose authors and dates are links is misread.",
    "Pages in other languages than Chinese, and text inside pictures or PDF files.",
)


def not_covered() -> str:
    """A Markdown list: rules that no mutation plants, with the reason, and what else is not measured."""
    rules = [f"- {rule} {REGISTRY[rule].title}: no mutation, {why}." for rule, why in sorted(WITHOUT.items())]
    return "\n".join([*(f"- {line}" for line in _ELSE), *rules])
