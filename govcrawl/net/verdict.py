"""The three answers: what an HTTP response, or the lack of one, says about the page behind it."""

import re

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from twisted.web.client import ResponseFailed, ResponseNeverReceived

from govcrawl.domain.fetch_outcomes import (
    CUT,
    LOGIN,
    LOOP,
    NO_HTTP,
    OK,
    SOFT_404,
    TOO_LARGE,
    FetchOutcome,
    LinkState,
    Verdict,
)
from govcrawl.domain.html_limits import limit_openings

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
# A challenge or interception page is short; a long page that happens to speak of them is content.
_SHORT = 12_000
_CHALLENGE = re.compile(
    "|".join(
        (
            r"\$_ts\b",
            r"__jsl_clearance",
            r"__jsluid",
            "安全验证",
            "访问被拦截",
            "访问被拒绝",
            "访问异常",
            "您的请求已被",
            "网站防火墙",
            "Web应用防火墙",
            "请完成验证",
            "人机验证",
            "正在进行浏览器检查",
            "浏览器安全检查",
            "Checking your browser",
            "系统维护中",
            "网站维护中",
            "网站正在维护",
        )
    )
)
# A login stands where the page should be: a field for a password, and hardly anything else.
_LOGIN = re.compile(r"<input\b[^>]*\btype\s*=\s*[\"']?password\b", re.I)
_VISIBLE_ENOUGH = 400  # characters of text beyond which a page is content, whatever words stand in it
PASSED = 200  # characters of text that a page must show after a challenge; failed challenges go blank
# What is never closed goes on to the end, as in a browser; to look for its end from each beginning takes forever.
_TAG = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<[a-z/!?][^>]*(?:>|\Z)", re.S | re.I)
_MISSING = re.compile(
    r"页面(不存在|找不到|没有找到|已删除|已被删除|已失效)|(您|你)(所)?(访问|查找|请求|浏览)的(页面|网页|内容|信息|文件)"
    r"(不存在|找不到|已删除|没有找到|已被删除|已失效)|(信息|文章|内容|稿件)(不存在|已删除|已被删除)|找不到(该)?(页面|网页|文件)"
    r"|404\s*(not\s*found|错误|error)|(not\s*found|错误)\s*404",
    re.I,
)


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
    return "".join(_TAG.sub(" ", limit_openings(readable(body))).split())


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
    if len(body) < _SHORT:
        return _judge_short(body)
    return OK


def judge_passed(body: bytes) -> Verdict:
    """The verdict on what a browser shows after a WAF's challenge: only real text counts as passed."""
    if _CHALLENGE.search(readable(body[:_SHORT])) and len(visible_text(body)) < _VISIBLE_ENOUGH:
        return Verdict(FetchOutcome.BLOCKED, LinkState.BLOCKED, "浏览器未能通过防护验证")
    if len(visible_text(body)) < PASSED:
        return Verdict(FetchOutcome.BLOCKED, LinkState.BLOCKED, "浏览器通过防护验证后页面没有内容")
    return OK


def _judge_short(body: bytes) -> Verdict:
    if b"\0" in body[:1024] or body[:5] == b"%PDF-":
        return OK
    text = readable(body)
    challenge, missing, login = (pattern.search(text) for pattern in (_CHALLENGE, _MISSING, _LOGIN))
    if (challenge or missing or login) and len(visible_text(body)) < _VISIBLE_ENOUGH:
        if challenge:
            return Verdict(FetchOutcome.BLOCKED, LinkState.BLOCKED, f"返回的是防护、验证或维护页面（{challenge[0]}）")
        return SOFT_404 if missing else LOGIN
    return OK


def judge_failure(fault: BaseException) -> Verdict:
    """The verdict on a fetch that ended without a response."""
    name = type(fault).__name__
    match fault:
        case ValueError():  # no request can be made of it; browsers may still guess what was meant
            return Verdict(FetchOutcome.UNREACHABLE, LinkState.ERROR, "地址写法有误，无法访问")
        case IgnoreRequest():
            return _ignored(fault)
        case CannotResolveHostError():
            return Verdict(FetchOutcome.UNREACHABLE, LinkState.GONE, "域名无法解析")
        case DownloadConnectionRefusedError():
            return Verdict(FetchOutcome.UNREACHABLE, LinkState.GONE, "连接被拒绝")
        case DownloadTimeoutError():
            return Verdict(FetchOutcome.UNREACHABLE, LinkState.SLOW, "在规定时间内没有响应")
        case DownloadCancelledError():
            return TOO_LARGE
        case ResponseDataLossError():
            return CUT
    if _is_no_http(fault):
        return NO_HTTP
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
