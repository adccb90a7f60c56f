"""The address guard: thirty ways to write, name or lead to an address that is nobody's website."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest

from govcrawl.domain.fetch_outcomes import LinkState
from govcrawl.domain.items import ColumnItem, Link, PageItem
from govcrawl.net import loopback_proxy, names, ports
from govcrawl.net.addresses import own_hosts, proxies_of_the_environment
from govcrawl.net.browser import find_browser
from govcrawl.net.guard import AddressGuard, is_refused
from govcrawl.net.loopback_proxy import LoopbackProxy
from govcrawl.store.reader import read_findings, read_items
from tests.night.city import ROUND, environment
from tests.night.handmade import inspect, page

# Hosts as pages write them. All but the last ones tell by themselves what they are.
TRICKS = (
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "0",
    "0.0.0.0", "127.255.255.254", "localhost", "LOCALHOST.", "any.localhost", "router.local", "db.internal",
    "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::127.0.0.1]",
    "[fe80::1]", "[fd00:ec2::254]", "169.254.169.254", "100.100.100.200", "10.0.0.1", "172.16.0.1", "192.168.0.1",
    "168.63.129.16", "224.0.0.1", "①②⑦.⓪.⓪.①", "127。0。0。1", "www.example.gov.cn@127.0.0.1",
)  # fmt: skip
NAMED = {"rebound.example.cn": "127.0.0.1", "inside.example.cn": "10.1.2.3", "metadata.example.cn": "169.254.169.254"}
SITE = "127.0.9.90"


def refused(url: str) -> bool:
    try:
        asyncio.run(AddressGuard().process_request(Request(url)))
    except IgnoreRequest as fault:
        return "台账未列出" in str(fault)
    return False


@pytest.mark.parametrize("host", TRICKS)
def test_tricks_are_refused(host: str) -> None:
    assert refused(f"http://{host}:8080/secret")


@pytest.mark.parametrize("host", ["114.114.114.114", "[2400:3200::1]", "[64:ff9b::7272:7272]", "no-such-name.invalid"])
def test_public_hosts_and_names_without_address_are_not(host: str) -> None:
    assert not refused(f"http://{host}/")


def test_a_host_of_the_register_may_be_anywhere() -> None:
    assert refused("http://127.0.9.91:8000/a")
    own_hosts.add("127.0.9.91")
    try:
        assert not refused("http://127.0.9.91:8000/a")
        assert refused("http://127.0.9.92:8000/a")
    finally:
        own_hosts.discard("127.0.9.91")


# -- ports -------------------------------------------------------------------------------------------------------------

_PUBLIC = "114.114.114.114"


def why_refused(url: str, *led_by: str) -> str | None:
    """Why the guard does not ask for this, to which the answers of `led_by` have led."""
    request = Request(url, meta={"redirect_urls": list(led_by)} if led_by else {})
    try:
        asyncio.run(AddressGuard().process_request(request))
    except IgnoreRequest as fault:
        return str(fault)
    return None


@pytest.fixture
def named() -> Iterator[None]:
    """What one test names is not named for the next."""
    yield
    ports.forget()
    own_hosts.discard("www.example.gov.cn")


@pytest.mark.usefixtures("named")
def test_a_foreign_answer_leads_to_the_ports_of_websites_alone() -> None:
    """A page of a site links to a host that sends whoever asks to the services of others."""
    foreign = f"http://{_PUBLIC}/a"
    assert why_refused(foreign) is None
    assert [why_refused(f"http://{_PUBLIC}:{port}/", foreign) for port in (80, 443)] == [None, None]
    assert why_refused(f"https://{_PUBLIC}/", foreign) is None
    assert {why_refused(f"http://{_PUBLIC}:{port}/", foreign) for port in (8080, 6380, 9200)} == {ports.REFUSED_PORT}


@pytest.mark.usefixtures("named")
def test_a_site_names_its_ports_by_links_answers_and_what_its_pages_are_made_of() -> None:
    own_hosts.add("www.example.gov.cn")
    home = "http://www.example.gov.cn/"
    assert why_refused(f"http://{_PUBLIC}:8080/list") is None, "a link of a page that was read"
    assert why_refused(f"http://{_PUBLIC}:8080/next", f"http://{_PUBLIC}:8080/list") is None
    assert why_refused("http://www.example.gov.cn:8443/", home) is None, "its own redirect"
    ports.note_page(f'<script src="//{_PUBLIC}:9080/jquery.js"></script>'.encode())
    assert ports.refusal(_PUBLIC, 9080) is None
    assert ports.refusal(_PUBLIC, 9081) == ports.REFUSED_PORT


@pytest.mark.usefixtures("named")
def test_ports_of_other_services_are_asked_only_where_the_register_names_them() -> None:
    assert {why_refused(f"http://{_PUBLIC}:{port}/") for port in (22, 25, 6667)} == {ports.NO_WEB_PORT}
    ports.allow_register([f"{_PUBLIC}:22"])
    assert why_refused(f"http://{_PUBLIC}:22/") is None


@pytest.mark.usefixtures("named")
def test_the_browser_is_held_to_the_same_ports() -> None:
    """A script of a foreign frame knocks at a port that no page has named; nothing is connected."""

    async def ask(target: str) -> bytes:
        gate = LoopbackProxy()
        reader, writer = await asyncio.open_connection("127.0.0.1", await gate.open())
        writer.write(f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n".encode())
        answer = await reader.read()
        writer.close()
        await gate.close()
        return answer

    assert ports.REFUSED_PORT.encode() in asyncio.run(ask(f"{_PUBLIC}:9200"))


def test_proxies_are_those_of_websites(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "ftp_proxy", "all_proxy", "REQUEST_METHOD"):
        monkeypatch.delenv(name, raising=False)
    assert proxies_of_the_environment() == {}
    monkeypatch.setenv("http_proxy", "user:pass@Proxy.Internal.:3128")
    monkeypatch.setenv("https_proxy", "http://[::1")
    monkeypatch.setenv("ftp_proxy", "http://10.0.0.1:21")
    assert proxies_of_the_environment() == {"http": "proxy.internal"}


# -- names that say something else when they are asked again -----------------------------------------------------------


class Rebinding:
    """Puts a name server in whose names are a public host's at first, and this machine ever after."""

    def __init__(self) -> None:
        self._asked: set[str] = set()
        self._system = socket.getaddrinfo

    def __call__(self, host: Any, *rest: Any, **more: Any) -> list[Any]:
        if "rebound" not in str(host):
            return self._system(host, *rest, **more)
        address = "127.0.0.1" if "rebound" in self._asked else _PUBLIC
        self._asked.add("rebound")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0))]


