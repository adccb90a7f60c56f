"""`govcrawl round close` freezes a round; `govcrawl verify` says what has become of an earlier round's problems."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from sqlalchemy import Engine

from analysis.comparison.verification import verify as verify_round
from analysis.round_view import NO_TARGETS, RoundView
from exports import Options, export_round
from exports.frozen_round import to_keep
from exports.pictures import damage_note
from govcrawl.apps.cli.evidence_index import write_evidence_index
from govcrawl.apps.cli.options import DatabaseOption, choose_database
from govcrawl.apps.cli.progress_display import SafeConsole, styled
from govcrawl.domain.environment import current_settings
from govcrawl.domain.errors import InputError
from govcrawl.domain.rounds import parse_date
from govcrawl.domain.targets import INSPECTION_PLATFORMS, INSPECTION_TITLES
from govcrawl.store.archive.signing import read_private_key
from govcrawl.store.closing import ChangedMeanwhileError, StoredFile, round_version, store_exports
from govcrawl.store.inspection_lock import inspection_lock
from govcrawl.store.session import open_database
from govcrawl.store.verifications import STATES, store_verifications

app = typer.Typer(help="检查期：关闭后结果不再改变。", no_args_is_help=True)
_ATTEMPTS = 3  # at files of a round on which people still decide
_LISTED = 20  # problems named on the screen; all of them are in the workbooks


@app.command()
def close(
    round_name: Annotated[str, typer.Argument(help="检查期，例如 2021Q3")],
    deadline: Annotated[str | None, typer.Option(help="整改期限，例如 2021-09-20")] = None,
    template: Annotated[Path | None, typer.Option(help="办公室自己的通报模板（.docx）")] = None,
    database: DatabaseOption = None,
) -> None:
    """关闭检查期：保存全部导出文件，此后检查、复核、指标修改都不能再改变它。"""
    choose_database(database)
    engine = open_database(create=False)
    if RoundView(engine, round_name, NO_TARGETS).facts.closed_at is not None:
        raise InputError(f"检查期 {round_name} 已经关闭。")
    file = current_settings().signing_key
    signing_key = read_private_key(file) if file is not None else None  # one that is wrong stops what it should prove
    options = Options(parse_date(deadline) if deadline else None, template)
    with inspection_lock(engine, round_name, INSPECTION_PLATFORMS, INSPECTION_TITLES):
        view, files = _closed(engine, round_name, options)
    # A closed round does not change: what is signed is what was closed.
    console, missed = SafeConsole(), [each.target.name for each in view.targets if each.missed is not None]
    console.print_line(
        f"检查期 {round_name} 已关闭，保存文件 {len(files)} 个；govcrawl export 随时可再取出，内容不变。"
    )
    if missed:
        more = "等" if len(missed) > _LISTED else ""
        console.print_line(f"其中 {len(missed)} 个检查对象未完成检查：{'、'.join(missed[:_LISTED])}{more}")
    if (note := damage_note(view)) is not None:
        console.print_line(styled(note, "yellow"))
    write_evidence_index(engine, round_name, signing_key, console)


def _closed(engine: Engine, round_name: str, options: Options) -> tuple[RoundView, list[StoredFile]]:
    """Close the round with its files; made again where people decide meanwhile, whom the lock does not hold back."""
    attempts = _ATTEMPTS
    while True:
        attempts -= 1
        version, view = round_version(engine, round_name), RoundView(engine, round_name)
        files = _files(view, options)
        try:
            store_exports(engine, round_name, files, datetime.now(UTC), version)
        except ChangedMeanwhileError:
            if not attempts:
                raise
        else:
            return view, files


def _files(view: RoundView, options: Options) -> list[StoredFile]:
    with tempfile.TemporaryDirectory() as folder:
        written = export_round(view, Path(folder), options=options)
        return to_keep(Path(folder), [(each.path, each.meaning) for each in written])


def verify(
    round_name: Annotated[str, typer.Argument(help="本检查期，例如 2021Q4")],
    against: Annotated[str, typer.Option(help="要核查哪个检查期的问题，例如 2021Q3")],
    database: DatabaseOption = None,
) -> None:
    """核查上一检查期的问题是否整改，结果写入数据库，导出时列入工作簿和通报。"""
    choose_database(database)
    engine = open_database(create=False)
    rows = verify_round(engine, round_name, against)
    store_verifications(engine, round_name, rows)
    console, counts = SafeConsole(), Counter(row.state for row in rows)
    counted = "，".join(f"{state} {counts[state]}" for state in STATES)
    console.print_line(f"{against} 的问题 {len(rows)} 个：{counted}")
    for state in ("未整改", "页面已消失", "无法核实"):
        found = [row for row in rows if row.state == state]
        if not found:
            continue
        more = f"（前 {_LISTED} 个）" if len(found) > _LISTED else ""
        table = Table(title=f"{state}{more}", title_justify="left")
        for heading in ("单位", "规则", "问题", "说明"):
            table.add_column(heading, overflow="fold")
        for row in found[:_LISTED]:
            table.add_row(row.finding.unit, row.finding.rule, row.finding.message, row.reason)
        console.print(table)
