"""The three answers: what an HTTP response, or the lack of one, says about the page behind it."""

import errno
import gzip
import re
import zlib
from dataclasses import replace

from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from twisted.internet.error import ConnectError
from twisted.web.client import ResponseFailed, ResponseNeverReceived

from govcrawl.domain.fetch_outcomes import (
    BLOCKED_PAGE,
    CLOSED_SITE,
    CUT,
    LOGIN,
    LOOP,
    NO_HTTP,
    NO_NAME,
    NO_NAME_SERVER,
    NO_PROXY,
    NO_ROUTE,
    NO_TUNNEL,
    NOT_UNPACKED,
    OK,
    REPAIR,
    SOFT_404,
    TOO_LARGE,
    FetchOutcome,
    LinkState,
    Verdict,
)
from govcrawl.net.names import was_unanswered
from govcrawl.net.notices import Judged, Notice, may_be_notice, notice_of
from govcrawl.net.shown import shown

# Statuses by which firewalls, logins and rate limits answer; none of them says anything about the content.
_BLOCKED = {
    401: "需要登录（401）",
    403: "被防火墙或权限拒绝（403）",
    407: "需要代理认证（407）",
    412: "被动态防护拦截（412）",
    418: "被防护拦截（418）",
    429: "访问过于频繁被限制（429）",
    451: "被限制访问（451）",
    493: "被防护拦截（493）",
    521: "被云防护质询（521）",
    567: "被云防护拦截（567）",
}
_LONGEST = 65_536  # bytes; pages that say something of themselves are shorter
# What a challenge's script does: it notes in a cookie that it ran, and asks for the same page again.
_CHALLENGE = re.compile(
    rb"\$_ts\b|__jsl_clearance|document\.cookie\s*=(?:.|\n){0,2000}?(?:\breload\s*\(|location\.(?:pathname|search))"
)
PASSED = 200  # characters of text that a page must show after a challenge; failed challenges go blank
# What is never closed goes on to the end, as in a browser; to look for its end from each beginning takes forever.
_TAG = re.compile(r"<(script|style)\b(?:[^<]++|<(?!/\1\s*>))*+(?:</\1\s*>|\Z)|<[a-z/!?][^>]*(?:>|\Z)", re.S | re.I)
_LOGIN = re.compile(rb"type\s*=\s*[\"']?password", re.I)
_MOST_TEXT = 1_000  # characters, menu included, beyond which a page is content
_NOT_ASCII = bytes(range(0x80, 0x100))
_MOST_BYTES = 6_000  # bytes beyond ASCII, comments and scripts included, of a page with so much text
_MOST_TAGS = 3_000
_NOTHING = 12  # characters of text of a page that shows nothing
_SENTENCE = 60  # characters of a page's own words in a reason
_OF_NOTICE = {
    Notice.BLOCKED: BLOCKED_PAGE,
    Notice.REPAIR: REPAIR,
    Notice.CLOSED: CLOSED_SITE,
    Notice.GONE: SOFT_404,
    Notice.LOGIN: LOGIN,
}


