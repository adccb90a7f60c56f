"""The evidence index of a closed round: signing it with the office's key, and verifying it without the database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine

from govcrawl.apps.cli.options import DatabaseOption, choose_database
from govcrawl.apps.cli.progress_display import SafeConsole, styled
from govcrawl.domain.environment import current_settings
from govcrawl.domain.errors import InputError
from govcrawl.store.archive.location import archive_root
from govcrawl.store.archive.round_index import verify_index
from govcrawl.store.archive.signing import fingerprint, make_key, read_private_key, read_public_key
from govcrawl.store.closing import store_index
from govcrawl.store.session import open_database

_LISTED = 20  # faults on the screen
_NO_KEY = "没有设置 GOVCRAWL_SIGNING_KEY（办公室的私钥）"


def write_evidence_index(engine: Engine, round_name: str, key: Ed25519PrivateKey | None, console: SafeConsole) -> None:
    """Write and sign the index of a closed round, and say so on `console`; say it too where there is nothing to sign.

    OutputError when the disk does not take the index: the round stays closed, `govcrawl evidence sign` tries again.
    """
    root = archive_root(engine.url)
    if root is None:
        console.print_line("没有证据存档（GOVCRAWL_ARCHIVE=none），没有可以签名的证据索引。")
        return
    path = store_index(engine, root, round_name, key)
    if key is None:
        console.print_line(styled(f"证据索引 {path} 没有签名：{_NO_KEY}，可用 govcrawl evidence sign 补签。", "yellow"))
    else:
        console.print_line(f"证据索引 {path} 已签名，公钥的 SHA-256：{fingerprint(key.public_key())}")


def keygen(file: Annotated[Path, typer.Argument(help="私钥写入的文件；公钥写在它旁边，名称多一个 .pub")]) -> None:
    """生成办公室的密钥对（Ed25519），用于给已关闭检查期的证据索引签名。"""
    public = make_key(file)
    console = SafeConsole()
    console.print_line(f"私钥 {file}：只有所有者可读，请妥善保管，不要与存档放在一起。")
    console.print_line(f"公钥 {public}：交给需要核验证据的人，SHA-256：{fingerprint(read_public_key(public))}")


def sign(
    round_name: Annotated[str, typer.Argument(help="已关闭的检查期，例如 2021Q3")], database: DatabaseOption = None
) -> None:
    """给已关闭检查期的证据索引签名，用于关闭时还没有密钥的检查期。"""
    choose_database(database)
    file = current_settings().signing_key
    if file is None:
        raise InputError(f"{_NO_KEY}，可用 govcrawl evidence keygen 生成。")
    write_evidence_index(open_database(create=False, readonly=True), round_name, read_private_key(file), SafeConsole())


def verify(
    folder: Annotated[Path, typer.Argument(help="存档中一个检查期的文件夹，例如 archive/2021Q3")],
    public_key: Annotated[Path, typer.Option("--public-key", help="办公室的公钥文件（.pub）")],
) -> None:
    """不用数据库，核验一个已关闭检查期的证据：索引的签名，以及每条记录与索引是否一致。"""
    key = read_public_key(public_key)
    proof = verify_index(folder, key)
    console = SafeConsole()
    for line in proof.faults[:_LISTED]:
        console.print_line(styled(f"  {line}", "red"))
    if len(proof.faults) > _LISTED:
        console.print_line(f"  另有 {len(proof.faults) - _LISTED} 处")
    state = "签名有效" if proof.signed else "没有有效的签名"
    console.print_line(f"检查期 {proof.round}：{state}，核对记录 {proof.records} 条，问题 {len(proof.faults)} 处。")
    console.print_line(f"所用公钥的 SHA-256：{fingerprint(key)}")
    raise typer.Exit(1 if proof.faults else 0)
