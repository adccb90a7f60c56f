"""The register as data, and the questions that the rest of the program asks it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from govcrawl.domain.errors import InputError
from govcrawl.domain.targets import AVAILABILITY, NEW_MEDIA, WEBSITES, Target, platform_id
from govcrawl.domain.urls import host_of, page_key
from govcrawl.register.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class Unit:
    """单位: a county or a department."""

    name: str
    kind: str  # 县市区 or 部门
    aliases: tuple[str, ...] = ()  # 简称
    serves_public: bool = True  # 对外服务
    on_policy_qa: bool = False  # 接入问答平台


@dataclass(frozen=True, slots=True)
class Account:
    """政务新媒体账号."""

    unit: str
    platform: str  # 微信, 微博 … as the office writes it
    name: str
    account_id: str = ""
    home: str = ""  # normalised
    feed: str = ""  # RSS, Atom or JSON Feed
    opened: date | None = None
    registered: date | None = None  # 备案日期
    status: str = "running"  # running, closed (关停), cancelled (注销)
    status_date: date | None = None


@dataclass(frozen=True, slots=True)
class RequiredColumn:
    """应设栏目: a column that targets must have. An empty selector means any."""

    name: str
    platform: str = ""
    unit_kind: str = ""
    unit: str = ""
    synonyms: tuple[str, ...] = ()
    period_days: int | None = None  # 更新周期
    this_year: bool = False  # 本年度须有
    basis: str = ""  # 依据

    def applies_to(self, target: Target) -> bool:
        """Whether the target is one of those that the row speaks of."""
        wanted = ((self.platform, target.platform), (self.unit_kind, target.unit_kind), (self.unit, target.unit))
        return all(not selector or selector == value for selector, value in wanted)

    @property
    def precision(self) -> tuple[bool, bool, bool]:
        """Greater when the row speaks of fewer targets: a unit before a kind of unit before a platform."""
        return bool(self.unit), bool(self.unit_kind), bool(self.platform)


@dataclass(frozen=True, slots=True)
class Responsibility:
    """栏目责任: which unit answers for a column of a target."""

    url: str
    column: str
    unit: str


@dataclass(frozen=True, slots=True)
class SuperiorItem:
    """上级信息: an item that accounts must forward."""

    title: str
    published: date
    source: str = ""
    forward_days: int | None = None


@dataclass(frozen=True, slots=True)
class Exemption:
    """例外: findings that are still listed, but cost no points until `valid_until`. An empty selector means any."""

    rule: str
    reason: str
    approved_by: str
    valid_until: date  # the last day on which it holds
    unit: str = ""
    url: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """The whole register; lists keep the order of the sheets."""

    units: list[Unit]
    targets: list[Target]
    accounts: list[Account] = field(default_factory=list)
    required_columns: list[RequiredColumn] = field(default_factory=list)
    responsibilities: list[Responsibility] = field(default_factory=list)
    superior: list[SuperiorItem] = field(default_factory=list)
    exceptions: list[Exemption] = field(default_factory=list)
    path: Path = field(default=Path(), compare=False)

    def find_unit(self, name_or_alias: str) -> Unit | None:
        """The unit of that name or short name; None when there is none."""
        wanted = name_or_alias.strip()
        return next((unit for unit in self.units if wanted == unit.name or wanted in unit.aliases), None)

    def responsible_for(self, target: Target, column: str, url: str = "") -> str:
        """The unit that answers for a column of that name, or at that address; "" when the register does not say."""
        places = {page_key(target.url), page_key(url)} if url else {page_key(target.url)}
        rows = (row for row in self.responsibilities if page_key(row.url) in places and row.column == column)
        return next((row.unit for row in rows), "")

    def targets_of(self, platform: str | None = None, unit: str | None = None) -> list[Target]:
        """Targets in register order; `platform` is an id or its Chinese name, `unit` a name or a short name.

        Raises InputError when the platform or the unit is not known; a known unit without targets gives [].
        """
        wanted = _wanted(platform) if platform else None
        owner = self._unit_name(unit) if unit else None
        pool = self.account_targets() if wanted == NEW_MEDIA else self.targets
        if wanted == AVAILABILITY:
            pool = [target for target in self.targets if target.platform in WEBSITES]
        return [
            target
            for target in pool
            if wanted in (None, NEW_MEDIA, AVAILABILITY, target.platform) and (owner is None or target.unit == owner)
        ]

    def account_targets(self) -> list[Target]:
        """Running accounts as targets, in register order; `account_of` leads back.

        The address is the account's page, else its feed; one that another account has taken, or that is not there,
        is made of platform and name.
        """
        return [target for target, _ in self.targets_with_accounts()]

    def account_of(self, target: Target) -> Account:
        """The account of such a target; KeyError for any other."""
        return {each.url: account for each, account in self.targets_with_accounts()}[target.url]

    def targets_with_accounts(self) -> list[tuple[Target, Account]]:
        """Running accounts as targets, as `account_targets` gives them, each with its account."""
        kinds = {unit.name: unit for unit in self.units}
        found: dict[str, tuple[Target, Account]] = {}
        for account in self.accounts:
            if account.status != "running":
                continue
            url = account.home or account.feed
            if not url or url in found:
                url = f"account://{account.platform}/{account.name}"
            unit = kinds.get(account.unit)
            target = Target(
                account.unit, NEW_MEDIA, f"{account.name}（{account.platform}）", url,
                unit_kind=unit.kind if unit else "部门",
            )  # fmt: skip
            found[url] = target, account
        return list(found.values())

    def required_for(self, target: Target) -> list[RequiredColumn]:
        """Columns that this target must have, in register order; of rows of one name the most precise holds."""
        held: dict[str, RequiredColumn] = {}
        for row in self.required_columns:
            if row.applies_to(target) and (row.name not in held or row.precision > held[row.name].precision):
                held[row.name] = row
        return [row for row in self.required_columns if held.get(row.name) is row]

    def allowed_hosts(self) -> frozenset[str]:
        """Hosts, with their port, that the register itself names as something to fetch."""
        urls = [url for target in self.targets for url in (target.url, *target.start_urls)]
        urls += [url for account in self.accounts for url in (account.home, account.feed) if url]
        return frozenset(host_of(url) for url in urls)

    def _unit_name(self, unit: str) -> str:
        found = self.find_unit(unit)
        if found is None:
            names = [name for each in self.units for name in (each.name, *each.aliases)]
            raise InputError(f"台账 {self.path} 中没有单位“{unit}”{did_you_mean(unit, names)}。")
        return found.name


def _wanted(platform: str) -> str:
    """A platform's id, or AVAILABILITY, which is none."""
    return AVAILABILITY if platform.strip() == AVAILABILITY else platform_id(platform)
