"""`govcrawl users`: who may use the review desk over the network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from govcrawl.apps.cli.progress_display import SafeConsole
from govcrawl.apps.desk.users import ROLE_NAMES, Role, User, checked_name, hashed, read_users, write_users
from govcrawl.domain.errors import InputError

app = typer.Typer(help="复核台的用户文件：姓名、权限和密码散列。", no_args_is_help=True)
_File = Annotated[Path, typer.Argument(help="用户文件，例如 users.yaml")]
_Name = Annotated[str, typer.Argument(help="姓名，即复核人")]


@app.command()
def add(
    file: _File,
    name: _Name,
    role: Annotated[Role, typer.Option(help="viewer 只看，analyst 复核，admin 另可看操作记录")] = "analyst",
) -> None:
    """添加用户或改密码；密码从键盘输入，不显示。"""
    known = read_users(file) if file.exists() else {}
    password = typer.prompt("密码", hide_input=True, confirmation_prompt="再输一次")
    known[name] = User(checked_name(name), role, hashed(password))
    write_users(file, known)
    SafeConsole().print_line(
        f"{file}：{name}（{ROLE_NAMES[role]}），共 {len(known)} 个用户。重新启动 govcrawl serve 后生效。"
    )


@app.command()
def remove(file: _File, name: _Name) -> None:
    """删除用户。"""
    known = read_users(file)
    if name not in known:
        raise InputError(f"用户文件 {file} 中没有“{name}”。")
    del known[name]
    if not known:
        raise InputError(f"“{name}”是最后一个用户，不能删除；不再使用时请删除文件 {file}。")
    write_users(file, known)
    SafeConsole().print_line(f"{file}：已删除 {name}，还有 {len(known)} 个用户。重新启动 govcrawl serve 后生效。")


@app.command("list")
def show(file: _File) -> None:
    """列出用户和权限。"""
    table = Table(title=str(file), title_justify="left")
    for heading in ("姓名", "权限"):
        table.add_column(heading)
    for each in read_users(file).values():
        table.add_row(each.name, f"{ROLE_NAMES[each.role]}（{each.role}）")
    SafeConsole().print(table)
