"""Rounds of a few items each, judged by the real rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Engine

from govcrawl.domain.findings import Finding
from govcrawl.domain.items import Item, SiteItem
from govcrawl.domain.rounds import Round
from govcrawl.register import RegisterRecord
from govcrawl.rubric.columns import load_vocabulary
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.writer import Writer
from pipelines.catalogue import run
from pipelines.model import Check
from tests.exports.night import target

Q4 = Round("2021Q4", date(2021, 11, 19))
SITE = target("青禾县", "qinghe")


def night(
    engine: Engine,
    when: Round,
    items: Iterable[Item],
    further: Sequence[Finding] = (),
    record: RegisterRecord | None = None,
) -> None:
    """A round of these items, judged by the real rules; `further` findings are the first site's."""
    check = Check(when, load_rubric(), load_vocabulary())
    items = list(items)
    sites = [each for each in items if isinstance(each, SiteItem)]
    writer = Writer(engine, when, check.rubric)
    writer.begin_round([each.target for each in sites], record=record)
    for each in sites:
        writer.begin_target(each.target, resume=False)
    for item in (*(each for each in items if not isinstance(each, SiteItem)), *sites):
        more = further if sites and item is sites[0] else ()
        writer.add_findings(item, [*run(item, check), *more])
        writer.add(item)
    writer.close(finished=True)
