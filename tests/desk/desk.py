"""A desk over a small round with archived pages, served by the real server on loopback; and what a page might reach."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import uvicorn
from sqlalchemy import Engine

from govcrawl.apps.desk.desk import Desk
from govcrawl.apps.desk.server import ClientLimits, configure
from govcrawl.apps.desk.users import User, hashed
from govcrawl.domain.fetch_outcomes import OK
from govcrawl.domain.items import Item
from govcrawl.rubric.columns import load_vocabulary
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.archive import Exchange, ExchangeKind
from govcrawl.store.session import open_database
from govcrawl.store.writer import Writer
from pipelines.catalogue import run
from pipelines.model import Check
from tests.exports.night import CLEAN, FAULTY, NIGHT, Q3, dead, site

ROUND = Q3.name
DEAD = 30  # dead links on the home page of FAULTY, a point each up to the indicator's cap
PASSWORDS = {"管理员": "admin-pass-1", "分析员": "analyst-pass-1", "来客": "viewer-pass-1"}
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc0000003010100"
    "c9fe92ef0000000049454e44ae426082"
)


def make_round(path: Path, home_page: bytes = b"<html><body><p>home</p></body></html>") -> Engine:
    """A website with dead links and a clean one; the first one's home page is archived, plain and as a picture."""
    engine = open_database(f"sqlite:///{path}")
    check = Check(Q3, load_rubric(), load_vocabulary())
    writer = Writer(engine, Q3, check.rubric, archive=path.parent / "archive")
    writer.begin_round([FAULTY, CLEAN])
    for target, number in ((FAULTY, DEAD), (CLEAN, 1)):
        writer.begin_target(target, resume=False)
        items: list[Item] = [*(dead(target, each) for each in range(number)), site(target)]
        for item in items:
            writer.add_findings(item, run(item, check))
            writer.add(item)
    html = [("Content-Type", "text/html; charset=utf-8")]
    for kind, headers, body in (
        (ExchangeKind.PLAIN, html, home_page),
        (ExchangeKind.SCREENSHOT, [("Content-Type", "image/png")], _PNG),
    ):
        exchange = Exchange(FAULTY.url, kind, NIGHT, final_url=FAULTY.url, status=200, headers=headers, body=body)
        exchange.verdict = OK
        writer.keep(FAULTY, exchange)
    writer.close(finished=True)
    return engine


@cache
def some_users() -> Mapping[str, User]:
    """One user of each role."""
    names = {"管理员": "admin", "分析员": "analyst", "来客": "viewer"}
    return {name: User(name, role, hashed(PASSWORDS[name])) for name, role in names.items()}  # type: ignore[arg-type]


@contextmanager
def served(desk: Desk, limits: ClientLimits | None = None, context: ssl.SSLContext | None = None) -> Iterator[str]:
    """The address of the desk while it is served as `govcrawl serve` does it; by HTTPS with a `context`."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    server = uvicorn.Server(configure(desk, limits, context))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield f"http{'s' if context else ''}://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


class Trap:
    """A port that counts who connects to it, for whatever reason."""

    def __init__(self) -> None:
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen()
        self.host = f"127.0.0.1:{self._socket.getsockname()[1]}"
        self.connections = 0
        self._thread = threading.Thread(target=self._count, daemon=True)
        self._thread.start()

    def _count(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            connection.close()

    def close(self) -> None:
        self._socket.close()
