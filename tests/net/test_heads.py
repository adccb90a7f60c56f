"""Heads of answers without end or with impossible numbers: cut, undecided, and no site beside them suffers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from govcrawl.domain.fetch_outcomes import LinkState
from govcrawl.domain.items import Link
from govcrawl.domain.numbers import http_status, whole_number
from tests.faults.crawl import Crawled, crawl
from tests.faults.expected import SLOW
from tests.faults.pages import portal
from tests.faults.server import Answer, Asked, Served, Site, serve

_NO_HEAD = "服务器的应答没有完整的HTTP头部，无法读取"
_HEALTHY = "健康"
_LINKS = ("status", "wide", "folded", "many", "continued", "length", "line")


def _status(written: bytes) -> Answer:
    async def answer(asked: Asked) -> AsyncIterator[bytes]:
        yield b"HTTP/1.1 " + written + b" OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nok"

    return answer


def _endless(line: bytes, first: bytes = b"HTTP/1.1 200 OK\r\nX-A: b\r\n") -> Answer:
    """A head that goes on for 200 MB at most."""

    async def answer(asked: Asked) -> AsyncIterator[bytes]:
        yield first
        block = line * (65_536 // len(line) + 1)
        for _ in range(200 * 16):
            yield block
            await asyncio.sleep(0)

    return answer


_FAULTS: dict[str, Answer] = {
    "/x/status": _status(b"99999999999999999999999"),
    "/x/wide": _status(b"4000000000"),
    "/x/folded": _endless(b"  \t \r\n"),
    "/x/many": _endless(b"X-Header: value\r\n"),
    "/x/continued": _endless(b"HTTP/1.1 100 Continue\r\n\r\n", b""),
    "/x/line": _endless(b"x" * 1000),
    "/x/length": _status(b"200 OK\r\nContent-Length: 99999999999999999999999999\r\nX:"),
}
_PORTAL = portal(1)
_LINKED = "".join(f'<a href="/x/{name}">附加内容{name}</a>' for name in _LINKS).encode()
_PAGES = {
    **_PORTAL,
    "/": _PORTAL["/"].replace(b"Content-Length", b"X-Length").replace(b"</body>", _LINKED + b"</body>"),
}
_SITES = (Site("怪头", "127.0.11.1", _PAGES, _FAULTS), Site(_HEALTHY, "127.0.11.2", portal(2)))


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serve(_SITES) as running:
        yield running


@pytest.fixture(scope="module")
def night(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    return crawl(served, _SITES, tmp_path_factory.mktemp("heads"))


def test_all_sites_are_inspected_to_their_end(night: Crawled) -> None:
    assert {state.state for state in night.states().values()} == {"done"}
    assert night.site(_HEALTHY).unread == []
    assert "could not handle" not in night.log.read_text()


@pytest.mark.parametrize("name", _LINKS)
def test_a_head_without_sense_is_undecided(night: Crawled, name: str) -> None:
    links = {item.url.rpartition("/")[2]: item for item in night.items("怪头") if isinstance(item, Link)}
    assert links[name].state not in (LinkState.GONE, LinkState.OK)
    assert links[name].reason in (_NO_HEAD, SLOW)
    assert links[name].status is None


def test_endless_heads_are_cut_early(night: Crawled, served: Served) -> None:
    assert night.code in (0, 1)
    assert served.sent["127.0.11.1"] < 64 << 20  # of the 800 MB that are offered twice; sockets hold some
    assert night.peak < 400  # MiB


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12", 12), (b" 7 ", 7), ("2147483647", 2**31 - 1), ("2147483648", None), ("9" * 5000, None), ("²", None),
        ("-1", None), ("1.5", None), ("", None), (None, None), (-1, None), (2**40, None),
    ],
)  # fmt: skip
def test_numbers_are_read_within_bounds(written: str | bytes | int | None, number: int | None) -> None:
    assert whole_number(written) == number


def test_a_status_has_three_digits() -> None:
    assert [http_status(each) for each in (100, 200, 599, 999, 99, 0, -1, 1000, 4_000_000_000)] == [
        100, 200, 599, 999, None, None, None, None, None
    ]  # fmt: skip
