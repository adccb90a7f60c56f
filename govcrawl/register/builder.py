"""Rows to the register's dataclasses, and the checks that need more than one cell."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from pathlib import Path

from govcrawl.domain.targets import PLATFORMS, Target
from govcrawl.domain.urls import page_key
from govcrawl.register import cells
from govcrawl.register.model import Account, Exemption, Register, RequiredColumn, Responsibility, SuperiorItem, Unit
from govcrawl.register.problems import Problems
from govcrawl.register.rows import RegisterRow
from govcrawl.register.schema import RENDERING, STATUS, UNIT_KINDS
from govcrawl.register.suggest import did_you_mean


class Builder:
    """Builds every row, also after bad ones, so that all problems are found in one go."""

    def __init__(self, rows: dict[str, list[RegisterRow]], problems: Problems) -> None:
        self._rows = rows
        self._problems = problems
        self._units: dict[str, Unit] = {}  # by name and by short name
        self._seen: dict[tuple[str, Hashable], int] = {}

    def build(self, path: Path) -> Register:
        units = list(self._build_units())
        return Register(
            units=units,
            targets=[self._target(row) for row in self._rows.get("网站", ())],
            accounts=[self._account(row) for row in self._rows.get("新媒体", ())],
            required_columns=[self._required_column(row) for row in self._rows.get("应设栏目", ())],
            responsibilities=[self._responsibility(row) for row in self._rows.get("栏目责任", ())],
            superior=[item for row in self._rows.get("上级信息", ()) for item in self._superior(row)],
            exceptions=[item for row in self._rows.get("例外", ()) for item in self._exemption(row)],
            path=path,
        )

    def _build_units(self) -> Iterator[Unit]:
        """Names come first, since a short name must not be another unit's name further down."""
        built = []
        for row in self._rows.get("单位", ()):
            unit = Unit(
                name=row.text("单位名称"),
                kind=row.choice("单位类别", UNIT_KINDS),
                aliases=row.many("简称"),
                serves_public=row.yes("对外服务", default=True),
                on_policy_qa=row.yes("接入问答平台"),
            )
            yield unit
            if unit.name and self._is_new(row, "单位名称", unit.name, f"单位“{unit.name}”重复"):
                self._units[unit.name] = unit
                built.append((row, unit))
        for row, unit in built:
            for alias in unit.aliases:
                owner = self._units.setdefault(alias, unit)
                if owner is not unit:
                    row.refuse("简称", f"“{alias}”已是单位“{owner.name}”的名称或简称")

    def _target(self, row: RegisterRow) -> Target:
        unit = self._owner(row)
        platform = row.choice("平台类型", PLATFORMS)
        url = row.url("网址")
        if url and platform:
            self._is_new(row, "网址", (platform, page_key(url)), f"网址 {url} 在同一平台类型下重复")
        return Target(
            unit=unit.name,
            platform=platform,
            name=row.text("名称"),
            url=url,
            unit_kind=unit.kind,
            site_code=row.read("网站标识码", cells.site_code_of, ""),
            start_urls=row.urls("起始页"),
            render=row.choice("渲染", RENDERING, "auto"),
            serves_public=unit.serves_public,
            note=row.text("备注"),
        )

    def _account(self, row: RegisterRow) -> Account:
        account = Account(
            unit=self._owner(row).name,
            platform=row.text("平台"),
            name=row.text("账号名称"),
            account_id=row.text("账号标识"),
            home=row.url("主页"),
            feed=row.url("订阅地址"),
            opened=row.date("开设日期"),
            registered=row.date("备案日期"),
            status=row.choice("状态", STATUS, "running"),
            status_date=row.date("状态日期"),
        )
        if account.name and account.platform:
            what = f"{account.platform}账号“{account.name}”重复"
            self._is_new(row, "账号名称", (account.platform, account.name, account.account_id), what)
        return account

    def _required_column(self, row: RegisterRow) -> RequiredColumn:
        column = RequiredColumn(
            name=row.text("栏目名称"),
            platform=row.choice("平台类型", PLATFORMS),
            unit_kind=row.choice("单位类别", UNIT_KINDS),
            unit=self._owner(row).name,
            synonyms=row.many("同义名称"),
            period_days=row.days("更新周期"),
            this_year=row.yes("本年度须有"),
            basis=row.text("依据"),
        )
        if column.name:
            key = (column.platform, column.unit_kind, column.unit, column.name)
            self._is_new(row, "栏目名称", key, f"对同一范围重复要求“{column.name}”")
        return column

    def _responsibility(self, row: RegisterRow) -> Responsibility:
        return Responsibility(row.url("网址"), row.text("栏目名称"), self._owner(row, "责任单位").name)

    def _superior(self, row: RegisterRow) -> Iterator[SuperiorItem]:
        title, published = row.text("标题"), row.date("发布日期")
        source, days = row.text("来源"), row.days("转发期限")
        if published:
            yield SuperiorItem(title, published, source, days)

    def _exemption(self, row: RegisterRow) -> Iterator[Exemption]:
        rule, unit = row.read("规则", cells.rule_of, ""), self._owner(row).name
        url, column = row.url("网址"), row.text("栏目名称")
        reason, approved_by, until = row.text("原因"), row.text("批准人"), row.date("有效期至")
        if not any(str(row.values.get(name) or "").strip() for name in ("单位名称", "网址", "栏目名称")):
            row.refuse("", "单位名称、网址、栏目名称至少填一项")
        if until:
            yield Exemption(rule, reason, approved_by, until, unit, url, column)

    def _owner(self, row: RegisterRow, column: str = "单位名称") -> Unit:
        """The unit that the row names; a nameless one when the cell is empty or unknown."""
        name = row.text(column)
        if name and name not in self._units:
            row.refuse(column, f"“单位”表中没有“{name}”{did_you_mean(name, self._units)}")
        return self._units.get(name) or Unit("", "")

    def _is_new(self, row: RegisterRow, column: str, key: Hashable, complaint: str) -> bool:
        first = self._seen.setdefault((row.sheet.name, key), row.number)
        if first != row.number:
            row.refuse(column, f"{complaint}（与第 {first} 行）")
        return first == row.number
