"""Logging in and out, and the record of who has done what."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from govcrawl.apps.desk.access import (
    cookie_name,
    read_form,
    requires_role,
    requires_role_to_change,
    same_origin,
    set_cookie,
)
from govcrawl.apps.desk.desk import address_of, audit_event, desk_of, store_refused
from govcrawl.apps.desk.render import asked_number, page, refusal
from govcrawl.apps.desk.users import is_password
from govcrawl.store.audit import AuditEvent, read_events, store_event
from govcrawl.store.reader import read_rounds

_PER_PAGE = 100
_LONGEST_NAME = 60  # characters; a user's has fewer


def login_page(request: Request) -> Response:
    """The login form; a desk without users has none."""
    if desk_of(request).users is None:
        return RedirectResponse("/", 303)
    return page(request, "login.html", message=None, name="")


async def login(request: Request) -> Response:
    """Begin a session for the right password; say no more than that it was wrong otherwise."""
    form = await read_form(request)
    async with desk_of(request).logins:
        return await run_in_threadpool(_login, request, form)


def _login(request: Request, form: FormData) -> Response:
    desk, address = desk_of(request), address_of(request)
    name = str(form.get("name", "")).strip()[:_LONGEST_NAME]
    if desk.users is None or not same_origin(request):
        return refusal(request, "请从登录页面登录", 403)
    seconds = desk.throttle.attempt(name, address)
    if seconds:
        _note(request, name, "登录被锁定")
        text = f"登录失败次数过多，请在 {-(-seconds // 60)} 分钟后再试"
        return page(request, "login.html", 429, message=text, name=name)
    user = desk.users.get(name)
    if not is_password(user, str(form.get("password", ""))) or user is None:
        _note(request, name, "登录失败")
        return page(request, "login.html", 401, message="姓名或密码不正确", name=name)
    desk.throttle.succeeded(name, address)
    desk.sessions.end(request.cookies.get(cookie_name(request), ""))
    token, request.state.session = desk.sessions.begin(user)  # a fresh one: no session from before a login goes on
    store_event(desk.engine, audit_event(request, "登录"))
    response = RedirectResponse("/", 303)
    set_cookie(request, response, token)
    return response


def _note(request: Request, name: str, action: str) -> None:
    store_refused(request, AuditEvent(datetime.now(UTC), name, "", address_of(request), action))


@requires_role_to_change("viewer")
def logout(request: Request, form: FormData) -> Response:
    """End the session."""
    desk = desk_of(request)
    store_event(desk.engine, audit_event(request, "退出"))
    desk.sessions.end(request.cookies.get(cookie_name(request), ""))
    response = RedirectResponse("/login", 303)
    response.delete_cookie(cookie_name(request), path="/", secure=desk.secure, httponly=True, samesite="strict")
    return response


@requires_role("admin")
def record(request: Request) -> Response:
    """操作记录, the newest first."""
    engine, before = desk_of(request).engine, asked_number(request, "before", 0)
    deeds = read_events(engine, _PER_PAGE, before or None)
    last = deeds[-1][0] if len(deeds) == _PER_PAGE else None
    rounds = read_rounds(engine)
    newest = max(rounds, key=lambda each: each.date) if rounds else None
    return page(request, "audit.html", deeds=[each for _, each in deeds], last=last, round=newest, rounds=rounds)
