"""Rounds of a test's own in a real database: its register, its items, judged by the real rules."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy import Engine

from govcrawl.domain.items import Item
from govcrawl.domain.targets import Target
from govcrawl.register import RegisterRecord
from govcrawl.rubric.columns import load_vocabulary
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.session import open_database
from govcrawl.store.writer import Writer
from pipelines.catalogue import run
from pipelines.cross_page.runner import run_cross_page
from pipelines.model import Check
from tests.exports.night import Q3


def inspected(path: Path, record: RegisterRecord, targets: Sequence[Target], items: Iterable[Item]) -> Engine:
    """The round 2021Q3 in a fresh SQLite database; targets without an item were never begun."""
    engine = open_database(f"sqlite:///{path}")
    check = Check(Q3, load_rubric(), load_vocabulary())
    writer = Writer(engine, Q3, check.rubric)
    writer.begin_round(targets, record.units, record)
    begun: set[str] = set()
    for item in items:
        if item.target.url not in begun:
            writer.begin_target(item.target, resume=False)
            begun.add(item.target.url)
        writer.add_findings(item, run(item, check))
        writer.add(item)
    writer.close(finished=True)
    run_cross_page(engine, Q3.name, begun, check)
    return engine
