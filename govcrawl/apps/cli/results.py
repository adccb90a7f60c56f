"""Commands over stored facts: findings, score, export, recheck."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.table import Table

from analysis.round_view import NO_TARGETS, RoundView
from exports import EXPORTS, Exported, Options, export_round
from exports.pictures import damage_note
from govcrawl.apps.cli.options import DatabaseOption, RoundOption, choose_database
from govcrawl.apps.cli.progress_display import SafeConsole, styled
from govcrawl.domain.findings import FIELDS, as_record
from govcrawl.domain.rounds import parse_date
from govcrawl.domain.sanitize import csv_text, json_line
from govcrawl.register import read_register, record_of
from govcrawl.store.session import open_database
from pipelines.cross_page.runner import run_cross_page
from pipelines.recheck import recheck_round

Format = Literal["table", "jsonl", "csv"]
_KINDS = [each.name for each in EXPORTS]
_OUTCOMES = {"fail": "问题", "error": "未能判定", "skip": "不适用"}


def findings(
    round_name: RoundOption,
    form: Annotated[
        Format, typer.Option("--format", help="输出格式；csv 为带 BOM 的 UTF-8，可直接用 Excel 打开")
    ] = "table",
    outcome: Annotated[Literal["fail", "error", "skip", "all"], typer.Option(help="结果类别")] = "fail",
    database: DatabaseOption = None,
) -> None:
    """列出一个检查期的问题。"""
    choose_database(database)
    view = RoundView(open_database(create=False, readonly=True), round_name, NO_TARGETS)
    rows = (as_record(round_name, finding) for finding in view.findings(outcome))
    if form == "jsonl":
        for row in rows:
            sys.stdout.write(json_line(row) + "\n")
    elif form == "csv":
        sys.stdout.write("\ufeff")  # by which spreadsheets know UTF-8
        writer = csv.DictWriter(sys.stdout, FIELDS, extrasaction="ignore")
        writer.writeheader()
        for row in rows:
            writer.writerow({name: _cell(value) for name, value in row.items()})
    else:
        table = Table(title=f"{round_name} 检查发现", title_justify="left")
        for heading in ("规则", "结果", "单位", "问题", "页面"):
            table.add_column(heading, overflow="fold")
        for row in once_per_cause(rows):
            table.add_row(row["rule"], _OUTCOMES[str(row["outcome"])], row["unit"], row["message"], row["url"])
        SafeConsole().print(table)


def once_per_cause(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The findings with a common cause as one row, which names it; all others as they are."""
    told: set[tuple[str, str, str]] = set()
    for row in rows:
        cause = row["evidence"].get("cause", "")
        place = (row["rule"], row["target_url"], cause)
        if not cause:
            yield row
        elif place not in told:
            told.add(place)
            yield row | {"message": f"{cause}。例：{row['message']}"}


def _cell(value: object) -> object:
    if isinstance(value, dict):
        return csv_text(json_line(value))
    return csv_text(value) if isinstance(value, str) else value


def score(
    round_name: RoundOption,
    form: Annotated[Literal["table", "jsonl"], typer.Option("--format", help="输出格式")] = "table",
    database: DatabaseOption = None,
) -> None:
    """按评分指标计算各网站得分。"""
    choose_database(database)
    scores = RoundView(open_database(create=False, readonly=True), round_name).website_scores
    if form == "jsonl":
        for each in scores:
            sys.stdout.write(json_line(each.as_record()) + "\n")
        return
    table = Table(title=f"{round_name} 得分", title_justify="left")
    for heading in ("单位", "网站", "单项否决", "扣分", "得分", "等次"):
        table.add_column(heading)
    for each in scores:
        record = each.as_record()
        record["veto"] = "；".join(record["veto"])
        cells = (record[name] for name in ("unit", "target", "veto", "deducted", "total", "grade"))
        table.add_row(*("—" if cell in (None, "", []) else str(cell) for cell in cells))
    SafeConsole().print(table)


def export(
    round_name: RoundOption,
    out: Annotated[Path, typer.Option(help="输出文件夹，文件写入其中以检查期命名的文件夹")] = Path("out"),
    only: Annotated[list[str] | None, typer.Option(help=f"只导出一种，可重复：{'、'.join(_KINDS)}")] = None,
    deadline: Annotated[str | None, typer.Option(help="整改期限，例如 2021-09-20")] = None,
    template: Annotated[Path | None, typer.Option(help="办公室自己的通报模板（.docx）")] = None,
    database: DatabaseOption = None,
) -> None:
    """导出季度通报的附件、整改清单和通报草稿。"""
    choose_database(database)
    view = RoundView(open_database(create=False, readonly=True), round_name)
    options = Options(parse_date(deadline) if deadline else None, template)
    written = export_round(view, out / round_name, only or (), options)
    console = SafeConsole()
    list_exports(written, console)
    tell_damage(view, console)


def tell_damage(view: RoundView, console: SafeConsole) -> None:
    """Name what could not be exported, since it is damaged; of a closed round, that was said when it was closed."""
    note = damage_note(view) if view.facts.closed_at is None else None
    if note is not None:
        console.print_line(styled(note, "yellow"))


def list_exports(written: Sequence[Exported], console: SafeConsole) -> None:
    """Every file with what it is; of many files of one kind, their folder."""
    by_meaning: dict[str, list[Path]] = {}
    for each in written:
        by_meaning.setdefault(each.meaning, []).append(each.path)
    for meaning, paths in by_meaning.items():
        shown = str(paths[0]) if len(paths) == 1 else f"{paths[0].parent}（{len(paths)} 个文件）"
        console.print_line(f"  {shown}  {meaning}")


def recheck(
    round_name: RoundOption,
    register: Annotated[Path | None, typer.Option(help="台账有变（例如新增例外）时，给出现行台账")] = None,
    database: DatabaseOption = None,
) -> None:
    """用现行规则和指标重新判断已存的事实，不访问网络。"""
    choose_database(database)
    record = record_of(read_register(register)) if register else None
    engine = open_database(create=False)
    judged = recheck_round(engine, round_name, record)
    run_cross_page(engine, round_name)
    SafeConsole().print_line(f"已重新判断 {judged} 条事实，检查期 {round_name}。")
