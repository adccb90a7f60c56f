"""What a terminal gets from the commands: colours of our own, and of the text nothing but characters."""

from __future__ import annotations

import contextlib
import io
import os
import pty
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine

from analysis.round_view import RoundView
from exports.review_book import write_review_book
from exports.summary import Run
from govcrawl.apps.cli.inspect import print_summary
from govcrawl.apps.cli.inspection_run import InspectionPlan
from govcrawl.apps.cli.progress_display import ProgressDisplay, SafeConsole
from govcrawl.register import Register
from govcrawl.store.reader import read_findings
from tests.cli.filling import fill
from tests.exports.night import Q3
from tests.register.sheets import good, write_folder
from tests.untrusted.nasty import NASTY, colourless, unseen
from tests.untrusted.rounds import RECORD, SITES, UNITS

WIDE = "20000"  # columns, so that no text is folded


def on_terminal(folder: Path, *arguments: str) -> tuple[int, str]:
    """Exit code and all that a terminal gets from the command."""
    terminal, ours = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": WIDE, "LINES": "50"}
    for name in ("NO_COLOR", "FORCE_COLOR"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "govcrawl", *arguments]
    with subprocess.Popen(command, stdin=ours, stdout=ours, stderr=ours, cwd=folder, env=environment) as process:
        os.close(ours)
        parts = []
        with contextlib.suppress(OSError):  # the terminal's end, once the process has gone
            while part := os.read(terminal, 65_536):
                parts.append(part)
        os.close(terminal)
    return process.returncode, b"".join(parts).decode()


def assert_harmless(screen: str) -> str:
    """The text alone, after a look at what came with it."""
    text = colourless(screen).replace("\r\n", "\n")
    assert unseen(text, but="\n") == set()
    return text


@pytest.fixture
def database(engine: Engine, tmp_path: Path) -> str:
    """A copy, since some commands change it."""
    copy = tmp_path / "copy.db"
    with (
        contextlib.closing(sqlite3.connect(str(engine.url.database))) as source,
        contextlib.closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    return f"sqlite:///{copy}"


@pytest.mark.parametrize(
    ("command", "colours"),
    [
        (["findings", "--round", "2021Q3", "--outcome", "all"], True),
        (["score", "--round", "2021Q3"], True),
        (["verify", "2021Q3", "--against", "2021Q2"], True),
        (["export", "--round", "2021Q3", "--only", "rectification"], False),
        (["recheck", "--round", "2021Q3"], False),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_commands(command: list[str], colours: bool, database: str, tmp_path: Path) -> None:
    code, screen = on_terminal(tmp_path, *command, "--db", database)
    text = assert_harmless(screen)
    assert code == 0, text
    assert ("\x1b[" in screen) == colours, "Rich writes to a terminal, or this test sees nothing"
    if command[0] in ("findings", "score"):
        for nasty in (
            "[red]红[/red][link=http://evil.test/]点[/link][/]:smile:",
            "\\x1b[2J",
            "\\u202egpj.exe",
            "{{ 7*7 }}",
        ):
            assert nasty in text
        assert "😄" not in text


def test_what_a_finding_rests_on(engine: Engine, database: str, tmp_path: Path) -> None:
    """The round has no archive: the finding is shown, and that."""
    found = next(each for each in read_findings(engine, Q3.name) if each.unit == NASTY["colours"])
    code, screen = on_terminal(tmp_path, "evidence", found.key, "--db", database)
    text = assert_harmless(screen)
    assert code == 1
    assert f"unit  {NASTY['colours']}\n" in text
    assert "存档中没有该问题的记录" in text


def test_decisions_that_replace_others(engine: Engine, database: str, tmp_path: Path) -> None:
    """An import names the findings whose earlier decision it changes, and the sites whose points it changes."""
    path = tmp_path / "复核.xlsx"
    write_review_book(RoundView(engine, Q3.name), path)
    fill(path, lambda row: row["规则"] == "M03", 复核意见="待定", 复核人="[red]甲")
    code, screen = on_terminal(tmp_path, "review", "import", str(path), "--round", Q3.name, "--db", database)
    text = assert_harmless(screen)
    assert code == 0, text
    assert "原意见已改：[red]红[/red][link=http://evil.test/]点[/link][/]:smile: M03" in text
    assert "（[red]甲）" in text


def test_a_register_with_nasty_cells(tmp_path: Path) -> None:
    sheets = good()
    sheets["网站"] += [["单位" + text, "论坛", text, text] for text in NASTY.values()]
    folder = write_folder(sheets, tmp_path / "ledger")
    code, screen = on_terminal(tmp_path, "register", "check", str(folder))
    text = assert_harmless(screen)
    assert code == 2
    assert text.startswith("错误：台账")
    assert len(text.splitlines()) > len(NASTY)
    assert "[red]红[/red]" in text


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://office:SECRETWORD@127.0.0.1:9/govcrawl",
        "postgresql:/office:SECRETWORD@127.0.0.1/govcrawl",
        "oracle://office:SECRETWORD@127.0.0.1/govcrawl",
    ],
)
def test_errors_name_no_password(url: str, tmp_path: Path) -> None:
    code, screen = on_terminal(tmp_path, "findings", "--round", Q3.name, "--db", url)
    assert (code, "SECRETWORD" in screen) == (2, False)
    assert assert_harmless(screen).startswith("错误：")


@pytest.fixture
def consoles() -> list[SafeConsole]:
    """A terminal and a file."""
    terminal = SafeConsole(file=io.StringIO(), force_terminal=True, width=int(WIDE), height=200)
    return [terminal, SafeConsole(file=io.StringIO(), width=int(WIDE))]


def test_the_screen_of_a_night_and_its_summary(engine: Engine, consoles: list[SafeConsole]) -> None:
    ledger = Register(list(UNITS), SITES, list(RECORD.accounts))
    for console in consoles:
        with ProgressDisplay(engine, Q3.name, console) as screen:
            screen.show()
        plan = InspectionPlan(Path("台账.xlsx"), Q3.name, Q3.date.isoformat(), platforms=("portal",))
        print_summary(engine, plan, ledger, Run(failed_workers=("1/2",)), console)
        shown = console.file.getvalue()  # type: ignore[attr-defined]
        moves = shown.replace("\x1b[?25l", "").replace("\x1b[?25h", "")  # a live table hides the cursor
        text = assert_harmless(moves)
        assert "[red]红[/red][link=http://evil.test/]点[/link][/]:smile:" in text
        assert "\\x1b[2J" in text
        assert "检查进程异常退出：1/2" in text
