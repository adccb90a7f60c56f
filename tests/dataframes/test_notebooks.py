"""The notebooks as files, and where there is little or nothing to show."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from analysis.notebooks.session import address_of, escape_markdown, last_round, open_run
from govcrawl.domain.errors import InputError
from govcrawl.store.session import open_database
from tests.notebooks import FOLDER, NAMES, ROOT, run_notebooks


def test_they_are_committed_without_outputs() -> None:
    assert len(NAMES) == 4
    command = [sys.executable, str(ROOT / "scripts" / "clean_notebooks.py"), "--check"]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.slow
def test_a_notebook_that_has_run_is_cleaned_to_what_is_committed(engine: Engine, tmp_path: Path) -> None:
    """Also: a round with little in it is no fault of the notebooks, and the one of two rounds says what it lacks."""
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        from clean_notebooks import clean  # type: ignore[import-not-found]
    finally:
        sys.path.pop(0)
    code, notebooks = run_notebooks(tmp_path, engine.url.render_as_string(), NAMES)
    assert code == 1
    errors = {name: notebook.error for name, notebook in notebooks.items() if notebook.error}
    assert list(errors) == ["3-quarters.ipynb"]
    assert "2021Q3 之前没有检查过的检查期" in errors["3-quarters.ipynb"]
    for name in NAMES:
        ran = (tmp_path / name).read_text(encoding="utf-8")
        assert '"outputs": []' in ran  # of cells that say nothing
        assert ran != (FOLDER / name).read_text(encoding="utf-8")
        assert clean(ran) == (FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_folder_without_any_database(tmp_path: Path) -> None:
    code, notebooks = run_notebooks(tmp_path / "alone", None, NAMES[:1])
    assert code == 1
    assert "没有找到检查数据库" in notebooks[NAMES[0]].error
    assert "make demo" in notebooks[NAMES[0]].error


def test_the_default_place_is_that_of_the_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOVCRAWL_DATABASE_URL", raising=False)
    folder = tmp_path / "analysis" / "notebooks"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    with pytest.raises(InputError, match="没有找到检查数据库"):
        address_of()
    (tmp_path / "demo-out").mkdir()
    (tmp_path / "demo-out" / "govcrawl.db").touch()
    assert address_of() == f"sqlite:///{(tmp_path / 'demo-out' / 'govcrawl.db').resolve()}"
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "govcrawl.db").touch()
    assert address_of() == f"sqlite:///{(tmp_path / 'var' / 'govcrawl.db').resolve()}"
    monkeypatch.setenv("GOVCRAWL_DATABASE_URL", "postgresql://server/govcrawl")
    assert address_of() == "postgresql://server/govcrawl"
    assert address_of("other.db") == "sqlite:///other.db"


def test_it_says_what_it_has_opened(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    opened = open_run(engine.url.database)
    assert last_round(opened) == "2021Q3"
    assert capsys.readouterr().out == f"数据库：{engine.url.database}\n检查期：2021Q3（监测时间点 2021-08-20）\n"
    with pytest.raises(OperationalError, match="readonly"), opened.connect() as connection:
        connection.exec_driver_sql("DELETE FROM page")
    opened.dispose()


def test_a_database_in_which_nothing_was_inspected(tmp_path: Path) -> None:
    open_database(f"sqlite:///{tmp_path / 'new.db'}").dispose()
    with pytest.raises(InputError, match="还没有检查结果"):
        open_run(tmp_path / "new.db")


def test_text_of_others_has_no_marks_in_sentences() -> None:
    assert escape_markdown("![x](http://evil.test/a.png) <b>$a_b$</b>") == (
        r"!\[x\](http://evil.test/a.png) \<b\>\$a\_b\$\</b\>"
    )
    assert escape_markdown(3) == "3"
    assert escape_markdown(2.25) == "2.2"
