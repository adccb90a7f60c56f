"""`govcrawl review` and `govcrawl manual`: what people decide, by workbooks that they fill in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from sqlalchemy import Engine

from analysis.round_scores import score_round
from analysis.scores import Score
from exports.manual_book import read_manual_book, write_manual_book
from exports.review_book import write_review_book
from exports.review_import import read_review_book
from govcrawl.commands.options import DatabaseOption, RoundOption, choose_database
from govcrawl.db.decisions import store_marks, store_reviews
from govcrawl.db.session import open_database
from govcrawl.errors import InputError

review = typer.Typer(help="复核：导出复核表，导入填好的复核意见。", no_args_is_help=True)
manual = typer.Typer(help="人工评定：生成评定表，导入评定结果。", no_args_is_help=True)
FileArgument = Annotated[Path, typer.Argument(help="工作簿（.xlsx）")]


@review.command("export")
def review_export(file: FileArgument, round_name: RoundOption, database: DatabaseOption = None) -> None:
    """导出一个检查期的复核表，已有的复核意见一并列出。"""
    choose_database(database)
    problems, undecided = write_review_book(open_database(create=False, readonly=True), round_name, _named(file))
    Console().print(f"已写出 {file}：问题 {problems} 个，未能判定 {undecided} 个。", highlight=False, soft_wrap=True)


@review.command("import")
def review_import(
    file: FileArgument,
    round_name: RoundOption,
    reviewer: Annotated[str, typer.Option(help="复核人，用于没有填写“复核人”的行")] = "",
    database: DatabaseOption = None,
) -> None:
    """导入复核意见并重新计分；有一处错误即全部不导入，重复导入不产生变化。"""
    choose_database(database)
    engine = open_database(create=False)
    reviews = read_review_book(engine, round_name, file, reviewer)
    before = score_round(engine, round_name)
    stored = store_reviews(engine, round_name, reviews)
    _tell(f"复核意见 {len(reviews)} 条，其中 {len(stored)} 条有变化。", engine, round_name, before)


@manual.command("template")
def manual_template(file: FileArgument, round_name: RoundOption, database: DatabaseOption = None) -> None:
    """生成人工评定表：每个网站列出只能由人工评定的指标。"""
    choose_database(database)
    rows = write_manual_book(open_database(create=False, readonly=True), round_name, _named(file))
    Console().print(f"已写出 {file}：{rows} 行。", highlight=False, soft_wrap=True)


@manual.command("import")
def manual_import(file: FileArgument, round_name: RoundOption, database: DatabaseOption = None) -> None:
    """导入人工评定并重新计分；有一处错误即全部不导入，重复导入不产生变化。"""
    choose_database(database)
    engine = open_database(create=False)
    marks = read_manual_book(engine, round_name, file)
    before = score_round(engine, round_name)
    stored = store_marks(engine, round_name, marks)
    _tell(f"人工评定 {len(marks)} 项，其中 {len(stored)} 项有变化。", engine, round_name, before)


def _named(file: Path) -> Path:
    if file.suffix.lower() != ".xlsx":
        raise InputError(f"文件 {file} 应以 .xlsx 结尾。")
    return file


def _tell(first: str, engine: Engine, round_name: str, before: Sequence[Score]) -> None:
    console = Console()
    console.print(first, highlight=False)
    after = {(each.target_url, each.target): each for each in score_round(engine, round_name)}
    for old in before:
        new = after[old.target_url, old.target]
        if (old.total, old.grade) != (new.total, new.grade):
            line = f"  {old.target}：{_shown(old)} → {_shown(new)}"
            console.print(line, highlight=False, soft_wrap=True, markup=False)


def _shown(score: Score) -> str:
    return score.grade if score.total is None else f"{score.total:g}分，{score.grade}"