def readable(body: bytes) -> str:
    """The text of a body whose encoding nobody says."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return body.decode("utf-8", "replace")


def visible_text(body: bytes) -> str:
    """Text of a short page without tags, scripts and white space."""
    return "".join(_words(body))


def _words(body: bytes) -> list[str]:
    return _TAG.sub(" ", readable(body)).split()


def judge_response(status: int, body: bytes) -> Verdict:
    """The verdict on a response with this status and body (the body's head is enough)."""
    if status in _BLOCKED:
        return Verdict(FetchOutcome.BLOCKED, LinkState.BLOCKED, _BLOCKED[status])
    if status in (404, 410):
        return Verdict(FetchOutcome.UNREACHABLE, LinkState.GONE, f"页面不存在（{status}）", by_status=True)
    if status >= 500:
        return Verdict(FetchOutcome.UNREACHABLE, LinkState.ERROR, f"服务器错误（{status}）")
    if status >= 400:
        return Verdict(FetchOutcome.UNREACHABLE, LinkState.ERROR, f"服务器拒绝请求（{status}）")
    if status >= 300:
        return Verdict(FetchOutcome.UNREACHABLE, LinkState.ERROR, f"跳转没有终点（{status}）")
    return _judge_shown(body)


def judge_passed(body: bytes) -> Verdict:
    """The verdict on what a browser shows after a WAF's challenge: only real text counts as passed."""
    if _judge_shown(body).answer is FetchOutcome.BLOCKED:
        return Verdict(FetchOutcome.BLOCKED, LinkState.BLOCKED, "浏览器未能通过防护验证")
    if len(visible_text(body)) < PASSED:
        return Verdict(FetchOutcome.BLOCKED, LinkState.BLOCKED, "浏览器通过防护验证后页面没有内容")
    return OK


def said_by(body: bytes) -> Judged | None:
    """What a page says of itself in place of content, whatever the status it came with; None for any other page."""
    words = _few_words(body)
    return _said(body, words) if words is not None else None


def _few_words(body: bytes) -> list[str] | None:
    """The text of a page that may be a notice; None for files and for pages that hold far more than a notice."""
    if not body or len(body) > _LONGEST or b"\0" in body[:1024] or body[:5] == b"%PDF-":
        return None
    if body.count(b"<") > _MOST_TAGS or len(body) - len(body.translate(None, _NOT_ASCII)) > _MOST_BYTES:
        return None
    return _words(body)


def _said(body: bytes, words: list[str]) -> Judged | None:
    chars = sum(map(len, words))
    if chars > _MOST_TEXT or (chars >= _NOTHING and not _LOGIN.search(body) and not may_be_notice(" ".join(words))):
        return None
    return notice_of(shown(body))


def _judge_shown(body: bytes) -> Verdict:
    words = _few_words(body)
    if words is None:
        return OK
    judged = _said(body, words)
    if judged is None:
        return BLOCKED_PAGE if sum(map(len, words)) < _NOTHING and _CHALLENGE.search(body) else OK
    verdict = _OF_NOTICE[judged.notice]
    if verdict in (LOGIN, SOFT_404):  # known by what they are, not only by their reason
        return verdict
    return replace(verdict, reason=f"{verdict.reason}（{judged.sentence[:_SENTENCE]}）")


_FAULTS: dict[type[BaseException], Verdict] = {
    TunnelError: NO_TUNNEL,
    DownloadConnectionRefusedError: Verdict(FetchOutcome.UNREACHABLE, LinkState.GONE, "连接被拒绝"),
    DownloadTimeoutError: Verdict(FetchOutcome.UNREACHABLE, LinkState.SLOW, "在规定时间内没有响应"),
    DownloadCancelledError: TOO_LARGE,
    ResponseDataLossError: CUT,
}

# What keeps this machine from sending anything: no network, no route, no free port or file, a firewall of its own.
_OF_THIS_MACHINE = frozenset(
    (errno.ENETDOWN, errno.ENETUNREACH, errno.EADDRNOTAVAIL, errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.EPERM)
)
_UNPACKERS = ("brotli", "_brotli", "brotlicffi", "zstandard", "compression.zstd")  # whose errors have no common type
_OF_THE_PROXY = (DownloadConnectionRefusedError, CannotResolveHostError)


def is_of_this_machine(number: int | None) -> bool:
    """Whether the error of this number (`errno`) kept this machine from sending, and says nothing of a site."""
    return number in _OF_THIS_MACHINE


def judge_failure(fault: BaseException, *, proxied: bool = False) -> Verdict:
    """The verdict on a fetch that `fault` ended without a response.

    proxied: it was asked of a proxy of the office, so that a connection or a name that failed is the proxy's and says
    nothing of the site. What the proxy finds wrong with a site comes as an answer.
    """
    name = type(fault).__name__
    if proxied and isinstance(fault, _OF_THE_PROXY):
        return NO_PROXY
    if isinstance(fault, ConnectError) and is_of_this_machine(fault.osError):
        return NO_ROUTE
    match fault:
        case ValueError():  # no request can be made of it; browsers may still guess what was meant
            return Verdict(FetchOutcome.UNREACHABLE, LinkState.ERROR, "地址写法有误，无法访问")
        case IgnoreRequest():
            return _ignored(fault)
        case CannotResolveHostError():
            return NO_NAME_SERVER if was_unanswered(str(fault)) else NO_NAME
    known = next((verdict for kind, verdict in _FAULTS.items() if isinstance(fault, kind)), None)
    if known is not None:
        return known
    if _is_no_http(fault):
        return NO_HTTP
    if isinstance(fault, gzip.BadGzipFile | zlib.error) or type(fault).__module__ in _UNPACKERS:
        return NOT_UNPACKED
    if "Playwright" in type(fault).__module__ or "playwright" in type(fault).__module__:
        return Verdict(FetchOutcome.BLOCKED, LinkState.ERROR, f"浏览器未能打开页面（{name}）")
    return Verdict(FetchOutcome.UNREACHABLE, LinkState.ERROR, f"连接失败（{name}）")


def _is_no_http(fault: BaseException) -> bool:
    """Whether something came that has no head as HTTP/1 wants it: HTTP/0.9, of which browsers show what they get."""
    cause = fault.__cause__
    return isinstance(cause, ResponseFailed) and not isinstance(cause, ResponseNeverReceived)


# What Scrapy's own middlewares say of an answer that they drop; its words are not for analysts.
_DROPPED = (
    ("DOWNLOAD_MAXSIZE", TOO_LARGE),
    ("max redirections", LOOP),
    ("robots.txt", Verdict(FetchOutcome.BLOCKED, LinkState.BLOCKED, "robots.txt 禁止抓取")),
)


def _ignored(fault: IgnoreRequest) -> Verdict:
    words = str(fault)
    known = next((verdict for mark, verdict in _DROPPED if mark in words), None)
    return known or Verdict(FetchOutcome.BLOCKED, LinkState.BLOCKED, words or "按规则不访问")
