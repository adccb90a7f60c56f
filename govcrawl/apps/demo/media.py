"""New-media accounts of the fictional city: feeds of three kinds, account pages, and accounts that nothing can read."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape
from xml.sax.saxutils import escape as xml_escape

from govcrawl.apps.demo.counties import BAISHI, CHENGHU, LUMING, QINGHE, WANGCHUAN, YUNTING
from govcrawl.apps.demo.departments import EDUCATION, WATER
from govcrawl.apps.demo.model import INSPECTION_DATE, Expected, Response, Site

HOST, NAME = "127.0.14.1", "云岭政务新媒体"
OPENED = date(2018, 3, 1)


@dataclass(frozen=True, slots=True)
class Superior:
    """An item that accounts must forward."""

    title: str
    published: date
    days: int | None


FLOOD = Superior("关于做好2021年汛期安全生产工作的通知", date(2021, 7, 12), 3)
POLICY = Superior("惠民惠农政策简明问答（2021年第8期）", date(2021, 8, 2), None)
RECENT = Superior("关于开展秋季学校食品安全检查的通知", date(2021, 8, 19), 3)
SUPERIOR = (FLOOD, POLICY, RECENT)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account. `feed` is rss, atom, json, html (a page in its place) or "" (none)."""

    unit: str
    platform: str
    name: str
    key: str
    feed: str = ""
    page: bool = False
    newest: date = INSPECTION_DATE - timedelta(days=3)
    forwards: tuple[tuple[date, str], ...] = ()
    opened: date = OPENED
    registered: date = OPENED + timedelta(days=7)  # the fifth working day
    status: str = "运行"
    closed: date | None = None

    @property
    def home_path(self) -> str:
        """Path of the account's page, empty when it has none."""
        return f"/{self.key}/" if self.page else ""

    @property
    def feed_path(self) -> str:
        """Path of the account's feed, empty when it has none."""
        return f"/feed/{self.key}.{'json' if self.feed == 'json' else 'xml'}" if self.feed else ""

    @property
    def path(self) -> str:
        """Where the account is, as the register gives it."""
        return self.home_path or self.feed_path

    def posts(self) -> list[tuple[date, str]]:
        """Newest first; four months of them."""
        plain = [
            (self.newest - timedelta(days=4 * n), f"{self.name}：第{n + 1}期便民信息，请收藏转告") for n in range(30)
        ]
        return sorted([*plain, *self.forwards], reverse=True)


def in_time(*items: Superior) -> tuple[tuple[date, str], ...]:
    """Posts that forward these items of the superior account, each a day after it appeared."""
    return tuple((item.published + timedelta(days=1), f"【转发】{item.title}") for item in items)


ACCOUNTS = (
    DemoAccount(QINGHE.unit, "微信", "青禾发布", "qinghe-wx", "rss", forwards=in_time(FLOOD, POLICY)),
    DemoAccount(
        BAISHI.unit,
        "微博",
        "白石发布",
        "baishi-wb",
        page=True,
        newest=date(2021, 8, 6),
        forwards=in_time(FLOOD, POLICY),
    ),
    DemoAccount(
        YUNTING.unit, "微信", "云汀发布", "yunting-wx", "atom", newest=date(2021, 8, 5), forwards=in_time(FLOOD)
    ),
    DemoAccount(
        LUMING.unit,
        "抖音",
        "鹿鸣发布",
        "luming-dy",
        "json",
        registered=OPENED + timedelta(days=8),
        forwards=(*in_time(FLOOD), (date(2021, 8, 5), POLICY.title)),
    ),
    DemoAccount(CHENGHU.unit, "微信", "澄湖发布", "chenghu-wx"),
    DemoAccount(WANGCHUAN.unit, "微博", "望川发布", "wangchuan-wb", "html"),
    DemoAccount(EDUCATION.unit, "微信", "云岭教育", "jyj-wx", "html", page=True),
    DemoAccount(EDUCATION.unit, "微博", "云岭教育微博", "jyj-wb", "rss", forwards=in_time(FLOOD, POLICY)),
    DemoAccount(WATER.unit, "微博", "云岭水务", "swj-wb", page=True, status="关停", closed=date(2021, 3, 31)),
)
UNKNOWN, FOREIGN = "/qinghe-old/", "/province/"


