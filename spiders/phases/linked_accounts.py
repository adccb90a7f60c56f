"""New-media accounts that a site's home page links or names, beside what the register knows of them."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from govcrawl.domain.items import LinkedAccount
from govcrawl.domain.targets import Target
from govcrawl.domain.urls import host_of, page_key
from govcrawl.register import Account, Register
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
# Possessive, the longer word first: 微信公众号 is two of the words, too, and a caption repeats what it likes.
_GENERIC = re.compile(
    r"^(?:关注|官方|政务|我们的?|本[站网局]|手机|新浪|腾讯)*+(?:微博|微信公众号|微信|抖音号|抖音|今日头条|头条号|头条|快手|小红书|视频号"
    r"|公众号|新媒体|百家号|官微)*+$"
)
_CAPTION = re.compile(
    r"微信(?:公众)?(?:平台)?(?:账)?号?\s*[:：]\s*[“\"「]?([\u4e00-\u9fffA-Za-z][\u4e00-\u9fff\w-]{1,19})[”\"」]?"
    r"|(?:关注|扫码关注)[“\"「]([\u4e00-\u9fff\w-]{2,20})[”\"」](?:微信)?公众号"
)
_SCHEME_HOST = re.compile(r"^(?:www|m|mobile|h5|v)\.")


def linked_accounts(run: TargetRun, register: Register) -> list[LinkedAccount]:
    """Accounts on the home page that are not simply registered and running, by address, then by name."""
    target = run.target
    by_key = {_key(account.home): account for account in register.accounts if account.home}
    own_hosts = {host_of(account.home): account.platform for account in register.accounts if account.home}
    found: dict[str, LinkedAccount] = {}
    for url, source in sorted(run.links.origins.items()):
        platform = _platform_of(url, own_hosts)
        if source.rank != 0 or platform is None or run.scope.covers(url):
            continue
        text = " ".join(source.text.split())
        account = by_key.get(_key(url)) or _by_id(url, register.accounts)
        if account is not None:
            if account.status != "running":
                name = text or account.name
                found[url] = LinkedAccount(account.platform, url, name, source.found_on, "closed", account.name)
            continue
        state = "unknown" if _is_own(text, target, register) else "foreign"
        found[url] = LinkedAccount(platform, url, text or url, source.found_on, state)
    for name in _captions(run):
        known = next((a for a in register.accounts if name in (a.name, a.account_id)), None)
        if known is None:
            state = "unknown" if _is_own(name, target, register) else "foreign"
            found[name] = LinkedAccount("微信", "", name, target.url, state)
        elif known.status != "running":
            found[name] = LinkedAccount("微信", "", name, target.url, "closed", known.name)
    return [found[key] for key in sorted(found)]


def _captions(run: TargetRun) -> list[str]:
    if run.pages.home is None:
        return []
    text = run.pages.home.visible_text()
    return sorted({match[1] or match[2] for match in _CAPTION.finditer(text)})


def _platform_of(url: str, own_hosts: dict[str, str]) -> str | None:
    parts = urlsplit(url)
    host = host_of(url)
    if host in own_hosts:
        return own_hosts[host] if parts.path.strip("/") else None
    bare = host.partition(":")[0]
    platform = next((name for known, name in _HOSTS.items() if bare == known or bare.endswith(f".{known}")), None)
    return None if platform is None or _NO_ACCOUNT.search(parts.path) else platform


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


def _is_own(text: str, target: Target, register: Register) -> bool:
    """Whether the text says that the account is the site's own unit's: it names no other body, or the unit itself."""
    if _GENERIC.match(text) or text.startswith("http"):
        return True
    unit = register.find_unit(target.unit)
    names = [target.unit, *(unit.aliases if unit else ())]
    stems = {re.sub(r"(?:人民政府|[县市区局委办])$", "", name) for name in names}
    return any(stem and stem in text for stem in stems if len(stem) > 1)
