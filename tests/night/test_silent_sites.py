"""Sites that cannot be read: each is listed with its reason, and no other site suffers."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from openpyxl import load_workbook

from govcrawl.apps.cli.inspection_run import InspectionPlan
from govcrawl.apps.demo.ports import free_port
from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.targets import AVAILABILITY
from govcrawl.store.reader import read_round
from tests.night.city import ACROSS_PLATFORMS, ROUND, Night, findings

_CHALLENGE = "<html><head><title>安全验证</title></head><body>请完成验证后继续访问</body></html>".encode()
# Host, what it does, and what the night must say of it.
SILENT = {
    "refuses": ("127.0.11.1", FetchOutcome.UNREACHABLE, "连接被拒绝"),
    "hangs": ("127.0.11.2", FetchOutcome.UNREACHABLE, "没有响应"),
    "fails": ("127.0.11.3", FetchOutcome.UNREACHABLE, "502"),
    "challenges": ("127.0.11.4", FetchOutcome.BLOCKED, "安全验证"),
    "forbids": ("127.0.11.5", FetchOutcome.BLOCKED, "403"),
    "breaks off": ("127.0.11.6", FetchOutcome.UNREACHABLE, "连接失败"),
    "does not resolve": ("no-such-site.invalid", FetchOutcome.UNREACHABLE, "域名无法解析"),
}
HEALTHY = ("青禾县人民政府", "澄湖县人民政府")  # units whose portals of the city are inspected with them


class _Answers(BaseHTTPRequestHandler):
    status: ClassVar[dict[str, tuple[int, bytes]]] = {
        "127.0.11.3": (502, b"bad gateway"),
        "127.0.11.4": (200, _CHALLENGE),
        "127.0.11.5": (403, b"forbidden"),
    }

    def do_GET(self) -> None:
        status, body = self.status[self.headers["Host"].partition(":")[0]]
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@contextmanager
def answering(host: str, port: int) -> Iterator[None]:
    server = ThreadingHTTPServer((host, port), _Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def accepting(host: str, port: int, *, close: bool) -> Iterator[None]:
    """A server that takes connections and never answers, or drops them at once."""
    listener = socket.create_server((host, port), backlog=16)
    held: list[socket.socket] = []

    def take() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            held.append(connection)
            if close:
                connection.close()

    threading.Thread(target=take, daemon=True).start()
    try:
        yield
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for connection in held:
            connection.close()


@pytest.fixture(scope="module")
def mixed(night: Night, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    """Some of the demo city's portals with silent sites among them."""
    port = free_port()
    folder = tmp_path_factory.mktemp("silent")
    silent = night.again("silent")
    silent.plan = _with_silent_sites(silent, folder / "register.xlsx", port)
    with ExitStack() as servers:
        for host in _Answers.status:
            servers.enter_context(answering(host, port))
        servers.enter_context(accepting("127.0.11.2", port, close=False))
        servers.enter_context(accepting("127.0.11.6", port, close=True))
        # Silent sites are portals: what stands beside them is inspected in the same event loop.
        silent.run(platforms=(AVAILABILITY, "portal"), settings=("DOWNLOAD_TIMEOUT=5", "DNS_TIMEOUT=2"))
        yield silent


def _with_silent_sites(night: Night, path: Path, port: int) -> InspectionPlan:
    book = load_workbook(night.plan.register)
    units, sites = book["单位"], book["网站"]
    headings = [str(cell.value) for cell in sites[1]]
    unit, platform = headings.index("单位名称"), headings.index("平台类型")
    for row in sites.iter_rows(min_row=2):
        # Registered they must be, since portals link each other; but not every one needs to be inspected here.
        if row[platform].value == "门户网站" and row[unit].value not in HEALTHY:
            row[platform].value = "信息公开平台"
    for name, (host, _, _) in SILENT.items():
        units.append([f"示例{name}县", "县市区"])
        cells = {"单位名称": f"示例{name}县", "平台类型": "门户网站", "名称": name, "网址": f"http://{host}:{port}/"}
        sites.append([cells.get(heading) for heading in headings])
    book.save(path)
    return replace(night.plan, register=path)


def test_each_silent_site_is_listed_with_its_reason(mixed: Night) -> None:
    states = {state.target.name: state for state in read_round(mixed.engine(), ROUND).targets}
    for name, (_, answer, reason) in SILENT.items():
        site = states[name].site
        assert site is not None
        assert site.answer is answer, name
        assert reason in str(states[name].missed)


def test_only_what_is_surely_down_is_a_fault_of_the_site(mixed: Night) -> None:
    down = {each.target for each in findings(mixed.engine()) if each.rule == "A02" and each.target in SILENT}
    assert down == {name for name, (_, answer, _) in SILENT.items() if answer is FetchOutcome.UNREACHABLE}


def test_all_other_sites_are_judged_as_ever(mixed: Night, night: Night) -> None:
    targets = [state.target for state in read_round(night.engine(), ROUND).targets]
    portals = {target.url for target in targets if target.platform == "portal" and target.unit in HEALTHY}
    assert len(portals) == len(HEALTHY)

    def keys(of: Night) -> set[tuple[str, str]]:
        judged = [each for each in findings(of.engine(), "all") if each.rule != ACROSS_PLATFORMS]
        return {(each.key, each.outcome) for each in judged if each.target_url in portals}

    assert keys(night)
    assert keys(mixed) == keys(night)
