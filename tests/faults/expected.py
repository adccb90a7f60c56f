"""What must come of each site with a fault."""

from __future__ import annotations

from dataclasses import dataclass

from govcrawl.domain.fetch_outcomes import FROZEN, FetchOutcome
from govcrawl.net.ports import NO_WEB_PORT

SLOW = "在规定时间内没有响应"
_LOOP = "跳转次数超过上限，没有到达页面"
_LONG = "页面过长，未能读全"
_CUT = "响应中途断开，内容不完整"
_LARGE = "响应超过大小上限，未读取"
_NOT_UNPACKED = "响应的内容与其声明的压缩方式不符，无法解开"
_HEADLESS = "服务器的应答没有完整的HTTP头部，无法读取"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of a site: its home page's answer and reason, why the faulty column is unread, bounds, findings of its own."""

    answer: FetchOutcome = FetchOutcome.REACHABLE
    reason: str | None = None
    unread: str | None = None
    bounds: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()  # rules that rightly fail
    reads: bool = False  # whether the faulty column is read as a reader sees it


def _bounds(*names: str) -> Outcome:
    return Outcome(bounds=frozenset(names))


_READ = Outcome(reads=True)

OUTCOMES = {
    "日历陷阱": _bounds("family", "depth"),
    "参数陷阱": _bounds("family"),
    "会话路径": Outcome(),
    "会话参数": Outcome(),
    "会话短参数": Outcome(),
    "循环跳转": Outcome(unread=_LOOP),
    "首页循环跳转": Outcome(FetchOutcome.BLOCKED, _LOOP),
    "跨站跳转链": Outcome(),
    "软性404": Outcome(told=frozenset({"A03"})),
    "首页不答": Outcome(FetchOutcome.UNREACHABLE, SLOW, told=frozenset({"A02"})),
    "栏目不答": Outcome(unread=SLOW),
    "首页逐字节": Outcome(FetchOutcome.UNREACHABLE, SLOW, told=frozenset({"A02"})),
    "栏目逐字节": Outcome(unread=SLOW),
    "首页中断": Outcome(FetchOutcome.BLOCKED, _CUT),
    "栏目中断": Outcome(unread=_CUT),
    "长度偏大": _READ,
    "长度偏小": _READ,
    "压缩炸弹gzip": Outcome(unread=_LARGE, bounds=frozenset({"size"})),
    "压缩炸弹brotli": Outcome(unread=_LARGE, bounds=frozenset({"size"})),
    "首页压缩炸弹": Outcome(FetchOutcome.BLOCKED, _LARGE, bounds=frozenset({"size"})),
    "首页声称压缩": Outcome(FetchOutcome.BLOCKED, _NOT_UNPACKED),
    "栏目声称压缩": Outcome(unread=_NOT_UNPACKED),
    "双层压缩": _READ,
    "巨大附件": Outcome(told=frozenset({"T01"})),
    "巨大网页": Outcome(unread=_LARGE, bounds=frozenset({"size"})),
    "状态无界": Outcome(unread=_HEADLESS),
    "头部无尽": Outcome(unread=_HEADLESS),
    "类型空白": _READ,
    "假编码": _READ,
    "跳转邮件端口": Outcome(unread=NO_WEB_PORT),
    "刷新空白": _READ,
    "慢模式": _READ,
    "数字无界": _READ,
    "停住程序": Outcome(FetchOutcome.BLOCKED, FROZEN.reason, unread=FROZEN.reason),
    "旧式应答": Outcome(unread=_HEADLESS),
    "首页旧式应答": Outcome(FetchOutcome.BLOCKED, _HEADLESS),
    "文件名注入": Outcome(),
    "巨大robots": Outcome(unread="robots.txt 禁止抓取"),
    "十万链接": Outcome(unread=_LONG, bounds=frozenset({"characters"})),
    "五兆单行": Outcome(),
    "十万层嵌套": _READ,
    "异名嵌套": Outcome(unread=_LONG, bounds=frozenset({"characters"})),
    "不闭合标签": _READ,
    "空字节": _READ,
    "错误UTF8": _READ,
    "错标GBK": _READ,
    "UTF16": _READ,
    "UTF16无标记": _READ,
    "元刷新": _READ,
    "脚本跳转": _READ,
    "脚本拼接跳转": _READ,
    "须带Cookie": _READ,
    "自签证书": Outcome(),
    "过期证书": Outcome(),
}
# What is true of every site of `tests.faults.pages`: its page for reporting errors has no labels, it has no HTTPS.
ORDINARY = frozenset({"M02", "S06"})
