"""Sites behind a wall: one try in a real browser, and only real text counts as passed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from govcrawl.apps.cli.inspection_run import InspectionPlan, run_inspection
from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import ColumnItem
from govcrawl.net.browser import find_browser
from govcrawl.store.reader import TargetState, read_items, read_round
from govcrawl.store.session import open_database
from tests.night.city import DATE, ROUND, SETTINGS, environment
from tests.night.handmade import page, write_register

pytestmark = pytest.mark.skipif(find_browser() is None, reason="no browser on this machine")
_CHALLENGE = b"<html><body><script>$_ts=1;document.cookie='passed=%s;path=/';location.reload();</script></body></html>"
_ROWS = "".join(
    f'<li><a href="/tzgg/{n}.html">关于第{n}项工作安排的通知</a><span>2021-08-0{n}</span></li>' for n in range(1, 8)
)
_TEXT = "<p>本站发布示例县人民政府的政务信息，提供办事指引，接受公众咨询和监督，欢迎提出意见建议。</p>" * 6


@contextmanager
def walled(host: str, *, passable: bool) -> Iterator[str]:
    """A site that answers 412 and a script to whoever has no cookie of that script."""
    pages = {"/": page("示例县人民政府", _TEXT + f"<ul>{_ROWS}</ul>"), "/tzgg/": page("通知公告", f"<ul>{_ROWS}</ul>")}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            allowed = passable and "passed=yes" in (self.headers.get("Cookie") or "")
            body = pages.get(path, page("通知", _TEXT)) if allowed else _CHALLENGE % (b"yes" if passable else b"no")
            self.send_response(200 if allowed else 412)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer((host, 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{host}:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def inspect(folder: Path, host: str, *, passable: bool) -> tuple[TargetState, list[ColumnItem]]:
    database = f"sqlite:///{folder / 'g.db'}"
    with walled(host, passable=passable) as home, environment(GOVCRAWL_DATABASE_URL=database):
        register = write_register(folder / "register.xlsx", home)
        # Whoever is let through goes on at once, however long it has taken on this machine.
        settings = (*SETTINGS, "GOVCRAWL_WALL_SECONDS=40") if passable else SETTINGS
        plan = InspectionPlan(register, ROUND, DATE, ("portal",), settings=settings, log_file=folder / "inspect.log")
        run_inspection(plan, lambda: None)
    engine = open_database(database, create=False)
    (state,) = read_round(engine, ROUND).targets
    columns = [item for item in read_items(engine, ROUND, (ColumnItem,)) if isinstance(item, ColumnItem)]
    engine.dispose()
    return state, columns


def test_a_wall_that_lets_browsers_through(tmp_path: Path) -> None:
    state, columns = inspect(tmp_path, "127.0.16.1", passable=True)
    assert state.missed is None
    (notices,) = [column for column in columns if column.name == "通知公告"]
    assert (len(notices.entries), str(notices.newest)) == (7, "2021-08-07")


def test_a_wall_that_lets_nobody_through(tmp_path: Path) -> None:
    state, _ = inspect(tmp_path, "127.0.16.2", passable=False)
    assert state.site is not None
    assert (state.site.answer, state.site.reason) == (FetchOutcome.BLOCKED, "被动态防护拦截（412）")
