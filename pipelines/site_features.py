"""S rules: what the home page of a government site must carry, its domain, search, HTTPS and IPv6.

Nothing on the page is missing before a browser has looked. What may be the mark (a picture without a name in the page's
foot, a number without a label, a frame that could not be read) leaves it undecided.
"""

import ipaddress
from collections.abc import Iterator
from urllib.parse import urlsplit

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import SiteItem
from govcrawl.domain.site_identifiers import SiteIdentifiers
from govcrawl.domain.targets import WEBSITES
from pipelines.absence import both
from pipelines.engine import rule
from pipelines.model import CannotJudge, Check, Confirm, Fail, Result, Skip

_DOMAIN = ".gov.cn"


@rule("S01", SiteItem, on=WEBSITES, confirm=Confirm.PAGE)
def site_mark_missing(site: SiteItem, _check: Check) -> Iterator[Result]:
    """The mark of party and government sites (党政机关网站标识) or the site's code is not on the home page, or the
    code is not the register's (D2 网站标识).
    """
    marks = _marks(site)
    if marks is None:
        return
    if not marks.government:
        yield _missing(marks, "党政机关网站标识", "government")
    code = site.target.site_code.lower()
    bare = bool(code) and code in marks.doubts.get("codes", "").lower()  # the register's own, without a label
    if not marks.codes and not bare:
        yield _missing(marks, "网站标识码", "codes")
    elif code and code not in marks.codes and not bare:
        shown = "、".join(marks.codes)
        evidence = {"shown": marks.codes, "register": code}
        yield Fail(f"首页标注的网站标识码为{shown}，与台账登记的{code}不一致", shown, "标识码不符", evidence)


@rule("S02", SiteItem, on=WEBSITES, confirm=Confirm.PAGE)
def record_number_missing(site: SiteItem, _check: Check) -> Iterator[Result]:
    """The home page shows no ICP record number or none of the public security organs (D2 网站标识)."""
    marks = _marks(site)
    if marks is None:
        return
    if not marks.record:
        yield _missing(marks, "ICP备案编号", "record")
    if not marks.police:
        yield _missing(marks, "公安机关备案编号", "police")


@rule("S03", SiteItem, on=WEBSITES, confirm=Confirm.PAGE)
def error_report_entry_missing(site: SiteItem, _check: Check) -> Iterator[Result]:
    """No entry to the platform for reporting errors on the home page (D4)."""
    marks = _marks(site)
    if marks is not None and not marks.error_report:
        yield _missing(marks, "“我为政府网站找错”入口", "error_report")


def _marks(site: SiteItem) -> SiteIdentifiers | None:
    """The marks of a website whose home page was read; of what was not, A02 and F01 speak."""
    return site.marks if site.answer is FetchOutcome.REACHABLE and not site.home_unrendered else None


def _missing(marks: SiteIdentifiers, what: str, mark: str) -> Result:
    evidence = {"record": marks.record, "police": marks.police, "codes": marks.codes, "rendered": marks.rendered}
    if marks.rendered and (seen := marks.doubts.get(mark)):
        message = f"首页没有读到{what}，而{seen}，是否为{what}需人工查看"
        return CannotJudge(message, subject=what, evidence=evidence | both(f"没有{what}", seen))
    if marks.rendered:
        return Fail(f"首页没有{what}", subject=what, evidence=evidence)
    message = f"首页源码中没有{what}，可能由脚本显示，本次未能用浏览器查看"
    return CannotJudge(message, subject=what, evidence=evidence)


@rule("S04", SiteItem, on=WEBSITES)
def domain_not_gov(site: SiteItem, _check: Check) -> Iterator[Result]:
    """The site's host is not under .gov.cn, or the site is offered by its IP address alone (D1 域名名称). Loopback
    and private addresses are test networks and are not judged.
    """
    if site.answer is not FetchOutcome.REACHABLE:
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


@rule("S05", SiteItem, on=WEBSITES)
def search_missing(site: SiteItem, _check: Check) -> Iterator[Result]:
    """The home page has no search box after a browser has looked, or the search finds none of several titles that
    are on the site (D5 搜索功能). A box that only a script can send is undecided.
    """
    facts = site.search
    if facts is None or site.answer is not FetchOutcome.REACHABLE or site.home_unrendered or facts.found:
        return
    evidence = {"url": facts.url, "titles": facts.missed, "by_browser": facts.looked_by_browser}
    if facts.reason:
        yield CannotJudge(f"站内搜索无法判断：{facts.reason}", facts.url, evidence=evidence)
    elif not facts.box and facts.seen:
        message = f"首页没有读到站内搜索，而有{facts.seen}，是否为搜索框需人工查看"
        yield CannotJudge(message, evidence=evidence | both("没有搜索框", facts.seen))
    elif not facts.box:
        yield Fail("首页没有站内搜索", evidence=evidence)
    elif not facts.missed or not facts.looked_by_browser:
        yield CannotJudge("检索结果可能由脚本显示，本次未能用浏览器查看", facts.url, evidence=evidence)
    else:
        titles = "、".join(f"“{title}”" for title in facts.missed)
        yield Fail(f"站内搜索检索不到已发布的信息：{titles}", facts.url, evidence=evidence)


@rule("S06", SiteItem, on=WEBSITES)
def https_missing(site: SiteItem, _check: Check) -> Iterator[Result]:
    """The home page has no answer by HTTPS, twice, or one that leads back to HTTP. An answer under a certificate that
    browsers warn of is one: what they warn of is a fact of its own.
    """
    if site.answer is not FetchOutcome.REACHABLE or site.https is not False:
        return
    reason = f"：{site.https_reason}" if site.https_reason else "，访问后转回HTTP"
    fault = f"（{site.certificate_fault}）" if site.certificate_fault else ""
    evidence = {"reason": site.https_reason, "certificate_fault": site.certificate_fault}
    yield Fail(f"网站首页不能通过HTTPS访问{reason}{fault}", evidence=evidence)


@rule("S07", SiteItem, on=WEBSITES)
def ipv6_missing(site: SiteItem, _check: Check) -> Iterator[Result]:
    """The site's name has no AAAA record (D9 IPv6改造). A site that is known by its address alone has no name to ask
    for.
    """
    if site.answer is FetchOutcome.REACHABLE and site.ipv6 is False:
        host = urlsplit(site.target.url).hostname or ""
        yield Fail(f"网站域名{host}没有IPv6地址（AAAA记录）", host, evidence={"host": host})
