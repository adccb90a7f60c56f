"""Rows of units, targets and their scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator

from analysis.dataframes.reading import Reading, Values
from analysis.round_view import RoundView
from analysis.scoring.frames import scores_frame
from analysis.scoring.scores import Score
from govcrawl.domain.items import SiteItem
from govcrawl.domain.targets import WEBSITES, Target
from govcrawl.register import Unit
from govcrawl.store.codec import SITE
from govcrawl.store.fact_rows import TargetRef, site_row
from govcrawl.store.reader import TargetState

_SCORED = (*WEBSITES, "disclosure")
_PLACE = ("unit", "target", "target_url", "platform")
_SCORE = ("grade", "total", "deducted", "bonus", "veto", "reason", "problems", "undecided", "assumed")


def units(reading: Reading) -> Generator[Values]:
    """In register order; without a filter by platform also units that have no target."""
    held = [(place.round.name, place.target) for place, _ in reading.places()]
    counts = Counter((name, target.unit) for name, target in held)
    for each in reading.chosen.rounds:
        name = each.round.name
        known = {unit.name: unit for unit in each.register.units}
        for round_name, target in held:  # rounds of versions that kept no register, and units that have left it
            if round_name == name:
                known.setdefault(target.unit, Unit(target.unit, target.unit_kind, (), target.serves_public))
        for unit in known.values():
            if _is_chosen(reading, unit.name, counts[name, unit.name]):
                yield (
                    name, unit.name, unit.kind, "；".join(unit.aliases), unit.serves_public, unit.on_policy_qa,
                    counts[name, unit.name],
                )  # fmt: skip


def _is_chosen(reading: Reading, unit: str, targets: int) -> bool:
    chosen = reading.chosen
    return (chosen.units is None or unit in chosen.units) and (chosen.platforms is None or targets > 0)


def targets(reading: Reading) -> Generator[Values]:
    """Rows of the frame `targets`."""
    for place, first in reading.places():
        row = site_row(reading.connection, place)
        site = SITE.item(row, target=place.target) if row["more"] is not None else None
        state = TargetState(place.target, row["position"], row["state"], row["phase"], site)
        yield (
            *first, place.target.unit_kind, place.round.date, state.state, state.missed is None, state.missed,
            *(_site_values(site) if site else _NOTHING),
        )  # fmt: skip


_NOTHING = (None,) * 13


def _site_values(site: SiteItem) -> Values:
    bounds = "；".join(dict.fromkeys(each.name for each in site.bounds))
    return (
        site.answer, site.title, site.fetched_at, site.columns_read, site.pages_fetched, site.links_checked,
        site.rendered, bounds, site.home_newest, site.cms, site.https, site.ipv6,
        site.certificate_fault,
    )  # fmt: skip


def scores(reading: Reading) -> Generator[Values]:
    """In register order, websites before platforms."""
    places = [place for place, _ in reading.places() if place.target.platform in _SCORED]
    for each in reading.chosen.rounds:
        name = each.round.name
        here = {_of(place): place for place in places if place.round.name == name}
        for row in scores_frame(_scores(reading, name, here)).to_dict("records"):
            place = here.get((row["target_url"], row["unit"], row["target"], row["platform"]))
            if place is not None:
                yield (name, *(row[each] for each in _PLACE), place.target.unit_kind, *(row[each] for each in _SCORE))


def _of(place: TargetRef) -> tuple[str, str, str, str]:
    target = place.target
    return target.url, target.unit, target.name, target.platform


def _scores(reading: Reading, name: str, here: dict[tuple[str, str, str, str], TargetRef]) -> Iterator[Score]:
    """Of all targets, or of the chosen unit's one by one."""
    if reading.chosen.units is not None:
        ordered = sorted(here.values(), key=lambda place: place.target.platform not in WEBSITES)
        found = (_score_of(reading, name, place.target) for place in ordered)
        yield from (score for score in found if score is not None)
        return
    platforms = {place.target.platform for place in here.values()}
    if platforms & set(WEBSITES):
        yield from reading.view(name).website_scores
    if "disclosure" in platforms:
        yield from reading.view(name).disclosure_scores


def _score_of(reading: Reading, name: str, target: Target) -> Score | None:
    """One target's score, for which only its own findings are read."""
    return RoundView(reading.engine, name, target.url).score_of(target)
