"""`govcrawl posts`: posts of accounts that no program can read, by a sheet that people fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govcrawl.apps.cli.options import DatabaseOption, RegisterOption, choose_database
from govcrawl.apps.cli.progress_display import SafeConsole
from govcrawl.domain.errors import InputError
from govcrawl.domain.rounds import parse_round
from govcrawl.register import read_register
from govcrawl.register.posts_sheet import read_posts, write_template
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.posts import store_posts
from govcrawl.store.session import open_database

app = typer.Typer(help="政务新媒体发布内容：生成填报表、导入填好的表。", no_args_is_help=True)


@app.command()
def template(file: Annotated[Path, typer.Argument(help="要生成的填报表（.xlsx）")]) -> None:
    """生成发布内容填报表，供程序读不到的账号人工填写。"""
    if file.suffix.lower() != ".xlsx" or file.exists():
        reason = "已存在，不会覆盖" if file.exists() else "应以 .xlsx 结尾"
        raise InputError(f"文件 {file} {reason}。")
    write_template(file)
    SafeConsole().print_line(f"已生成 {file}，每行填写一条发布内容，填好后用 govcrawl posts import {file} 导入。")


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="填好的发布内容表（.xlsx）")],
    register: RegisterOption = Path("register.xlsx"),
    round_name: Annotated[str | None, typer.Option("--round", help="检查期，默认为监测时间点所在季度")] = None,
    date: Annotated[str | None, typer.Option("--date", help="监测时间点，默认为今天（北京时间）")] = None,
    database: DatabaseOption = None,
) -> None:
    """导入发布内容；有一处错误即全部不导入。同一账号再次导入时以新表为准。"""
    choose_database(database)
    when = parse_round(round_name, date)
    ledger = read_register(register)
    posts = read_posts(file, ledger)
    store_posts(open_database(), when, load_rubric(), ledger, posts)
    accounts = len({post.target.url for post in posts})
    SafeConsole().print_line(
        f"检查期 {when.name}：已导入 {accounts} 个账号的 {len(posts)} 条发布内容，下次检查新媒体时使用。"
    )
