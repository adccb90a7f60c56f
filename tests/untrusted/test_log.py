"""The log of a real crawl, as talkative as Scrapy can be, of a site that writes into it whatever it can."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest

from govcrawl.apps.cli.inspection_run import InspectionPlan, run_inspection
from tests.night.city import DATE, ROUND, environment
from tests.night.handmade import page, write_register
from tests.untrusted.nasty import FORGED, NASTY, unseen

pytestmark = pytest.mark.night
HOST = "127.0.0.74"
RECORD = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[[\w.-]+\] [A-Z]+: ")
TEXTS = {name: text for name, text in NASTY.items() if name != "markup"}
SETTINGS = (
    "LOG_LEVEL=DEBUG",
    "COOKIES_DEBUG=True",
    "DOWNLOAD_DELAY=0",
    "CONCURRENT_REQUESTS_PER_DOMAIN=4",
    "RETRY_TIMES=0",
    f"EXTENSIONS={json.dumps({'tests.untrusted.raising.Raising': 1})}",
    f"DEFAULT_REQUEST_HEADERS={json.dumps({'Authorization': 'Basic SECRET-HEADER', 'Cookie': 'own=SECRET-COOKIE'})}",
)


def home(port: int) -> bytes:
    """Columns and links by every nasty name, raw in text and address."""
    rows = [
        f'<li><a href="/x{number}/{escape(text)}">{escape(text)}</a><span>2021-08-19</span></li>'
        for number, text in enumerate(TEXTS.values())
    ]
    rows.append(f'<li><a href="http://name:SECRET-LINK@{HOST}:{port}/login">登录</a></li>')
    rows.append('<li><a href="/moved">搬家</a></li>')
    return page(NASTY["lines"], f"<ul>{''.join(rows)}</ul>")


@contextmanager
def serving() -> Iterator[str]:
    """Every page is by a nasty name, every answer has nasty headers and a cookie."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            port = self.connection.getsockname()[1]
            moved = self.path == "/moved"
            body = home(port) if self.path == "/" else page(NASTY["escape"], "".join(map(escape, TEXTS.values())))
            lines = [
                f"HTTP/1.1 {302 if moved else 200} \x1b[2J{FORGED}",
                "Content-Type: text/html; charset=utf-8",
                f"Content-Length: {len(body)}",
                "Set-Cookie: sid=SECRET-SESSION; Path=/",
                "Connection: close",
                "X-Note: \x1b]0;标题\x07\x9b31m\u202e",
                *([f"Location: http://name:SECRET-MOVE@{HOST}:{port}/{quote(NASTY['lines'])}"] if moved else []),
            ]
            self.wfile.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer((HOST, 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{HOST}:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("log")
    path = folder / "inspect.log"
    with serving() as address, environment(GOVCRAWL_DATABASE_URL=f"sqlite:///{folder / 'govcrawl.db'}"):
        register = write_register(folder / "register.xlsx", address)
        plan = InspectionPlan(register, ROUND, DATE, platforms=("portal",), settings=SETTINGS, log_file=path)
        assert run_inspection(plan, lambda: None).failed == []
    return path.read_bytes().decode()


def test_the_log_has_heard_it(log: str) -> None:
    """Else the other tests see nothing."""
    for heard in (
        "ValueError: ",
        "Crawled (200)",
        "Scraped from",
        "Set-Cookie",
        "Authorization",
        "伪造的一行",
        "Traceback",
    ):
        assert heard in log
    for name in ("formula", "colours", "template", "placeholders"):
        assert NASTY[name] in log.replace("&quot;", '"').replace("&#x27;", "'").replace("&lt;", "<"), name


def test_no_line_is_forged(log: str) -> None:
    wrong = [line for line in log.split("\n")[:-1] if not (RECORD.match(line) or line.startswith("  | "))]
    assert wrong == []
    assert [line for line in log.split("\n") if line.startswith(FORGED[:19])] == []
    assert any(line.startswith(f"  | {FORGED}") for line in log.split("\n"))


def test_nothing_in_it_moves_a_terminal(log: str) -> None:
    assert unseen(log, but="\n") == set()
    assert "\\x1b[2J" in log
    assert "\\u202egpj.exe" in log


def test_it_holds_no_credentials(log: str) -> None:
    assert "SECRET" not in log
    assert "http://***@" in log


def test_an_error_that_nobody_caught(tmp_path: Path) -> None:
    """What would be the program's last words on a terminal or in the log."""
    code = (
        "import logging; from govcrawl.apps.log_guard import guard_log; guard_log()\n"
        f"raise ValueError({NASTY['escape'] + NASTY['lines'] + ' http://name:SECRET@a.test/'!r})"
    )
    end = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=tmp_path, check=False)
    told = end.stderr.decode()
    assert end.returncode == 1
    assert unseen(told, but="\n") == set()
    assert "SECRET" not in told
    first, *more = told.split("\n")[:-1]
    assert first == "程序出错，未能继续"
    assert all(line.startswith("  | ") for line in more)
