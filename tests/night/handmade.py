"""Handmade sites on loopback, inspected by a real night: each alone, or all that tests declare together."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from openpyxl import Workbook
from sqlalchemy import Engine

from govcrawl.apps.cli.inspection_run import InspectionPlan, run_inspection
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import Item, SiteItem
from govcrawl.store.reader import read_findings, read_items, read_round
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


@dataclass(frozen=True)
class Site:
    """A handmade site, to be inspected with others; its host is its own alone."""

    host: str
    pages: Mapping[str, Answers]
    redirects: Mapping[str, str] = field(default_factory=dict)


class Inspected:
    """What one night found on handmade sites; each is asked for by its host."""

    def __init__(self, engine: Engine, homes: Mapping[str, str]) -> None:
        self.engine, self.homes = engine, homes

    def site(self, site: Site) -> SiteItem:
        """What is told of the site itself."""
        found = [state.site for state in read_round(self.engine, ROUND).targets if state.target.url == self._home(site)]
        assert found
        assert found[0] is not None
        return found[0]

    def items(self, site: Site) -> list[Item]:
        return list(read_items(self.engine, ROUND, target_url=self._home(site)))

    def findings(self, site: Site) -> list[Finding]:
        """All of them, whatever their outcome."""
        return [each for each in read_findings(self.engine, ROUND, "all") if each.target_url == self._home(site)]

    def _home(self, site: Site) -> str:
        return self.homes[site.host]


@contextmanager
def inspected(sites: Sequence[Site], folder: Path) -> Iterator[Inspected]:
    """A night on all these sites, each the portal of a county of its own."""
    database = f"sqlite:///{folder / 'govcrawl.db'}"
    log = folder / "inspect.log"
    with ExitStack() as servers:
        homes = {each.host: servers.enter_context(serving(each.host, each.pages, each.redirects)) for each in sites}
        assert len(homes) == len(sites)
        register = write_register(folder / "register.xlsx", *homes.values())
        plan = InspectionPlan(register, ROUND, DATE, ("portal",), settings=(*SETTINGS, "DNS_TIMEOUT=2"), log_file=log)
        with environment(GOVCRAWL_DATABASE_URL=database):
            assert run_inspection(plan, lambda: None).failed == []
    engine = open_database(database, create=False)
    yield Inspected(engine, homes)
    engine.dispose()


def write_register(path: Path, *homes: str) -> Path:
    """The portal of a county; of several, each of one with a number in its name."""
    book = Workbook()
    units, sites = book.create_sheet("单位", 0), book.create_sheet("网站", 1)
    units.append(["单位名称", "单位类别"])
    sites.append(["单位名称", "平台类型", "名称", "网址"])
    for number, home in enumerate(homes):
        unit, name = f"示例县{number or ''}", f"{NAME}{number or ''}"
        units.append([unit, "县市区"])
        sites.append([unit, "门户网站", name, home])
    del book["Sheet"]
    book.save(path)
    return path


def page(title: str, body: str) -> bytes:
    head = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>'
    menu = '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/tzgg/">通知公告</a></li></ul></div>'
    return f"{head}<body>{menu}<div class='main'>{body}</div></body></html>".encode()
