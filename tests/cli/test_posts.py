"""Posts by sheet: refused whole with every bad row, replaced by a later sheet, and used by the next crawl."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from govcrawl.apps.cli.inspection_run import InspectionPlan, run_inspection
from govcrawl.apps.cli.main import app
from govcrawl.domain.errors import InputError, RegisterError
from govcrawl.domain.items import PostItem
from govcrawl.register.posts_sheet import COLUMNS, SHEET_NAME
from govcrawl.store.reader import read_items, read_round
from govcrawl.store.session import open_database
from tests.night.city import environment

ROUND, DATE = "2021Q3", "2021-08-20"


def sheet(path: Path, *rows: tuple[str | None, ...], header: tuple[str, ...] = COLUMNS) -> Path:
    book = Workbook()
    page = book.worksheets[0]
    page.title = SHEET_NAME
    for row in (header, *rows):
        page.append(row)
    book.save(path)
    return path


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.xlsx"
    book = Workbook()
    units, accounts = book.create_sheet("单位", 0), book.create_sheet("新媒体", 1)
    units.append(["单位名称", "单位类别"])
    units.append(["示例县", "县市区"])
    accounts.append(["单位名称", "平台", "账号名称"])
    accounts.append(["示例县", "微信", "示例发布"])
    del book["Sheet"]
    book.save(path)
    return path


def run(tmp_path: Path, *arguments: str) -> str:
    with environment(GOVCRAWL_DATABASE_URL=f"sqlite:///{tmp_path / 'g.db'}"):
        result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def imported(tmp_path: Path) -> list[tuple[str, str]]:
    engine = open_database(f"sqlite:///{tmp_path / 'g.db'}", create=False)
    posts = [post for post in read_items(engine, ROUND, (PostItem,)) if isinstance(post, PostItem)]
    engine.dispose()
    return sorted((str(post.published), post.title) for post in posts)


def import_(tmp_path: Path, path: Path, register: Path) -> str:
    when = ("--register", str(register), "--round", ROUND, "--date", DATE)
    return run(tmp_path, "posts", "import", str(path), *when)


def test_template_has_the_columns(tmp_path: Path) -> None:
    run(tmp_path, "posts", "template", str(tmp_path / "posts.xlsx"))
    book = load_workbook(tmp_path / "posts.xlsx")
    assert [cell.value for cell in book[SHEET_NAME][1]] == list(COLUMNS)


def test_a_later_sheet_replaces_the_earlier(tmp_path: Path, register: Path) -> None:
    first = sheet(tmp_path / "a.xlsx", ("示例发布", "微信", "甲", "2021-08-18 09:30", None),
                  ("示例发布", "微信", "乙", "2021年8月1日", "http://w.test/1"))  # fmt: skip
    assert "已导入 1 个账号的 2 条发布内容" in import_(tmp_path, first, register)
    import_(tmp_path, first, register)
    assert imported(tmp_path) == [("2021-08-01", "乙"), ("2021-08-18", "甲")]
    import_(tmp_path, sheet(tmp_path / "b.xlsx", ("示例发布", "微信", "丙", "2021-08-19", None)), register)
    assert imported(tmp_path) == [("2021-08-19", "丙")]


def test_every_bad_row_is_named_and_nothing_imported(tmp_path: Path, register: Path) -> None:
    path = sheet(
        tmp_path / "bad.xlsx",
        ("示例发布", "微信", "好的一行", "2021-08-18", None),
        ("别处发布", "微信", "甲", "2021-08-18", None),
        ("示例发布", "微信", "乙", "昨天", None),
        ("示例发布", "微信", None, "2021-08-18", None),
        ("示例发布", "微信", "丁", "2021-08-18", "javascript:alert(1)"),
    )
    with pytest.raises(RegisterError) as caught:
        import_(tmp_path, path, register)
    assert [row.partition("：")[0] for row in caught.value.rows] == [f"“发布内容”表第 {n} 行" for n in (3, 4, 5, 6)]
    assert not (tmp_path / "g.db").exists()


@pytest.mark.parametrize("header", [("账号名称", "平台"), ("标题",)])
def test_missing_columns(tmp_path: Path, register: Path, header: tuple[str, ...]) -> None:
    with pytest.raises(RegisterError, match="缺少列"):
        import_(tmp_path, sheet(tmp_path / "c.xlsx", header=header), register)


def test_template_does_not_overwrite(tmp_path: Path, register: Path) -> None:
    with pytest.raises(InputError, match="已存在"):
        run(tmp_path, "posts", "template", str(register))


@pytest.mark.night
def test_the_next_crawl_uses_them(tmp_path: Path, register: Path) -> None:
    import_(tmp_path, sheet(tmp_path / "a.xlsx", ("示例发布", "微信", "甲", "2021-08-18", None)), register)
    plan = InspectionPlan(register, ROUND, DATE, ("new_media",), log_file=tmp_path / "inspect.log")
    with environment(GOVCRAWL_DATABASE_URL=f"sqlite:///{tmp_path / 'g.db'}"):
        assert run_inspection(plan, lambda: None).codes == {"1/1": 0}
    engine = open_database(f"sqlite:///{tmp_path / 'g.db'}", create=False)
    (state,) = read_round(engine, ROUND).targets
    engine.dispose()
    assert state.missed is None
    assert state.site is not None
    assert state.site.account is not None
    assert (state.site.account.route, str(state.site.account.newest)) == ("sheet", "2021-08-18")
    assert imported(tmp_path) == [("2021-08-18", "甲")]
