"""What other sites, programs and slow clients may try: nobody else is kept from working, nothing ends with 500."""

from __future__ import annotations

import contextlib
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import pytest
from sqlalchemy import Engine

from govcrawl.apps.demo.tls import tls_context
from govcrawl.apps.desk import allowance, sessions, throttle
from govcrawl.apps.desk.desk import Desk
from govcrawl.apps.desk.server import ClientLimits
from govcrawl.apps.desk.throttle import PER_PAIR
from govcrawl.apps.desk.users import User
from govcrawl.store.audit import read_events
from govcrawl.store.decisions import history_of, read_reviews
from govcrawl.store.queue import MOST_CHARACTERS, MOST_WORDS
from govcrawl.store.reader import read_findings
from tests.desk.desk import ROUND, served, some_users
from tests.desk.test_access import Client

# -- other sites -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none, cross-site", ""])
def test_no_route_answers_another_site(local: str, engine: Engine, site: str) -> None:
    key = next(iter(read_findings(engine, ROUND))).key
    client = Client(local)
    for path in (
        "/", "/login", "/audit", f"/r/{ROUND}", f"/r/{ROUND}/findings", f"/r/{ROUND}/progress", f"/r/{ROUND}/scores",
        f"/r/{ROUND}/files/attachment3", f"/r/{ROUND}/f/{key}", f"/r/{ROUND}/f/{key}/record/0/page", "/static/desk.js",
        "/nothing",
    ):  # fmt: skip
        assert client.ask(path, Sec_Fetch_Site=site)[0] == 403, path
    for path in ("/login", "/logout", f"/r/{ROUND}/undo", f"/r/{ROUND}/f/{key}/decide"):
        assert client.post(path, {}, Sec_Fetch_Site=site)[0] == 403, path
    assert client.cookie == "", "no session has begun"
    assert read_reviews(engine, ROUND) == {}


