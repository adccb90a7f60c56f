"""S04-S07: a website's domain, its search, HTTPS and IPv6."""

import ipaddress
from collections.abc import Iterator
from urllib.parse import urlsplit

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import SiteItem
from govcrawl.domain.targets import WEBSITES
from pipelines.rules import CannotJudge, Check, Fail, Result, Skip, rule

_DOMAIN = ".gov.cn"


@rule("S04", SiteItem)
def domain_not_gov(site: SiteItem, _check: Check) -> Iterator[Result]:
    """域名不是政府网站域名

    The site's host is not under .gov.cn, or the site is offered by its IP address alone (D1 域名名称). Loopback and
    private addresses are test networks and are not judged.
    """
    if not _is_website(site):
        return
    host = (urlsplit(site.target.url).hostname or "").lower()
    evidence = {"host": host}
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        if not host.endswith(_DOMAIN):
            yield Fail(f"网站域名为{host}，不是以{_DOMAIN}结尾的政府网站域名", host, evidence=evidence)
        return
    if address.is_global:
        yield Fail(f"网站只提供IP地址{host}访问，没有使用域名", host, evidence=evidence)
    else:
        yield Skip(f"台账登记的是内部地址{host}，不检查域名", evidence=evidence)


@rule("S05", SiteItem)
def search_missing(site: SiteItem, _check: Check) -> Iterator[Result]:
    """没有站内搜索，或搜索不到已发布的信息

    The home page has no search box after a browser has looked, or the search finds none of several titles that are
    on the site (D5 搜索功能). A box that only a script can send is undecided.
    """
    facts = site.search
    if facts is None or not _is_website(site) or site.home_unrendered or facts.found:
        return
    evidence = {"url": facts.url, "titles": facts.missed, "by_browser": facts.looked_by_browser}
    if facts.reason:
        yield CannotJudge(f"站内搜索无法判断：{facts.reason}", facts.url, evidence=evidence)
    elif not facts.box:
        yield Fail("首页没有站内搜索", evidence=evidence)
    elif not facts.missed or not facts.looked_by_browser:
        yield CannotJudge("检索结果可能由脚本显示，本次未能用浏览器查看", facts.url, evidence=evidence)
    else:
        titles = "、".join(f"“{title}”" for title in facts.missed)
        yield Fail(f"站内搜索检索不到已发布的信息：{titles}", facts.url, evidence=evidence)


@rule("S06", SiteItem)
def https_missing(site: SiteItem, _check: Check) -> Iterator[Result]:
    """网站不支持HTTPS访问

    The home page has no answer by HTTPS, twice, or one that leads back to HTTP. What its certificate is worth is not
    judged here.
    """
    if not _is_website(site) or site.https is not False:
        return
    reason = f"：{site.https_reason}" if site.https_reason else "，访问后转回HTTP"
    yield Fail(f"网站首页不能通过HTTPS访问{reason}", evidence={"reason": site.https_reason})


@rule("S07", SiteItem)
def ipv6_missing(site: SiteItem, _check: Check) -> Iterator[Result]:
    """网站域名没有IPv6地址

    The site's name has no AAAA record (D9 IPv6改造). A site that is known by its address alone has no name to ask for.
    """
    if _is_website(site) and site.ipv6 is False:
        host = urlsplit(site.target.url).hostname or ""
        yield Fail(f"网站域名{host}没有IPv6地址（AAAA记录）", host, evidence={"host": host})


def _is_website(site: SiteItem) -> bool:
    return site.target.platform in WEBSITES and site.answer is FetchOutcome.REACHABLE
