"""N01, N02, N03 and N05: accounts that sleep, are not in the register, came late, or are closed and still linked."""

from collections.abc import Iterator
from datetime import date, timedelta

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import AccountFacts, LinkedAccount, SiteItem
from govcrawl.domain.targets import NEW_MEDIA
from govcrawl.domain.workdays import workdays_after
from pipelines.engine import rule
from pipelines.model import CannotJudge, Check, Confirm, Fail, Result, Skip, Subject
from pipelines.windows import rubric_window, stale_message


@rule("N01", SiteItem, on=(NEW_MEDIA,), confirm=Confirm.PAGE, must_be_known=True)
def account_not_updated(site: SiteItem, check: Check) -> Iterator[Result]:
    """The newest post is older than two weeks, or there is none at all: the feed is sound and empty, and the account's
    page shows nothing either. An account that no route could read is undecided, never stale.
    """
    account = site.account
    if account is None:
        return
    name = f"账号“{account.name}”（{account.platform}）"
    if site.answer is not FetchOutcome.REACHABLE:
        yield CannotJudge(f"{name}是否更新无法判断：{site.reason or '没有读到发布内容'}")
        return
    window = rubric_window(check, "account_update")
    if account.newest is not None and account.newest >= window.cutoff:
        return
    if account.opened is not None and account.opened >= window.cutoff:
        yield Skip(f"{name}于{account.opened}开设，不满{window.chinese}")
        return
    evidence = _evidence(account) | {"cutoff": str(window.cutoff), "window": "account_update"}
    if account.newest is None and not account.posts:
        yield Fail(f"{name}没有任何发布内容", evidence=evidence)
    elif account.newest is None:
        yield CannotJudge(f"{name}是否更新无法判断：已读到的发布内容均晚于监测时间点", evidence=evidence)
    elif account.undated:
        message = f"{name}是否更新无法判断：有{account.undated}条发布内容未注明日期"
        yield CannotJudge(message, str(account.newest), evidence=evidence)
    else:
        message = stale_message(name, account.newest, window, check, account.later)
        yield Fail(message, str(account.newest), evidence=evidence)


@rule("N02", SiteItem, part=NEW_MEDIA, subject=Subject.ACCOUNT)
def account_not_registered(site: SiteItem, _check: Check) -> Iterator[Result]:
    """An account on the site's home page or among its new media, by link, caption or picture, is not in the register.
    It is the site's own unless its name speaks of another body; such a one is left to people, as is one that may be an
    account that the register has without its address.
    """
    for linked in _linked(site, "unknown"):
        message = f"网站链接的{linked.platform}账号“{linked.name}”未在台账登记"
        yield Fail(message, linked.url or linked.name, linked.url or linked.name, _linked_evidence(linked))
    for linked in _linked(site, "unclear"):
        message = f"网站链接的{linked.platform}账号“{linked.name}”可能是台账中没有主页网址的“{linked.account}”"
        yield CannotJudge(message, linked.url or linked.name, linked.url or linked.name, _linked_evidence(linked))
    for linked in _linked(site, "foreign"):
        message = f"网站链接的{linked.platform}账号“{linked.name}”不在台账中，可能属于其他单位"
        yield CannotJudge(message, linked.url or linked.name, linked.url or linked.name, _linked_evidence(linked))


@rule("N03", SiteItem, on=(NEW_MEDIA,))
def account_registered_late(site: SiteItem, check: Check) -> Iterator[Result]:
    """Registered (备案) later after it was opened than allowed, or opened longer ago than that and not registered.
    Working days are Mondays to Fridays; where public holidays may have lain in between, it is undecided.
    """
    account = site.account
    if account is None or account.opened is None:
        return
    sure, possible = _is_late(account.opened, account.registered or check.date, check)
    if not possible:
        return
    evidence = {"opened": str(account.opened), "registered": str(account.registered or "")}
    opened = f"账号“{account.name}”（{account.platform}）开设于{account.opened}"
    if account.registered is None:
        yield CannotJudge(f"{opened}，台账没有备案日期", evidence=evidence)
        return
    days = (account.registered - account.opened).days
    allowed = check.rubric.threshold("account_registration").chinese
    message = f"{opened}，{account.registered}才备案，相隔{days}天"
    if sure:
        yield Fail(f"{message}，超过规定的{allowed}", str(account.registered), evidence=evidence)
    else:
        yield CannotJudge(f"{message}，其间可能有法定节假日，是否超过{allowed}须人工核对", evidence=evidence)


def _is_late(opened: date, until: date, check: Check) -> tuple[bool, bool]:
    """Whether `until` is surely, and whether it is possibly, past the time for registration."""
    limit = check.rubric.threshold("account_registration")
    if limit.workdays is None:
        late = until > opened + timedelta(days=check.days("account_registration"))
        return late, late
    sure, possible = workdays_after(opened, until)
    return sure > limit.workdays, possible > limit.workdays


@rule("N05", SiteItem, part=NEW_MEDIA, subject=Subject.ACCOUNT)
def closed_account_still_linked(site: SiteItem, _check: Check) -> Iterator[Result]:
    """The register says that the account is closed; the site still links it."""
    for linked in _linked(site, "closed"):
        message = f"账号“{linked.account}”（{linked.platform}）已关停或注销，网站仍有链接“{linked.name}”"
        yield Fail(message, linked.url or linked.name, linked.url or linked.name, _linked_evidence(linked))


def _linked(site: SiteItem, state: str) -> list[LinkedAccount]:
    if site.answer is not FetchOutcome.REACHABLE:
        return []
    return [linked for linked in site.linked_accounts if linked.state == state]


def _evidence(account: AccountFacts) -> dict[str, object]:
    return {
        "route": account.route,
        "posts": account.posts,
        "newest": str(account.newest or ""),
        "newest_url": account.newest_url,
        "newest_title": account.newest_title,
    }


def _linked_evidence(linked: LinkedAccount) -> dict[str, object]:
    return {"platform": linked.platform, "url": linked.url, "name": linked.name, "found_on": linked.found_on}
