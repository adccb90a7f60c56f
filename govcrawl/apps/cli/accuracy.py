"""`govcrawl accuracy`: how right each rule was, by what people decided."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated, Literal

import typer
from rich.table import Table

from analysis.decided_rules import DecidedRule, RuleTrend, decided_rules
from govcrawl.apps.cli.options import DatabaseOption, choose_database
from govcrawl.apps.cli.progress_display import SafeConsole
from govcrawl.domain.sanitize import json_line
from govcrawl.store.session import open_database
from pipelines.texts import load_texts


def accuracy(
    first: Annotated[list[str], typer.Option("--rounds", help="检查期，由早到晚，例如 --rounds 2021Q2 2021Q3")],
    more: Annotated[list[str] | None, typer.Argument(help="其余检查期", metavar="检查期", show_default=False)] = None,
    form: Annotated[Literal["table", "jsonl"], typer.Option("--format", help="输出格式")] = "table",
    database: DatabaseOption = None,
) -> None:
    """按复核意见统计各规则判得准不准：已复核、不属实、准确率及其区间、各检查期的变化。"""
    choose_database(database)
    names = list(dict.fromkeys([*first, *(more or ())]))
    trends = decided_rules(open_database(create=False, readonly=True), names)
    if form == "jsonl":
        for trend in trends:
            for each in (*trend.rounds, trend.together):
                sys.stdout.write(json_line(each.as_record() | {"trend": trend.trend}) + "\n")
        return
    SafeConsole().print(_table(trends, names))


def _table(trends: Sequence[RuleTrend], names: Sequence[str]) -> Table:
    table = Table(title=f"规则准确率（按复核意见）：{'、'.join(names)}", title_justify="left")
    for heading in ("规则", "名称", "问题", "已复核", "不属实", "准确率", "95% 区间"):
        table.add_column(heading, overflow="fold")
    several = len(names) > 1
    for heading in (*names, "变化") if several else ():
        table.add_column(heading, overflow="fold")
    for trend in trends:
        counts = trend.together
        cells = [str(counts.raised), str(counts.decided), str(counts.dismissed), _share(counts), _interval(counts)]
        by_name = {each.round: each for each in trend.rounds}
        shares = [_share(by_name[name]) if name in by_name else "—" for name in names] if several else []
        table.add_row(trend.rule, load_texts().of(trend.rule).title, *cells, *shares, *([trend.trend or "—"] * several))
    return table


def _share(counts: DecidedRule) -> str:
    return "—" if counts.share is None else f"{counts.share:.1%}"


def _interval(counts: DecidedRule) -> str:
    return "—" if counts.interval is None else f"{counts.interval[0]:.1%}-{counts.interval[1]:.1%}"
