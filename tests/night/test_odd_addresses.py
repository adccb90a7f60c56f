"""A home page whose editors wrote addresses of every kind: its inspection ends, and each address is accounted for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine

from govcrawl.answers import LinkState
from govcrawl.db.reader import read_items, read_round
from govcrawl.db.session import open_database
from govcrawl.items import Link
from govcrawl.night import Plan, run_night
from tests.night.city import DATE, ROUND, SETTINGS, environment

HOST = "127.0.12.1"
LONG = "/share.html?title=" + "%E5%85%AC%E5%91%8A" * 400  # a share button that carries the whole text
ADDRESSES = (
    LONG,
    "/中文/栏目 一/index.html",
    "http://[bad/",
    "http://127.0.12.1:99999/port.html",
    "http://.../dots.html",
    "http://exa mple.invalid/blank.html",
    "//",
    "http://",
    "?",
    "javascript:void(0)",
    "/a\\b.html",
    "/100%.html",
    "/\x01control.html",
    "http://127.0.12.1:0/zero.html",
    "http://user:secret@127.0.12.1/",
    "/" + "x/" * 900,
)


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        links = "".join(f'<li><a href="{href}">第{n}个链接的文字标题</a></li>' for n, href in enumerate(ADDRESSES))
        body = f"<html><head><title>示例县</title></head><body><ul>{links}</ul></body></html>".encode()
        known = self.path == "/" or self.path.startswith("/share.html")
        self.send_response(200 if known else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture(scope="module")
def inspected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("odd")
    server = ThreadingHTTPServer((HOST, 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    register = _register(folder / "register.xlsx", f"http://{HOST}:{server.server_port}/")
    plan = Plan(register, ROUND, DATE, settings=(*SETTINGS, "DNS_TIMEOUT=2"), log_file=folder / "inspect.log")
    database = f"sqlite:///{folder / 'govcrawl.db'}"
    with environment(GOVCRAWL_DATABASE_URL=database):
        run_night(plan, lambda: None)
    server.shutdown()
    server.server_close()
    engine = open_database(database, create=False)
    yield engine
    engine.dispose()


def _register(path: Path, home: str) -> Path:
    book = Workbook()
    units, sites = book.create_sheet("单位", 0), book.create_sheet("网站", 1)
    units.append(["单位名称", "单位类别"])
    units.append(["示例县", "县市区"])
    sites.append(["单位名称", "平台类型", "名称", "网址"])
    sites.append(["示例县", "门户网站", "示例县人民政府门户网站", home])
    del book["Sheet"]
    book.save(path)
    return path


def test_the_inspection_of_the_site_ends(inspected: Engine) -> None:
    (state,) = read_round(inspected, ROUND).targets
    assert state.site is not None
    assert not [unread for unread in state.site.unread if "程序" in unread.reason]


def test_every_address_is_judged(inspected: Engine) -> None:
    links = [item for item in read_items(inspected, ROUND, (Link,)) if isinstance(item, Link)]
    assert [link.url for link in links if link.state is LinkState.UNCHECKED] == []
    (long,) = [link for link in links if "/share.html" in link.url]
    assert long.state is LinkState.OK
