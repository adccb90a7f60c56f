"""A synthetic round of a great city: thousands of targets, hundreds of thousands of findings, all names fictional."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import AccountFacts, ColumnItem, Entry, Item, SiteItem
from govcrawl.domain.rounds import Round
from govcrawl.domain.targets import Target
from govcrawl.register import Account, Register, RegisterRecord, Unit
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.batch import finding_row
from govcrawl.store.finding_models import FindingRow
from govcrawl.store.reader import find_round, target_ids
from govcrawl.store.session import open_database, writing
from govcrawl.store.writer import Writer

ROUND = Round("2021Q3", date(2021, 8, 20))
_NIGHT = datetime(2021, 8, 20, 15, 30, tzinfo=UTC)
_PLACES = ("青禾", "白石", "云汀", "鹿鸣", "澄湖", "望川", "霜林", "锦滩", "竹溪", "松岗")
_OFFICES = ("教育局", "水务局", "林业局", "民政局", "司法局", "财政局", "交通运输局", "统计局", "商务局", "审计局")
_COLUMNS = (
    ("政务动态", "news", 9), ("通知公告", "notice", 40), ("政策文件", "policy", 300), ("人事信息", "personnel", 500),
    ("规划计划", "plan", 90), ("统计信息", "statistics", 60), ("应急管理", "other", 400), ("财政预决算", "budget", 200),
    ("政策解读", "interpretation", 30), ("建议提案", "proposal", 120),
)  # fmt: skip
# Rule, its share of a site's findings, outcome, severity, message; in the proportions of a bad quarter.
_KINDS = (
    ("M03", 30, "fail", "problem", "内容页缺少标签：PubDate、ContentSource"),
    ("A03", 25, "fail", "problem", "稿件页上的站内链接“在线核验{n}”打不开：页面不存在（404）"),
    ("T01", 14, "fail", "problem", "附件“第{n}号申请表.docx”为 docx 格式，页面未提供 PDF 或 OFD 版本"),
    ("I01", 6, "fail", "problem", "网站已发布解读“一图读懂第{n}号规定”，政策文件页面未链接该解读"),
    ("F04", 6, "fail", "problem", "栏目“规划计划{n}”最新一条发布于2020-03-09，距监测时间点529天，超过1年未更新"),
    ("A03", 8, "error", "problem", "稿件页上的站内链接“内部通报{n}”无法判断是否有效：被防火墙或权限拒绝（403）"),
    ("C01", 4, "fail", "problem", "栏目“应急管理{n}”没有任何信息，为空白栏目"),
    ("F08", 3, "fail", "warning", "栏目“通知公告{n}”再过2天不更新将超过6个月"),
    ("M04", 4, "skip", "problem", "内容页没有注明日期，不比较标签"),
)


def write(path: Path, targets: int, findings: int) -> Engine:
    """The round in a fresh SQLite database: a quarter of the targets are websites, a quarter platforms."""
    units = [Unit(f"{_PLACES[n % 10]}{n // 100}区{_OFFICES[n // 10 % 10]}", "部门") for n in range(targets // 4)]
    names = [each.name for each in units]
    accounts = [
        Account(name, platform, f"{name}发布", home=f"http://media-demo.test/{platform}/{number}")
        for number, name in enumerate(names)
        for platform in ("微信", "微博")
    ]
    register = Register(list(units), [], accounts)
    homes = [(name, f"http://w{number}.demo.test/") for number, name in enumerate(names)]
    websites = [Target(name, "department", f"{name}网站", home) for name, home in homes]
    platforms = [Target(name, "disclosure", f"{name}信息公开平台", f"{home}zfxxgk/") for name, home in homes]
    engine = open_database(f"sqlite:///{path}")
    writer = Writer(engine, ROUND, load_rubric())
    everything = [*websites, *platforms, *register.account_targets()]
    writer.begin_round(everything, units, RegisterRecord(tuple(units), tuple(accounts)))
    for target in everything:
        writer.begin_target(target, resume=False)
        for item in _facts(target):
            writer.add(item)
    writer.close(finished=True)
    with writing(engine) as connection:
        number = find_round(connection, ROUND.name)
        ids = target_ids(connection, number)
        rows = _rows(number, ids, [*websites, *platforms], findings)
        while batch := list(islice(rows, 5_000)):
            connection.execute(insert(FindingRow), batch)
    return engine


def _facts(target: Target) -> Iterator[Item]:
    if target.platform == "new_media":
        facts = AccountFacts("微信", target.name, "feed", 30, newest=date(2021, 8, 18))
        yield SiteItem(target, _NIGHT, FetchOutcome.REACHABLE, account=facts)
        return
    for number, (name, kind, days) in enumerate(_COLUMNS):
        item = ColumnItem(target, f"{target.url}c{number}/", name, _NIGHT, kind=kind, path=("政务公开", name))
        newest = ROUND.date - timedelta(days=days)
        item.entries = [Entry(f"第{n}条", f"{item.url}{n}.html", newest - timedelta(days=n), "row") for n in range(10)]
        item.newest, item.newest_url, item.dated_entries, item.dates_from = newest, f"{item.url}0.html", 10, "row"
        yield item
    yield SiteItem(target, _NIGHT, FetchOutcome.REACHABLE, title=target.name, pages_fetched=400, links_checked=900)


def _rows(
    round_id: int, ids: dict[tuple[str, ...], int], targets: list[Target], total: int
) -> Iterator[dict[str, Any]]:
    kinds = [kind for kind in _KINDS for _ in range(kind[1])]
    for number in range(total):
        target = targets[number % len(targets)]
        nth = number // len(targets)
        finding = _finding(target, nth, *kinds[(nth * 37) % len(kinds)])
        yield finding_row(round_id, ids[target.url, target.unit, target.name], None, finding)


def _finding(target: Target, nth: int, rule: str, _: int, outcome: str, severity: str, message: str) -> Finding:
    url = f"{target.url}content/2021/{nth % 12 + 1}/post_{10_000 + nth}.html"
    return Finding(
        rule, outcome, target.unit, target.name, target.url, url,
        title=f"关于{_PLACES[nth % 10]}路段第{nth}号临时交通管制的通告",
        message=message.format(n=nth),
        found_at=_NIGHT + timedelta(seconds=nth),
        column=_COLUMNS[nth % len(_COLUMNS)][0],
        published=date(2021, nth % 7 + 1, nth % 28 + 1),
        value=f"{target.url}files/{nth}.docx",
        evidence={"text": f"第{nth}号申请表.docx", "status": 404, "reason": "页面不存在", "second_look": "direct"},
        severity=severity,
        subject=str(nth),
    )  # fmt: skip
