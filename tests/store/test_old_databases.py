"""Databases of version 0.1.0 open after migration and say the same: the files under data/ were written by that version.

`version-0.1.0.sql.gz` dumps the round of tests/exports/night.py with two reviews, `version-0.1.0-closed.sql.gz` the
same after `govcrawl round close` (of its stored files the rectification lists and attachment 3), and
`version-0.1.0-cells.json.gz` holds value and number format of every cell that `govcrawl export --deadline 2021-09-20`
of that version wrote for the open round.
"""

from __future__ import annotations

import gzip
import json
import sqlite3
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine, text

from analysis.round_view import RoundView
from exports import Options, export_round
from govcrawl.domain.errors import InputError
from govcrawl.domain.rounds import Round
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.reader import read_findings, read_round
from govcrawl.store.session import open_database
from govcrawl.store.writer import Writer

ROUND = "2021Q3"
DATA = Path(__file__).parent / "data"


def restored(name: str, folder: Path) -> Engine:
    """The database that `name` dumps, opened as every command opens it."""
    path = folder / "govcrawl.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(gzip.decompress((DATA / name).read_bytes()).decode())
    connection.close()
    return open_database(f"sqlite:///{path}", create=False)


def cells_of(folder: Path) -> dict[str, list[str]]:
    """Value and number format of every cell of the workbooks in `folder`."""
    cells = {}
    for path in sorted(folder.rglob("*.xlsx")):
        for sheet in load_workbook(path):
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        place = f"{path.relative_to(folder)} {sheet.title}!{cell.coordinate}"
                        cells[place] = [str(cell.value), cell.number_format]
    return cells


def test_open_round_exports_the_same_cells(tmp_path: Path) -> None:
    engine = restored("version-0.1.0.sql.gz", tmp_path)
    export_round(RoundView(engine, ROUND), tmp_path / "out", options=Options(date(2021, 9, 20)))
    before = json.loads(gzip.decompress((DATA / "version-0.1.0-cells.json.gz").read_bytes()))
    after = cells_of(tmp_path / "out")
    assert len(before) == 2954
    now, then = without_thresholds(after), without_thresholds(before)
    assert {place: now.get(place) for place in then | now if now.get(place) != then.get(place)} == {
        REWORDED: now[REWORDED]
    }
    assert [told.replace("未能读取", "被防护拦截") for told in now[REWORDED]] == then[REWORDED]
    assert thresholds_in(before) - thresholds_in(after) == set(), "what the stored rubric says"


# Says of pages that a challenge kept back what it said only of whole sites.
REWORDED = "附件1-政府网站检查情况.xlsx 检查覆盖情况!N4"
THRESHOLDS, COLUMN_PERIODS = " 指标与阈值!", "栏目更新期限"


def without_thresholds(cells: dict[str, list[str]]) -> dict[str, list[str]]:
    """The `cells` without the sheets of indicators and thresholds, whose periods of columns are the vocabulary's."""
    return {place: cell for place, cell in cells.items() if THRESHOLDS not in place}


def thresholds_in(cells: dict[str, list[str]]) -> set[tuple[str, ...]]:
    """The rows of those sheets that come from the rubric: of several cells, and not about periods of columns."""
    rows: dict[str, list[str]] = {}
    for place, (value, _) in cells.items():
        if THRESHOLDS in place:
            number = "".join(sign for sign in place.rpartition("!")[2] if sign.isdigit())
            rows.setdefault(place.partition("!")[0] + number, []).append(value)
    return {tuple(row) for row in rows.values() if len(row) > 1 and row[0] != COLUMN_PERIODS}


def test_finding_keys_are_the_stored_ones(tmp_path: Path) -> None:
    engine = restored("version-0.1.0.sql.gz", tmp_path)
    with engine.connect() as connection:
        stored = set(connection.execute(text('SELECT "key" FROM finding')).scalars())
    read = {finding.key for finding in read_findings(engine, ROUND, "all")}
    assert read == stored
    assert "3ec2f2e6f7032ed4931c" in read  # A02 of 霜林县, as version 0.1.0 printed it


def test_closed_round_gives_its_stored_files(tmp_path: Path) -> None:
    engine = restored("version-0.1.0-closed.sql.gz", tmp_path)
    with engine.connect() as connection:
        digests = {row.path: row.digest for row in connection.execute(text("SELECT path, digest FROM export"))}
    export_round(RoundView(engine, ROUND), tmp_path / "out")
    written = {
        str(path.relative_to(tmp_path / "out")): path for path in (tmp_path / "out").rglob("*") if path.is_file()
    }
    assert {name: sha256(path.read_bytes()).hexdigest() for name, path in written.items()} == digests
    assert {"附件3-政策问答平台内容保障情况.xlsx", "整改清单/青禾县.xlsx"} <= digests.keys()


def test_closed_round_stays_closed(tmp_path: Path) -> None:
    engine = restored("version-0.1.0-closed.sql.gz", tmp_path)
    assert read_round(engine, ROUND).closed_at is not None
    with pytest.raises(InputError, match="关闭，其结果不能再改变"):
        Writer(engine, Round(ROUND, date(2021, 8, 20)), load_rubric()).begin_round([])
