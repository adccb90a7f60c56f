"""Kinds of problems as the notice (通报) tells them: how many stand under each heading of `rules.yaml`, and whose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from pipelines.texts import Part, load_texts

NAMED = 5  # names in a sentence; whoever wants all of them has the attachments
_OTHER = "其他问题"


class OwnedProblem(Protocol):
    """What the notice asks of a problem: of which rule it is, and whose."""

    @property
    def rule(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def target_url(self) -> str: ...
    @property
    def cause(self) -> str: ...


class CountedProblem(NamedTuple):
    """A problem as it was counted."""

    rule: str
    unit: str
    target_url: str
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """A kind of problem."""

    title: str
    count: int
    units: str  # up to NAMED of them, then 等N个单位
    shared: str = ""  # how many of them have a cause in common, in brackets


def issues_of(found: Iterable[OwnedProblem], part: Part) -> list[Issue]:
    """Kinds that there are any of, in the order of the notice; last, what belongs to none of them: nothing is lost.

    part: the part of the notice whose headings are used.
    """
    texts = load_texts()
    sorted_out: dict[str, list[OwnedProblem]] = {heading: [] for heading in (*texts.headings.get(part, ()), _OTHER)}
    for each in found:
        sorted_out[texts.of(each.rule).notice.get(part, _OTHER)].append(each)
    return [
        Issue(title, len(mine), names(each.unit for each in mine), _shared(mine))
        for title, mine in sorted_out.items()
        if mine
    ]


def _shared(found: Iterable[OwnedProblem]) -> str:
    """One fault of a template is one cause, however many pages it shows on."""
    causes = [(each.target_url, each.rule, each.cause) for each in found if each.cause]
    return f"（其中{len(causes)}处源于{len(set(causes))}个模板问题）" if causes else ""


def names(each: Iterable[str], noun: str = "单位") -> str:
    """The names in `each` in their order, once; "" for none.

    Of many the first stand there, and how many they are, counted in `noun`.
    """
    known = [name for name in dict.fromkeys(each) if name]
    return "、".join(known[:NAMED]) + (f"等{len(known)}个{noun}" if len(known) > NAMED else "")


def wholly(places: Sequence[tuple[str, bool]]) -> list[str]:
    """Units that are good in all of their places: none is praised for one site while another of its sites is not."""
    bad = {unit for unit, good in places if not good}
    return [unit for unit, _ in places if unit not in bad]