@pytest.mark.parametrize(
    "again", ["rebound.example.cn", "rebound.example.cn.", "REBOUND.Example.CN", "rebound.example.cn.."]
)
def test_the_connection_goes_where_the_name_led_when_it_was_judged(monkeypatch: pytest.MonkeyPatch, again: str) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", Rebinding())
    monkeypatch.setattr(names, "_resolved", {})

    async def judge_and_connect() -> tuple[str, ...]:
        assert not await is_refused("rebound.example.cn")
        return await names.resolve(again)

    assert asyncio.run(judge_and_connect()) == (_PUBLIC,)


@pytest.mark.usefixtures("named")
def test_the_browser_gets_nothing_of_a_name_that_leads_elsewhere_by_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the memory of names were lost between the look and the connection."""
    rebinding = Rebinding()
    rebinding("rebound.example.cn")
    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(loopback_proxy, "_refusal", _judged_before)

    async def ask(port: int) -> bytes:
        gate = LoopbackProxy()
        reader, writer = await asyncio.open_connection("127.0.0.1", await gate.open())
        writer.write(f"GET http://rebound.example.cn:{port}/secret HTTP/1.1\r\n\r\n".encode())
        answer = await reader.read()
        writer.close()
        await gate.close()
        return answer

    monkeypatch.setattr(names, "_resolved", {})
    with trap() as (port, asked):
        assert b"502" in asyncio.run(ask(port))
        assert asked == []


async def _judged_before(host: str, port: int) -> None:
    """The guard's look of a moment ago, at a name that was a public host's then."""


# -- a site that tries it all ------------------------------------------------------------------------------------------


@contextmanager
def trap() -> Iterator[tuple[int, list[str]]]:
    """A server on 127.0.0.1 that nobody may ask: its port, and what it was asked nevertheless."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"secret")

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port, asked
    finally:
        server.shutdown()
        server.server_close()


