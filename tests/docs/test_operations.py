"""What people copy out of docs/operations.md: units, crontab, task, script, configuration and commands are valid."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import xml.etree.ElementTree as ET
from configparser import ConfigParser
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest
from typer.main import get_command

from govcrawl.apps.cli.main import app
from govcrawl.apps.notify import VARIABLE, read_notify

PAGE = Path(__file__).resolve().parents[2] / "docs" / "operations.md"
TEXT = PAGE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
UNITS = ("govcrawl-inspect.service", "govcrawl-inspect.timer")
FIELDS = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7)]  # of a line of a crontab


def blocks(language: str) -> list[str]:
    found = [text for name, text in BLOCKS if name == language]
    assert found, language
    return found


def unit(name: str) -> str:
    found = re.search(re.escape(name) + r"`:\n\n```ini\n(.*?)```", TEXT, re.DOTALL)
    assert found, name
    return found[1]


def parsed(command: str) -> dict[str, Any]:
    """Parameters of a govcrawl command line, checked as the program checks them; nothing is run."""
    words = shlex.split(command)
    group = get_command(app)
    while hasattr(group, "commands"):
        group = group.commands[words.pop(0)]
    return group.make_context(group.name, words).params


def inspections() -> list[str]:
    """All command lines of the nightly run, from `inspect` on."""
    lines = re.findall(r"govcrawl(?:\.exe)? (inspect --[^\n|]*)", TEXT)
    return [
        re.sub(r" >> .*", "", line).replace("${ROUND}", "2021Q3").replace("${DATE}", "2021-08-20") for line in lines
    ]


def test_the_nightly_run_is_the_same_everywhere() -> None:
    runs = [parsed(line.replace('"$ROUND"', "2021Q3").replace('"$DATE"', "2021-08-20")) for line in inspections()]
    assert len(runs) == 4, "the command itself, cron, systemd, Windows"
    assert all(run == runs[0] for run in runs)
    assert (runs[0]["resume"], str(runs[0]["report_to"]), runs[0]["jobs"]) == (True, "reports", 2)


def test_commands_are_spelled_right() -> None:
    lines = [line.partition("#")[0] for text in blocks("") + blocks("sh") for line in text.splitlines()]
    commands = [line.removeprefix("govcrawl ") for line in lines if line.startswith("govcrawl ")]
    assert len(commands) >= 5
    for command in commands:
        parsed(command)


@pytest.mark.parametrize("name", UNITS)
def test_units_can_be_read(name: str) -> None:
    parser = ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # names keep their case
    parser.read_string(unit(name))
    assert set(parser.sections()) <= {"Unit", "Service", "Timer", "Install"}


def test_the_service_runs_where_the_docs_say() -> None:
    parser = ConfigParser(interpolation=None)
    parser.read_string(unit(UNITS[0]))
    service = parser["Service"]
    assert service["ExecStart"].startswith(f"{service['WorkingDirectory']}/.venv/bin/govcrawl inspect ")
    assert service["EnvironmentFile"] == f"{service['ReadWritePaths']}/govcrawl.env"
    assert service["SuccessExitStatus"] == "1"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this machine")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for name in UNITS:
        # The program is not installed where the docs have it.
        text = unit(name).replace("/srv/govcrawl/.venv/bin/govcrawl", "/bin/true")
        (tmp_path / name).write_text(text)
    paths = [str(tmp_path / name) for name in UNITS]
    end = subprocess.run(["systemd-analyze", "verify", *paths], capture_output=True, text=True, check=False)
    assert (end.returncode, end.stdout, end.stderr) == (0, "", "")


def test_cron_takes_the_lines() -> None:
    (table,) = blocks("cron")
    jobs = [line for line in table.splitlines() if not re.match(r"[A-Z]+=", line)]
    assert len(jobs) == 2
    for job in jobs:
        *times, command = job.split(None, 5)
        for text, (least, most) in zip(times, FIELDS, strict=True):
            for part in text.split(","):
                assert part == "*" or re.fullmatch(r"\d+(-\d+)?", part), job
                assert part == "*" or all(least <= int(number) <= most for number in part.split("-")), job
        assert "%" not in command, "a percent sign is a line break to cron"
        assert subprocess.run(["sh", "-n", "-c", command], check=False).returncode == 0


def test_scripts_of_the_shell_can_be_read() -> None:
    for text in blocks("sh"):
        end = subprocess.run(["sh", "-n"], input=text, text=True, capture_output=True, check=False)
        assert (end.returncode, end.stderr) == (0, "")


def test_the_environment_is_the_same_for_cron_and_systemd() -> None:
    text = next(text for text in blocks("sh") if "ROUND=" in text)
    for line in text.splitlines():
        assert re.fullmatch(r"[A-Z_]+=[\w./:-]+", line), line
    named = set(re.findall(r"\$\{?([A-Z]+)\}?", unit(UNITS[0]) + blocks("cron")[0]))
    assert named <= set(re.findall(r"^([A-Z_]+)=", text, re.MULTILINE))


def test_the_task_of_windows() -> None:
    (text,) = blocks("xml")
    # As it lies on the disk there: UTF-16, with its mark.
    task = ET.fromstring(text.encode("utf-16"))
    assert task.tag == f"{TASK}Task"
    assert [each.tag.removeprefix(TASK) for each in task] == [
        "RegistrationInfo", "Triggers", "Principals", "Settings", "Actions",
    ]  # fmt: skip
    action = task.find(f"{TASK}Actions/{TASK}Exec")
    assert action is not None
    program, folder = (
        PureWindowsPath(action.findtext(f"{TASK}{name}", "")) for name in ("Command", "WorkingDirectory")
    )
    assert program.parent == folder
    assert task.findtext(f"{TASK}Settings/{TASK}MultipleInstancesPolicy") == "IgnoreNew"
    (script,) = blocks("bat")
    assert f"cd /d {folder}" in script
    assert script.isascii()
    assert f"`{program}`" in TEXT


def test_the_configuration_is_what_the_program_takes(tmp_path: Path) -> None:
    (text,) = blocks("toml")
    path = tmp_path / "notify.toml"
    path.write_text(text, encoding="utf-8")
    notify = read_notify({VARIABLE: str(path), "MAIL_PASSWORD": "change-me"})
    assert notify.mail is not None
    assert (notify.mail.port, notify.mail.password, len(notify.mail.to)) == (587, "change-me", 2)
    assert notify.wecom is not None
    assert notify.dingtalk is not None
    assert notify.dingtalk.secret.startswith("SEC")
