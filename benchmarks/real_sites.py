"""Real saved pages, inspected as the sites they came from; by hand, then judged by eye.

A proxy on loopback answers for every host: with the saved page where there is one, with a home page that links the
site's saved pages, with 503 for everything else (a page that we do not hold must never look like a dead link).
Each site is inspected at a date that fits its pages, by `govcrawl inspect`, and attachment 1 is written.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from openpyxl import Workbook

from govcrawl.domain.rounds import quarter_of
from govcrawl.extract import Page

DEFAULT_PAGES = Path(__file__).resolve().parent.parent.parent / "shared" / "real_pages"


_LISTS = ("list", "disclosure")
_FITTING = date(2021, 8, 17)  # for pages that show no date at all


@dataclass
class Site:
    """One host with its saved pages by path. `name` tells two inspections of one host apart."""

    host: str
    name: str
    pages: dict[str, bytes] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)  # path -> title
    articles: dict[str, tuple[str, date | None]] = field(default_factory=dict)  # path -> title, publication day
    home: bytes = b""
    newest: date = date.min

    @property
    def date(self) -> date:
        """A few days after the newest page."""
        return (self.newest if self.newest > date.min else _FITTING) + timedelta(days=3)


def load_sites(folder: Path) -> list[Site]:
    """Each host with a home page that links all its saved pages, and once more with each of its real home pages."""
    labels = {}
    for line in (folder / "LABELS.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        labels[label["file"]] = label
    with (folder / "INDEX.tsv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["local"].endswith(".html")]
    groups: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        groups[row["site"]].append(row)
    sites = []
    for host, group in sorted(groups.items()):
        site = _site(host, [row for row in group if row["kind"] != "home"], labels, folder)
        sites.append(site)
        for row in group:
            if row["kind"] == "home":
                body = (folder / "pages" / row["local"]).read_bytes()
                home = replace(site, name=row["local"].removesuffix(".html"), home=body)
                for _, _, published in Page(body, f"http://{host}/").dated_links():
                    _note_newest(home, published)
                sites.append(home)
    return sites


def _site(host: str, rows: list[dict[str, str]], labels: dict[str, dict[str, object]], folder: Path) -> Site:
    site = Site(host, host)
    paths: dict[str, str] = {}  # by title: where a list says that the article stands
    for row in sorted(rows, key=lambda row: row["kind"] not in _LISTS):
        name, body = row["local"], (folder / "pages" / row["local"]).read_bytes()
        url = row["url"] or f"http://{host}/saved/{name}"
        page = Page(body, url)
        article = page.article()
        title = str(labels.get(name, {}).get("title") or article.title or page.title or name)
        path = paths.get(title) or urlsplit(url).path
        path = "/index_saved.html" if path == "/" else path
        site.pages[path] = body
        published = _day(article.published)
        if row["kind"] in _LISTS:
            site.lists[path] = title
        else:
            site.articles[path] = (title, published)
        for entry, link, day in page.listing().entries:
            paths.setdefault(entry, urlsplit(link).path)
            _note_newest(site, day)
        _note_newest(site, published)
    _make_pages(site)
    return site


def _day(published: date | datetime | None) -> date | None:
    return published.date() if isinstance(published, datetime) else published


def _note_newest(site: Site, published: date | datetime | None) -> None:
    day = _day(published)
    if day and day <= date(2026, 11, 1):
        site.newest = max(site.newest, day)


_COLLECTED = "/saved-articles/index.html"
_SITE_LABELS = {"SiteName": "示例网站", "SiteDomain": "www.example.gov.cn", "SiteIDCode": "0000000000"}
_COLUMN_LABELS = {
    "ColumnName": "稿件汇总", "ColumnDescription": "已保存的稿件", "ColumnKeywords": "稿件", "ColumnType": "工作动态",
}  # fmt: skip


def _make_pages(site: Site) -> None:
    """A home page that links the saved lists, and a list of the saved articles: the only pages that are not real."""
    rows = "".join(
        f"<li><a href='{path}'>{escape(title)}</a><span>{day or ''}</span></li>"
        for path, (title, day) in site.articles.items()
    )
    if rows:
        site.lists[_COLLECTED] = "稿件汇总"
    links = "".join(f"<li><a href='{path}'>{escape(title)}</a></li>" for path, title in site.lists.items())
    site.home = _made(_SITE_LABELS, site.host, links, rows)
    if rows:
        site.pages[_COLLECTED] = _made(_SITE_LABELS | _COLUMN_LABELS, "稿件汇总", links, rows)


def _made(labels: dict[str, str], title: str, links: str, rows: str) -> bytes:
    metas = "".join(f"<meta name='{name}' content='{value}'>" for name, value in labels.items())
    head = f"<head><meta charset='utf-8'>{metas}<title>{title}</title></head>"
    body = f"<div class='nav'><ul>{links}</ul></div><h2>{title}</h2><ul class='list'>{rows}</ul>"
    return f"<html>{head}<body>{body}</body></html>".encode()


@contextmanager
def proxy(known: Site) -> Iterator[str]:
    """An HTTP proxy that knows only this site; nothing leaves the machine."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            site = known if parts.hostname == known.host else None
            body = None
            if site:
                body = site.home if parts.path in ("", "/") else site.pages.get(parts.path)
            if parts.path == "/robots.txt" or (body is None and site and "no-such-page" in parts.path):
                self._answer(404, b"")
            elif body is None:
                self._answer(503, "未保存的页面".encode())
            else:
                self._answer(200, body)

        def do_CONNECT(self) -> None:
            self._answer(503, b"")

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """The inspection keeps its own log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def write_register(site: Site, path: Path) -> None:
    book = Workbook()
    units = book.active
    if units is None:
        raise RuntimeError("a new workbook has a sheet")
    units.title = "单位"
    units.append(["单位名称", "单位类别"])
    units.append([site.host, "县市区"])
    sheet = book.create_sheet("网站")
    sheet.append(["单位名称", "平台类型", "名称", "网址", "渲染"])
    sheet.append([site.host, "门户网站", site.host, f"http://{site.host}/", "静态"])
    book.save(path)


def inspect(site: Site, proxy_url: str, out: Path) -> int:
    folder = out / site.name
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("store.db*"):
        old.unlink()
    write_register(site, folder / "register.xlsx")
    day = site.date
    environment = {
        **os.environ,
        "http_proxy": proxy_url,
        "https_proxy": proxy_url,
        "GOVCRAWL_DATABASE_URL": f"sqlite:///{(folder / 'store.db').absolute()}",
    }
    fast = ("DOWNLOAD_DELAY=0", "CONCURRENT_REQUESTS_PER_DOMAIN=8", "RETRY_ENABLED=False")
    command = [sys.executable, "-m", "govcrawl", "inspect", "--register", str(folder / "register.xlsx")]
    command += ["--round", quarter_of(day), "--date", day.isoformat()]
    for setting in fast:
        command += ["-s", setting]
    code = subprocess.run(command, env=environment, check=False).returncode
    if code == 2:
        return code
    export = [
        sys.executable,
        "-m",
        "govcrawl",
        "export",
        "--round",
        quarter_of(day),
        "--out",
        str(folder),
    ]
    return subprocess.run(export, env=environment, check=False).returncode or 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, default=Path(os.environ.get("TEST_GOVCRAWL_REAL_PAGES", DEFAULT_PAGES)))
    parser.add_argument("--out", type=Path, default=Path("out/real"))
    parser.add_argument("--site", help="only this one")
    options = parser.parse_args()
    if not (options.pages / "INDEX.tsv").exists():
        print(f"skipped: no real pages at {options.pages}")
        return
    for site in load_sites(options.pages):
        if options.site in (None, site.name):
            print(f"== {site.name}: {len(site.pages)} pages, inspected at {site.date}", flush=True)
            with proxy(site) as url:
                inspect(site, url, options.out)


if __name__ == "__main__":
    main()
