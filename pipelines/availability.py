"""A02 and A03: what cannot be opened. Blocked is not unreachable: only what is surely gone is a fault."""

from collections.abc import Iterator

from govcrawl.domain.fetch_outcomes import FetchOutcome, LinkState
from govcrawl.domain.items import Link, SiteItem
from govcrawl.domain.urls import normalise
from pipelines.engine import rule
from pipelines.model import CannotJudge, Check, Confirm, Fail, Identity, Result, Subject

_PLACES = {0: "首页", 1: "栏目页"}
_TEXT = 40  # characters of a link's text in a message


@rule("A02", SiteItem, confirm=Confirm.HOME)
def home_page_unreachable(site: SiteItem, _check: Check) -> Iterator[Result]:
    """The home page could not be opened after retries (V2 站点无法访问 needs the probes of a week, this is its clue
    on the day). An answer by a firewall says nothing about the site.
    """
    reason = site.reason or "原因不明"
    if site.account is not None:
        return  # N01 speaks of accounts
    evidence = {"status": site.status, "reason": site.reason, "final_url": site.final_url}
    if site.answer is FetchOutcome.UNREACHABLE:
        yield Fail(f"网站首页打不开，多次重试均未成功：{reason}", evidence=evidence)
    elif site.answer is FetchOutcome.BLOCKED:
        yield CannotJudge(f"网站首页未能读取，无法判断能否访问：{reason}", evidence=evidence)


@rule("A03", Link, confirm=Confirm.LINK, subject=Subject.LINK, identity=Identity.TARGET)
def dead_link(link: Link, _check: Check) -> Iterator[Result]:
    """A link on a home, column or article page leads nowhere: 404, 410, a soft 404, no such host, refused. D3
    可用性. Blocked, slow and failing servers prove nothing and are `error`; links behind a bound stand in the
    coverage.
    """
    if link.state in (LinkState.OK, LinkState.UNCHECKED):
        return
    if link.state is LinkState.CLOSED and link.suspicion is not None:
        return  # its page was read, and says what it is
    place = _PLACES.get(link.rank, "稿件页")
    text = " ".join(link.text.split())[:_TEXT] or "（无文字）"
    scope = "站内" if link.internal else "站外"
    reason = link.reason or "原因不明"
    subject = normalise(link.url)
    evidence = {"status": link.status, "reason": link.reason, "internal": link.internal, "text": link.text}
    if link.state is LinkState.GONE:
        message = f"{place}上的{scope}链接“{text}”打不开：{reason}"
        yield Fail(message, value=link.url, subject=subject, evidence=evidence)
    else:
        message = f"{place}上的{scope}链接“{text}”无法判断是否有效：{reason}"
        yield CannotJudge(message, value=link.url, subject=subject, evidence=evidence)
