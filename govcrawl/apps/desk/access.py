"""Who may do what: sessions by cookie, roles, and proof that a change was asked for from the desk's own pages."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from govcrawl.apps.desk.desk import Desk, audit_event, desk_of, session_of, store_refused
from govcrawl.apps.desk.render import in_part, refusal
from govcrawl.apps.desk.users import ROLE_NAMES, Role

COOKIE = "govcrawl"
FORM_BYTES = 64 * 1024
_Answer = Callable[[Request], Response]
_Change = Callable[[Request, FormData], Response]


class OwnPagesOnly:
    """No other site sets the desk to work: what its pages ask for is refused before anything is done."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not _fetched_from_here(scope):
            answer = await run_in_threadpool(_refuse_another_site, Request(scope))
            await answer(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _refuse_another_site(request: Request) -> Response:
    _enter(request, begin=False)
    reason = "请求是其他网站发出的，没有执行。要使用复核台，请点击下面的链接，或在地址栏中输入地址"
    return refuse(request, reason, "拒绝伪造请求")


def _fetched_from_here(scope: Scope) -> bool:
    """What the browser says of who asks: this site, or a person. Programs and old browsers say nothing."""
    said = [value for name, value in scope["headers"] if name == b"sec-fetch-site"]
    return all(value in (b"none", b"same-origin") for value in said)


class KnownHosts:
    """Without logins, the desk answers to its own names only."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self.app, self.desk = app, desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self.desk.users is None:
            host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
            name = host if host.endswith("]") else host.rpartition(":")[0] or host
            if name.lower() not in self.desk.hosts:
                await Response("未知的主机名", 400, media_type="text/plain")(scope, receive, send)
                return
        await self.app(scope, receive, send)


def requires_role(role: Role) -> Callable[[_Answer], Callable[[Request], Response]]:
    """An answer for people of this role; it runs in a thread of its own, since it asks the database."""

    def wrap(answer: _Answer) -> Callable[[Request], Response]:
        def endpoint(request: Request) -> Response:
            fresh = _enter(request, begin=not in_part(request))  # parts of pages come after the page
            if request.state.session is None:
                return _to_login(request)
            if not session_of(request).user.may(role):
                return refuse(request, f"此页需要“{ROLE_NAMES[role]}”权限", "越权")
            return _with_cookie(request, answer(request), fresh)

        return endpoint

    return wrap


def requires_role_to_change(role: Role) -> Callable[[_Change], Callable[[Request], object]]:
    """An answer that changes something: posted from the desk's own pages, by people of this role."""

    def wrap(answer: _Change) -> Callable[[Request], object]:
        async def endpoint(request: Request) -> Response:
            form = await read_form(request)
            return await run_in_threadpool(_allowed, request, form)

        def _allowed(request: Request, form: FormData) -> Response:
            _enter(request, begin=False)
            if request.state.session is None:
                return _to_login(request)
            session = session_of(request)
            if not (same_origin(request) and _same_text(str(form.get("csrf", "")), session.csrf)):
                return refuse(request, "请求不是从本系统的页面发出的，请刷新页面后重试", "拒绝伪造请求")
            if not session.user.may(role):
                return refuse(request, f"此操作需要“{ROLE_NAMES[role]}”权限", "越权")
            return answer(request, form)

        return endpoint

    return wrap


def _same_text(given: str, right: str) -> bool:
    """Whether both are alike, in a time that says nothing of where they differ."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), right.encode())


async def read_form(request: Request) -> FormData:
    """A form without files; the whole body is bounded by the application."""
    return await request.form(max_files=0, max_fields=50)


def same_origin(request: Request) -> bool:
    """What the browser says of where the request comes from; one that says nothing is no browser of today."""
    fetched = request.headers.get("sec-fetch-site")
    if fetched is not None and fetched != "same-origin":
        return False
    origin = request.headers.get("origin")
    if origin is None:
        return fetched == "same-origin"
    try:
        return urlsplit(origin).netloc == request.headers.get("host")
    except ValueError:  # no address at all
        return False


def refuse(request: Request, reason: str, action: str, status: int = 403) -> Response:
    """An answer that says why not, and a line in the record.

    `reason` is shown to the person, `action` is what the record calls it; the answer has this HTTP `status`.
    """
    store_refused(request, audit_event(request, action, detail=f"{request.method} {request.scope['path']}"))
    return refusal(request, reason, status)


def set_cookie(request: Request, response: Response, token: str) -> None:
    """Send the session's `token` as a cookie that no script reads and no other site sends."""
    secure = desk_of(request).secure
    response.set_cookie(cookie_name(request), token, path="/", secure=secure, httponly=True, samesite="strict")


def cookie_name(request: Request) -> str:
    """Cookies know no ports: desks on other ports of this machine have their own."""
    _, port = request.scope.get("server") or ("", 0)  # where the desk listens, whatever the client calls it
    return f"__Host-{COOKIE}" if desk_of(request).secure else f"{COOKIE}-{port or 0}"


def _enter(request: Request, begin: bool) -> str | None:
    """Find the request's session; without logins begin one. The token of a new session, for its cookie."""
    desk = desk_of(request)
    request.state.session = desk.sessions.find(request.cookies.get(cookie_name(request), ""))
    if request.state.session is None and desk.users is None and begin:
        token, request.state.session = desk.sessions.begin(desk.local)
        return token
    return None


def _with_cookie(request: Request, response: Response, token: str | None) -> Response:
    if token is not None:
        set_cookie(request, response, token)
    return response


def _to_login(request: Request) -> Response:
    """A part of a page cannot show the login: the whole page goes there."""
    if in_part(request):
        return Response(status_code=204, headers={"HX-Redirect": "/login"})
    if request.method != "GET":
        return refusal(request, "登录已过期，请重新登录", 401)
    return RedirectResponse("/login", 303)
