"""`govcrawl evidence`: the archived pages that a finding rests on; checking the archive, and its retention."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy import Engine
from typer.core import TyperGroup

from govcrawl.apps.cli import evidence_index
from govcrawl.apps.cli.options import DatabaseOption, choose_database
from govcrawl.apps.cli.progress_display import SafeConsole, styled
from govcrawl.domain.errors import InputError, OutputError, StoreError
from govcrawl.domain.findings import as_record
from govcrawl.store.archive import Exchange, ExchangeKind
from govcrawl.store.archive.exchange import SHOWN
from govcrawl.store.archive.location import archive_root
from govcrawl.store.archive.retention import prune as prune_archive
from govcrawl.store.evidence import EvidenceRecord, all_records, finding_of, read_record, records_behind, rounds_of
from govcrawl.store.reader import read_findings
from govcrawl.store.session import open_database

_EXTENSIONS = {
    "text/html": "html", "application/xhtml+xml": "html", "application/json": "json", "text/xml": "xml",
    "application/xml": "xml", "application/pdf": "pdf", "image/png": "png", "text/plain": "txt",
}  # fmt: skip


class _ShowByDefault(TyperGroup):
    """`govcrawl evidence KEY` is `govcrawl evidence show KEY`."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["show", *args]
        return super().resolve_command(ctx, args)


app = typer.Typer(help="证据存档：govcrawl evidence 问题编号", cls=_ShowByDefault, no_args_is_help=True)


@app.command()
def show(
    key: Annotated[str, typer.Argument(help="问题编号（key）", metavar="KEY")],
    round_name: Annotated[str | None, typer.Option("--round", help="检查期，默认为发现该问题的最近一期")] = None,
    out: Annotated[Path | None, typer.Option(help="网页写入的文件夹，默认 evidence/问题编号")] = None,
    database: DatabaseOption = None,
) -> None:
    """显示一个问题的存档记录，并写出当时的网页。"""
    choose_database(database)
    console = SafeConsole()
    engine = open_database(create=False, readonly=True)
    root = _root(engine)
    found = rounds_of(engine, key)
    name = round_name or (found[0] if found else "")
    finding = finding_of(list(read_findings(engine, name, "all")) if name in found else [], key)
    for label, value in as_record(name, finding).items():
        text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
        console.print_line(f"{label:>10}  {text}")
    kept = records_behind(engine, name, finding)
    if not kept:
        console.print_line("存档中没有该问题的记录：它不是在抓取时发现的，或存档已按保留期清理。")
        raise typer.Exit(1)
    folder = out or Path("evidence") / key
    written = [(each, *_write(root, each, folder, number)) for number, each in enumerate(kept, 1)]
    console.print()
    console.print_line(f"存档记录 {len(kept)} 条：")
    for each, exchange, path in written:
        _print(each, exchange, path, console)


def _write(root: Path, kept: EvidenceRecord, folder: Path, number: int) -> tuple[Exchange, Path | None]:
    """The record, and the file that its body is written to; none for an answer that never came."""
    exchange = read_record(root, kept)
    if exchange.status is None and kept.kind is not ExchangeKind.SCREENSHOT:
        return exchange, None
    content_type = (exchange.content_type or "").partition(";")[0].strip().lower()
    path = folder / f"{number:02d}-{kept.kind.value}.{_EXTENSIONS.get(content_type, 'bin')}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(exchange.body)
    except OSError as fault:
        raise OutputError(f"文件 {path} 无法写入（{fault.strerror}），请用 --out 另选文件夹。") from fault
    return exchange, path


def _print(kept: EvidenceRecord, exchange: Exchange, path: Path | None, console: SafeConsole) -> None:
    answer = str(kept.status) if kept.status is not None else ""
    if exchange.verdict is not None and exchange.verdict.reason:
        answer = f"{answer} {exchange.verdict.reason}".strip()
    lines = [
        f"{kept.at:%Y-%m-%d %H:%M:%S} UTC  {SHOWN[kept.kind]}  {answer}",
        f"  网址    {exchange.method} {kept.url}",
        *([f"  跳转到  {exchange.final_url}"] if exchange.final_url not in ("", kept.url) else []),
        f"  位置    {kept.place.file}，字节 {kept.place.offset} 起 {kept.place.length} 个",
        f"  SHA-256 {kept.place.digest}",
        f"  网页    {path}" if path is not None else "  没有应答",
    ]
    for line in lines:
        console.print_line(line)


@app.command()
def check(
    round_name: Annotated[str | None, typer.Option("--round", help="只核对一个检查期")] = None,
    database: DatabaseOption = None,
) -> None:
    """逐条核对存档记录与索引是否一致。"""
    choose_database(database)
    console = SafeConsole()
    engine = open_database(create=False, readonly=True)
    root = _root(engine)
    good, bad = 0, []
    for kept in all_records(engine, round_name):
        try:
            read_record(root, kept)
        except StoreError as fault:
            bad.append(str(fault))
        else:
            good += 1
    for line in bad[:20]:
        console.print_line(styled(f"  {line}", "red"))
    console.print_line(f"存档 {root}：完好 {good} 条，损坏或缺失 {len(bad)} 条。")
    raise typer.Exit(1 if bad else 0)


@app.command()
def prune(
    keep_rounds: Annotated[int, typer.Option("--keep-rounds", min=1, help="保留最近几个检查期的存档")] = 8,
    database: DatabaseOption = None,
) -> None:
    """删除较早检查期的网页存档；事实、问题、得分和已导出的文件不受影响。"""
    choose_database(database)
    engine = open_database(create=False)
    freed = prune_archive(engine, _root(engine), keep_rounds)
    console = SafeConsole()
    for name, size in freed.items():
        console.print_line(f"  {name}  释放 {size / 1e6:.1f} MB")
    console.print_line(f"已清理 {len(freed)} 个检查期的网页存档，保留最近 {keep_rounds} 个。")


def _root(engine: Engine) -> Path:
    root = archive_root(engine.url)
    if root is None:
        raise InputError("没有证据存档（GOVCRAWL_ARCHIVE=none）。")
    return root


app.command()(evidence_index.keygen)
app.command()(evidence_index.sign)
app.command()(evidence_index.verify)
