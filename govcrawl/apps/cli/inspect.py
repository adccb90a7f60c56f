"""`govcrawl inspect`: a whole inspection run, and the summary in the morning."""

from __future__ import annotations

import signal
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer
from sqlalchemy import Engine

from analysis.round_view import RoundView
from exports.summary import Asked, Run, Summary, lines, summarise
from govcrawl.apps.cli.inspection_run import InspectionPlan, WorkerExits, run_inspection
from govcrawl.apps.cli.options import DatabaseOption, RegisterOption, choose_database
from govcrawl.apps.cli.progress_display import ProgressDisplay, SafeConsole, styled
from govcrawl.apps.cli.screenshots import picture_problems
from govcrawl.apps.cli.summary import Report, ready
from govcrawl.domain.errors import InputError, StoreError
from govcrawl.domain.rounds import parse_round
from govcrawl.domain.targets import AVAILABILITY, INSPECTION_PLATFORMS, INSPECTION_TITLES, platforms_named
from govcrawl.net.addresses import proxies_of_the_environment
from govcrawl.net.browser import find_browser, sandbox_refusal
from govcrawl.net.hosts_file import known_names
from govcrawl.register import Register, read_register
from govcrawl.rubric.columns import load_vocabulary
from govcrawl.rubric.expressions import load_expressions
from govcrawl.rubric.reader import load_rubric
from govcrawl.rubric.suspicious import load_suspicious
from govcrawl.store.open_rounds import refuse_closed_round
from govcrawl.store.outage import wait_in_outages
from govcrawl.store.reader import read_rounds
from govcrawl.store.session import open_database

_PROXIED = (
    "：环境变量 http_proxy、https_proxy 指定的代理服务器，网页经它获取（首页探测和浏览器不经过它）；"
    "不需要时加 -s HTTPPROXY_ENABLED=False。"
)


def inspect(
    register: RegisterOption = Path("register.xlsx"),
    round_name: Annotated[str | None, typer.Option("--round", help="检查期，默认为监测时间点所在季度")] = None,
    date: Annotated[str | None, typer.Option("--date", help="监测时间点，默认为今天（北京时间）")] = None,
    platform: Annotated[str | None, typer.Option(help=f"只检查一类平台：{'、'.join(INSPECTION_PLATFORMS)}")] = None,
    unit: Annotated[str | None, typer.Option(help="只检查一个单位（全称或简称）")] = None,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="并行的检查进程数")] = 1,
    resume: Annotated[bool, typer.Option("--resume", help="继续上次中断的检查，只做未完成的部分")] = False,
    screenshots: Annotated[
        Literal["none", "fail"], typer.Option(help="fail：检查结束后为有问题的页面截图存档")
    ] = "none",
    report_to: Annotated[
        Path | None, typer.Option("--report-to", help="结束后把早报写入此文件夹，并按 GOVCRAWL_NOTIFY 的配置发送")
    ] = None,
    settings: Annotated[list[str] | None, typer.Option("-s", help="Scrapy 设置，写作 名称=值")] = None,
    database: DatabaseOption = None,
) -> None:
    """检查台账中的全部网站，过程写入数据库，结束后打印小结。"""
    choose_database(database)
    console = SafeConsole()
    when = parse_round(round_name, date)
    plan = InspectionPlan(register, when.name, when.date.isoformat(), unit=unit, jobs=jobs, resume=resume)
    plan = replace(
        plan, settings=_checked(settings or []), platforms=platforms_named(platform or "") or INSPECTION_PLATFORMS
    )
    ledger = check_inputs(plan)
    plan = replace(plan, log_file=Path("var/log") / f"inspect-{when.name}.log")
    report = ready(report_to, plan.log_file, console)
    engine = open_database()
    refuse_closed_round(engine, plan.round)
    if find_browser() is not None and (refusal := sandbox_refusal()):
        console.print_line(styled(f"浏览器的沙箱没有启用：{refusal}，请用普通用户运行检查。", "yellow"))
    if named := _proxies(plan):
        console.print_line(styled(f"{'、'.join(named)}{_PROXIED}", "yellow"))
    wait_in_outages(engine)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C: workers are asked to stop
    try:
        summary = _run(plan, engine, ledger, report, console)
    except KeyboardInterrupt as stop:
        report.say_failure(plan.round, "检查被停止，已存的结果都保留，可加 --resume 继续。", console)
        raise typer.Exit(1) from stop
    except StoreError as fault:
        report.say_failure(plan.round, f"{fault}检查已中断，数据库恢复后可加 --resume 继续。", console)
        raise typer.Exit(1) from fault
    report.deliver(summary, console)
    if screenshots == "fail":
        taken, failed = picture_problems(engine, when, ledger)
        console.print_line(f"问题页面截图：{taken} 个已存档，{failed} 个未能截取")
    raise typer.Exit(0 if summary.complete else 1)


