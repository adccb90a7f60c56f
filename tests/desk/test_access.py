"""Who may do what: logins, lock-outs, forged requests, roles, and the record of it all."""

from __future__ import annotations

from http.cookies import SimpleCookie
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from govcrawl.apps.desk import throttle
from govcrawl.apps.desk.desk import Desk
from govcrawl.apps.desk.sessions import IDLE_SECONDS, LONGEST_SECONDS, Sessions
from govcrawl.apps.desk.throttle import PER_PAIR, WINDOW_SECONDS, Throttle
from govcrawl.apps.desk.users import User
from govcrawl.store.audit import read_events
from govcrawl.store.decisions import read_reviews
from govcrawl.store.reader import read_findings
from tests.desk.desk import PASSWORDS, ROUND, served, some_users


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


class Client:
    """A program that sends what it likes."""

    def __init__(self, home: str) -> None:
        self.home, self.cookie = home, ""
        self._opener = build_opener(_NoRedirect)

    def ask(self, path: str, form: dict[str, str] | None = None, **headers: str) -> tuple[int, str]:
        data = urlencode(form).encode() if form is not None else None
        sent = {"Cookie": self.cookie, **{name.replace("_", "-"): value for name, value in headers.items()}}
        request = Request(self.home + path, data, sent)
        try:
            answer = self._opener.open(request, timeout=300)
        except HTTPError as fault:
            answer = fault
        with answer:
            for each in answer.headers.get_all("Set-Cookie", []):
                for name, morsel in SimpleCookie(each).items():
                    self.cookie = f"{name}={morsel.value}"
            return answer.status, answer.read().decode()

    def post(self, path: str, form: dict[str, str], **headers: str) -> tuple[int, str]:
        return self.ask(path, form, **{"Origin": self.home, **headers})

    def login(self, name: str, password: str | None = None) -> int:
        return self.post("/login", {"name": name, "password": password or PASSWORDS[name]})[0]

    def csrf(self) -> str:
        _, text = self.ask(f"/r/{ROUND}/findings")
        return text.partition('name="csrf" value="')[2].partition('"')[0]


def _key(engine: Engine) -> str:
    return next(iter(read_findings(engine, ROUND))).key


def _deeds(engine: Engine) -> list[tuple[str, str]]:
    return [(each.person, each.action) for _, each in reversed(read_events(engine, 100))]


def _log_in(page: Page, home: str, name: str) -> None:
    page.goto(f"{home}/login")
    page.fill("#name", name)
    page.fill("#password", PASSWORDS[name])
    page.keyboard.press("Enter")
    expect(page.locator(".who")).to_contain_text(name)


def test_a_login_in_a_browser(page: Page, shared: str, engine: Engine) -> None:
    page.goto(f"{shared}/r/{ROUND}/findings")
    expect(page).to_have_url(f"{shared}/login")
    page.fill("#name", "分析员")
    page.fill("#password", "wrong-password")
    page.keyboard.press("Enter")
    expect(page.locator("[role=alert]")).to_have_text("姓名或密码不正确")
    page.fill("#password", PASSWORDS["分析员"])
    page.keyboard.press("Enter")
    expect(page.locator(".who")).to_contain_text("分析员（复核）")
    page.goto(f"{shared}/r/{ROUND}/findings")
    key = page.get_attribute("#detail article", "data-key") or ""
    page.keyboard.press("1")
    expect(page.locator("#detail article")).not_to_have_attribute("data-key", key)
    assert read_reviews(engine, ROUND)[key].reviewer == "分析员"
    page.locator("button:has-text('退出')").click()
    expect(page).to_have_url(f"{shared}/login")
    page.go_back()
    page.reload()
    expect(page).to_have_url(f"{shared}/login")
    assert _deeds(engine) == [("分析员", "登录失败"), ("分析员", "登录"), ("分析员", "复核"), ("分析员", "退出")]


def test_a_session_that_has_ended_leads_a_part_of_a_page_to_the_login(page: Page, engine: Engine) -> None:
    sessions = Sessions()
    with served(Desk(engine, some_users(), sessions=sessions)) as home:
        _log_in(page, home, "来客")
        page.goto(f"{home}/r/{ROUND}/findings")
        sessions.end(page.context.cookies()[0]["value"])
        page.keyboard.press("j")
        expect(page).to_have_url(f"{home}/login")


def test_wrong_passwords_lock_a_login(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "PER_ADDRESS", PER_PAIR + 1)  # each attempt takes as long as a password's hash
    now = [0.0]
    desk = Desk(engine, some_users(), throttle=Throttle(lambda: now[0]))
    with served(desk) as home:
        thief, owner = Client(home), Client(home)
        assert [thief.login("分析员", f"guess-{n}") for n in range(PER_PAIR)] == [401] * PER_PAIR
        assert owner.login("分析员") == 429, "the right password is not even looked at"
        assert owner.login("来客") == 303, "other names from here are not locked by a few failures"
        now[0] = WINDOW_SECONDS + 1.0
        assert owner.login("分析员") == 303
        assert [thief.login(f"nobody-{n}", "guess-guess") for n in range(PER_PAIR + 2)].count(429) == 1
    assert ("分析员", "登录被锁定") in _deeds(engine)


