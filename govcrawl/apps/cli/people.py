"""`govcrawl review` and `govcrawl manual`: what people decide, by workbooks that they fill in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from analysis.round_view import RoundView
from analysis.scoring.scores import Score
from exports.manual_book import read_manual_book, write_manual_book
from exports.review_book import write_review_book
from exports.review_import import read_review_book
from govcrawl.apps.cli.options import DatabaseOption, RoundOption, choose_database
from govcrawl.apps.cli.progress_display import SafeConsole
from govcrawl.domain.decisions import Review
from govcrawl.domain.errors import InputError
from govcrawl.store.decisions import store_marks, store_reviews
from govcrawl.store.session import open_database

review = typer.Typer(help="复核：导出复核表，导入填好的复核意见。", no_args_is_help=True)
manual = typer.Typer(help="人工评定：生成评定表，导入评定结果。", no_args_is_help=True)
FileArgument = Annotated[Path, typer.Argument(help="工作簿（.xlsx）")]


@review.command("export")
def review_export(
    file: FileArgument,
    round_name: RoundOption,
    unit: Annotated[str, typer.Option(help="只列出一个单位（全称或简称）")] = "",
    database: DatabaseOption = None,
) -> None:
    """导出一个检查期的复核表，已有的复核意见一并列出。"""
    choose_database(database)
    path = _fresh(file)
    listed = write_review_book(RoundView(open_database(create=False, readonly=True), round_name), path, unit)
    _print(f"已写出 {path}：问题 {listed.problems} 个，未能判定 {listed.undecided} 个。")
    if listed.left_out:
        _print(f"另有 {listed.left_out} 个没有列出，请用 --unit 分单位导出。")


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
    view = RoundView(engine, round_name)
    reviews = read_review_book(view, file, reviewer)
    held, before = view.statuses.reviews, _scores(view)
    stored = store_reviews(engine, round_name, reviews)
    kinds = Counter(each.decision for each in stored)
    counted = f"（{'、'.join(f'{name} {number}' for name, number in kinds.items())}）" if kinds else ""
    _print(f"复核意见 {len(reviews)} 条，其中 {len(stored)} 条有变化{counted}。")
    _tell_replaced(view, held, {each.key: each for each in stored})
    _tell_scores(before, _scores(RoundView(engine, round_name)))


@manual.command("template")
def manual_template(file: FileArgument, round_name: RoundOption, database: DatabaseOption = None) -> None:
    """生成人工评定表：每个网站列出只能由人工评定的指标。"""
    choose_database(database)
    path = _fresh(file)
    rows = write_manual_book(RoundView(open_database(create=False, readonly=True), round_name), path)
    _print(f"已写出 {path}：{rows} 行。")


@manual.command("import")
def manual_import(file: FileArgument, round_name: RoundOption, database: DatabaseOption = None) -> None:
    """导入人工评定并重新计分；有一处错误即全部不导入，重复导入不产生变化。"""
    choose_database(database)
    engine = open_database(create=False)
    view = RoundView(engine, round_name)
    marks, before = read_manual_book(view, file), _scores(view)
    stored = store_marks(engine, round_name, marks)
    _print(f"人工评定 {len(marks)} 项，其中 {len(stored)} 项有变化。")
    _tell_scores(before, _scores(RoundView(engine, round_name)))


def _fresh(file: Path) -> Path:
    """A workbook that is not there yet: one that people have begun to fill in is never overwritten."""
    if file.suffix.lower() != ".xlsx":
        raise InputError(f"文件 {file} 应以 .xlsx 结尾。")
    if file.exists():
        raise InputError(f"{file} 已存在，不会覆盖，请换一个文件名。")
    return file


def _scores(view: RoundView) -> list[Score]:
    return [*view.website_scores, *view.disclosure_scores]


def _tell_replaced(view: RoundView, held: Mapping[str, Review], stored: Mapping[str, Review]) -> None:
    """Earlier decisions that are now others: a workbook may be older than what a colleague has imported since."""
    changed = {key for key, each in stored.items() if key in held and held[key].decision != each.decision}
    for finding in view.findings("all") if changed else ():
        if finding.key in changed:
            old, new = held[finding.key], stored[finding.key]
            about = f"{finding.target} {finding.rule} {finding.column or finding.title}"
            _print(f"  原意见已改：{about}：{old.decision}（{old.reviewer}）→ {new.decision}（{new.reviewer}）")


def _tell_scores(before: Sequence[Score], after: Sequence[Score]) -> None:
    now = {(each.target_url, each.target): each for each in after}
    for old in before:
        new = now[old.target_url, old.target]
        if _shown(old) != _shown(new):
            _print(f"  {old.target}：{_shown(old)} → {_shown(new)}")


def _shown(score: Score) -> str:
    if score.total is not None:
        return f"{score.total:g}分，{score.grade}"
    return score.grade if score.provisional is None else f"{score.grade}（暂计{score.provisional:g}分）"


def _print(line: str) -> None:
    SafeConsole().print_line(line)
