"""What all components of one crawl share: the register, the round, the rubric and the store."""

from __future__ import annotations

from dataclasses import dataclass

from scrapy.settings import BaseSettings

from govcrawl.db.session import open_database
from govcrawl.db.writer import Writer
from govcrawl.register import Register, read_register, record_of
from govcrawl.rounds import Round, parse_round
from govcrawl.standard.columns import Vocabulary, load_vocabulary
from govcrawl.standard.rubric import Rubric
from govcrawl.standard.rubric_file import load_rubric
from pipelines.rules import Check


@dataclass(frozen=True)
class Inspection:
    """One crawl's shared parts; `crawler.inspection` for pipelines and extensions."""

    register: Register
    round: Round
    rubric: Rubric
    vocabulary: Vocabulary
    check: Check
    writer: Writer


def open_inspection(
    settings: BaseSettings, register: str, round_name: str | None, date: str | None, options: dict[str, str]
) -> Inspection:
    """Read and check everything before anything is fetched; raises InputError (and its kinds)."""
    ledger = read_register(register)
    when = parse_round(round_name, date)
    rubric, vocabulary = load_rubric(), load_vocabulary()
    engine = open_database(settings.get("GOVCRAWL_DATABASE_URL"))
    writer = Writer(engine, when, rubric, options)
    writer.begin_round([*ledger.targets, *ledger.account_targets()], ledger.units, record_of(ledger))
    return Inspection(ledger, when, rubric, vocabulary, Check(when, rubric, vocabulary), writer)
