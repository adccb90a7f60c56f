"""`govcrawl demo`: a whole inspection run on the simulated city."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from analysis.comparison.verification import verify
from analysis.round_view import RoundView
from exports import export_round
from exports.summary import Run
from govcrawl.apps.cli.inspect import check_inputs, print_summary, watch_inspection
from govcrawl.apps.cli.inspection_run import InspectionPlan
from govcrawl.apps.cli.progress_display import SafeConsole, styled
from govcrawl.apps.cli.results import list_exports
from govcrawl.apps.cli.screenshots import picture_problems
from govcrawl.apps.demo import before
from govcrawl.apps.demo.city import City, build_city
from govcrawl.apps.demo.probes import seed_probes
from govcrawl.apps.demo.register import platform_of, write_register
from govcrawl.apps.demo.server import free_port, serve
from govcrawl.domain.environment import set_variable
from govcrawl.domain.errors import OutputError
from govcrawl.domain.rounds import parse_round
from govcrawl.net.browser import find_browser
from govcrawl.store.session import open_database
from govcrawl.store.verifications import store_verifications

ROUND, DATE = "2021Q3", "2021-08-20"
_PICTURES = 24  # half a minute; a real run takes them of every page with a problem
# The city is ours and on this machine: its politeness may be low.
SETTINGS = ("DOWNLOAD_DELAY=0", "CONCURRENT_REQUESTS_PER_DOMAIN=4", "GOVCRAWL_WALL_SECONDS=3")


def demo(
    out: Annotated[Path, typer.Option(help="结果文件夹")] = Path("demo-out"),
    small: Annotated[bool, typer.Option("--small", help="小规模演示，一分钟内完成")] = False,
    only_serve: Annotated[bool, typer.Option("--serve", help="只开放模拟城市的网站，供练习检查步骤")] = False,
) -> None:
    """在本机模拟的城市上完整演示一夜的检查，最后写出季度通报的附件和草稿。"""
    console = SafeConsole()
    if only_serve:
        _serve(build_city(free_port(), whole=not small), out, console)
        return
    started = time.monotonic()
    _prepare(out)
    set_variable("GOVCRAWL_DATABASE_URL", f"sqlite:///{(out / 'govcrawl.db').absolute()}")
    port = free_port()
    then, city = build_city(port, whole=not small, earlier=True), build_city(port, whole=not small)
    set_variable("GOVCRAWL_HOSTS", str(_write_hosts(city, out)))
    register = out / "register.xlsx"
    write_register(city, register)
    kinds = Counter(platform_of(site) for site in city.sites if site.unit)
    held = "、".join(
        f"{count} 个{kind}" for kind, count in (kinds + Counter(政务新媒体账号=len(city.accounts))).items()
    )
    console.print_line(f"模拟城市：{held}，检查期 {ROUND}，监测时间点 {DATE}")
    if find_browser() is None:
        console.print_line(styled("没有找到浏览器：需要脚本才能显示内容的页面将记为“未能判定”。", "yellow"))
    plan = replace(InspectionPlan(register, ROUND, DATE, settings=SETTINGS), log_file=out / "inspect.log")
    ledger = check_inputs(plan)
    engine = open_database()
    console.print_line(f"先检查上一季度（{before.ROUND}）的门户网站，供比较和整改核查")
    earlier = replace(plan, round=before.ROUND, date=before.DATE, platforms=("portal",))
    with serve(then):
        failed = watch_inspection(earlier, engine, ledger, console).failed
    seed_probes(engine, register)
    with serve(city):
        outcome = watch_inspection(plan, engine, ledger, console)
        store_verifications(engine, ROUND, verify(engine, ROUND, before.ROUND))
        if find_browser() is not None:
            taken, _ = picture_problems(engine, parse_round(ROUND, DATE), ledger, _PICTURES)
            console.print_line(f"问题页面截图：{taken} 个已存档（演示只截取前 {_PICTURES} 个）")
    print_summary(engine, plan, ledger, Run(failed_workers=(*failed, *outcome.failed), log=str(plan.log_file)), console)
    console.print()
    console.print_line(f"用时 {time.monotonic() - started:.0f} 秒。结果文件：")
    meanings = {register: "演示用台账", plan.log_file: "检查日志", out / "govcrawl.db": "事实与问题数据库"}
    list_exports(export_round(RoundView(engine, ROUND), out / ROUND), console)
    for path, meaning in meanings.items():
        console.print_line(f"  {path}  {meaning}")
    raise typer.Exit(1 if failed or outcome.failed else 0)


def _serve(city: City, out: Path, console: SafeConsole) -> None:
    """The city's sites until Ctrl-C: for practice, and to look at by hand. Those under a name need the hosts file."""
    hosts = _write_hosts(city, out)
    with serve(city), contextlib.suppress(KeyboardInterrupt):
        for site in city.sites:
            if site.unit and site.domain == site.host:
                console.print_line(f"{platform_of(site)}  {site.name}  {city.address(site)}")
        console.print_line(f"模拟城市“{city.name}”已开放，按 Ctrl+C 结束。监测时间点请用 {DATE}。")
        console.print_line(f"检查前请设置环境变量 GOVCRAWL_HOSTS={hosts}，其中是部分网站的域名。")
        threading.Event().wait()


def _write_hosts(city: City, out: Path) -> Path:
    """The names of the city's sites, which no name server knows."""
    path = (out / "hosts.txt").absolute()
    try:
        out.mkdir(parents=True, exist_ok=True)
        path.write_text(city.hosts_file(), encoding="utf-8")
    except OSError as error:
        raise OutputError(f"文件 {path} 无法写入（{error.strerror}），请换一个文件夹或检查权限。") from error
    return path


def _prepare(out: Path) -> None:
    """A demo starts from nothing; only files that an earlier demo wrote are removed."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        for path in (
            out / "govcrawl.db",
            out / "govcrawl.db-wal",
            out / "govcrawl.db-shm",
            out / "register.xlsx",
        ):
            path.unlink(missing_ok=True)
        probe = out / ".probe"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise OutputError(f"结果文件夹 {out} 无法写入（{error.strerror}），请换一个文件夹或检查权限。") from error
