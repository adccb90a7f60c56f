"""`govcrawl inspect`: a whole night, and the summary in the morning."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import typer
from sqlalchemy import Engine

from govcrawl.commands.options import DatabaseOption, RegisterOption, choose_database
from govcrawl.commands.screenshots import picture_problems
from govcrawl.db.reader import RoundFacts, read_findings, read_round, read_rounds
from govcrawl.db.session import open_database
from govcrawl.db.writer import refuse_closed_round
from govcrawl.errors import InputError
from govcrawl.night import PLATFORM_NAMES, PLATFORMS, Outcome, Plan, run_night
from govcrawl.register import AVAILABILITY, Register, read_register
from govcrawl.rounds import parse_round
from govcrawl.screen import PlainConsole, Screen, marked
from govcrawl.standard.columns import load_vocabulary
from govcrawl.standard.expressions import load_expressions
from govcrawl.standard.rubric_file import load_rubric
from pipelines import load_rules
from pipelines.rules import REGISTRY


def inspect(
    register: RegisterOption = Path("register.xlsx"),
    round_name: Annotated[str | None, typer.Option("--round", help="检查期，默认为监测时间点所在季度")] = None,
    date: Annotated[str | None, typer.Option("--date", help="监测时间点，默认为今天（北京时间）")] = None,
    platform: Annotated[str | None, typer.Option(help=f"只检查一类平台：{'、'.join(PLATFORMS)}")] = None,
    unit: Annotated[str | None, typer.Option(help="只检查一个单位（全称或简称）")] = None,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="并行的检查进程数")] = 1,
    resume: Annotated[bool, typer.Option("--resume", help="继续上次中断的检查，只做未完成的部分")] = False,
    screenshots: Annotated[
        Literal["none", "fail"], typer.Option(help="fail：检查结束后为有问题的页面截图存档")
    ] = "none",
    settings: Annotated[list[str] | None, typer.Option("-s", help="Scrapy 设置，写作 名称=值")] = None,
    database: DatabaseOption = None,
) -> None:
    """检查台账中的全部网站，过程写入数据库，结束后打印小结。"""
    choose_database(database)
    console = PlainConsole()
    when = parse_round(round_name, date)
    plan = Plan(register, when.name, when.date.isoformat(), unit=unit, jobs=jobs, resume=resume)
    plan = replace(plan, settings=_checked(settings or []), platforms=_platforms(platform))
    ledger = check_inputs(plan)
    engine = open_database()
    refuse_closed_round(engine, plan.round)
    plan = replace(plan, log_file=Path("var/log") / f"inspect-{when.name}.log")
    outcome = watch_night(plan, engine, ledger, console)
    if plan.round not in {each.name for each in read_rounds(engine)}:
        console.say(marked(f"检查进程没有运行起来，原因见日志 {plan.log_file}", "red"))
        raise typer.Exit(1)
    complete = print_summary(engine, plan, ledger, outcome, console)
    if screenshots == "fail":
        taken, failed = picture_problems(engine, when, ledger)
        console.say(f"问题页面截图：{taken} 个已存档，{failed} 个未能截取")
    raise typer.Exit(0 if complete else 1)


def _checked(settings: list[str]) -> tuple[str, ...]:
    for each in settings:
        if "=" not in each:
            raise InputError(f"-s {each} 无效，应写作 名称=值，例如 -s DOWNLOAD_DELAY=2。")
    return tuple(settings)


def _platforms(name: str | None) -> tuple[str, ...]:
    if name is None:
        return PLATFORMS
    if name not in PLATFORMS:
        raise InputError(f"平台类型“{name}”无法检查，可用的有：{'、'.join(PLATFORMS)}。")
    return (name,)


def check_inputs(plan: Plan) -> Register:
    """Read everything that a worker will read, so that wrong input ends the night before it starts."""
    ledger = read_register(plan.register)
    load_rubric()
    load_vocabulary()
    load_expressions()
    if not any(ledger.targets_of(platform, plan.unit) for platform in plan.platforms):
        names = "、".join(PLATFORM_NAMES[platform] for platform in plan.platforms)
        raise InputError(f"台账 {plan.register} 中没有要检查的{names}，请检查“网站”表的平台类型和单位。")
    return ledger


def watch_night(plan: Plan, engine: Engine, ledger: Register, console: PlainConsole) -> Outcome:
    """Run the workers; a line for each platform, and how far each target is."""

    def announce(platform: str) -> None:
        count = len(ledger.targets_of(platform, plan.unit))
        console.say(marked(PLATFORM_NAMES[platform], "bold"), f"  {count} 个")

    with Screen(engine, plan.round, console) as screen:
        return run_night(plan, screen.show, announce)


def print_summary(engine: Engine, plan: Plan, ledger: Register, outcome: Outcome, console: PlainConsole) -> bool:
    """Print what was found and what was not inspected; whether everything that was asked for was inspected."""
    facts = read_round(engine, plan.round)
    inspected = [platform for platform in plan.platforms if platform != AVAILABILITY]
    wanted = {target.url for platform in inspected for target in ledger.targets_of(platform, plan.unit)}
    missed = [
        (state.target.name, why) for state in facts.targets if state.target.url in wanted and (why := state.missed)
    ]
    console.print()
    console.say(
        f"检查期 {plan.round}，监测时间点 {facts.round.date}："
        f"检查对象 {len(wanted)} 个，完成 {len(wanted) - len(missed)} 个"
    )
    _print_findings(engine, facts, console)
    sites = [state.site for state in facts.targets if state.site is not None and state.target.url in wanted]
    looked, cleared = sum(site.looked_again for site in sites), sum(site.cleared for site in sites)
    console.say(f"复查：疑似问题 {looked} 个再次查看，其中 {cleared} 个未再出现，已排除")
    for name, why in missed:
        console.say(marked("未完成检查", "yellow"), f"  {name}：{why}")
    if outcome.failed:
        console.say(marked(f"检查进程异常退出：{'、'.join(outcome.failed)}，可加 --resume 继续", "red"))
    console.say(f"日志：{plan.log_file}")
    return not missed and not outcome.failed


def _print_findings(engine: Engine, facts: RoundFacts, console: PlainConsole) -> None:
    load_rules()
    counts: Counter[tuple[str, str]] = Counter()
    for finding in read_findings(engine, facts.round.name, "all"):
        counts[finding.rule, finding.severity if finding.outcome == "fail" else finding.outcome] += 1
    total = sum(number for (_, kind), number in counts.items() if kind == "problem")
    console.say(f"发现问题 {total} 个：")
    for rule in sorted({rule for rule, _ in counts}):
        parts = [
            f"{label} {counts[rule, kind]}"
            for kind, label in (
                ("problem", "问题"),
                ("warning", "预警"),
                ("clue", "线索"),
                ("error", "未能判定"),
                ("skip", "不适用"),
            )
            if counts[rule, kind]
        ]
        title = REGISTRY[rule].title if rule in REGISTRY else ""
        console.say(f"  {rule}  {title}：{'，'.join(parts)}")