def _run(plan: InspectionPlan, engine: Engine, ledger: Register, report: Report, console: SafeConsole) -> Summary:
    """Inspect, and print what came of it; typer.Exit when no worker has begun."""
    started = datetime.now(UTC)
    outcome = watch_inspection(plan, engine, ledger, console)
    if plan.round not in {each.name for each in read_rounds(engine)}:
        report.say_failure(plan.round, f"检查进程没有运行起来，原因见日志 {plan.log_file}", console)
        raise typer.Exit(1)
    log, freezes = str(plan.log_file.absolute()), tuple(outcome.freezes)
    reasons = tuple(dict.fromkeys(outcome.reasons))
    run = Run(started, datetime.now(UTC), tuple(outcome.failed), log, freezes, reasons)
    return print_summary(engine, plan, ledger, run, console)


def _proxies(plan: InspectionPlan) -> list[str]:
    """Hosts of the environment's proxies that this inspection goes through."""
    switched = dict(each.split("=", 1) for each in plan.settings).get("HTTPPROXY_ENABLED", "1")
    return sorted(set(proxies_of_the_environment().values())) if switched.lower() in ("1", "true") else []


def _checked(settings: list[str]) -> tuple[str, ...]:
    for each in settings:
        if "=" not in each:
            raise InputError(f"-s {each} 无效，应写作 名称=值，例如 -s DOWNLOAD_DELAY=2。")
    return tuple(settings)


def check_inputs(plan: InspectionPlan) -> Register:
    """Read everything that a worker will read, so that wrong input ends the run before it starts; returns the register.

    InputError when rubric, vocabulary or expressions are wrong, or the register holds no target that `plan` inspects;
    RegisterError when the register itself is wrong.
    """
    ledger = read_register(plan.register)
    load_rubric()
    load_vocabulary()
    load_expressions()
    load_suspicious()
    known_names()
    if not any(ledger.targets_of(platform, plan.unit) for platform in plan.platforms):
        names = "、".join(INSPECTION_TITLES[platform] for platform in plan.platforms)
        raise InputError(f"台账 {plan.register} 中没有要检查的{names}，请检查“网站”表的平台类型和单位。")
    return ledger


def watch_inspection(plan: InspectionPlan, engine: Engine, ledger: Register, console: SafeConsole) -> WorkerExits:
    """Run the workers; how many targets each platform has, and how far each target is."""
    for platform in plan.platforms:
        count = len(ledger.targets_of(platform, plan.unit))
        console.print_line(styled(INSPECTION_TITLES[platform], "bold"), f"  {count} 个")
    with ProgressDisplay(engine, plan.round, console) as screen:
        return run_inspection(plan, screen.show)


def print_summary(engine: Engine, plan: InspectionPlan, ledger: Register, run: Run, console: SafeConsole) -> Summary:
    """Print what was found and what was not inspected."""
    inspected = tuple(platform for platform in plan.platforms if platform != AVAILABILITY)
    targets = [target for platform in inspected for target in ledger.targets_of(platform, plan.unit)]
    asked = Asked(plan.platforms, plan.unit or "", targets, str(plan.register))
    summary = summarise(RoundView(engine, plan.round), asked, run)
    console.print()
    for line in lines(summary):
        console.print_line(styled(line.lead, line.style), line.text)
    return summary
