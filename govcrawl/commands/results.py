"""Commands over stored facts: findings, score, export, recheck."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table

from analysis.cross_page import run_cross_page
from analysis.round_scores import score_round
from exports import export_round
from govcrawl.commands.options import DatabaseOption, RoundOption, choose_database
from govcrawl.db.reader import read_findings, read_round
from govcrawl.db.session import open_database
from govcrawl.findings import FIELDS, as_record
from pipelines.recheck import recheck_round

Format = Literal["table", "jsonl", "csv"]
_OUTCOMES = {"fail": "问题", "error": "未能判定", "skip": "不适用"}
_CSV_DANGER = ("=", "+", "-", "@", "\t", "\r")


def findings(
    round_name: RoundOption,
    form: Annotated[Format, typer.Option("--format", help="输出格式")] = "table",
    outcome: Annotated[Literal["fail", "error", "skip", "all"], typer.Option(help="结果类别")] = "fail",
    database: DatabaseOption = None,
) -> None:
    """列出一个检查期的问题。"""
    choose_database(database)
    engine = open_database(create=False, readonly=True)
    read_round(engine, round_name)
    rows = (as_record(round_name, finding) for finding in read_findings(engine, round_name, outcome))
    if form == "jsonl":
        for row in rows:
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    elif form == "csv":
        writer = csv.DictWriter(sys.stdout, FIELDS, extrasaction="ignore")
        writer.writeheader()
        for row in rows:
            writer.writerow({name: _harmless(value) for name, value in row.items()})
    else:
        table = Table(title=f"{round_name} 检查发现", title_justify="left")
        for heading in ("规则", "结果", "单位", "问题", "页面"):
            table.add_column(heading, overflow="fold")
        for row in rows:
            cells = (row["rule"], _OUTCOMES[str(row["outcome"])], row["unit"], row["message"], row["url"])
            table.add_row(*(_plain(cell) for cell in cells))
        Console().print(table)


def _harmless(value: object) -> object:
    """Spreadsheets run a csv cell that begins like a formula; an apostrophe keeps it text."""
    if isinstance(value, dict):
        value = json.dumps(value, ensure_ascii=False)
    return "'" + value if isinstance(value, str) and value.startswith(_CSV_DANGER) else value


def _plain(value: object) -> str:
    """Crawled text without terminal escapes and Rich markup."""
    from rich.markup import escape

    return escape("".join(c for c in str(value) if c.isprintable()))


def score(
    round_name: RoundOption,
    form: Annotated[Literal["table", "jsonl"], typer.Option("--format", help="输出格式")] = "table",
    database: DatabaseOption = None,
) -> None:
    """按评分指标计算各网站得分。"""
    choose_database(database)
    scores = score_round(open_database(create=False, readonly=True), round_name)
    if form == "jsonl":
        for each in scores:
            sys.stdout.write(json.dumps(each.as_record(), ensure_ascii=False) + "\n")
        return
    table = Table(title=f"{round_name} 得分", title_justify="left")
    for heading in ("单位", "网站", "单项否决", "扣分", "得分", "等次"):
        table.add_column(heading)
    for each in scores:
        record = each.as_record()
        record["veto"] = "；".join(record["veto"])
        cells = (record[name] for name in ("unit", "target", "veto", "deducted", "total", "grade"))
        table.add_row(*("—" if cell in (None, "", []) else _plain(cell) for cell in cells))
    Console().print(table)


def export(
    round_name: RoundOption,
    out: Annotated[Path, typer.Option(help="输出文件夹")] = Path("out"),
    database: DatabaseOption = None,
) -> None:
    """导出附件 1 工作簿。"""
    choose_database(database)
    for path in export_round(open_database(create=False, readonly=True), round_name, out):
        Console().print(f"已写出：{path}", highlight=False, soft_wrap=True)


def recheck(round_name: RoundOption, database: DatabaseOption = None) -> None:
    """用现行规则和指标重新判断已存的事实，不访问网络。"""
    choose_database(database)
    engine = open_database(create=False)
    read_round(engine, round_name)
    judged = recheck_round(engine, round_name)
    run_cross_page(engine, round_name)
    Console().print(f"已重新判断 {judged} 条事实，检查期 {round_name}。")
