"""`summary` over a finished night: the summary once more, printed, written and sent."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from govcrawl.apps.cli import main
from tests.night.city import ROUND, Night
from tests.night.test_report_to import STEM, written
from tests.notify.robot_server import RobotServer, robot_server


@pytest.fixture
def robots() -> Iterator[RobotServer]:
    with robot_server() as server:
        yield server


def test_told_again(
    night: Night,
    robots: RobotServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["govcrawl", "summary", "--round", ROUND, *arguments])
        with pytest.raises(SystemExit) as end:
            main.main()
        shown = capsys.readouterr()
        return int(end.value.code or 0), shown.out, shown.err

    monkeypatch.setenv("GOVCRAWL_DATABASE_URL", night.database)
    monkeypatch.delenv("GOVCRAWL_NOTIFY", raising=False)
    robots.texts.clear()
    code, _, error = run("--send")
    assert (code, "GOVCRAWL_NOTIFY" in error) == (2, True)
    code, shown, _ = run("--to", str(tmp_path))
    assert code == 0
    assert (tmp_path / f"{STEM}.txt").read_text(encoding="utf-8").splitlines()[2] in shown
    monkeypatch.setenv("GOVCRAWL_NOTIFY", str(written(tmp_path / "notify.toml", robots.wecom)))
    assert run("--send")[0] == 0
    assert [way for way, _ in robots.texts] == ["wecom"]
    monkeypatch.setenv("GOVCRAWL_NOTIFY", str(written(tmp_path / "notify.toml", robots.url("/page"))))
    code, shown, error = run("--send")
    assert (code, error) == (1, "")
    assert "早报没有发出（企业微信）" in shown
