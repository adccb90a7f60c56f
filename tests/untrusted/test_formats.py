"""Findings and scores as data: exact, and nothing in them moves a terminal or runs in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from govcrawl.apps.cli.main import app
from govcrawl.domain.findings import FIELDS, as_record
from govcrawl.domain.sanitize import like_formula
from govcrawl.store.reader import read_findings
from tests.exports.night import Q3
from tests.untrusted.nasty import NASTY, unseen
from tests.untrusted.test_sanitize import from_csv


def output(engine: Engine, command: str, *arguments: str) -> str:
    done = CliRunner().invoke(app, [command, "--round", Q3.name, "--db", str(engine.url), *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout_bytes.decode()


def records(engine: Engine) -> list[dict[str, Any]]:
    return [as_record(Q3.name, finding) for finding in read_findings(engine, Q3.name, "all")]


def test_jsonl_is_exact(engine: Engine) -> None:
    text = output(engine, "findings", "--format", "jsonl", "--outcome", "all")
    assert unseen(text) == set()
    assert [json.loads(line) for line in text.split("\n")[:-1]] == records(engine)


def test_scores_as_jsonl(engine: Engine) -> None:
    text = output(engine, "score", "--format", "jsonl")
    assert unseen(text) == set()
    assert {json.loads(line)["unit"] for line in text.split("\n")[:-1]} == {
        name.replace("\x00", "") for name in NASTY.values()
    }


def test_csv_comes_back_and_nothing_runs(engine: Engine) -> None:
    text = output(engine, "findings", "--format", "csv", "--outcome", "all")
    assert text[0] == "\ufeff"
    assert unseen(text[1:], but="\r\n\t") == set()
    rows = list(csv.DictReader(io.StringIO(text[1:], newline="")))
    wanted = records(engine)
    assert len(rows) == len(wanted)
    for row, record in zip(rows, wanted, strict=True):
        assert not any(like_formula(cell) for cell in row.values())
        assert json.loads(from_csv(row["evidence"])) == record["evidence"]
        for name in set(FIELDS) - {"evidence"}:
            told = "" if record[name] is None else str(record[name])
            if not unseen(told):
                assert from_csv(row[name]) == told


@pytest.mark.parametrize("name", [name for name, text in NASTY.items() if not unseen(text)])
def test_units_are_the_same_in_csv(engine: Engine, name: str) -> None:
    rows = csv.DictReader(io.StringIO(output(engine, "findings", "--format", "csv"), newline=""))
    assert NASTY[name] in {from_csv(row["unit"]) for row in rows}
