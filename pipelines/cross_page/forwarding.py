"""N04: items of 上级信息 that none of a unit's accounts has posted in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import Forwarding, SiteItem
from govcrawl.domain.targets import NEW_MEDIA
from pipelines.engine import rule, run
from pipelines.model import CannotJudge, Case, Check, Fail, Identity, LaterLook, Result, Subject


@dataclass(slots=True)
class UnitAccounts(Case[SiteItem]):
    """A unit's running accounts; `item` is the first of them in the register."""

    looks_at: ClassVar[str] = "all accounts of a unit"
    accounts: list[SiteItem] = field(default_factory=list)


def not_owed(look: LaterLook) -> str:
    """N04 looks only at items of 上级信息 whose time is over, as this round's register has them."""
    accounts = [site.account for site in look.unit_sites if site.account is not None]
    owed = {item.title for account in accounts for item in account.forwarding if item.due < look.date}
    return "" if look.finding.subject in owed else "该条上级信息不在本检查期的台账中，不再检查"


@rule("N04", UnitAccounts, on=(NEW_MEDIA,), subject=Subject.FORWARDING, identity=Identity.UNIT, silence=not_owed)
def superior_information_not_forwarded(unit: UnitAccounts, check: Check) -> Iterator[Result]:
    """None of the unit's running accounts posted the item in time; one that did is enough. Accounts that could not
    be read, or not back to the day of the item, leave the question open.
    """
    facts = [(site, site.account) for site in unit.accounts if site.account is not None]
    for place, item in enumerate(facts[0][1].forwarding if facts else ()):
        if item.due >= check.date:
            continue  # there is still time
        held = [(site, account.forwarding[place]) for site, account in facts if place < len(account.forwarding)]
        dated = [each for _, each in held if each.forwarded is not None]
        if any(each.forwarded and each.forwarded <= item.due for each in dated):
            continue
        unread = [site for site, each in held if site.answer is not FetchOutcome.REACHABLE or not each.covered]
        evidence: dict[str, object] = {
            "published": str(item.published),
            "due": str(item.due),
            "accounts": [a.name for _, a in facts],
        }
        if unread:
            names = "、".join(f"“{site.target.name}”" for site in unread[:3])
            message = f"是否按时转发“{item.title}”无法判断：账号{names}未能读到{item.published}以前的发布内容"
            yield CannotJudge(message, item.title, item.title, evidence)
        elif dated:
            first = min(dated, key=lambda each: (str(each.forwarded), each.post_url))
            yield _late(item, first, evidence)
        else:
            message = f"“{item.title}”（{item.published}发布）应于{item.due}前转发，单位账号均未转发"
            yield Fail(message, item.title, item.title, evidence)


def _late(item: Forwarding, first: Forwarding, evidence: dict[str, object]) -> Fail:
    message = f"“{item.title}”应于{item.due}前转发，{first.forwarded}才转发"
    more = {"forwarded": str(first.forwarded), "post": first.post_title, "post_url": first.post_url}
    return Fail(message, item.title, item.title, evidence | more)


def judge_forwarding(accounts: Sequence[SiteItem], check: Check) -> list[Finding]:
    """Findings on all units of these accounts, which stand in register order."""
    units: dict[str, list[SiteItem]] = {}
    for site in accounts:
        units.setdefault(site.target.unit, []).append(site)
    return [finding for held in units.values() for finding in _judged(held, check)]


def _judged(held: list[SiteItem], check: Check) -> Iterable[Finding]:
    return run(UnitAccounts(held[0], held), check)
