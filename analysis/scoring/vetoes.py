"""Vetoes (单项否决): which hold by what was found, whether people have confirmed them, and which people have undone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from analysis.scoring.counts import Pool, measure
from analysis.scoring.finding_status import StatusIndex
from analysis.scoring.lines import ScoreLine, counted_line, marked
from govcrawl.domain.decisions import Mark
from govcrawl.domain.findings import Finding
from govcrawl.rubric.model import Indicator, Rubric, Veto

COUNTED = {"finding": "处", "column": "个栏目", "site": "项"}


@dataclass(frozen=True, slots=True)
class HeldVeto:
    """A veto that the findings make."""

    line: ScoreLine
    confirmed: bool  # a person gave it, or has confirmed as many of its findings as it needs
    undecided: tuple[str, ...] = ()  # keys of its findings that nobody has confirmed yet


def held_vetoes(
    rubric: Rubric, pool: Pool, given: dict[str, Mark], statuses: StatusIndex, matters: int | None
) -> Iterator[HeldVeto]:
    """The veto indicators that hold. One finding may hold up several: P11 is about points.

    given: what people have marked, by indicator. statuses: what they have decided on findings. matters: how many
    service guides the website has; None: not known.
    """
    for indicator in rubric.indicators:
        mark = given.get(indicator.id)
        if indicator.part == "veto" and mark is not None and mark.points:
            line = replace(marked(indicator, mark, Decimal()), points_each=0.0, raw=0.0, capped=False)
            yield HeldVeto(line, confirmed=True)
        if indicator.veto is None:
            continue
        found = pool.matching(indicator.veto)
        if _enough(indicator.veto, found, matters):
            yield _held(indicator, indicator.veto, found, rubric, statuses, matters)


def undone_vetoes(rubric: Rubric, pool: Pool, matters: int | None) -> Iterator[ScoreLine]:
    """Why a veto does not hold that all findings together would make: people have dismissed or excepted the rest."""
    for indicator in rubric.indicators:
        veto = indicator.veto
        if veto is None:
            continue
        every, found = pool.matching(veto, waived=True), pool.matching(veto)
        if _enough(veto, every, matters) and not _enough(veto, found, matters):
            unit, left = COUNTED[veto.per], measure(veto.per, found)
            taken = measure(veto.per, every) - left
            text = f"单项否决不成立：{measure(veto.per, every)}{unit}中{taken}{unit}经复核不属实或按例外不计"
            text += f"，余{left}{unit}，未达到{veto.at_least}{unit}" if veto.per != "site" else ""
            yield counted_line(indicator, veto.per, found, left, text=text, assumed=False, keys=())


def _held(
    indicator: Indicator,
    veto: Veto,
    found: Sequence[Finding],
    rubric: Rubric,
    statuses: StatusIndex,
    matters: int | None,
) -> HeldVeto:
    number = measure(veto.per, found)
    needs_people = rubric.scoring.vetoes_need_people
    sure = [each for each in found if statuses.confirmed(each)]
    confirmed = not needs_people or _enough(veto, sure, matters)
    undecided = () if confirmed else tuple(each.key for each in found if not statuses.confirmed(each))
    text = "单项否决" if confirmed else "疑似单项否决"
    if veto.per != "site":
        unit = COUNTED[veto.per]
        reached = f"达到{veto.at_least}{unit}" if number >= veto.at_least else f"网站仅有{matters}{unit}，全部缺失"
        text += f"：{number}{unit}，{reached}"
    if undecided:
        text += f"；{len(undecided)}条问题待人工复核，确认后方可认定"
    line = counted_line(indicator, veto.per, found, number, text=text, assumed=indicator.assumed)
    return HeldVeto(line, confirmed, undecided)


def _enough(veto: Veto, found: Sequence[Finding], matters: int | None) -> bool:
    number = measure(veto.per, found)
    if number >= veto.at_least:
        return True
    return bool(veto.or_all_of and matters and 0 < matters <= number)
