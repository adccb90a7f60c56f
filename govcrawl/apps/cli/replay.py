"""`govcrawl replay`: extraction and rules once more over the archive, without the network."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import unquote

import typer
from rich.text import Text
from sqlalchemy import Engine

from analysis.round_view import RoundView
from govcrawl.apps.cli.options import DatabaseOption, choose_database
from govcrawl.apps.cli.progress_display import SafeConsole, styled
from govcrawl.domain.environment import OFF, REPLAYED, all_variables
from govcrawl.domain.errors import InputError, OutputError
from govcrawl.register import read_register
from govcrawl.store.archive.location import archive_root
from govcrawl.store.archive.replay import read_crawl, replayable, replayed_targets
from govcrawl.store.scratch import copy_store, differences
from govcrawl.store.session import open_database

_SHOWN = 5  # differing rows of one kind that are named


def replay(
    crawl: Annotated[list[int] | None, typer.Option("--crawl", help="检查运行的编号，可重复")] = None,
    round_name: Annotated[str | None, typer.Option("--round", help="一个检查期的全部检查运行")] = None,
    register: Annotated[Path | None, typer.Option("--register", help="台账，默认为当时所用的台账")] = None,
    into: Annotated[Path | None, typer.Option("--into", help="重放结果另存为数据库文件，供比较分析")] = None,
    database: DatabaseOption = None,
) -> None:
    """用存档重新提取、重新判断，不访问网络，并与当时的事实、问题和得分比较；原数据库不改动。"""
    choose_database(database)
    console = SafeConsole()
    engine = open_database(create=False, readonly=True)
    if archive_root(engine.url) is None:
        raise InputError("没有证据存档（GOVCRAWL_ARCHIVE=none），无法重放。")
    numbers = sorted({*(crawl or ()), *(replayable(engine, round_name) if round_name else ())})
    if not numbers:
        raise InputError("请用 --crawl 给出检查运行的编号，或用 --round 给出检查期。")
    with tempfile.TemporaryDirectory() as folder:
        path = into if into is not None else Path(folder) / "replay.db"
        if path.exists():
            raise OutputError(f"{path} 已存在，请另选文件名。")
        scratch = copy_store(engine, path)
        rounds = dict.fromkeys(read_crawl(engine, number)[0] for number in numbers)
        same = [_replay(engine, scratch, path, number, register, console) for number in numbers]
        same += [_same_scores(engine, scratch, name, console) for name in rounds]
        scratch.dispose()
    raise typer.Exit(0 if all(same) else 1)


def _replay(
    engine: Engine, scratch: Engine, path: Path, number: int, register: Path | None, console: SafeConsole
) -> bool:
    name, date, options = read_crawl(engine, number)
    spider, platforms = str(options.get("platform")), str(options.get("platforms") or "")
    ledger = register or Path(options.get("register") or "register.xlsx")
    read_register(ledger)
    command = [sys.executable, "-m", "scrapy", "crawl", spider, "-s", "LOG_LEVEL=WARNING"]
    arguments = {"register": str(ledger), "round": name, "date": date, "platforms": platforms}
    for key, value in {key: value for key, value in arguments.items() if value}.items():
        command += ["-a", f"{key}={value}"]
    bounds = dict(options.get("settings") or {})
    browser = bounds.pop("BROWSER", "")
    for key, value in bounds.items():
        command += ["-s", f"{key}={value}"]
    environment = {
        **all_variables(),
        "SCRAPY_SETTINGS_MODULE": "govcrawl.replay_settings",
        "GOVCRAWL_DATABASE_URL": f"sqlite:///{path.absolute()}",
        "GOVCRAWL_REPLAY": str(number),
        "GOVCRAWL_REPLAY_FROM": _address(engine),
        # Whether pages are asked for by a browser is as it was; none is started.
        "GOVCRAWL_BROWSER": REPLAYED if browser else OFF,
    }
    console.print_line(f"检查运行 {number}（{name} {spider}）")
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise OutputError(f"检查运行 {number} 重放失败：{(done.stderr.strip().splitlines() or ['原因不明'])[-1]}")
    same = True
    for each in differences(engine, scratch, name, replayed_targets(engine, number)):
        console.print_line(f"  {each.kind}：一致 {each.same}", *_apart(len(each.differing)))
        for key in each.differing[:_SHOWN]:
            console.print_line(f"    {key}")
        same = same and not each.differing
    return same


def _address(engine: Engine) -> str:
    """The store that is replayed, for another process to open."""
    name = engine.url.database or ""
    if engine.url.get_backend_name() == "sqlite":
        return f"sqlite:///{unquote(name.removeprefix('file:'))}"
    return engine.url.render_as_string(hide_password=False)


def _same_scores(engine: Engine, scratch: Engine, name: str, console: SafeConsole) -> bool:
    before, after = (_scores(RoundView(each, name).website_scores) for each in (engine, scratch))
    apart = [target for target in before.keys() | after.keys() if before.get(target) != after.get(target)]
    console.print_line(f"{name} 得分：一致 {len(before) - len(apart)}", *_apart(len(apart)))
    return not apart


def _apart(number: int) -> list[Text]:
    return [styled(f"，不一致 {number}", "red")] if number else []


def _scores(scores: Iterable[Any]) -> dict[str, dict[str, Any]]:
    return {f"{each.as_record()['unit']} {each.as_record()['target']}": each.as_record() for each in scores}
