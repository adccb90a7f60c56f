"""What a quarter before leaves in the database, without its night: lists of some columns as they were read then."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Engine

from govcrawl.answers import Answer
from govcrawl.db.writer import Writer
from govcrawl.demo.city import City
from govcrawl.demo.planted import Built
from govcrawl.demo.render import url_of
from govcrawl.items import ColumnItem, Entry, SiteItem
from govcrawl.register import Register, Target, read_register, record_of
from govcrawl.rounds import Round
from govcrawl.standard.rubric_file import load_rubric

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
        writer.add(SiteItem(target, _AT, Answer.REACHABLE, title=target.name))
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