@dataclass
class _Media:
    pages: dict[str, Response] = field(default_factory=dict)

    def add_page(self, path: str, name: str, posts: list[tuple[date, str]]) -> None:
        rows = "".join(
            f'<li><a href="{path}{number}.html">{escape(title)}</a><span>{day}</span></li>'
            for number, (day, title) in enumerate(posts)
        )
        head = f'<html><head><meta charset="utf-8"><title>{name}</title></head>'
        html = f"{head}<body><h1>{name}</h1><ul>{rows}</ul></body></html>"
        self.pages[path] = Response(200, html.encode())
        for number, (_, title) in enumerate(posts):
            self.pages[f"{path}{number}.html"] = Response(200, f"<h1>{escape(title)}</h1>".encode())

    def add_feed(self, account: DemoAccount, base: str) -> None:
        posts = [(day, title, f"{base}/p/{account.key}/{n}") for n, (day, title) in enumerate(account.posts())]
        makers = {"rss": _rss, "atom": _atom, "json": _json, "html": _html}
        kind, body = makers[account.feed](account.name, posts)
        self.pages[account.feed_path] = Response(200, body.encode(), kind)


def build_media(port: int, accounts: tuple[DemoAccount, ...] = ACCOUNTS) -> Site:
    """All `accounts` on one host, served on `port`."""
    media = _Media()
    for account in accounts:
        if account.page:
            media.add_page(account.home_path, account.name, account.posts())
        if account.feed:
            media.add_feed(account, f"http://{HOST}:{port}")
    for path, name in ((UNKNOWN, "青禾官方微博"), (FOREIGN, "云岭省级发布")):
        media.add_page(path, name, [(INSPECTION_DATE - timedelta(days=2), f"{name}今日信息汇总与办事提醒")])
    return Site("", NAME, HOST, "", media.pages)


def expected_of_media(site: Site) -> list[Expected]:
    """What an inspection must find about the accounts, and where it must find nothing."""
    at = {account.name: account.path for account in ACCOUNTS}
    return [
        Expected("N01", site, at["云汀发布"], "fail", "最新一条为 15 天前"),
        Expected("N01", site, at["白石发布"], "clean", "最新一条正好在 14 天前"),
        Expected("N01", site, at["云岭教育"], "clean", "订阅地址返回网页，由主页读到"),
        Expected("N03", site, at["鹿鸣发布"], "fail", "开设后第 6 个工作日才备案"),
        Expected("N03", site, at["青禾发布"], "clean", "开设后第 5 个工作日备案"),
        Expected("N04", site, at["云汀发布"], "fail", "没有转发", POLICY.title),
        Expected("N04", site, at["鹿鸣发布"], "fail", "晚一天转发", POLICY.title),
        Expected("N04", site, at["云岭教育"], "clean", "同单位另一账号已转发", FLOOD.title),
        Expected("N04", site, at["青禾发布"], "clean", "还在转发期限内", RECENT.title),
    ]


def _rss(name: str, posts: list[tuple[date, str, str]]) -> tuple[str, str]:
    items = "".join(
        f"<item><title>{xml_escape(title)}</title><link>{url}</link>"
        f"<pubDate>{day:%a, %d %b %Y} 08:00:00 +0800</pubDate></item>"
        for day, title, url in posts
    )
    return (
        "application/rss+xml",
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{name}</title>{items}</channel></rss>',
    )


def _atom(name: str, posts: list[tuple[date, str, str]]) -> tuple[str, str]:
    items = "".join(
        f'<entry><title>{xml_escape(title)}</title><link href="{url}"/><id>{url}</id>'
        f"<published>{day}T23:30:00Z</published></entry>"
        for day, title, url in ((day - timedelta(days=1), title, url) for day, title, url in posts)
    )
    return "application/atom+xml", f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{name}</title>{items}</feed>'


def _json(name: str, posts: list[tuple[date, str, str]]) -> tuple[str, str]:
    items = [
        {"id": url, "url": url, "title": title, "date_published": f"{day}T09:00:00+08:00"} for day, title, url in posts
    ]
    data = {"version": "https://jsonfeed.org/version/1.1", "title": name, "items": items}
    return "application/feed+json", json.dumps(data, ensure_ascii=False)


def _html(name: str, _posts: list[tuple[date, str, str]]) -> tuple[str, str]:
    return "text/html", f"<html><head><title>{name}</title></head><body><p>该功能已下线。</p></body></html>"
