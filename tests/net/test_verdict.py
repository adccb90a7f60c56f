import errno
import os

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from twisted.internet.error import getConnectError

from govcrawl.domain.fetch_outcomes import FetchOutcome, LinkState
from govcrawl.net.verdict import judge_failure, judge_response

PAGE = "<html><body>" + "<p>本县召开春耕生产工作会议，部署下一阶段任务。</p>" * 40 + "</body></html>"
CHALLENGE = "<html><script>var $_ts = window['$_ts']; _0x1f2a();</script><body></body></html>"
LOGIN = "<html><body><form><input name=u><input type='password' name=p><button>登录</button></form></body></html>"
MISSING = "<html><title>提示</title><body><div>您访问的页面不存在，<a href='/'>返回首页</a></div></body></html>"


@pytest.mark.parametrize(
    ("status", "body", "answer", "link"),
    [
        (200, PAGE, FetchOutcome.REACHABLE, LinkState.OK),
        (200, "", FetchOutcome.REACHABLE, LinkState.OK),
        (200, CHALLENGE, FetchOutcome.BLOCKED, LinkState.BLOCKED),
        (200, "<html><body>您的访问被拦截，事件编号 1</body></html>", FetchOutcome.BLOCKED, LinkState.BLOCKED),
        (200, "<html><body>网站正在维护，请稍后访问</body></html>", FetchOutcome.BLOCKED, LinkState.BLOCKED),
        (200, MISSING, FetchOutcome.UNREACHABLE, LinkState.GONE),
        (200, LOGIN, FetchOutcome.BLOCKED, LinkState.BLOCKED),
        # A home page with a box to log in is content.
        (200, PAGE.replace("</body>", LOGIN), FetchOutcome.REACHABLE, LinkState.OK),
        # An article that speaks of such pages is content.
        (200, PAGE.replace("会议", "访问被拦截 页面不存在"), FetchOutcome.REACHABLE, LinkState.OK),
        (401, "", FetchOutcome.BLOCKED, LinkState.BLOCKED),
        (403, "", FetchOutcome.BLOCKED, LinkState.BLOCKED),
        (412, CHALLENGE, FetchOutcome.BLOCKED, LinkState.BLOCKED),
        (429, "", FetchOutcome.BLOCKED, LinkState.BLOCKED),
        (521, CHALLENGE, FetchOutcome.BLOCKED, LinkState.BLOCKED),
        (404, MISSING, FetchOutcome.UNREACHABLE, LinkState.GONE),
        (410, "", FetchOutcome.UNREACHABLE, LinkState.GONE),
        (400, "", FetchOutcome.UNREACHABLE, LinkState.ERROR),
        (500, "", FetchOutcome.UNREACHABLE, LinkState.ERROR),
        (503, "", FetchOutcome.UNREACHABLE, LinkState.ERROR),
        (302, "", FetchOutcome.UNREACHABLE, LinkState.ERROR),
    ],
)
def test_response(status: int, body: str, answer: FetchOutcome, link: LinkState) -> None:
    verdict = judge_response(status, body.encode())
    assert (verdict.answer, verdict.link) == (answer, link)
    assert (verdict.reason is None) == (answer is FetchOutcome.REACHABLE)


def test_challenge_in_gb18030() -> None:
    body = "<html><body>请完成验证后继续访问</body></html>".encode("gb18030")
    assert judge_response(200, body).answer is FetchOutcome.BLOCKED


@pytest.mark.parametrize("body", [b"%PDF-1.4 " + "访问被拦截".encode(), b"PK\x03\x04\x00\x00" + "页面不存在".encode()])
def test_files_are_not_pages(body: bytes) -> None:
    assert judge_response(200, body).ok


@pytest.mark.parametrize(
    ("fault", "answer", "link"),
    [
        (CannotResolveHostError("x"), FetchOutcome.UNREACHABLE, LinkState.GONE),
        (DownloadConnectionRefusedError("x"), FetchOutcome.UNREACHABLE, LinkState.GONE),
        (DownloadTimeoutError("x"), FetchOutcome.UNREACHABLE, LinkState.SLOW),
        (DownloadCancelledError("x"), FetchOutcome.BLOCKED, LinkState.ERROR),
        (DownloadFailedError("x"), FetchOutcome.UNREACHABLE, LinkState.ERROR),
        (IgnoreRequest("Forbidden by robots.txt"), FetchOutcome.BLOCKED, LinkState.BLOCKED),
        (IgnoreRequest("地址属于内网"), FetchOutcome.BLOCKED, LinkState.BLOCKED),
        (ValueError("x"), FetchOutcome.UNREACHABLE, LinkState.ERROR),
    ],
)
def test_failure(fault: Exception, answer: FetchOutcome, link: LinkState) -> None:
    verdict = judge_failure(fault)
    assert (verdict.answer, verdict.link) == (answer, link)
    assert verdict.reason


@pytest.mark.parametrize(
    ("number", "answer"),
    [
        (errno.ENETUNREACH, FetchOutcome.BLOCKED),
        (errno.EMFILE, FetchOutcome.BLOCKED),
        (errno.EHOSTUNREACH, FetchOutcome.UNREACHABLE),  # a router on the way may say so of the site
    ],
)
def test_what_this_machine_cannot_send_says_nothing_of_a_site(number: int, answer: FetchOutcome) -> None:
    fault = getConnectError((number, os.strerror(number)))  # type: ignore[no-untyped-call]  # Twisted has no types there
    assert judge_failure(fault).answer is answer


@pytest.mark.parametrize("fault", [DownloadConnectionRefusedError("x"), CannotResolveHostError("x")])
def test_what_keeps_from_the_proxy_says_nothing_of_a_site(fault: Exception) -> None:
    assert judge_failure(fault, proxied=True).answer is FetchOutcome.BLOCKED


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Ignored response because its body exceeded DOWNLOAD_MAXSIZE (1 B)", "响应超过大小上限，未读取"),
        ("max redirections reached", "跳转次数超过上限，没有到达页面"),
        ("Forbidden by robots.txt", "robots.txt 禁止抓取"),
    ],
)
def test_what_scrapy_drops_is_told_in_chinese_and_accuses_nobody(words: str, reason: str) -> None:
    verdict = judge_failure(IgnoreRequest(words))
    assert (verdict.answer, verdict.reason) == (FetchOutcome.BLOCKED, reason)
    assert verdict.link in (LinkState.BLOCKED, LinkState.ERROR)


def test_a_page_that_broke_off_was_not_read() -> None:
    verdict = judge_failure(ResponseDataLossError("x"))
    assert (verdict.answer, verdict.link) == (FetchOutcome.BLOCKED, LinkState.ERROR)
