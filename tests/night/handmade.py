"""One handmade site on loopback, inspected by a real night."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from openpyxl import Workbook
from sqlalchemy import Engine

from govcrawl.apps.cli.inspection_run import InspectionPlan, run_inspection
from govcrawl.store.session import open_database
from tests.night.city import DATE, ROUND, SETTINGS, environment

NAME = "示例县人民政府门户网站"
_TYPES = {".pdf": "application/pdf", ".docx": "application/octet-stream"}


# A page, or what is answered the first time, the second and so on (None: 404); the last answer stays.
Answers = bytes | Sequence[bytes | None]


@contextmanager
def serving(
    host: str,
    pages: Mapping[str, Answers],
    redirects: Mapping[str, str] | None = None,
    requests: Counter[tuple[str, str]] | None = None,
) -> Iterator[str]:
    """Serves pages by path (without their query) and everything else as 404; yields the address of the home page.

    redirects: where a path leads, without its query. requests: counts what is asked for, by host and path.
    """
    counting = threading.Lock()
    leads = redirects or {}
    asked: Counter[str] = Counter()

    def answer(path: str) -> bytes | None:
        page = pages.get(path)
        if page is None or isinstance(page, bytes):
            return page
        asked[path] += 1
        return page[min(asked[path], len(page)) - 1]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if requests is not None:
                with counting:
                    requests[host, self.path] += 1
            if lead := leads.get(self.path.partition("?")[0]):
                self.send_response(302)
                self.send_header("Location", lead.encode().decode("latin-1"))
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            body = answer(self.path.partition("?")[0])
            self.send_response(404 if body is None else 200)
            kind = next((kind for suffix, kind in _TYPES.items() if self.path.endswith(suffix)), None)
            self.send_header("Content-Type", kind or "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer((host, 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{host}:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def inspect(
    host: str,
    pages: Mapping[str, Answers],
    folder: Path,
    settings: Sequence[str] = (),
    redirects: Mapping[str, str] | None = None,
) -> Engine:
    """The database of a night on this one site."""
    database = f"sqlite:///{folder / 'govcrawl.db'}"
    with serving(host, pages, redirects) as home, environment(GOVCRAWL_DATABASE_URL=database):
        register = write_register(folder / "register.xlsx", home)
        log = folder / "inspect.log"
        run_inspection(
            InspectionPlan(register, ROUND, DATE, ("portal",), settings=(*SETTINGS, *settings), log_file=log),
            lambda: None,
        )
    return open_database(database, create=False)


def write_register(path: Path, home: str) -> Path:
    book = Workbook()
    units, sites = book.create_sheet("单位", 0), book.create_sheet("网站", 1)
    units.append(["单位名称", "单位类别"])
    units.append(["示例县", "县市区"])
    sites.append(["单位名称", "平台类型", "名称", "网址"])
    sites.append(["示例县", "门户网站", NAME, home])
    del book["Sheet"]
    book.save(path)
    return path


def page(title: str, body: str) -> bytes:
    head = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>'
    menu = '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/tzgg/">通知公告</a></li></ul></div>'
    return f"{head}<body>{menu}<div class='main'>{body}</div></body></html>".encode()
