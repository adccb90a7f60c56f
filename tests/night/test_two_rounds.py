"""Two quarters of the demo city: what has become of last quarter's problems equals what was planted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from analysis.comparison.verification import verify
from analysis.round_view import RoundView
from exports.changes import write_changes
from govcrawl.apps.demo import before
from govcrawl.apps.demo.city import City
from govcrawl.domain.urls import page_key
from govcrawl.store.reader import read_findings
from govcrawl.store.verifications import VerificationResult, read_verifications, store_verifications
from tests.exports.cells import Table
from tests.night.city import ROUND, Night
from tests.notebooks import NAMES, run_notebooks


@dataclass
class Quarters:
    """The database after both nights, and the city as it was at the first."""

    engine: Engine
    then: City
    rows: list[VerificationResult]


@pytest.fixture(scope="module")
def quarters(night: Night) -> Iterator[Quarters]:
    assert night.eve is not None
    engine = night.copy("quarters").engine()
    rows = verify(engine, ROUND, before.ROUND)
    store_verifications(engine, ROUND, rows)
    yield Quarters(engine, night.eve.city, rows)
    engine.dispose()


def test_the_verification_equals_the_truth(quarters: Quarters) -> None:
    planted = {(each.rule, page_key(each.url)): each.state for each in quarters.then.before}
    problems = [each for each in read_findings(quarters.engine, before.ROUND) if each.severity == "problem"]
    assert {key for key in planted if key not in {(each.rule, page_key(each.url)) for each in problems}} == set()
    sent = RoundView(quarters.engine, before.ROUND).problems()
    wanted = {each.key: planted.get((each.rule, page_key(each.url)), "未整改") for each in sent}
    assert sorted(row.finding.key for row in quarters.rows) == sorted(wanted)
    told = {(row.finding.rule, row.finding.url): row for row in quarters.rows if row.state != wanted[row.finding.key]}
    assert told == {}


def test_every_state_has_its_reason(quarters: Quarters) -> None:
    assert {row.state for row in quarters.rows} == {"已整改", "未整改", "页面已消失", "无法核实"}
    assert all(row.reason for row in quarters.rows)
    (letter,) = [row for row in quarters.rows if row.state == "无法核实"]
    assert "登录" in letter.reason


def test_it_is_stored_as_it_was_told(quarters: Quarters) -> None:
    assert read_verifications(quarters.engine, ROUND) == quarters.rows


def test_the_workbook_counts_what_is_new_mended_and_kept(quarters: Quarters, tmp_path: Path) -> None:
    path = write_changes(RoundView(quarters.engine, ROUND), tmp_path)
    assert path is not None
    book = load_workbook(path)
    now, then = (
        {each.key: each for each in RoundView(quarters.engine, name).problems()} for name in (ROUND, before.ROUND)
    )
    new, gone, kept = now.keys() - then.keys(), then.keys() - now.keys(), now.keys() & then.keys()
    by_rule = {row[0]: row[1:] for row in Table(book, "按问题类别").rows("规则", "新增", "消除", "持续", "本期")}
    assert by_rule == {
        rule: [
            sum(now[key].rule == rule for key in new),
            sum(then[key].rule == rule for key in gone),
            sum(now[key].rule == rule for key in kept),
            sum(each.rule == rule for each in now.values()),
        ]
        for rule in {each.rule for each in (*now.values(), *then.values())}
    }
    by_unit = Table(book, "按单位").rows("新增", "消除", "持续")
    assert [sum(row[place] for row in by_unit) for place in range(3)] == [len(new), len(gone), len(kept)]
    states = Counter(Table(book, "整改核查").rows("结果"))
    assert states == Counter(row.state for row in quarters.rows)


@pytest.mark.slow
def test_the_notebook_of_two_quarters_tells_the_same(quarters: Quarters, tmp_path: Path) -> None:
    (name,) = (each for each in NAMES if each.startswith("3-"))
    code, notebooks = run_notebooks(tmp_path, quarters.engine.url.render_as_string(), [name])
    assert (code, notebooks[name].error, notebooks[name].complaints) == (0, "", "")
    now, then = (
        {each.key for each in RoundView(quarters.engine, name_of).problems()} for name_of in (ROUND, before.ROUND)
    )
    said = "".join(notebooks[name].shown("text/markdown"))
    assert f"新增 **{len(now - then)}**，消除 **{len(then - now)}**，持续 **{len(now & then)}**，上期未查 0" in said
    assert "可比的对象占本期的 100.0%" in said
    assert len(notebooks[name].shown("image/png")) == 2
