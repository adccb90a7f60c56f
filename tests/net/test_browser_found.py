"""Which browser is found: the cheapest that the system or Playwright has."""

from __future__ import annotations

from pathlib import Path

import pytest

from govcrawl.domain.environment import Settings
from govcrawl.net.browser import find_browser


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs, the only one that is searched."""
    programs = tmp_path / "bin"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    return programs


def _program(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o755)
    return str(path)


def _settings(playwright: Path) -> Settings:
    return Settings.model_validate({"PLAYWRIGHT_BROWSERS_PATH": str(playwright)})


def test_a_browser_without_windows_is_taken_first(system: Path, tmp_path: Path) -> None:
    builds = tmp_path / "builds"
    whole = _program(builds / "chromium-1200" / "chrome-linux64" / "chrome")
    assert find_browser(_settings(builds)) == whole
    shells = tmp_path / "shells"
    _program(shells / "chromium-1200" / "chrome-linux64" / "chrome")
    shell = _program(
        shells / "chromium_headless_shell-1200" / "chrome-headless-shell-linux64" / "chrome-headless-shell"
    )
    assert find_browser(_settings(shells)) == shell
    installed = _program(system / "chromium")
    assert find_browser(_settings(tmp_path / "none")) == installed
    cheaper = _program(system / "chromium-headless-shell")
    assert find_browser(_settings(tmp_path / "none at all")) == cheaper
