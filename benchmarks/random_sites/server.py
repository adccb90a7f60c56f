"""All sites on loopback, each on an address of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from benchmarks.random_sites.model import Answer, Site

_PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
_DECORATION = {
    **dict.fromkeys(("png", "gif", "jpg", "svg", "ico"), "image/png"),
    **dict.fromkeys(("mp4", "swf"), "video/mp4"),
    "css": "text/css",
    "js": "application/javascript",
}


def _called(site: Site, path: str, query: str) -> bytes | None:
    """The answer to a script that asks for rows of a column, by the column's number."""
    asked = {name: values[-1] for name, values in parse_qs(query).items()}
    for (address, column), call in site.calls.items():
        if path == address and asked.get("columnid") and asked["columnid"] in column:
            return call(asked)
    return None


def answer(site: Site, target: str, sent: str = "") -> tuple[int, str, bytes]:
    page = site.pages.get(target)
    if page is not None:
        return site.answers.get(target, Answer()).status, *page
    parts = urlsplit(target)
    if parts.path in ("/search.php", "/Post.aspx"):
        asked = parse_qs(sent or parts.query, encoding=site.charset, errors="replace")
        return 200, "text/html; charset=utf-8", _search(site, asked.get("q", [""])[0])
    kind = _DECORATION.get(parts.path.rpartition(".")[2].lower())
    if kind is not None:
        return 200, kind, _PICTURE if kind.startswith("image") else b"/**/"
    called = _called(site, parts.path, sent or parts.query)
    if called is not None:
        return 200, "text/xml; charset=utf-8", called
    if parts.path == "/send.php":
        return 405, "text/plain", b""
    return 404, "text/html; charset=utf-8", "<html><body><h1>404</h1><p>您访问的页面不存在</p></body></html>".encode()


def _search(site: Site, words: str) -> bytes:
    found = [article for column in site.walk() for article in column.articles if words and words in article.title]
    rows = "".join(f'<li><a href="{article.path}">{escape(article.title)}</a></li>' for article in found[:20])
    return f"<html><body><p>共找到{len(found)}条</p><ul>{rows}</ul></body></html>".encode()


@contextmanager
def serving(sites: list[Site]) -> Iterator[None]:
    """Answer for `sites`, which share one port, until the block ends."""
    by_host = {site.host: site for site in sites}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site = by_host.get((self.headers.get("Host") or "").partition(":")[0])
            status, kind, body = (404, "text/plain", b"") if site is None else answer(site, self.path, self._sent())
            how = site.answers.get(self.path, Answer()) if site else Answer()
            if how.delay:
                time.sleep(how.delay)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            for name, value in how.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def _sent(self) -> str:
            """Parameters of the address and of the body together."""
            if self.command != "POST":
                return ""
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode("utf-8", "replace")
            return f"{urlsplit(self.path).query}&{body}"

        do_POST = do_GET  # noqa: N815 - the name that http.server calls
        do_HEAD = do_GET  # noqa: N815 - the name that http.server calls

        def log_message(self, *args: object) -> None:
            """Silence."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 512

        def handle_error(self, request: object, client_address: object) -> None:
            """Probes that speak TLS end here."""

    server = Server(("0.0.0.0", sites[0].port), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
