"""Probes of real servers on loopback: good, slow, silent, redirecting, blocked and broken ones."""

from __future__ import annotations

import asyncio
import resource
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, closing
from datetime import date

import pytest

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import ProbeItem
from govcrawl.domain.targets import Target
from govcrawl.net import certificates
from govcrawl.net.certificates import certificate_faults
from govcrawl.net.probe import probe, probe_all
from tests.cms.systems import HTML, page, system
from tests.cms.systems import Answer as Served
from tests.faults.server import Asked, Site, serve
from tests.faults.tls import TLS

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


@pytest.mark.parametrize(
    ("name", "fault", "valid"), [("自签证书", "证书是自签名的", True), ("过期证书", "证书已过期", False)]
)
def test_a_certificate_that_browsers_warn_of_is_a_fact_of_its_own(name: str, fault: str, valid: bool) -> None:
    """The site answers; what its certificate is worth says nothing of that."""
    site = next(each for each in TLS if each.name == name)
    with serve([site]) as served:
        found = asyncio.run(probe(Target("示例县", "portal", "示例", served.home(site)), {site.host}, 5.0))
    assert (found.answer, found.status, found.reason) == (FetchOutcome.REACHABLE, 200, None)
    assert found.certificate_fault == fault or (name == "过期证书" and found.certificate_fault == "证书是自签名的")
    assert found.certificate_until is not None
    assert (found.certificate_until > date.today()) is valid


def test_certificates_alone_are_looked_at(base: str) -> None:
    with serve(TLS) as served:
        urls = [served.home(site) for site in TLS]
        plain, closed = base.replace("http://", "https://"), "https://127.0.0.1:1/"
        found = asyncio.run(certificate_faults([*urls, plain, closed]))
    assert found == {**dict.fromkeys(urls, "证书是自签名的"), plain: None, closed: None}


def test_handshakes_that_do_not_go_on_are_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server takes the connection and says nothing to the client's hello; nothing of it stays open."""
    monkeypatch.setattr(certificates, "_SECONDS", 0.5)
    with socket.create_server((HOST, 0)) as server:
        url = f"https://{HOST}:{server.getsockname()[1]}/"
        found = ask(url, 0.5)
        assert (found.answer, found.reason) == (FetchOutcome.UNREACHABLE, "0秒内没有打开")
        assert asyncio.run(certificate_faults([url])) == {url: None}
        for _ in range(2):
            connection, _ = server.accept()
            connection.settimeout(60)
            with closing(connection):
                while connection.recv(65_536):
                    pass


def test_what_this_machine_lacks_says_nothing_of_the_site(base: str) -> None:
    """No free file: nothing was asked, as without a network."""

    async def ask_without_files() -> ProbeItem:
        allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, most))
        try:
            return await probe(Target("示例县", "portal", "示例", f"{base}/"), {HOST}, 5.0)
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, most))

    found = asyncio.run(ask_without_files())
    assert (found.answer, found.reason) == (FetchOutcome.BLOCKED, "本机网络不通，没有发出请求，无法判断")


def test_a_site_without_tls_has_no_certificate(base: str) -> None:
    found = ask(f"{base}/")
    assert (found.certificate_fault, found.certificate_until) == (None, None)


@pytest.mark.parametrize("status", ["99999999999999999999999 OK", "4000000000 OK", "20", "²00 OK", "200OK"])
def test_a_status_that_is_none_is_no_answer(status: str) -> None:
    async def answer(asked: Asked) -> AsyncIterator[bytes]:
        yield f"HTTP/1.1 {status}\r\nContent-Length: 2\r\n\r\nok".encode()

    site = Site("怪状态", HOST, faults={"/": answer})
    with serve([site]) as served:
        found = ask(served.home(site))
    assert (found.answer, found.status) == (FetchOutcome.UNREACHABLE, None)
