"""What a quarter before leaves in the database, without its night: lists of some columns as they were read then."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Engine

from govcrawl.apps.demo.city import City
from govcrawl.apps.demo.planted import Built
from govcrawl.apps.demo.render import url_of
from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import ColumnItem, Entry, SiteItem
from govcrawl.domain.rounds import Round
from govcrawl.domain.targets import Target
from govcrawl.register import Register, read_register, record_of
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.writer import Writer

BEFORE = Round("2021Q2", date(2021, 5, 20))
_AT = datetime(2021, 5, 20, 14, tzinfo=UTC)


def seed_earlier_round(engine: Engine, city: City, register: Path) -> None:
    """Store the round before for the sites of which it is told; storing it again changes nothing."""
    ledger = read_register(register)
    told = [(built, _target(built, ledger)) for built in city.built if built.earlier]
    writer = Writer(engine, BEFORE, load_rubric())
    writer.begin_round([target for _, target in told], ledger.units, record_of(ledger))
    for built, target in told:
        writer.begin_target(target, resume=False)
        for column in _columns(built, target):
            writer.add(column)
        writer.add(SiteItem(target, _AT, FetchOutcome.REACHABLE, title=target.name))
    writer.close(finished=True)


def _target(built: Built, ledger: Register) -> Target:
    address = f"{built.portal.base}/"
    return next(target for target in ledger.targets if target.url == address)


def _columns(built: Built, target: Target) -> list[ColumnItem]:
    made = []
    for key, absent in built.earlier.items():
        column = built.portal.column(key)
        then = [each for each in column.articles if each.day <= BEFORE.date and each is not absent]
        entries = [Entry(each.title, url_of(built.portal, built.style, each), each.day, "row") for each in then]
        url = url_of(built.portal, built.style, column)
        made.append(ColumnItem(target, url, column.name, _AT, entries=entries, dated_entries=len(entries)))
    return made
