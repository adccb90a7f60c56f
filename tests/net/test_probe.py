"""Probes of real servers on loopback: good, slow, silent, redirecting, blocked and broken ones."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import ProbeItem
from govcrawl.domain.targets import Target
from govcrawl.net.probe import probe, probe_all
from tests.cms.systems import HTML, page, system
from tests.cms.systems import Answer as Served

HOST = "127.0.15.1"


def handler(path: str, _query: dict[str, str], _body: str, _headers: dict[str, str]) -> Served | None:
    if path == "/":
        return 200, HTML, page("<p>欢迎访问示例县人民政府门户网站</p>" * 30)
    if path == "/wall":
        return 412, HTML, "<script>$_ts=1</script>"
    if path == "/down":
        return 503, HTML, "unavailable"
    return None


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with ExitStack() as stack:
        yield stack.enter_context(system(handler, HOST)).rstrip("/")


def ask(url: str, limit: float = 5.0) -> ProbeItem:
    return asyncio.run(probe(Target("示例县", "portal", "示例", url), {HOST}, limit))


def test_a_good_answer_is_timed(base: str) -> None:
    found = ask(f"{base}/")
    assert (found.answer, found.status, found.reason, found.final_url) == (
        FetchOutcome.REACHABLE,
        200,
        None,
        f"{base}/",
    )
    steps = [found.dns_ms, found.connect_ms, found.first_byte_ms, found.milliseconds]
    assert all(step is not None for step in steps)
    assert steps == sorted(step for step in steps if step is not None)
    assert (found.tls_ms, found.certificate_until) == (None, None)


@pytest.mark.parametrize(
    ("path", "answer", "reason"),
    [
        ("/wall", FetchOutcome.BLOCKED, "412"),
        ("/down", FetchOutcome.UNREACHABLE, "503"),
        ("/none", FetchOutcome.UNREACHABLE, "404"),
    ],
)
def test_verdicts(base: str, path: str, answer: FetchOutcome, reason: str) -> None:
    found = ask(base + path)
    assert found.answer is answer
    assert reason in (found.reason or "")


def listening() -> socket.socket:
    """A server that accepts and says nothing."""
    silent = socket.socket()
    silent.bind((HOST, 0))
    silent.listen()
    return silent


def test_a_silent_server_is_given_up_at_the_limit() -> None:
    with closing(listening()) as silent:
        found = ask(f"http://{HOST}:{silent.getsockname()[1]}/", 0.3)
    assert (found.answer, found.reason) == (FetchOutcome.UNREACHABLE, "0秒内没有打开")
    assert found.milliseconds >= 300


def test_refused_and_unresolvable() -> None:
    with closing(listening()) as closed:
        port = closed.getsockname()[1]
    assert "连接失败" in (ask(f"http://{HOST}:{port}/").reason or "")
    assert ask("http://no-such-host.invalid/").reason == "域名无法解析"


def test_private_addresses_are_asked_only_where_they_are_ours(base: str) -> None:
    target = Target("示例县", "portal", "示例", f"{base}/")
    (found,) = asyncio.run(probe_all([target], set()))
    assert (found.answer, found.status) == (FetchOutcome.BLOCKED, None)


def test_plain_http_behind_https_is_a_failed_handshake(base: str) -> None:
    found = ask(base.replace("http://", "https://") + "/")
    assert found.answer is FetchOutcome.UNREACHABLE
    assert found.reason
