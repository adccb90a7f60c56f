"""`govcrawl inspect --screenshots fail`: after the inspection run, pictures of the pages with problems."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from sqlalchemy import Engine

from govcrawl.domain.errors import InputError
from govcrawl.domain.rounds import Round
from govcrawl.domain.targets import Target
from govcrawl.net.addresses import own_hosts
from govcrawl.register import Register, record_of
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.archive import Exchange
from govcrawl.store.archive.location import archive_root
from govcrawl.store.reader import read_findings
from govcrawl.store.writer import Writer

PLATFORM = "screenshots"  # of the crawl that the pictures belong to
_MOST = 2_000  # pictures of one inspection run


def picture_problems(engine: Engine, when: Round, ledger: Register, most: int = _MOST) -> tuple[int, int]:
    """Archive pictures of the pages with problems in round `when`, of at most `most` pages.

    `ledger` is the register whose targets are meant. Returns how many pictures were archived, and how many pages were
    left out because they could not be taken or were beyond `most`. InputError when there is no archive.
    """
    from govcrawl.net.screenshots import take_pictures  # here: no other command needs the browser's driver

    root = archive_root(engine.url)
    if root is None:
        raise InputError("没有证据存档（GOVCRAWL_ARCHIVE=none），截图无处保存。")
    targets = {target.url: target for target in (*ledger.targets, *ledger.account_targets())}
    pages: dict[str, Target] = {}
    for finding in read_findings(engine, when.name, "fail"):
        known = targets.get(finding.target_url)
        if known is not None and finding.url.startswith(("http://", "https://")):
            pages.setdefault(finding.url, known)
    chosen = dict(list(pages.items())[:most])
    own_hosts.update(urlsplit(f"//{host}").hostname or host for host in ledger.allowed_hosts())
    writer = Writer(engine, when, load_rubric(), {"platform": PLATFORM}, archive=root)
    writer.begin_round([*ledger.targets, *ledger.account_targets()], ledger.units, record_of(ledger))

    def keep(exchange: Exchange) -> None:
        writer.keep(chosen[exchange.url], exchange)

    finished = False
    try:
        failed = asyncio.run(take_pictures(list(chosen), keep))
        finished = True
    finally:
        writer.close(finished=finished)
    return len(chosen) - failed, failed + len(pages) - len(chosen)
