"""New-media accounts that a site's home page links or names, beside what the register knows of them."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from govcrawl.domain.items import LinkedAccount
from govcrawl.domain.urls import host_of, page_key
from govcrawl.extract.inventory import sights
from govcrawl.extract.sights import Kind
from govcrawl.register import Account, Register
from spiders.assessments.account_owner import PLATFORMS, AccountOwner, name_in
from spiders.run import TargetRun

# Hosts on which accounts have pages of their own, and the parts of addresses that are no account's.
_HOSTS = {
    "weibo.com": "微博", "weibo.cn": "微博", "mp.weixin.qq.com": "微信", "douyin.com": "抖音",
    "toutiao.com": "今日头条", "kuaishou.com": "快手", "xiaohongshu.com": "小红书", "space.bilibili.com": "哔哩哔哩",
    "author.baidu.com": "百家号",
}  # fmt: skip
_NO_ACCOUNT = re.compile(
    r"/share|/sharer|/widget|/login|/video/\d|/article/|/a\d{6,}|/item/|/status|/detail|^/?$|/s(/|$)", re.I
)
_NAMED_IN_TEXT = re.compile(
    r"(?:公众号|公众平台|微信号?|视频号|微博|抖音号?|头条号?|快手号?|小红书|百家号)\s*[:：]"
    r"\s*[“\"「]?([\u4e00-\u9fffA-Za-z][\u4e00-\u9fff\w-]{1,19})[”\"」]?"
    r"|(?:关注|扫码关注)[“\"「]([\u4e00-\u9fff\w-]{2,20})[”\"」](?:微信)?公众号"
)
_PICTURED = re.compile(r"二维码|公众号|视频号|抖音|快手|微博|微信")
_CAPTION = 30  # characters of a caption, or of a link's text, that may name an account
_ACCOUNT_PAGES = re.compile(r"新媒体|矩阵|微博|微信")
_SCHEME_HOST = re.compile(r"^(?:www|m|mobile|h5|v)\.")


def linked_accounts(run: TargetRun, register: Register) -> list[LinkedAccount]:
    """Accounts that the home page of the target of `run` and its pages of new media link or name, by address, then by
    name; those that the `register` has as running are left out.
    """
    owner = AccountOwner(run.target, register)
    by_key = {_key(account.home): account for account in register.accounts if account.home}
    own_hosts = {host_of(account.home): account.platform for account in register.accounts if account.home}
    found: dict[str, LinkedAccount] = {}
    named: set[str] = set()
    for url, source in sorted(run.links.origins.items()):
        text = " ".join(source.text.split())
        platform = None if run.scope.covers(url) else _platform_of(url, own_hosts) or _platform_named(url, text)
        if platform is None or not (source.rank <= 1 or lists_accounts(run, source.found_on)):
            continue
        name = name_in(text)
        named.add(name)
        account = by_key.get(_key(url)) or _by_id(url, register.accounts) or owner.account_named(name)
        if account is not None:
            if account.status != "running":
                shown = text or account.name
                found[url] = LinkedAccount(account.platform, url, shown, source.found_on, "closed", account.name)
        elif source.rank != 1 or lists_accounts(run, source.found_on):
            state, other = owner.judge(name, platform)
            if source.rank == 0 or state == "unknown":
                found[url] = LinkedAccount(platform, url, text or url, source.found_on, state, other)
    for name in sorted(_captions(run) - named):
        known = owner.account_named(name)
        if known is None:
            found[name] = LinkedAccount("微信", "", name, run.target.url, *owner.judge(name, "微信"))
        elif known.status != "running":
            found[name] = LinkedAccount(known.platform, "", name, run.target.url, "closed", known.name)
    return [found[key] for key in sorted(found)]


def lists_accounts(run: TargetRun, url: str) -> bool:
    """Whether the page at `url`, or the link to it on the home page, is called one of new media (新媒体矩阵)."""
    column = run.pages.columns.get(page_key(url))
    origin = run.links.origins.get(url)
    names = [column.name] if column else []
    names += [origin.text] if origin and origin.rank == 0 and len(origin.text) <= _CAPTION else []
    return any(_ACCOUNT_PAGES.search(name) for name in names)


def _captions(run: TargetRun) -> set[str]:
    """Names of accounts in the text of the home page, and in what its pictures are called."""
    home = run.pages.home
    if home is None:
        return set()
    found = {match[1] or match[2] for match in _NAMED_IN_TEXT.finditer(home.visible_text())}
    for thing in sights(home).things:
        caption = " ".join(thing.caption.split()) if thing.kind is Kind.PICTURE and not thing.linked else ""
        if caption and len(caption) <= _CAPTION and _PICTURED.search(caption):
            found.add(name_in(caption))
    return {name for name in found if len(name) > 1}


def _platform_of(url: str, own_hosts: dict[str, str]) -> str | None:
    parts = urlsplit(url)
    host = host_of(url)
    if host in own_hosts:
        return own_hosts[host] if parts.path.strip("/") else None
    bare = host.partition(":")[0]
    platform = next((name for known, name in _HOSTS.items() if bare == known or bare.endswith(f".{known}")), None)
    return None if platform is None or _NO_ACCOUNT.search(parts.path) else platform


def _platform_named(url: str, text: str) -> str | None:
    """The platform that a link's text names, where the address is that of no known one: accounts move to new hosts."""
    parts = urlsplit(url)
    word = next((each for each in PLATFORMS if each in text), None)
    says = (
        word
        and len(text) <= _CAPTION
        and "分享" not in text
        and (re.search(r"[:：]|官方|政务", text) or not name_in(text))
    )
    return word if says and parts.path.strip("/") and not _NO_ACCOUNT.search(parts.path) else None


def _key(url: str) -> str:
    """What makes two addresses one account's: host and path, or the number that WeChat gives it."""
    number = parse_qs(urlsplit(url).query).get("__biz")
    if number:
        return f"__biz={number[0]}"
    plain = page_key(url).partition("?")[0].rstrip("/")
    while (shorter := _SCHEME_HOST.sub("", plain)) != plain:
        plain = shorter
    return plain.replace("weibo.cn", "weibo.com").replace("weibo.com/u/", "weibo.com/")


def _by_id(url: str, accounts: list[Account]) -> Account | None:
    steps = urlsplit(url).path.strip("/").split("/")
    return next((account for account in accounts if account.account_id and account.account_id in steps), None)