def test_sessions_end() -> None:
    now = [0.0]
    sessions = Sessions(lambda: now[0])
    token, _ = sessions.begin(User("甲", "viewer"))
    now[0] += IDLE_SECONDS - 1
    assert sessions.find(token) is not None
    now[0] += IDLE_SECONDS + 1
    assert sessions.find(token) is None
    token, _ = sessions.begin(User("甲", "viewer"))
    for _ in range(LONGEST_SECONDS // 600 + 1):
        now[0] += 600
        found = sessions.find(token)
    assert found is None
    assert sessions.find("") is None


def test_a_login_begins_a_session_of_its_own(shared: str) -> None:
    client = Client(shared)
    client.login("来客")
    first = client.cookie
    client.login("来客")
    assert client.cookie != first
    client.cookie = first
    assert client.ask(f"/r/{ROUND}")[0] == 303, "the session before it has ended"


@pytest.mark.parametrize(
    ("origin", "site", "token", "status"),
    [
        ("own", None, "right", 200),
        ("own", "same-origin", "right", 200),
        ("own", None, "", 403),
        ("own", None, "wrong", 403),
        ("http://evil.example", None, "right", 403),
        ("null", None, "right", 403),
        ("own", "cross-site", "right", 403),
        ("own", "same-site", "right", 403),
        ("", None, "right", 403),
    ],
)
def test_forged_requests(shared: str, engine: Engine, origin: str, site: str | None, token: str, status: int) -> None:
    client = Client(shared)
    client.login("分析员")
    csrf = {"right": client.csrf()}.get(token, token)
    headers = {"HX-Request": "true"} | ({"Origin": shared if origin == "own" else origin} if origin else {})
    headers |= {"Sec-Fetch-Site": site} if site else {}
    form = {"csrf": csrf, "decision": "属实", "note": "", "seen": "0", "next": ""}
    assert client.ask(f"/r/{ROUND}/f/{_key(engine)}/decide", form, **headers)[0] == status
    assert len(read_reviews(engine, ROUND)) == (status == 200)
    assert (("分析员", "拒绝伪造请求") in _deeds(engine)) == (status == 403)


def test_roles(shared: str, engine: Engine) -> None:
    key = _key(engine)
    reading = (f"/r/{ROUND}", f"/r/{ROUND}/findings", f"/r/{ROUND}/scores", f"/r/{ROUND}/f/{key}")
    nobody = Client(shared)
    for path in (*reading, "/audit", f"/r/{ROUND}/files/attachment1", f"/r/{ROUND}/f/{key}/record/0/page"):
        assert nobody.ask(path)[0] == 303, path
    form = {"decision": "属实", "note": "", "seen": "0", "next": ""}
    for name, decides, audits in (("来客", 403, 403), ("分析员", 200, 403), ("管理员", 200, 200)):
        client = Client(shared)
        client.login(name)
        assert {client.ask(path)[0] for path in reading} == {200}
        csrf = client.csrf() if name != "来客" else _token_of(client)
        seen = {"seen": "2"} if name == "管理员" else {}  # what the analyst has decided and taken back
        answer = client.post(f"/r/{ROUND}/f/{key}/decide", form | seen | {"csrf": csrf}, HX_Request="true")
        assert answer[0] == decides, name
        assert client.post(f"/r/{ROUND}/undo", {"csrf": csrf}, HX_Request="true")[0] == decides, name
        assert client.ask("/audit")[0] == audits, name
    assert "复核意见" not in Client(shared).ask("/login")[1]
    assert ("来客", "越权") in _deeds(engine)


def _token_of(client: Client) -> str:
    """A viewer has no form for decisions; the one for leaving has the token too."""
    return client.ask(f"/r/{ROUND}")[1].partition('name="csrf" value="')[2].partition('"')[0]


def test_a_viewer_sees_no_buttons(page: Page, shared: str) -> None:
    _log_in(page, shared, "来客")
    page.goto(f"{shared}/r/{ROUND}/findings")
    expect(page.locator("#detail h2")).to_be_visible()
    expect(page.locator("#detail form.decide")).to_have_count(0)
    page.keyboard.press("1")
    expect(page.locator("#detail h2")).to_be_visible()


def test_without_logins_only_this_machines_names_are_answered(local: str) -> None:
    client = Client(local)
    assert client.ask(f"/r/{ROUND}", Host="evil.example")[0] == 400
    assert client.ask(f"/r/{ROUND}", Host="localhost:1")[0] == 200
    assert client.ask("/login")[0] == 303


def test_numbers_that_are_none(local: str) -> None:
    client = Client(local)
    for number in ("0", "-1", "99999999999999999999", "x", "٣"):
        assert client.ask(f"/r/{ROUND}/findings?page={quote(number)}")[0] == 200, number
        assert client.ask(f"/audit?before={quote(number)}")[0] == 200, number


def test_a_large_form_is_refused(local: str, engine: Engine) -> None:
    client = Client(local)
    form = {"csrf": client.csrf(), "decision": "属实", "note": "长" * 8_000, "seen": "0", "next": ""}
    assert client.post(f"/r/{ROUND}/f/{_key(engine)}/decide", form)[0] == 413
    form["note"] = "长" * 600
    assert "不能超过" in client.post(f"/r/{ROUND}/f/{_key(engine)}/decide", form)[1]
    assert read_reviews(engine, ROUND) == {}


def test_every_answer_forbids_what_it_does_not_need(shared: str) -> None:
    opener = build_opener(_NoRedirect)
    for path in ("/login", "/static/desk.js", "/nothing"):
        try:
            headers = opener.open(shared + path).headers
        except HTTPError as fault:
            headers = fault.headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
