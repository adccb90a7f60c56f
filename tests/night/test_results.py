"""Commands over a finished night: findings, score, recheck, export."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from govcrawl.apps.cli import main
from govcrawl.domain.findings import FIELDS
from govcrawl.domain.targets import WEBSITES
from govcrawl.store.reader import read_round
from tests.night.city import ROUND, Night, findings
from tests.night.test_resume import differences


@pytest.fixture(scope="module")
def copied(night: Night) -> Night:
    """A copy of the night's database, so that judging it again leaves the night as it was."""
    return night.copy("results")


def printed(copied: Night, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    monkeypatch.setenv("GOVCRAWL_DATABASE_URL", copied.database)
    monkeypatch.setattr(sys, "argv", ["govcrawl", *arguments])
    with pytest.raises(SystemExit) as end:
        main.main()
    assert end.value.code in (None, 0)
    return capsys.readouterr().out


def test_findings_as_json_lines(
    copied: Night, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = printed(copied, monkeypatch, capsys, "findings", "--round", ROUND, "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert {tuple(row) for row in rows} == {FIELDS}
    assert sorted(row["key"] for row in rows) == sorted(each.key for each in findings(copied.engine()))
    assert len({row["key"] for row in rows}) == len(rows)


@pytest.mark.parametrize("outcome", ["fail", "error", "skip", "all"])
def test_findings_as_csv(
    outcome: str, copied: Night, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = printed(copied, monkeypatch, capsys, "findings", "--round", ROUND, "--format", "csv", "--outcome", outcome)
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == len(findings(copied.engine(), outcome))
    assert not any(str(value).startswith(("=", "+", "-", "@")) for row in rows for value in row.values())


def test_findings_as_a_table(
    copied: Night, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "A02" in printed(copied, monkeypatch, capsys, "findings", "--round", ROUND)


def test_scores_in_register_order(
    copied: Night, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = printed(copied, monkeypatch, capsys, "score", "--round", ROUND, "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    states = [each for each in read_round(copied.engine(), ROUND).targets if each.target.platform in WEBSITES]
    assert [row["target_url"] for row in rows] == [state.target.url for state in states]
    for row, state in zip(rows, states, strict=True):
        assert (row["total"] is None) == bool(state.missed or row["veto"])


def test_rechecking_finds_what_the_night_found(
    copied: Night, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = copied.facts()
    asked = copied.requests.total()
    printed(copied, monkeypatch, capsys, "recheck", "--round", ROUND)
    assert differences(before, copied.facts()) == {}
    assert copied.requests.total() == asked


def test_exported_workbook_lists_every_finding_and_site(
    copied: Night, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    printed(copied, monkeypatch, capsys, "export", "--round", ROUND, "--out", str(tmp_path))
    book = load_workbook(tmp_path / ROUND / "附件1-政府网站检查情况.xlsx")
    cells = {str(cell.value) for row in book["问题清单"].iter_rows() for cell in row if cell.value}
    sites = [state.target for state in read_round(copied.engine(), ROUND).targets if state.target.platform in WEBSITES]
    urls = {site.url for site in sites}
    assert {each.key for each in findings(copied.engine()) if each.target_url in urls} <= cells
    summary = [str(cell.value) for row in book["检查情况汇总"].iter_rows() for cell in row]
    assert all(site.name in summary for site in sites)