def test_requests_of_others_take_nobodys_session(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither another site's pages nor a program that never sends its cookie back."""
    monkeypatch.setattr(sessions, "_MOST", 20)
    with served(Desk(engine, local=User("复核员", "admin"))) as home:
        reviewer, flood = Client(home), Client(home)
        reviewer.ask(f"/r/{ROUND}")
        reviewer.ask(f"/r/{ROUND}")
        mine = reviewer.cookie
        for _ in range(25):
            flood.ask("/audit", Sec_Fetch_Site="cross-site")
            assert flood.cookie == ""
            Client(home).ask("/audit")
        reviewer.ask(f"/r/{ROUND}")
        assert reviewer.cookie == mine


def test_what_is_refused_fills_no_record(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "PER_SOURCE", 4)
    with served(Desk(engine, some_users())) as home:
        client = Client(home)
        for _ in range(8):
            assert client.ask("/", Sec_Fetch_Site="cross-site")[0] == 403
        assert client.login("分析员") == 303
    lines = [each for _, each in read_events(engine, 1000)]
    assert [each.action for each in lines] == ["登录", *["拒绝伪造请求"] * 4]
    assert "从略" in lines[1].detail
    assert "从略" not in lines[2].detail


# -- logins ------------------------------------------------------------------------------------------------------------


def test_logins_at_the_same_time_are_counted_one_by_one(engine: Engine) -> None:
    """No more passwords are looked at than one after the other, however the attempts come."""
    desk = Desk(engine, some_users())
    with served(desk) as home, ThreadPoolExecutor(20) as pool:
        tried = list(pool.map(lambda number: Client(home).login("分析员", f"guess-{number}"), range(30)))
        assert Client(home).login("分析员") == 429
    assert sorted(tried) == [401] * PER_PAIR + [429] * (30 - PER_PAIR)


def test_long_names_are_remembered_short(engine: Engine) -> None:
    with served(Desk(engine, some_users())) as home:
        assert Client(home).login("长" * 7_000, "guess-guess") == 401
    assert [len(each.person) for _, each in read_events(engine, 9)] == [60]


def test_right_logins_lock_nobody_out() -> None:
    limit = throttle.Throttle()
    for _ in range(throttle.PER_NAME + 1):
        assert limit.attempt("甲", "a") == 0
        limit.succeeded("甲", "a")


def test_attempts_expire() -> None:
    now = [0.0]
    limit = throttle.Throttle(lambda: now[0])
    assert [limit.attempt("甲", "a") for _ in range(PER_PAIR)] == [0] * PER_PAIR
    assert limit.attempt("甲", "a") == throttle.WINDOW_SECONDS
    now[0] = throttle.WINDOW_SECONDS + 1.0
    assert limit.attempt("甲", "a") == 0


# -- slow clients ------------------------------------------------------------------------------------------------------


def _open(home: str, sent: bytes) -> socket.socket:
    parts = urlsplit(home)
    client = socket.create_connection((parts.hostname or "", parts.port or 0), timeout=300)
    client.sendall(sent)
    return client


_HEAD = f"GET /r/{ROUND} HTTP/1.1\r\nHost: 127.0.0.1\r\n"


def test_half_open_connections_shut_nobody_out(engine: Engine) -> None:
    with served(Desk(engine, local=User("复核员", "admin"))) as home, ExitStack() as stack:
        for _ in range(220):
            stack.enter_context(_open(home, _HEAD.encode()))
        assert Client(home).ask(f"/r/{ROUND}")[0] == 200


@pytest.mark.parametrize(
    "sent",
    ["", _HEAD, f"{_HEAD}\r\n{_HEAD}", "POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\nna"],
    ids=["nothing", "half a head", "half of the second head", "half a form"],
)
def test_what_never_comes_is_not_waited_for(engine: Engine, sent: str) -> None:
    limits = ClientLimits(head=0.3, body=0.3)
    with served(Desk(engine, local=User("复核员", "admin")), limits) as home, _open(home, sent.encode()) as client:
        try:
            while client.recv(65536):
                pass
        except ConnectionResetError:
            pass
        assert Client(home).ask(f"/r/{ROUND}")[0] == 200


@pytest.mark.parametrize("begun", [b"", b"\x16\x03\x01"])
def test_handshakes_that_do_not_go_on_shut_nobody_out(engine: Engine, begun: bytes) -> None:
    """Clients that connect for HTTPS and say nothing, or the beginning of it: they count like all others."""
    desk, context = Desk(engine, local=User("复核员", "admin"), secure=True), tls_context()
    with served(desk, context=context) as home, ExitStack() as stack:
        first, *_ = [stack.enter_context(_open(home, begun)) for _ in range(220)]
        assert _ask_securely(home) == 200
        with contextlib.suppress(ConnectionResetError):
            assert first.recv(65536) == b""
    with served(desk, ClientLimits(handshake=0.3), context) as home, _open(home, begun) as client:
        with contextlib.suppress(ConnectionResetError):
            assert client.recv(65536) == b""
        assert _ask_securely(home) == 200


def test_what_is_no_handshake_ends(engine: Engine) -> None:
    with served(Desk(engine, local=User("复核员", "admin")), context=tls_context()) as home:
        with _open(home, _HEAD.encode() + b"\r\n") as client:
            assert b"200" not in client.recv(65536)
        assert _ask_securely(home) == 200


def _ask_securely(home: str) -> int:
    with urlopen(f"{home}/r/{ROUND}", timeout=300, context=ssl._create_unverified_context()) as answer:
        return int(answer.status)


def test_answers_that_are_never_taken(engine: Engine) -> None:
    """The client asks on and on and reads nothing: what it leaves in the server ends."""
    with served(Desk(engine, local=User("复核员", "admin")), ClientLimits(answer=0.3)) as home:
        with _open(home, b"") as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            with pytest.raises((ConnectionResetError, BrokenPipeError)):
                _ask_for_ever(client)
        assert Client(home).ask(f"/r/{ROUND}")[0] == 200


def _ask_for_ever(client: socket.socket) -> None:
    while True:
        client.sendall(b"GET /static/htmx.min.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 50)


# -- requests that are none --------------------------------------------------------------------------------------------

_ODD_NUMBERS = ("9" * 5_000, "²", "-1", "٣" * 5_000, "\x00", "1e9", "")


def test_searches_are_bounded(local: str) -> None:
    client = Client(local)
    for words in ("词 " * (MOST_WORDS + 1), "长" * (MOST_CHARACTERS + 1), "a " * 3_000):
        status, text = client.ask(f"/r/{ROUND}/findings?q={quote(words)}")
        assert (status, "搜索词最多" in text) == (400, True)
    assert client.ask(f"/r/{ROUND}/findings?q={quote('词 ' * MOST_WORDS)}")[0] == 200


def test_numbers_origins_and_tokens_that_are_none(local: str, engine: Engine) -> None:
    client, key = Client(local), next(iter(read_findings(engine, ROUND))).key
    form = {"csrf": client.csrf(), "decision": "属实", "note": "", "seen": "0", "next": ""}
    decide = f"/r/{ROUND}/f/{key}/decide"
    for number in _ODD_NUMBERS:
        assert client.ask(f"/r/{ROUND}/f/{key}/record/{quote(number)}/page")[0] in (400, 404), number
        assert client.post(decide, form | {"seen": number})[0] in (400, 409), number
        assert client.ask(f"/r/{ROUND}/findings?page={quote(number)}&key={quote(number)}")[0] in (200, 400), number
    for origin in ("http://[", "http://[::1", "null", "http://127.0.0.1:99999999", "é", "://"):
        assert client.post(decide, form, Origin=origin)[0] == 403, origin
    for token in ("密", "\udcff".encode("utf-8", "replace").decode(), "x" * 60_000, "\x00"):
        assert client.post(decide, form | {"csrf": token})[0] == 403
    assert read_reviews(engine, ROUND) == {}


@pytest.mark.parametrize("users", [True, False])
def test_heads_and_forms_that_are_none(engine: Engine, users: bool) -> None:
    field = b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\nx\r\n--b--'
    forms = (
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=b; charset=none", field),
        ("multipart/form-data; boundary=b", b"--b\r\n\r\nx"),
        ("application/x-www-form-urlencoded", b"name=%ED%A0%80%00&password=%FF&" + b"a&" * 60),
        ("application/x-www-form-urlencoded", b"&" * 1_000),
        ("text/plain", b"\xff\xfe"),
    )  # fmt: skip
    hosts = ("127.0.0.1:99999999", "127.0.0.1:x", "[", "127.0.0.1:", "")
    with served(Desk(engine, some_users() if users else None)) as home:
        for kind, body in forms:
            head = f"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\nContent-Type: {kind}\r\n"
            status = _status(home, f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body)
            assert 200 <= status < 500, (kind, body)
        for host in hosts:
            asked = f"GET /r/{ROUND} HTTP/1.1\r\nHost: {host}\r\nCookie: govcrawl=\xff; a\r\nConnection: close\r\n\r\n"
            assert 200 <= _status(home, asked.encode("latin-1")) < 500, host


def _status(home: str, sent: bytes) -> int:
    with _open(home, sent) as client, client.makefile("rb") as answer:
        return int(answer.readline().split()[1])


# -- at the same time --------------------------------------------------------------------------------------------------


def test_undoing_at_the_same_time_takes_one_step_each(local: str, engine: Engine) -> None:
    client = Client(local)
    csrf = client.csrf()
    keys = [each.key for each in read_findings(engine, ROUND)][:3]
    for key in keys:
        form = {"csrf": csrf, "decision": "属实", "note": "", "seen": "0", "next": ""}
        assert client.post(f"/r/{ROUND}/f/{key}/decide", form, HX_Request="true")[0] == 200

    def undo(_: int) -> int:
        mine = Client(local)
        mine.cookie = client.cookie
        return mine.post(f"/r/{ROUND}/undo", {"csrf": csrf}, HX_Request="true")[0]

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(undo, range(6))) == [200] * 3 + [409] * 3
    assert read_reviews(engine, ROUND) == {}
    assert all([each.decision for each in history_of(engine, ROUND, key)] == ["属实", "撤销"] for key in keys)
