"""Which concealed links are an accusation, which a doubt, and which nothing."""

import pytest

from spiders.assessments.suspicion import Destination, suspicion_of
from spiders.run.links import LinkOrigin

PAGE = "http://www.qinghe-demo.gov.cn/zwgk/1.html"


def weighed(url: str, text: str, *ways: str, shown: frozenset[str] = frozenset()) -> bool | None:
    """Whether the link is surely accused; None when nothing is said of it."""
    found = suspicion_of(LinkOrigin(2, PAGE, text, list(ways)), Destination(url, url), shown)
    return None if found is None else found.certain


@pytest.mark.parametrize(
    ("url", "text", "ways"),
    [
        ("http://www.ky-app.example/", "开云登录下载", ["移出屏幕", "在正文中"]),
        ("http://qp88y.example/", "开元大厅", ["尺寸为零", "在正文中"]),
        ("http://fapiao.example/x", "代开发票", ["不显示", "在正文中"]),
        ("http://am55vip.example/", "澳门注册送", ["不显示"]),
        ("http://hg0088.example/", "皇冠现金网", ["字号过小", "与底色相同", "在正文中"]),
    ],
)
def test_accused_by_way_place_words_and_domain(url: str, text: str, ways: list[str]) -> None:
    assert weighed(url, text, *ways) is True


@pytest.mark.parametrize(
    ("url", "text", "ways"),
    [
        ("http://www.xiaoshuo.example/", "连载阅读", ["不显示", "在正文中"]),
        ("http://www.kx9981.example/", "快讯", ["移出屏幕"]),
    ],
)
def test_doubted(url: str, text: str, ways: list[str]) -> None:
    assert weighed(url, text, *ways) is False


@pytest.mark.parametrize(
    ("url", "text", "ways"),
    [
        ("http://www.wjx.example/vj/1.aspx", "点击填写问卷", ["与底色相同", "在正文中"]),
        ("http://www.ccb.example/", "建设银行", ["不显示"]),
        ("http://www.job51.example/", "人才招聘", ["不显示"]),
        ("https://www.12371.cn/", "共产党员网", ["尺寸为零"]),
        ("http://www.qingxi.gov.cn/", "彩票投注注册", ["移出屏幕", "在正文中"]),
        ("http://www.kx9981.example/", "快讯", []),
    ],
)
def test_not_spoken_of(url: str, text: str, ways: list[str]) -> None:
    assert weighed(url, text, *ways) is None


def test_what_the_site_shows_openly_it_does_not_hide() -> None:
    hidden = ("移出屏幕", "在正文中")
    assert weighed("http://m.laodong.example/a", "劳动平台下载", *hidden) is True
    assert weighed("http://m.laodong.example/a", "劳动平台下载", *hidden, shown=frozenset({"laodong.example"})) is None
