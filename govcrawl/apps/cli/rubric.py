"""`govcrawl rubric`: the check of rubric files and local packs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from govcrawl.apps.cli.progress_display import SafeConsole
from govcrawl.apps.error_output import complain
from govcrawl.domain.errors import RubricError
from govcrawl.domain.targets import PLATFORM_TITLES
from govcrawl.rubric.folder import find_folder, rubric_folder
from govcrawl.rubric.model import Rubric
from govcrawl.rubric.reader import COMPANIONS, DEFAULT, load_folder
from pipelines.texts import DEFAULT as RULE_TEXTS
from pipelines.texts import parse_texts

app = typer.Typer(help="评分指标：检查本地指标文件和指标包。", no_args_is_help=True)
_KNOWN = (DEFAULT.name, *COMPANIONS.values(), RULE_TEXTS.name)


@app.callback()
def group() -> None:
    """Keeps `check` a command of its own."""


@app.command()
def check(
    folder: Annotated[
        Path | None,
        typer.Argument(help="指标文件夹，或自带指标包的名称；不填为 GOVCRAWL_RUBRICS，未设置时为自带的指标"),
    ] = None,
) -> None:
    """检查评分指标，列出与自带指标的差异和未核实的数值；有错误时逐条列出，退出码 2。"""
    try:
        own = rubric_folder() if folder is None else find_folder(folder)
        _check_names(own)
        rubric = load_folder(own)
    except RubricError as error:
        for mistake in str(error).split("；"):
            complain(RubricError(mistake))
        raise typer.Exit(2) from error
    console = SafeConsole()
    for platform, each in {"": rubric, **rubric.companions}.items():
        for line in _told(PLATFORM_TITLES.get(platform, "网站"), each):
            console.print_line(line)
    console.print_line("评分指标没有发现错误。")


def _check_names(own: Path | None) -> None:
    """RubricError for files that nothing reads, and for the sentences of rules when they are wrong."""
    if own is None:
        return
    strangers = sorted(each.name for each in own.glob("*.y*ml") if each.name not in _KNOWN)
    if strangers:
        known = "、".join(_KNOWN)
        raise RubricError("；".join(f"{name} 不是评分指标文件，应为 {known} 之一" for name in strangers))
    texts = own / RULE_TEXTS.name
    if texts.exists():
        parse_texts(texts.read_text(encoding="utf-8"), texts.name)


def _told(title: str, rubric: Rubric) -> list[str]:
    numbers: list[Any] = [*rubric.scoring.numbers, *rubric.scoring.blocks, *rubric.limits.values()]
    deductions = [each for indicator in rubric.indicators for each in indicator.deductions]
    assumed = sum(each.source != "S" for each in (*numbers, *deductions))
    assumed += sum(each.assumed for each in rubric.indicators if each.part != "veto" or each.veto is not None)
    lines = [f"{title}：{rubric.name}（版本 {rubric.version}），未核实的数值 {assumed} 个"]
    if rubric.base:
        lines.append(f"  依据 {rubric.base}，有 {len(rubric.changes)} 处不同：")
    return lines + [f"    {change}" for change in rubric.changes]
