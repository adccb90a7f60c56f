"""`govcrawl serve`: the review desk in a browser."""

from __future__ import annotations

import getpass
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from govcrawl.apps.cli.options import DatabaseOption, choose_database
from govcrawl.apps.cli.progress_display import SafeConsole, styled
from govcrawl.apps.desk.users import User, checked_name, read_users, readable_by_others
from govcrawl.domain.errors import InputError
from govcrawl.store.session import open_database, shown

_UsersOption = Annotated[Path | None, typer.Option("--users", help="用户文件（govcrawl users add 生成），使用后须登录")]


def serve(
    host: Annotated[str, typer.Option(help="监听地址；不是本机地址时必须给出 --users")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="端口，0 为任选一个空闲的")] = 8600,
    users: _UsersOption = None,
    reviewer: Annotated[str | None, typer.Option(help="不用登录时的复核人姓名，默认为本机用户名")] = None,
    cert: Annotated[Path | None, typer.Option(help="HTTPS 证书（PEM）")] = None,
    key: Annotated[Path | None, typer.Option(help="HTTPS 私钥（PEM）")] = None,
    https_proxy: Annotated[
        bool, typer.Option("--behind-https", help="前面有提供 HTTPS 的反向代理（代理须与本程序在同一台机器上）")
    ] = False,
    database: DatabaseOption = None,
) -> None:
    """打开复核台：在浏览器中看进度、核对证据、作复核意见、下载附件。"""
    import uvicorn  # here: no other command needs the web server

    from govcrawl.apps.desk.desk import Desk
    from govcrawl.apps.desk.server import configure

    choose_database(database)
    known = _users(host, users, reviewer)
    if (cert is None) != (key is None):
        raise InputError("--cert 和 --key 须同时给出。")
    for file in (cert, key):
        if file is not None and not file.is_file():
            raise InputError(f"文件 {file} 不存在。")
    engine = open_database(create=False)
    local = User(checked_name(reviewer or _login_name()), "admin")
    desk = Desk(engine, known, local, secure=cert is not None or https_proxy)
    listening = _listen(host, port)
    console = SafeConsole()
    address = _address(host, listening.getsockname()[1], cert is not None)
    console.print_line(f"复核台：{address}  数据库：{shown(engine.url)}  按 Ctrl+C 结束")
    if known is not None and not desk.secure and not _is_local(host):
        console.print_line(
            styled(
                "没有使用 HTTPS：密码会明文经过网络，请给出 --cert 和 --key，或置于提供 HTTPS 的代理之后。", "yellow"
            )
        )
    if users is not None and readable_by_others(users):
        console.print_line(styled(f"用户文件 {users} 其他人也能读取，请改为只有所有者可读（chmod 600）。", "yellow"))
    # uvicorn trusts the headers of proxies on this machine alone
    config = configure(desk, context=_tls(cert, key), proxy_headers=https_proxy)
    uvicorn.Server(config).run(sockets=[listening])


def _tls(certificate: Path | None, key: Path | None) -> ssl.SSLContext | None:
    if certificate is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(certificate, key)
    except (OSError, ValueError) as fault:
        raise InputError(
            f"证书 {certificate} 和私钥 {key} 不能使用（{type(fault).__name__}），须为 PEM 且成对。"
        ) from fault
    return context


def _users(host: str, file: Path | None, reviewer: str | None) -> Mapping[str, User] | None:
    if file is not None:
        if reviewer is not None:
            raise InputError("有用户文件时，复核人就是登录的人，不能再用 --reviewer。")
        return read_users(file)
    if not _is_local(host):
        raise InputError(
            f"监听地址 {host} 不是本机地址，其他人也能访问，必须用 --users 给出用户文件，用 govcrawl users add 生成。"
        )
    return None


def _is_local(host: str) -> bool:
    from govcrawl.apps.desk.desk import LOCAL_NAMES

    if host in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in containers
        return "本机用户"


def _listen(host: str, port: int) -> socket.socket:
    """The socket, so that the address that is printed is one that answers."""
    try:
        family, _, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(where)
        listening.listen()
    except OSError as fault:
        raise InputError(
            f"不能在 {host} 的端口 {port} 上监听（{fault.strerror or fault}），请用 --port 换一个端口。"
        ) from fault
    return listening


def _address(host: str, port: int, tls: bool) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"{'https' if tls else 'http'}://{name}:{port}/"
