"""All notebooks run over a finished night of the whole city, and say what it holds."""

from __future__ import annotations

import base64

import pytest

from analysis import dataframes
from analysis.notebooks import ageing
from tests.night.city import ROUND, Night
from tests.notebooks import NAMES, Executed, run_notebooks

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def executed(whole: Night, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Executed]:
    code, notebooks = run_notebooks(tmp_path_factory.mktemp("notebooks"), whole.database)
    assert {name: notebook.error for name, notebook in notebooks.items()} == dict.fromkeys(NAMES, "")
    assert code == 0
    return notebooks


@pytest.mark.parametrize("name", NAMES)
def test_they_say_which_database_and_draw_without_a_warning(name: str, executed: dict[str, Executed]) -> None:
    notebook = executed[name]
    assert f"{ROUND}（监测时间点 2021-08-20）" in notebook.stream("stdout")
    assert notebook.complaints == ""
    pictures = [base64.b64decode(each) for each in notebook.shown("image/png")]
    assert len(pictures) >= 2
    assert all(each.startswith(b"\x89PNG") for each in pictures)
    assert len(notebook.shown("text/markdown")) >= 2
    assert not any("nan" in each for each in notebook.shown("text/markdown"))


def test_the_numbers_are_those_of_the_night(executed: dict[str, Executed], whole: Night) -> None:
    engine = whole.engine()
    columns = dataframes.columns(round=ROUND, engine=engine)
    aged = ageing.judged(columns)
    said = executed["1-columns.ipynb"].shown("text/markdown")[0]
    assert f"共读到 {len(columns)} 个栏目，其中 {len(aged)} 个按更新期限判断" in said
    assert f"已超期 {int(aged['stale'].sum())} 个" in said
    found = dataframes.findings(round=ROUND, engine=engine)
    counted = int(found.loc[found["rule"].isin(["I01", "I02", "I03"]), "counts"].sum())
    assert any(f"计入的问题 {counted} 处" in each for each in executed["4-interpretation.ipynb"].shown("text/markdown"))
    engine.dispose()


def test_stale_columns_stand_in_the_table_with_their_rule(executed: dict[str, Executed]) -> None:
    tables = executed["1-columns.ipynb"].shown("text/html")
    (listed,) = [each for each in tables if "<th>规则</th>" in each]
    assert all(rule in listed for rule in ("F02", "F03", "F04"))
    assert "<th>计入</th>" in listed
