"""整改清单: one list per unit with a problem, with what to do about each, and nothing of what does not count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from analysis.round_view import RoundView
from exports.rectification import write_rectification
from govcrawl.domain.decisions import Review
from govcrawl.domain.errors import OutputError
from govcrawl.store.decisions import store_reviews
from govcrawl.store.reader import read_findings
from pipelines.catalogue import REGISTRY
from pipelines.texts import load_texts
from tests.exports.cells import Table
from tests.exports.night import CLEAN, FAULTY, HOSTILE, NIGHT, column, site, target, write_round

ROUND = "2021Q3"


def table(path: Path) -> Table:
    return Table(load_workbook(path), "整改清单")


def test_every_problem_has_its_remedy() -> None:
    told = [rule for rule, text in load_texts().rules.items() if text.remedy]
    assert sorted(told) == sorted(each.id for each in REGISTRY.values() if each.severity == "problem")


def test_a_list_per_unit(engine: Engine, tmp_path: Path) -> None:
    found = [each for each in read_findings(engine, ROUND) if each.severity == "problem"]
    paths = write_rectification(RoundView(engine, ROUND), tmp_path, date(2021, 9, 20))
    assert [path.stem for path in paths] == list(dict.fromkeys(each.unit for each in found))
    for path in paths:
        mine = [each for each in found if each.unit == path.stem]
        sheet = table(path)
        assert sheet.rows("编号") == [each.key for each in mine]
        assert sheet.rows("整改要求") == [load_texts().of(each.rule).remedy for each in mine]
        assert set(sheet.rows("整改期限")) == {datetime(2021, 9, 20)}
        assert f"共{len(mine)}个问题，请于2021-09-20前整改" in sheet.notes[0]


def test_names_of_units_are_no_paths(tmp_path: Path) -> None:
    """Three names that come to one file name, of which no list may be lost."""
    units = [target(unit, f"h{number}") for number, unit in enumerate(("../局/A", ".._局_a", "_局:A"))]
    empty = [column(unit, "kb", "空栏目", "other", None) for unit in units]
    engine = write_round(tmp_path / "a.db", extra=[*empty, *(site(unit) for unit in units)], targets=units)
    paths = write_rectification(RoundView(engine, ROUND), tmp_path / "out")
    names = [path.name for path in paths if "局" in path.name]
    assert names == ["__局_A.xlsx", "__局_a（2）.xlsx", "_局_A.xlsx"]
    assert [table(path).title for path in paths[-3:]] == [f"{each.unit}整改清单（2021年第三季度）" for each in units]
    assert sorted((tmp_path / "out").rglob("*.xlsx")) == sorted(paths)


def test_a_file_in_the_place_of_the_folder_stays(engine: Engine, tmp_path: Path) -> None:
    mine = tmp_path / "整改清单"
    mine.write_text("我的文件")
    with pytest.raises(OutputError, match="已有同名文件"):
        write_rectification(RoundView(engine, ROUND), tmp_path)
    assert mine.read_text() == "我的文件"
    assert list(tmp_path.iterdir()) == [mine]


def test_what_does_not_count_is_on_no_list(tmp_path: Path) -> None:
    engine = write_round(tmp_path / "a.db")
    (news,) = read_findings(engine, ROUND, rules=["F02"])
    store_reviews(engine, ROUND, [Review(news.key, "不属实", "核对", "复核员", NIGHT)])
    (path,) = [path for path in write_rectification(RoundView(engine, ROUND), tmp_path) if path.stem == FAULTY.unit]
    assert news.key not in table(path).rows("编号")
    assert "（未核实）" in table(path).notes[0]


def test_lists_of_units_that_have_mended_everything_go(tmp_path: Path) -> None:
    engine = write_round(tmp_path / "a.db")
    old = tmp_path / "整改清单" / "别的单位.xlsx"
    old.parent.mkdir()
    old.write_text("上一次")
    paths = write_rectification(RoundView(engine, ROUND), tmp_path)
    assert sorted(old.parent.iterdir()) == sorted(paths)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".~")] == []


def test_an_old_folder_survives_what_fails(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("我的文件")
    with pytest.raises(OutputError, match="整改清单"):
        write_rectification(RoundView(engine, ROUND), tmp_path / "out")
    assert (tmp_path / "out").read_text() == "我的文件"


@pytest.mark.parametrize("name", HOSTILE)
def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path, name: str) -> None:
    odd = replace(CLEAN, unit="另一单位", name=name, url="http://odd-demo.gov.cn/")
    engine = write_round(tmp_path / "a.db", targets=[odd], extra=[site(odd, labels={})])
    (path,) = [path for path in write_rectification(RoundView(engine, ROUND), tmp_path) if path.stem == odd.unit]
    shown = [row["检查对象"] for row in table(path).cells()]
    assert shown
    assert {(cell.value, cell.data_type) for cell in shown} == {(name, "s")}
