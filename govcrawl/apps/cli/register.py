"""`govcrawl register`: the template of the register, and its check."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.table import Table

from govcrawl.apps.cli.progress_display import SafeConsole
from govcrawl.apps.error_output import complain
from govcrawl.domain.errors import GovcrawlError, InputError
from govcrawl.domain.targets import PLATFORMS
from govcrawl.register import Register, read_register, write_template

app = typer.Typer(help="台账：生成模板、检查填写是否正确。", no_args_is_help=True)


@app.command()
def template(file: Annotated[Path, typer.Argument(help="要生成的模板文件（.xlsx）")]) -> None:
    """生成台账模板：各表的表头、填写说明、下拉选项和示例行。"""
    if file.suffix.lower() != ".xlsx":
        _refuse(InputError(f"模板文件名 {file} 应以 .xlsx 结尾。"))
    if file.exists():
        _refuse(InputError(f"{file} 已存在，不会覆盖，请换一个文件名。"))
    try:
        write_template(file)
    except GovcrawlError as error:
        _refuse(error)
    SafeConsole().print_line(f"已生成台账模板 {file}，请删除示例行并填写后，用 govcrawl register check {file} 检查。")


@app.command()
def check(file: Annotated[Path, typer.Argument(help="台账文件（.xlsx）或 csv 文件夹")]) -> None:
    """检查台账，逐行列出全部错误；没有错误时打印各表的数量。"""
    try:
        register = read_register(file)
    except GovcrawlError as error:
        _refuse(error)
    console = SafeConsole()
    console.print(_summary(register))
    console.print_line(f"台账 {file} 没有发现错误。")


def _refuse(error: GovcrawlError) -> NoReturn:
    complain(error)
    raise typer.Exit(2)


def _summary(register: Register) -> Table:
    table = Table(title="台账内容", title_justify="left")
    table.add_column("表")
    table.add_column("数量", justify="right")
    table.add_column("其中")
    platforms = Counter(target.platform for target in register.targets)
    details = {
        "单位": (len(register.units), _counted(Counter(unit.kind for unit in register.units))),
        "网站": (
            len(register.targets),
            _counted({name: platforms[code] for name, code in PLATFORMS.items() if platforms[code]}),
        ),
        "新媒体": (len(register.accounts), _counted(Counter(account.platform for account in register.accounts))),
        "应设栏目": (len(register.required_columns), ""),
        "栏目责任": (len(register.responsibilities), ""),
        "上级信息": (len(register.superior), ""),
        "例外": (len(register.exceptions), _counted(Counter(row.rule for row in register.exceptions))),
    }
    for name, (number, detail) in details.items():
        table.add_row(name, str(number), detail)
    return table


def _counted(numbers: dict[str, int]) -> str:
    return "，".join(f"{name} {number}" for name, number in numbers.items())
