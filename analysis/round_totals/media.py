"""New media (政务新媒体) of a round: each account's grade, and each unit's score over all of its accounts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from analysis.scoring.finding_status import StatusIndex
from analysis.scoring.scores import FAILED, PASSED, SUSPECTED, UNFINISHED, Score, score_target
from govcrawl.domain.decisions import DISMISSED
from govcrawl.domain.findings import Finding
from govcrawl.domain.targets import NEW_MEDIA, Target
from govcrawl.register import Account, Register
from govcrawl.rubric.model import Rubric
from govcrawl.store.reader import RoundFacts, TargetState
from pipelines.catalogue import REGISTRY, rules_about, rules_of_part
from pipelines.model import Subject

CLOSED = {"closed": "已关停", "cancelled": "已注销"}


def media_rules() -> tuple[str, ...]:
    """Ids of the rules on accounts, also of those that look at what websites link."""
    return rules_of_part(NEW_MEDIA)


@dataclass(frozen=True, slots=True)
class AccountResult:
    """One account of the register. Grades as of websites; a closed one has what the register calls it instead."""

    unit: str
    platform: str
    name: str
    url: str
    grade: str
    reason: str = ""
    newest: date | None = None
    posts: int = 0
    route: str = ""  # feed, page, sheet
    findings: tuple[Finding, ...] = ()  # that count
    veto: tuple[str, ...] = ()  # titles of the vetoes that hold by what was found
    pending: tuple[str, ...] = ()  # keys of the findings that make them and that nobody has confirmed
    target_url: str = ""  # as its findings name it

    @property
    def running(self) -> bool:
        """Whether the account is neither closed nor merged."""
        return self.grade not in CLOSED.values()


@dataclass(frozen=True, slots=True)
class MediaUnit:
    """A unit with all of its accounts, in register order."""

    unit: str
    accounts: tuple[AccountResult, ...]
    score: Score
    forwarding_due: int = 0  # items of 上级信息 whose time for forwarding is over
    forwarding_done: int = 0  # of these, forwarded in time by one account at least
    findings: tuple[Finding, ...] = field(default=())  # that count, on accounts and on the unit's websites

    @property
    def running(self) -> int:
        """Number of the unit's running accounts."""
        return sum(each.running for each in self.accounts)

    @property
    def inspected(self) -> int:
        """Number of accounts that were judged, qualified or not."""
        return sum(each.grade in (PASSED, FAILED, SUSPECTED) for each in self.accounts)

    @property
    def qualified(self) -> int:
        """Number of qualified accounts."""
        return sum(each.grade == PASSED for each in self.accounts)


def media_units(
    facts: RoundFacts,
    rubric: Rubric,
    standings: StatusIndex,
    found: Sequence[Finding],
    undecided: Sequence[Finding],
) -> list[MediaUnit]:
    """Units that have accounts, in the order of the register's accounts.

    `rubric` is that of new media. `found` and `undecided` are the round's findings by `media_rules` with outcome fail,
    and with error; `standings` says which of them count.
    """
    states = {each.target.url: each for each in facts.targets if each.target.platform == NEW_MEDIA}
    units: dict[str, list[AccountResult]] = {}
    for account, target in _accounts(facts):
        state = states.get(target.url) if target else None
        result = _account(account, target, state, [*found, *undecided], rubric, standings)
        units.setdefault(account.unit, []).append(result)
    return [
        _unit(name, accounts, _of(name, found), _of(name, undecided), facts, rubric, standings)
        for name, accounts in units.items()
    ]


def _of(unit: str, findings: Iterable[Finding]) -> list[Finding]:
    return [each for each in findings if each.unit == unit]


def _accounts(facts: RoundFacts) -> list[tuple[Account, Target | None]]:
    """Accounts of the register that the round keeps, closed ones without a target; else those that were inspected."""
    record = facts.register
    register = Register(list(record.units), [], list(record.accounts))
    targets = {id(account): target for target, account in register.targets_with_accounts()}
    if record.accounts:
        return [(account, targets.get(id(account))) for account in record.accounts]
    inspected = [(each, each.target) for each in facts.targets if each.target.platform == NEW_MEDIA]
    return [(_named(state), target) for state, target in inspected]


def _named(state: TargetState) -> Account:
    """The account as its facts name it; target names are 名称（平台）."""
    name, _, platform = state.target.name.removesuffix("）").rpartition("（")
    return Account(state.target.unit, platform, name or state.target.name)


def _account(
    account: Account,
    target: Target | None,
    state: TargetState | None,
    found: list[Finding],
    rubric: Rubric,
    standings: StatusIndex,
) -> AccountResult:
    if target is None:
        when = f"自{account.status_date}起" if account.status_date else ""
        grade = CLOSED.get(account.status, account.status)
        return AccountResult(account.unit, account.platform, account.name, account.home, grade, when)
    mine = [each for each in found if each.target_url == target.url]
    # An account of which it is not known whether it sleeps is no qualified one.
    doubt = next((each.message for each in mine if each.outcome == "error" and REGISTRY[each.rule].must_be_known), None)
    missed = "台账中有，本检查期没有检查" if state is None else state.missed or doubt
    score = score_target(target, mine, rubric, standings=standings, missed=missed)
    facts = state.site.account if state and state.site else None
    counting = tuple(each for each in mine if standings.counts(each))
    return AccountResult(
        unit=account.unit,
        platform=account.platform,
        name=account.name,
        url=target.url if target.url.startswith("http") else "",
        grade=score.grade if score.veto or missed else PASSED,
        reason=score.reason if score.veto or missed else "",
        newest=facts.newest if facts else None,
        posts=facts.posts if facts else 0,
        route=facts.route if facts else "",
        findings=counting,
        veto=score.veto,
        pending=score.pending,
        target_url=target.url,
    )


def _unit(
    name: str,
    accounts: list[AccountResult],
    found: list[Finding],
    undecided: list[Finding],
    facts: RoundFacts,
    rubric: Rubric,
    standings: StatusIndex,
) -> MediaUnit:
    unread = [each for each in accounts if each.grade == UNFINISHED]
    why = f"{len(unread)}个账号未完成检查（{'、'.join(each.name for each in unread[:3])}）" if unread else ""
    whole = Target(name, NEW_MEDIA, name, f"unit://{name}")
    running = [each for each in accounts if each.running]
    missed = why if running and len(unread) == len(running) else None
    score = score_target(
        whole, found, rubric, standings=standings, missed=missed, unfinished=why, undecided=len(undecided),
        vetoes=False,
    )  # fmt: skip
    due = _due(name, facts)
    # A dismissal says that the item was forwarded in time; an exception does not.
    held = [each for each in found if standings.of(each).label != DISMISSED]
    forwarding = rules_about(Subject.FORWARDING)
    open_ = {each.subject for each in (*held, *undecided) if each.rule in forwarding}
    counting = tuple(each for each in found if standings.counts(each))
    return MediaUnit(name, tuple(accounts), score, len(due), len(due - open_), counting)


def _due(unit: str, facts: RoundFacts) -> set[str]:
    """Titles of 上级信息 whose time for forwarding is over at the inspection date."""
    sites = [each.site for each in facts.targets if each.target.platform == NEW_MEDIA and each.target.unit == unit]
    items = [item for site in sites if site and site.account for item in site.account.forwarding]
    return {item.title for item in items if item.due < facts.round.date}