def rows(links: list[str]) -> str:
    items = (
        f'<li><a href="{url}">关于第{n}号事项的通知</a><span>2021-08-1{n % 10}</span></li>'
        for n, url in enumerate(links)
    )
    return f"<ul>{''.join(items)}</ul>"


ATTEMPTS = """
<div id="list"></div><script>
for (const url of [%(urls)s]) {
  fetch(url, {mode: "no-cors"}).catch(() => 0);
  const frame = document.createElement("iframe"); frame.src = url; document.body.append(frame);
  const script = document.createElement("script"); script.src = url; document.body.append(script);
  navigator.sendBeacon(url, "x");
}
try { new WebSocket("ws://127.0.0.1:%(port)d/socket") } catch (fault) {}
fetch("/leads-inside", {mode: "no-cors"}).catch(() => 0);
const box = document.getElementById("list"), all = document.createElement("ul");
for (let day = 10; day < 20; day++)
  all.innerHTML += `<li><a href="/tzgg/${day}.html">关于第${day}号事项的公告</a><span>2021-08-${day}</span></li>`;
box.append(all);
</script>"""


@pytest.mark.night
def test_a_crawl_asks_none_of_them(tmp_path: Path) -> None:
    """Links, redirects, names, refreshes, and everything that a script in the browser can ask for."""
    hosts = tmp_path / "hosts"
    hosts.write_text("".join(f"{address} {name}\n" for name, address in NAMED.items()))
    with trap() as (port, asked), environment(GOVCRAWL_HOSTS=str(hosts)):
        tricks = [f"http://{host}:{port}/link" for host in (*TRICKS, *NAMED)]
        schemes = [
            "file:///etc/passwd",
            "ftp://127.0.0.1/a",
            "data:text/html,a",
            "javascript:alert(1)",
            "gopher://127.0.0.1/",
        ]
        redirects = [f"/to/{n}" for n in range(len(tricks))]
        urls = ", ".join(
            f'"http://{host}:{port}/browser"' for host in ("127.0.0.1", "localhost", "2130706433", "[::1]")
        )
        pages: dict[str, bytes] = {
            "/": page("示例县人民政府", rows([*tricks, *schemes, *redirects, f"http://{SITE}:25/mail", "/refresh.html"])
                      + '<ul><li><a href="/gg/">公告</a></li></ul>'),
            "/tzgg/": page("通知公告", rows([*tricks, "/tzgg/1.html"])),
            "/tzgg/1.html": page("通知", f"<p>{'正文' * 60}</p><a href='http://127.0.0.1:{port}/file.docx'>附件.docx</a>"),
            "/gg/": page("公告", ATTEMPTS % {"urls": urls, "port": port}),
            "/refresh.html": f'<meta http-equiv="refresh" content="0;url=http://127.0.0.1:{port}/refresh">'.encode(),
        }  # fmt: skip
        pages |= {f"/tzgg/{day}.html": page("公告", f"<p>{'正文' * 60}</p>") for day in range(10, 20)}
        leads = {f"/to/{n}": url for n, url in enumerate(tricks)} | {"/leads-inside": f"http://127.0.0.1:{port}/inside"}
        engine = inspect(SITE, pages, tmp_path, redirects=leads)
        assert asked == []
    links = {link.url: link for link in read_items(engine, ROUND, (Link,)) if isinstance(link, Link)}
    inside = [link for url, link in links.items() if url.endswith("/link") or "/to/" in url]
    assert len(inside) >= 2 * len(TRICKS) - 10  # several ways of writing one address are one link
    assert {link.state for link in inside} == {LinkState.BLOCKED}
    assert links[f"http://{SITE}:25/mail"].reason == ports.NO_WEB_PORT
    pages_read = [item for item in read_items(engine, ROUND, (PageItem,)) if isinstance(item, PageItem)]
    assert [each.state for item in pages_read for each in item.attachments] == [LinkState.BLOCKED]
    assert not any(scheme in url for url in links for scheme in ("file:", "ftp:", "data:", "javascript:", "gopher:"))
    accused = {
        each.value for each in read_findings(engine, ROUND, "all") if each.rule == "A03" and each.outcome == "fail"
    }
    assert not accused & {link.url for link in inside}
    columns = {each.name: each for each in read_items(engine, ROUND, (ColumnItem,)) if isinstance(each, ColumnItem)}
    if find_browser():
        assert len(columns["公告"].entries) == 10, "the browser has run the script that makes the attempts"
    engine.dispose()
