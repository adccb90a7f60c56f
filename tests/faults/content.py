"""Pages that are monstrous, in an odd encoding, or somewhere else than where they are asked for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import cache

from tests.faults import stuck
from tests.faults.pages import HOLE, LIST, html, portal
from tests.faults.server import Answer, Asked, Site, whole

_MANY = 100_000
_TEXT = "本县召开春耕生产工作会议，部署下一阶段重点任务。"


def _with(extra: str) -> bytes:
    return LIST.replace('<div class="footer">', extra + '<div class="footer">').encode()


@cache
def _links() -> bytes:
    lines = (f'<li><a href="/zt/a{i}.html">专题报道第{i}期</a></li>' for i in range(_MANY))
    return _with(f"<ul>{''.join(lines)}</ul>")


@cache
def _line() -> bytes:
    return _with(f"<p>{_TEXT * (5 * 1024 * 1024 // len(_TEXT.encode()))}</p>")


@cache
def _nested() -> bytes:
    return _with("<div>" * _MANY + _TEXT + "</div>" * _MANY)


@cache
def _nested_oddly() -> bytes:
    """Elements of no known name with a link at each level, none of them closed."""
    return _with("".join(f'<x-y><a href="/zt/b{i}.html">专题{i}</a>' for i in range(_MANY)))


@cache
def _open() -> bytes:
    """Tags and comments in masses that never end."""
    return _with("<" * 200_000 + "<!--" * 100_000 + "<meta http-equiv=refresh " * 30_000)


# What took hours or minutes once, each for a pattern of its own.
_ATTACKS = "".join(
    (
        f"<a href='/zt/c.html'>解读{'!' * 20_000}a</a><a href='/zt/d.html'>更多{'!' * 20_000}a</a>",
        f"<a href='/zt/e.html'>{'!' * 20_000}搜索{'!' * 20_000}a</a><p>热门</p>{'!<br>' * 8_000}",
        f"<div class='{'con' * 10_000}'></div><meta http-equiv='{'refresh' * 5_000}' content='0'>",
        f'<script>$.ajax({{url:\'{"tree" * 10_000}</script><script querydata="{"a" * 50_000}"></script>',
    )
)
_NUMBERS = f"<p>共{'9' * 400}条 第1/{'9' * 30}页</p><script>var countPage = {'9' * 5_000}, total = 1e999;</script>"


def _blank_refresh() -> bytes:
    return LIST.replace("<head>", f"<head><meta http-equiv=refresh content='{' ' * 1500}a'>").encode()


def _nul() -> bytes:
    return LIST.encode().replace(b"<", b"\0<").replace("财政".encode(), "财\0政".encode())


def _invalid() -> bytes:
    return LIST.encode().replace(b'<div class="footer">', b'<p>\xff\xfe\xc0\x80\xe4\xb8</p><div class="footer">')


def _answers(make: object, content_type: str = "text/html; charset=utf-8") -> Answer:
    async def answer(asked: Asked) -> AsyncIterator[bytes]:
        yield whole(make() if callable(make) else bytes(make), content_type=content_type)  # type: ignore[call-overload]

    return answer


def _site(name: str, place: int, answer: Answer, **more: Answer) -> Site:
    faults = {"/zt/*": _answers(_LINKED), "/wsgk/": answer}
    faults |= {f"/wsgk/{path}.html": each for path, each in more.items()}
    return Site(name, f"127.0.9.{place}", portal(1, HOLE), faults)


_LINKED = html("专题报道", f"<p>{_TEXT * 5}</p>").encode()
_GBK = LIST.encode("gb18030")  # and it says utf-8
_REFRESH = b'<html><head><meta http-equiv="refresh" content="0; url=/wsgk/list.html"></head><body></body></html>'
_SCRIPT = b"<html><head><script>window.location.href='/wsgk/list.html';</script></head><body></body></html>"
_SCRIPT_BUILT = b"<html><body><script>var a='/wsgk/';location.replace(a+'li'+'st.html');</script></body></html>"


async def _cookie(asked: Asked) -> AsyncIterator[bytes]:
    """The same address again and again, until the cookie comes back."""
    if "visited=yes" in asked.headers.get("cookie", ""):
        yield whole(LIST.encode())
    else:
        yield whole(b"", "302 Found", headers=[("Location", asked.target), ("Set-Cookie", "visited=yes; path=/")])


def prepare() -> None:
    """Make what takes seconds to make, so that no site waits for another's."""
    for make in (_links, _line, _nested, _nested_oddly, _open):
        make()


CONTENT = (
    _site("十万链接", 50, _answers(_links)),
    _site("五兆单行", 51, _answers(_line)),
    _site("十万层嵌套", 52, _answers(_nested)),
    _site("异名嵌套", 53, _answers(_nested_oddly)),
    _site("不闭合标签", 54, _answers(_open)),
    _site("空字节", 55, _answers(_nul())),
    _site("错误UTF8", 56, _answers(_invalid())),
    _site("错标GBK", 57, _answers(_GBK)),
    _site("UTF16", 58, _answers(LIST.encode("utf-16"), "text/html")),
    _site("UTF16无标记", 59, _answers(LIST.encode("utf-16-le"), "text/html; charset=utf-16")),
    _site("元刷新", 60, _answers(_REFRESH), list=_answers(LIST.encode())),
    _site("脚本跳转", 61, _answers(_SCRIPT), list=_answers(LIST.encode())),
    _site("脚本拼接跳转", 62, _answers(_SCRIPT_BUILT), list=_answers(LIST.encode())),
    _site("须带Cookie", 63, _cookie),
    _site("刷新空白", 69, _answers(_blank_refresh())),
    _site("慢模式", 70, _answers(_with(_ATTACKS))),
    _site("数字无界", 71, _answers(_with(_NUMBERS))),
    Site("停住程序", "127.0.9.72", portal(1, HOLE) | {"/wsgk/": stuck.PAGE}),
)
