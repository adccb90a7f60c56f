"""The three answers that a fetch can end with, and what a checked link is.

Only `UNREACHABLE` may feed A02, only `LinkState.GONE` may feed A03: a firewall, a challenge page or a slow
server is something that we could not judge, never a defect of the site.
"""

from dataclasses import dataclass
from enum import StrEnum


class FetchOutcome(StrEnum):
    """How a fetch ended."""

    REACHABLE = "reachable"
    BLOCKED = "blocked"
    UNREACHABLE = "unreachable"

    @property
    def chinese(self) -> str:
        """The outcome as messages and workbooks name it, e.g. `打不开`."""
        return {"reachable": "可访问", "blocked": "被防护拦截", "unreachable": "打不开"}[self.value]

    @property
    def unread(self) -> str:
        """What a page with this outcome is said to be before the reason: not every answer without use is a guard's."""
        return "未能读取" if self is FetchOutcome.BLOCKED else self.chinese


class LinkState(StrEnum):
    """What is known of a link or an attachment."""

    OK = "ok"
    GONE = "gone"  # 404/410, soft 404, name does not resolve, connection refused
    BLOCKED = "blocked"  # firewall, login, challenge, robots.txt, address guard
    CLOSED = "closed"  # the page says that its site was closed or moved: no content, and yet an answer
    SLOW = "slow"  # timed out
    ERROR = "error"  # any other answer that proves nothing (5xx, broken TLS, reset)
    UNCHECKED = "unchecked"  # a bound was hit before its turn came


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a fetch says of its page (`answer`) and of a link to it (`link`), with the reason in Chinese."""

    answer: FetchOutcome
    link: LinkState
    reason: str | None = None
    by_status: bool = False  # the server says itself that the page is not there

    @property
    def ok(self) -> bool:
        """Whether a link with this verdict works for a visitor."""
        return self.link is LinkState.OK

    @property
    def unread(self) -> FetchOutcome:
        """The outcome of a page that gave no facts: an answer that came but could not be used counts as blocked."""
        return FetchOutcome.BLOCKED if self.answer is FetchOutcome.REACHABLE else self.answer


OK = Verdict(FetchOutcome.REACHABLE, LinkState.OK)
BLOCKED_PAGE = Verdict(FetchOutcome.BLOCKED, LinkState.BLOCKED, "返回的是防护、验证或拒绝访问的页面")
REPAIR = Verdict(FetchOutcome.BLOCKED, LinkState.BLOCKED, "返回的是维护页面")
CLOSED_SITE = Verdict(FetchOutcome.BLOCKED, LinkState.CLOSED, "页面说明网站已关停或迁移")
NO_NAME = Verdict(FetchOutcome.UNREACHABLE, LinkState.GONE, "域名无法解析")
NO_NAME_SERVER = Verdict(FetchOutcome.BLOCKED, LinkState.ERROR, "域名服务器暂时没有应答，无法判断域名是否存在")
NO_TUNNEL = Verdict(FetchOutcome.BLOCKED, LinkState.ERROR, "代理服务器没有接通该地址，无法判断")
NO_ROUTE = Verdict(FetchOutcome.BLOCKED, LinkState.ERROR, "本机网络不通，没有发出请求，无法判断")
NO_PROXY = Verdict(FetchOutcome.BLOCKED, LinkState.ERROR, "本机设置的代理服务器连接不上，无法判断")
LOGIN = Verdict(FetchOutcome.BLOCKED, LinkState.BLOCKED, "返回的是登录页面")
TOO_LARGE = Verdict(FetchOutcome.BLOCKED, LinkState.ERROR, "响应超过大小上限，未读取")
TOO_LONG = Verdict(FetchOutcome.BLOCKED, LinkState.ERROR, "页面过长，未能读全")
BLANK = Verdict(FetchOutcome.BLOCKED, LinkState.OK, "服务器返回的内容为空")
LOOP = Verdict(FetchOutcome.BLOCKED, LinkState.ERROR, "跳转次数超过上限，没有到达页面")
CUT = Verdict(FetchOutcome.BLOCKED, LinkState.ERROR, "响应中途断开，内容不完整")
NOT_UNPACKED = Verdict(FetchOutcome.BLOCKED, LinkState.ERROR, "响应的内容与其声明的压缩方式不符，无法解开")
NO_HTTP = Verdict(FetchOutcome.BLOCKED, LinkState.ERROR, "服务器的应答没有完整的HTTP头部，无法读取")
FROZEN = Verdict(FetchOutcome.BLOCKED, LinkState.BLOCKED, "程序未能在限时内读完")
PAGE_WITH_404 = Verdict(FetchOutcome.REACHABLE, LinkState.ERROR, "状态码为404，但返回了有内容的页面")
LOCAL_FILE = Verdict(FetchOutcome.UNREACHABLE, LinkState.GONE, "地址是编辑人员本机上的文件，其他人打不开")
SOFT_404 = Verdict(FetchOutcome.UNREACHABLE, LinkState.GONE, "页面不存在（以正常状态返回的错误页）")
