"""Which accounts a site links, and which posts stand for an item of 上级信息."""

from datetime import date

import pytest

from govcrawl.domain.items import LinkedAccount
from govcrawl.domain.targets import Target
from govcrawl.extract import Page
from govcrawl.register import Account, Register, Unit
from spiders.phases.account import is_forwarded
from spiders.phases.linked_accounts import linked_accounts
from spiders.run import Limits, TargetRun

HOME = "http://www.qingshi-demo.gov.cn/"
TARGET = Target("青石县人民政府", "portal", "青石县政府网", HOME)
REGISTER = Register(
    [Unit("青石县人民政府", "县市区", ("青石县",)), Unit("云汀市教育局", "部门"), Unit("云汀市水务局", "部门")],
    [TARGET],
    [
        Account("青石县人民政府", "微博", "青石发布", home="https://weibo.com/u/1234567"),
        Account("青石县人民政府", "抖音", "青石抖音", "qs_douyin", status="closed", status_date=date(2021, 1, 1)),
        Account("青石县人民政府", "微信", "青石微讯", "qswx"),
    ],
)
LIMITS = Limits(100, 100, 10, 5, 100, 60, 30)


def linked(body: str) -> list[tuple[str, str, str]]:
    run = TargetRun(TARGET, LIMITS)
    run.pages.home = Page(f"<html><body>{body}</body></html>".encode(), HOME)
    run.links.note_page(run.pages.home, HOME, 0)
    found: list[LinkedAccount] = linked_accounts(run, REGISTER)
    return [(each.platform, each.url or each.name, each.state) for each in found]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ('<a href="https://m.weibo.cn/u/1234567?from=x">微博</a>', []),
        ('<a href="https://weibo.com/1234567">微博</a>', []),
        ('<a href="https://weibo.com/u/999">官方微博</a>', [("微博", "https://weibo.com/u/999", "unknown")]),
        ('<a href="https://weibo.com/u/999">青石旅游</a>', [("微博", "https://weibo.com/u/999", "unknown")]),
        ('<a href="https://weibo.com/u/999">中国政府网</a>', [("微博", "https://weibo.com/u/999", "foreign")]),
        ('<a href="https://www.douyin.com/user/qs_douyin">抖音</a>',
         [("抖音", "https://www.douyin.com/user/qs_douyin", "closed")]),
        ('<a href="https://service.weibo.com/share/share.php?url=x">微博</a>', []),
        ('<a href="https://mp.weixin.qq.com/s/abcdef">图解</a>', []),
        ('<a href="https://weibo.com/">微博</a>', []),
        ("<p>微信公众号：青石微讯</p>", []),
        ("<p>微信公众号：qswx</p>", []),
        ("<p>扫码关注“青石政务”微信公众号</p>", [("微信", "青石政务", "unknown")]),
        ("<p>微信公众号：省政府发布</p>", [("微信", "省政府发布", "foreign")]),
        ('<a href="https://weibo.com/u/999">新浪微博：零距离</a>', [("微博", "https://weibo.com/u/999", "unknown")]),
        ('<a href="https://weibo.com/u/999"><img src="a.png" alt="指尖青石官方微博"></a>',
         [("微博", "https://weibo.com/u/999", "unknown")]),
        ('<a href="https://weibo.com/u/999">云汀教育</a>', [("微博", "https://weibo.com/u/999", "foreign")]),
        ('<a href="https://weibo.com/u/999">青石发布</a>', []),
        ('<a href="https://www.kanshi.example/home/77">官方快手：看见青石</a>',
         [("快手", "https://www.kanshi.example/home/77", "unknown")]),
        ('<a href="https://www.kanshi.example/share?u=1">分享到快手</a>', []),
        ('<a href="https://www.kanshi.example/2021/1.html">本地短视频大赛在快手开幕</a>', []),
        ('<a href="https://mp.weixin.qq.com/mp/profile_ext?__biz=x1">微信</a>',
         [("微信", "https://mp.weixin.qq.com/mp/profile_ext?__biz=x1", "unclear")]),
        ('<img src="q.png" alt="青石早知道微信公众号二维码">', [("微信", "青石早知道", "unknown")]),
        ('<img src="q.png" alt="青石微讯公众号"><img src="p.png" alt="微信二维码">', []),
    ],
)  # fmt: skip
def test_linked_accounts(body: str, wanted: list[tuple[str, str, str]]) -> None:
    assert linked(body) == wanted


ITEM = "关于做好2021年汛期安全生产工作的通知"


@pytest.mark.parametrize(
    "post",
    [
        ITEM,
        f"【转发】{ITEM}",
        "重磅！关于做好2021年汛期安全生产工作的通知（附全文）",
        "省政府办公厅：关于做好2021年汛期安全生产工作的通知",
        "关于做好2021年汛期安全生产工作通知",
    ],
)
def test_forwarded(post: str) -> None:
    assert is_forwarded(ITEM, post, 85)


@pytest.mark.parametrize(
    "post",
    [
        "关于做好2020年森林防火工作的通知",
        "汛期安全",
        "青石县召开汛期安全生产工作会议",
        "关于做好学校食品安全工作的通知",
        "",
    ],
)
def test_not_forwarded(post: str) -> None:
    assert not is_forwarded(ITEM, post, 85)
