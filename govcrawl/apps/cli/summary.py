"""`govcrawl summary`, and what `govcrawl inspect --report-to` does in the morning: write the summary, tell people."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from analysis.round_view import RoundView
from exports.summary import Run, Summary, brief, full, lines, subject, summarise, write_summary
from govcrawl.apps.cli.options import DatabaseOption, RoundOption, choose_database
from govcrawl.apps.cli.progress_display import SafeConsole, styled
from govcrawl.apps.desk.users import readable_by_others
from govcrawl.apps.notify import VARIABLE, Notify, read_notify, send
from govcrawl.domain.atomic_write import explained_writing
from govcrawl.domain.environment import current_settings
from govcrawl.domain.errors import GovcrawlError, InputError
from govcrawl.store.evidence import crawl_times
from govcrawl.store.session import open_database

_LOG_LINE = "%(asctime)s [%(name)s] %(levelname)s: %(message)s"  # as Scrapy's, whose log it goes to


def summary(
    round_name: RoundOption,
    to: Annotated[Path | None, typer.Option("--to", help="把早报写入此文件夹")] = None,
    send_it: Annotated[bool, typer.Option("--send", help=f"按 {VARIABLE} 的配置发送，也用于试验配置")] = False,
    database: DatabaseOption = None,
) -> None:
    """显示一个检查期的早报，需要时写成文件、再次发送。"""
    choose_database(database)
    console = SafeConsole()
    notify = _configured(console) if send_it else Notify()
    if send_it and notify == Notify():
        raise InputError(f"没有通知配置：请用环境变量 {VARIABLE} 指明配置文件。")
    engine = open_database(create=False, readonly=True)
    report = summarise(RoundView(engine, round_name), run=Run(*crawl_times(engine, round_name)))
    for line in lines(report):
        console.print_line(styled(line.lead, line.style), line.text)
    if to:
        _list(write_summary(report, to), console)
    if not _tell(notify, subject(report), full(report), brief(report), console):
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class Report:
    """What is to happen in the morning; without a folder, nothing."""

    folder: Path | None
    notify: Notify
    log_file: Path

    def deliver(self, report: Summary, console: SafeConsole) -> None:
        """Write and send; what fails is said on the console and in the log, and the run's exit code stays."""
        if self.folder is None:
            return
        try:
            _list(write_summary(report, self.folder), console)
        except GovcrawlError as error:
            console.print_line(styled(f"早报没有写出：{error}", "red"))
        with _logged_to(self.log_file):
            _tell(self.notify, subject(report), full(report), brief(report), console)

    def say_failure(self, round_name: str, reason: str, console: SafeConsole) -> None:
        """The inspection run came to nothing: there is no summary, but people are notified."""
        console.print_line(styled(reason, "red"))
        with _logged_to(self.log_file):
            _tell(self.notify, f"政府网站检查没有完成 {round_name}", reason, reason, console)


def ready(folder: Path | None, log_file: Path, console: SafeConsole) -> Report:
    """Refuse before the run what would fail after it: InputError for configuration, OutputError for the folder."""
    if folder is None:
        return Report(None, Notify(), log_file)
    notify = _configured(console)
    with explained_writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    return Report(folder, notify, log_file)


def _configured(console: SafeConsole) -> Notify:
    """What GOVCRAWL_NOTIFY says, and a warning where others may read it too."""
    notify = read_notify()
    file = current_settings().notify
    if file and readable_by_others(file):
        console.print_line(styled(f"通知配置文件 {file} 其他人也能读取，请改为只有所有者可读（chmod 600）。", "yellow"))
    return notify


def _tell(notify: Notify, title: str, text: str, short: str, console: SafeConsole) -> bool:
    """Whether all of them have it."""
    sent = send(notify, title, text, short)
    for each in sent:
        if each.failure:
            console.print_line(styled("早报没有发出", "red"), f"（{each.way}）：{each.failure}")
        else:
            console.print_line(f"早报已发出（{each.way}）")
    return not any(each.failure for each in sent)


def _list(paths: list[Path], console: SafeConsole) -> None:
    console.print_line(f"早报：{'、'.join(str(path) for path in paths)}")


@contextmanager
def _logged_to(path: Path) -> Iterator[None]:
    """What is said of the sending stands in the run's log too."""
    log = logging.getLogger("govcrawl.apps.notify")
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter(_LOG_LINE))
    log.setLevel(logging.INFO)
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
        handler.close()
