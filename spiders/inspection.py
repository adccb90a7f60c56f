"""What all components of one crawl share: the register, the round, the rubric and the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings

from govcrawl.domain.errors import InputError
from govcrawl.domain.rounds import Round, parse_round
from govcrawl.domain.targets import Target
from govcrawl.net import addresses, ports
from govcrawl.register import Register, read_register, record_of
from govcrawl.rubric.columns import Vocabulary, load_vocabulary
from govcrawl.rubric.model import Rubric
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.archive.location import archive_root
from govcrawl.store.archive.replay import Replay
from govcrawl.store.outage import wait_in_outages
from govcrawl.store.session import open_database
from govcrawl.store.writer import Writer
from pipelines.model import Check


@dataclass(frozen=True)
class Inspection:
    """One crawl's shared parts; `crawler.inspection` for pipelines and extensions."""

    register: Register
    round: Round
    rubric: Rubric
    vocabulary: Vocabulary
    check: Check
    writer: Writer
    replay: Replay | None = None  # where answers come from the archive


def open_inspection(
    settings: BaseSettings, register: str, round_name: str | None, date: str | None, options: dict[str, Any]
) -> Inspection:
    """Read and check everything before anything is fetched.

    `register` is the path of the register, `round_name` and `date` (YYYY-MM-DD) name the round, `options` are stored
    with the crawl. Raises InputError (and its kinds) for what the user has to mend.
    """
    ledger = read_register(register)
    when = parse_round(round_name, date)
    rubric, vocabulary = load_rubric(), load_vocabulary()
    engine = open_database(settings.get("GOVCRAWL_DATABASE_URL"))
    replay = _open_replay(settings)
    wait_in_outages(engine)
    writer = Writer(engine, when, rubric, options, archive=None if replay else archive_root(engine.url))
    writer.begin_round([*ledger.targets, *ledger.account_targets()], ledger.units, record_of(ledger))
    return Inspection(ledger, when, rubric, vocabulary, Check(when, rubric, vocabulary), writer, replay)


def _open_replay(settings: BaseSettings) -> Replay | None:
    """The crawl that the settings of `govcrawl replay` name; None when the network is asked."""
    number = settings.getint("GOVCRAWL_REPLAY")
    if not number:
        return None
    engine = open_database(settings.get("GOVCRAWL_REPLAY_FROM"), create=False, readonly=True)
    root = archive_root(engine.url)
    if root is None:
        raise InputError("没有证据存档（GOVCRAWL_ARCHIVE=none），无法重放。")
    return Replay(engine, root, number)


def let_through(register: Register) -> frozenset[str]:
    """Let requests to the hosts and ports of `register` pass the guard, internal addresses among them; the hosts."""
    hosts = register.allowed_hosts()
    own = frozenset(urlsplit(f"//{host}").hostname or host for host in hosts)
    addresses.own_hosts.update(own)
    ports.allow_register(hosts)
    return own


def bounds_of(settings: BaseSettings) -> dict[str, str]:
    """Settings that a crawl's facts depend on: a replay takes them over."""
    names = sorted(
        name for name in settings if str(name).startswith("GOVCRAWL_MAX_") or name == "GOVCRAWL_NEWEST_ARTICLES"
    )
    return {**{name: str(settings.get(name)) for name in names}, "BROWSER": "1" if settings.get("BROWSER") else ""}


def select(targets: list[Target], share: str) -> list[Target]:
    """Every n-th of `targets` from the i-th on, for `share` "i/n": n processes split the register without talking.

    Raises InputError when `share` is not of that form.
    """
    index, _, count = share.partition("/")
    if not (index.isdigit() and count.isdigit() and int(index) < int(count)):
        raise InputError(f"参数 share={share} 无效，应为“序号/总数”，例如 0/2。")
    return targets[int(index) :: int(count)]
