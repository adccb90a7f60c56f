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
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from openpyxl import Workbook

from govcrawl.extract import Page
from govcrawl.rounds import quarter_of

DEFAULT_PAGES = Path(__file__).resolve().parent.parent.parent / "shared" / "real_pages"


@dataclass
class Site:
    """One host with its saved pages by path."""

    host: str
    pages: dict[str, bytes] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    home: bytes = b""
    newest: date = date(2000, 1, 1)


def load_sites(folder: Path) -> list[Site]:
    """Sites of which a list or several pages were saved."""
    labels = {}
    for line in (folder / "LABELS.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        labels[label["file"]] = label
    with (folder / "INDEX.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    groups: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        if row["local"].endswith(".html") and ".gov.cn" in row["site"]:
            groups[row["site"]].append(row)
    return [_site(host, group, labels, folder) for host, group in sorted(groups.items())]


def _site(host: str, rows: list[dict[str, str]], labels: dict[str, dict[str, object]], folder: Path) -> Site:
    site = Site(host)
    bodies = {row["local"]: (folder / "pages" / row["local"]).read_bytes() for row in rows}
    by_title: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: row["kind"] not in ("list", "disclosure")):
        name, body = row["local"], bodies[row["local"]]
        url = row["url"] or f"http://{host}/saved/{name.removesuffix('.html')}/index.html"
        page = Page(body, url)
        title = str(labels.get(name, {}).get("title") or page.article().title or page.title or name)
        if row["kind"] == "home":
            site.home = site.home or body
            continue
        path = by_title.get(title) or urlsplit(url).path
        site.pages[path if path != "/" else "/index_saved.html"] = body
        site.titles[path if path != "/" else "/index_saved.html"] = title
        for entry, link, published in page.listing().entries:
            by_title.setdefault(entry, urlsplit(link).path)
            _newest(site, published)
        _newest(site, page.article().published)
    if not site.home:
        site.home = _home(site).encode()
    return site


def _newest(site: Site, published: date | datetime | None) -> None:
    day = published.date() if isinstance(published, datetime) else published
    if day and day <= date(2026, 11, 1):
        site.newest = max(site.newest, day)


def _home(site: Site) -> str:
    links = "".join(f'<li><a href="{path}">{title}</a></li>' for path, title in site.titles.items())
    head = f"<meta charset='utf-8'><title>{site.host}</title>"
    return f"<html><head>{head}</head><body><div class='nav'><ul>{links}</ul></div></body></html>"


@contextmanager
def proxy(sites: list[Site]) -> Iterator[str]:
    """An HTTP proxy that knows only these sites; nothing leaves the machine."""
    by_host = {site.host: site for site in sites}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            site = by_host.get(parts.hostname or "")
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
    folder = out / site.host
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("store.db*"):
        old.unlink()
    write_register(site, folder / "register.xlsx")
    day = site.newest + timedelta(days=3)
    environment = {
        **os.environ,
        "http_proxy": proxy_url,
        "https_proxy": proxy_url,
        "GOVCRAWL_DATABASE_URL": f"sqlite:///{(folder / 'store.db').absolute()}",
    }
    fast = ("DOWNLOAD_DELAY=0", "CONCURRENT_REQUESTS_PER_DOMAIN=8", "RETRY_ENABLED=False")
    command = [sys.executable, "-m", "govcrawl.cli", "inspect", "--register", str(folder / "register.xlsx")]
    command += ["--round", quarter_of(day), "--date", day.isoformat()]
    for setting in fast:
        command += ["-s", setting]
    code = subprocess.run(command, env=environment, check=False).returncode
    if code == 2:
        return code
    export = [sys.executable, "-m", "govcrawl.cli", "export", "--round", quarter_of(day), "--out", str(folder)]
    return subprocess.run(export, env=environment, check=False).returncode or 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, default=Path(os.environ.get("GOVCRAWL_REAL_PAGES", DEFAULT_PAGES)))
    parser.add_argument("--out", type=Path, default=Path("out/real"))
    parser.add_argument("--site", help="only this host")
    options = parser.parse_args()
    if not (options.pages / "INDEX.tsv").exists():
        print(f"skipped: no real pages at {options.pages}")
        return
    sites = [site for site in load_sites(options.pages) if options.site in (None, site.host)]
    with proxy(sites) as url:
        for site in sites:
            print(f"== {site.host}: {len(site.pages)} saved pages, inspected at {site.newest + timedelta(days=3)}")
            inspect(site, url, options.out)


if __name__ == "__main__":
    main()
