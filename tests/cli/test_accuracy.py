"""`govcrawl accuracy`: how right each rule was in one round and over several, by what people decided."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis.decided_rules import decided_rules
from analysis.intervals import wilson
from govcrawl.apps.cli.main import app
from govcrawl.domain.decisions import Decision, Review
from govcrawl.domain.errors import InputError
from govcrawl.domain.rounds import Round
from govcrawl.store.decisions import store_reviews
from govcrawl.store.session import open_database
from tests.store.facts import NIGHT, PORTAL, Q3, Q4, finding, page, site, writer


def _decide(url: str, when: Round, rule: str, decisions: list[Decision | None]) -> None:
    """A round on the portal with one finding of `rule` a page, and these decisions on them; None: none."""
    engine = open_database(url)
    into = writer(engine, when)
    into.begin_target(PORTAL, resume=False)
    reviews = []
    for number, decision in enumerate(decisions):
        item = page(number)
        found = finding(item.url, rule, target=PORTAL)
        into.add_findings(item, [found, finding(item.url, "M04", outcome="error")])
        into.add(item)
        if decision is not None:
            reviews.append(Review(found.key, decision, "说明", "甲", NIGHT))
    into.add(site())
    into.close(finished=True)
    store_reviews(engine, when.name, reviews)
    engine.dispose()


def _times(number: int, decision: Decision) -> list[Decision]:
    return [decision] * number


@pytest.fixture
def database(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'govcrawl.db'}"
    _decide(url, Q3, "T01", [*_times(9, "不属实"), "属实", "待定", None])
    _decide(url, Q4, "T01", [*_times(11, "属实"), *_times(2, "已整改")])
    return url


def test_each_round_and_all_together(database: str) -> None:
    trends = decided_rules(open_database(database, create=False), ["2021Q3", "2021Q4"])
    assert [each.rule for each in trends] == ["T01"]
    (found,) = trends
    counts = [(each.round, each.raised, each.decided, each.dismissed) for each in (*found.rounds, found.together)]
    assert counts == [("2021Q3", 12, 10, 9), ("2021Q4", 13, 13, 0), ("", 25, 23, 9)]
    assert [each.share for each in found.rounds] == [pytest.approx(0.1), 1.0]
    assert found.rounds[0].interval == wilson(1, 10)
    assert found.trend == "变好"


def test_a_worse_round_and_one_without_decisions(database: str, tmp_path: Path) -> None:
    engine = open_database(database, create=False)
    assert decided_rules(engine, ["2021Q4", "2021Q3"])[0].trend == "变差"
    assert decided_rules(engine, ["2021Q3"])[0].trend == ""
    _decide(database, Round("2022Q1", Q4.date.replace(year=2022, month=2)), "I01", [None, "待定"])
    by_rule = {each.rule: each for each in decided_rules(engine, ["2021Q3", "2022Q1"])}
    assert by_rule["I01"].together.share is None
    assert by_rule["I01"].together.as_record()["low"] is None
    with pytest.raises(InputError, match="2020Q1"):
        decided_rules(engine, ["2020Q1"])


def test_the_command_prints_a_table_and_lines(database: str) -> None:
    runner = CliRunner(env={"COLUMNS": "160"})
    shown = runner.invoke(app, ["accuracy", "--rounds", "2021Q3", "2021Q4", "--db", database])
    assert shown.exit_code == 0, shown.output
    row = next(line for line in shown.output.splitlines() if "T01" in line)
    assert [each.strip() for each in row.split("│") if each.strip()][2:] == [
        "25", "23", "9", "60.9%", "40.8%-77.8%", "10.0%", "100.0%", "变好",
    ]  # fmt: skip
    lines = runner.invoke(app, ["accuracy", "--rounds", "2021Q3", "--format", "jsonl", "--db", database])
    records = [json.loads(line) for line in lines.output.splitlines()]
    assert [(each["rule"], each["round"], each["decided"], each["dismissed"]) for each in records] == [
        ("T01", "2021Q3", 10, 9), ("T01", "", 10, 9),
    ]  # fmt: skip
    assert records[0]["share"] == pytest.approx(0.1)
