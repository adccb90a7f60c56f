"""`inspect --report-to`: in the morning the summary lies in its folder, and the group's robot has it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.night.city import DATE, ROUND, Night, environment
from tests.notify.robot_server import KEY, RobotServer, robot_server

UNIT = "云岭市教育局"
STEM = f"summary-{ROUND}-{DATE}"


@pytest.fixture(scope="module")
def robots() -> Iterator[RobotServer]:
    with robot_server() as server:
        yield server


def inspect(night: Night, config: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """One department's site, inspected from the folder of the night."""
    settings = [part for each in night.plan.settings for part in ("-s", each)]
    command = [
        sys.executable, "-m", "govcrawl", "inspect", "--register", str(night.plan.register), "--round", ROUND,
        "--date", DATE, "--platform", "department", "--unit", UNIT, "--db", night.database, *settings, *more,
    ]  # fmt: skip
    with environment(GOVCRAWL_NOTIFY=str(config)):
        folder = night.plan.log_file.parent
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)


def written(path: Path, *addresses: str) -> Path:
    names = ("wecom", "dingtalk")
    path.write_text("".join(f'[{name}]\nurl = "{url}"\n' for name, url in zip(names, addresses, strict=False)))
    path.chmod(0o600)
    return path


def test_a_night_that_is_told(served: Night, robots: RobotServer, tmp_path: Path) -> None:
    night = served.again("told")
    config = written(tmp_path / "notify.toml", robots.wecom, robots.url(f"/gone?key={KEY}"))
    end = inspect(night, config, "--report-to", "reports/2021")
    assert end.returncode == 0, end.stdout + end.stderr
    folder = night.plan.log_file.parent
    assert sorted(path.name for path in (folder / "reports/2021").iterdir()) == [f"{STEM}.json", f"{STEM}.txt"]
    record = json.loads((folder / "reports/2021" / f"{STEM}.json").read_text(encoding="utf-8"))
    assert (record["unit"], record["complete"]) == (UNIT, True)
    assert [(each["platform"], each["asked"], each["inspected"]) for each in record["platforms"]] == [
        ("department", 1, 1)
    ]
    assert record["changes"]["against"] == "2021Q2"
    assert record["run"]["minutes"] is not None
    assert record["places"]["log"] == str(folder / "var/log" / f"inspect-{ROUND}.log")
    problems = record["findings"]["problem"]
    ((way, message),) = robots.texts
    assert way == "wecom"
    assert f"发现问题 {problems} 个" in message
    assert f"发现问题 {problems} 个" in end.stdout
    assert "早报已发出（企业微信）" in end.stdout
    assert "早报没有发出（钉钉）：服务器回答 HTTP 404" in end.stdout
    log = Path(record["places"]["log"]).read_text(encoding="utf-8")
    assert "[govcrawl.apps.notify] WARNING: 早报没有发出（钉钉）：服务器回答 HTTP 404" in log
    assert KEY not in log + end.stdout + end.stderr + message


def test_what_is_wrong_is_said_before_anything_is_asked(served: Night, robots: RobotServer, tmp_path: Path) -> None:
    night = served.again("refused")
    before = served.requests.total()
    config = written(tmp_path / "notify.toml", f"ftp://robot/{KEY}")
    end = inspect(night, config, "--report-to", "reports")
    (line,) = end.stderr.splitlines()
    assert (end.returncode, end.stdout) == (2, "")
    assert "notify.toml：[wecom] 的 url 应以 https:// 开头" in line
    assert KEY not in line
    (night.plan.log_file.parent / "taken").write_text("a file")
    end = inspect(night, written(tmp_path / "notify.toml", robots.wecom), "--report-to", "taken")
    assert end.returncode == 2
    assert "taken" in end.stderr
    assert "其他人也能读取" not in end.stdout
    config.chmod(0o644)
    assert "notify.toml 其他人也能读取" in inspect(night, config, "--report-to", "taken").stdout
    assert served.requests.total() == before


def test_a_night_that_did_not_begin_is_told(served: Night, robots: RobotServer, tmp_path: Path) -> None:
    night = served.again("without-spiders")
    engine = night.engine()
    with engine.begin() as connection:  # the earlier rounds of the city are not this one
        assert connection.execute(text("SELECT count(*) FROM round WHERE name = :name"), {"name": ROUND}).scalar() == 0
    engine.dispose()
    robots.texts.clear()
    end = inspect(
        night, written(tmp_path / "notify.toml", robots.wecom), "--report-to", "reports", "-s", "SPIDER_MODULES=nothing"
    )
    assert end.returncode == 1, end.stdout + end.stderr
    assert "检查进程没有运行起来" in end.stdout
    ((_, told),) = robots.texts
    assert told.startswith("检查进程没有运行起来，原因见日志")
    assert list((night.plan.log_file.parent / "reports").iterdir()) == []
