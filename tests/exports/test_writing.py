"""What is written is whole, bounded, and harmless; what cannot be written leaves the old file alone."""

import gc
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import Engine, text

from analysis.round_view import RoundView
from exports import export_round
from exports import sheet as sheet_module
from exports.cell_values import MAX_TEXT, Linked, Value, china_time, day, linked, to_cell_text
from exports.sheet import TableColumn, TableSheet
from exports.style import lines_of, width_of
from exports.workbook import workbook
from govcrawl.domain.atomic_write import atomic_write
from govcrawl.domain.errors import InputError, OutputError, RubricError
from govcrawl.domain.sanitize import like_formula
from tests.exports.cells import Table
from tests.exports.night import write_round

FILE = "附件1-政府网站检查情况.xlsx"
Make = Callable[[list[list[Value]]], Table]


# -- files -----------------------------------------------------------------------------------------------------------


def test_the_folder_holds_the_workbook_alone(exported: Path) -> None:
    assert [path.name for path in exported.parent.iterdir()] == [FILE]
    assert exported.stat().st_mode & 0o777 == 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_file_in_place_of_the_folder(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("我的文件")
    with pytest.raises(
        OutputError, match=r"^无法写出 .*附件1-.*（文件夹的位置上已有同名文件），请处理后重试"
    ) as refused:
        export_round(RoundView(engine, "2021Q3"), tmp_path / "out", ["attachment1"])
    assert "\n" not in str(refused.value)
    assert (tmp_path / "out").read_text() == "我的文件"


def test_a_workbook_that_is_given_up_says_nothing_by_itself(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What breaks an export off is told in one line; the library complained of each sheet when it was collected."""

    def give_up() -> None:
        with workbook(tmp_path / "a.xlsx", "附件") as book:
            for name in ("一", "二"):
                book.create_sheet(name).append(["内容"])
            raise InputError("没有这个指标。")

    with pytest.raises(InputError):
        give_up()
    gc.collect()
    assert capfd.readouterr().err == ""
    assert list(tmp_path.iterdir()) == []


def test_a_folder_below_a_file(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("我的文件")
    with pytest.raises(OutputError, match="路径中的一段是文件，不是文件夹"):
        export_round(RoundView(engine, "2021Q3"), tmp_path / "out" / "2021Q3", ["attachment1"])


def test_a_folder_in_place_of_the_file(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / FILE / "x").mkdir(parents=True)
    with pytest.raises(OutputError, match="已有同名文件夹"):
        export_round(RoundView(engine, "2021Q3"), tmp_path, ["attachment1"])
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(engine: Engine, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="没有写入权限"):
        export_round(RoundView(engine, "2021Q3"), tmp_path, ["attachment1"])
    tmp_path.chmod(0o700)
    assert list(tmp_path.iterdir()) == []


def fail_halfway(path: Path, fault: Exception) -> None:
    with atomic_write(path) as draft:
        draft.write_text("半个")
        raise fault


def test_an_old_file_survives_what_fails(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("上季度")
    with pytest.raises(OutputError, match="磁盘空间不足"):
        fail_halfway(path, OSError(28, "No space left on device"))
    with pytest.raises(ValueError, match="ours"):
        fail_halfway(path, ValueError("ours"))
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("a.xlsx", "上季度")]


def test_an_export_takes_the_place_of_the_last(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("上一次")
    (written,) = export_round(RoundView(engine, "2021Q3"), tmp_path, ["attachment1"])
    assert load_workbook(written.path).sheetnames[0] == "检查情况汇总"


def test_an_unknown_round_leaves_nothing(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有检查期 2020Q1，已有的检查期：2021Q3"):
        export_round(RoundView(engine, "2020Q1"), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_round_whose_rubric_cannot_be_read(tmp_path: Path) -> None:
    engine = write_round(tmp_path / "govcrawl.db")
    with engine.begin() as connection:
        connection.execute(text("UPDATE round SET rubric_text = 'name: 旧'"))
    with pytest.raises(RubricError, match=r"（检查期 2021Q3 所存版本 2019\.2） 的 .*govcrawl recheck --round 2021Q3"):
        export_round(RoundView(engine, "2021Q3"), tmp_path / "out", ["attachment1"])
    engine.dispose()
    assert not (tmp_path / "out").exists()


# -- tables ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def table(tmp_path: Path) -> Make:
    """A workbook of one table with columns 甲 and 乙."""

    def make(rows: list[list[Value]]) -> Table:
        book = Workbook(write_only=True)
        sheet = TableSheet(book, "表", "标题", ["说明"], (TableColumn("甲"), TableColumn("乙", most=20)))
        for row in rows:
            sheet.add(row)
        sheet.close(["备注"])
        book.save(tmp_path / "t.xlsx")
        return Table(load_workbook(tmp_path / "t.xlsx"), "表")

    return make


def test_an_empty_table(table: Make) -> None:
    made = table([])
    assert (made.title, made.notes, made.headings, made.page["A4"].value) == ("标题", ["说明"], ["甲", "乙"], "备注")


def test_widths_follow_chinese_text_within_bounds(table: Make) -> None:
    made = table([["中文十个字中文十个字", "x" * 500], ["短", "短"]])
    assert [made.page.column_dimensions[letter].width for letter in "AB"] == [22, 22]
    assert [made.page.row_dimensions[number].height for number in (4, 5)] == [25 * 13.5 + 5, 13.5 + 5]


def test_looks_do_not_leak_from_one_row_to_the_next(table: Make) -> None:
    made = table([["=1", Linked("a", "http://a.test/")], ["b", "c"], [None, 5], [date(2021, 8, 1), 0.1]])
    rows = made.cells()
    assert [row["甲"].value for row in rows] == ["=1", "b", None, datetime(2021, 8, 1)]
    assert [row["甲"].quotePrefix for row in rows] == [True, False, False, False]
    assert [bool(row["乙"].hyperlink) for row in rows] == [True, False, False, False]
    assert [row["乙"].data_type for row in rows] == ["s", "s", "n", "n"]


def test_rows_beyond_the_last_are_counted(table: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_module, "MAX_ROWS", 600)
    made = table([[number, ""] for number in range(700)])
    assert made.remarks == [
        f"本表已到行数上限，另有 {700 - 589} 行未列出，完整内容见数据库（govcrawl findings）。",
        "备注",
    ]
    assert made.page.max_row <= 600


def test_links_beyond_the_last_are_text(table: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_module, "MAX_LINKS", 2)
    made = table([[Linked(f"{number}", "http://a.test/"), None] for number in range(4)])
    assert [(row["甲"].value, bool(row["甲"].hyperlink)) for row in made.cells()] == [
        ("0", True), ("1", True), ("2", False), ("3", False),
    ]  # fmt: skip


# -- values ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "kept"),
    [("a\x00b\x1fc", "abc"), ("行\n二\t", "行\n二\t"), ("\ud800半", "半"), ("\ufffe\uffff", ""), ("=1+1", "=1+1")],
)
def test_plain_drops_what_no_workbook_holds(given: str, kept: str) -> None:
    assert to_cell_text(given) == kept


@pytest.mark.parametrize("character", ["a", "中", "😀"])
def test_long_text_is_cut_to_one_cell(character: str) -> None:
    cut = to_cell_text(character * 40_000)
    assert MAX_TEXT - 1 <= len(cut.encode("utf-16-le")) // 2 <= MAX_TEXT
    assert set(cut) == {character}


@pytest.mark.parametrize("danger", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", " ＋", "\u3000@"])
def test_like_formula(danger: str) -> None:
    assert like_formula(f"{danger}cmd")
    assert not like_formula(f"a{danger}")


@pytest.mark.parametrize(
    "address",
    ["", "2021-08-05", "javascript:alert(1)", "file:///etc/passwd", "http://", "http://a b/", "http://[1/",
     "mailto:a@b.test", "http://a.test/" + "x" * 2080, "http://a.test/\x01", "//a.test/"],
)  # fmt: skip
def test_what_is_no_link(address: str) -> None:
    assert linked(address) == address


def test_what_is_a_link() -> None:
    assert linked("http://a.test/中文?a=1&b=2") == Linked("http://a.test/中文?a=1&b=2", "http://a.test/中文?a=1&b=2")
    assert linked("栏目", "HTTPS://a.test/") == Linked("栏目", "HTTPS://a.test/")


def test_dates_and_times() -> None:
    china = datetime.fromisoformat("2021-08-01T09:30:00+08:00")
    assert [day(None), day(china), day(date(2021, 8, 1)), day(date(1, 1, 1))] == [
        None, date(2021, 8, 1), date(2021, 8, 1), "0001-01-01",
    ]  # fmt: skip
    assert china_time(datetime(2021, 8, 20, 16, 0, 0, 9, UTC)) == datetime(2021, 8, 21)
    assert china_time(None) is None


def test_widths_and_lines() -> None:
    assert [width_of(each) for each in ("", "abc", "中文", "ab\n中文字")] == [0, 3, 4, 6]
    assert [lines_of(each, 4) for each in ("", "abcd", "abcde", "中文字", "a\nb", "a\n\nb")] == [1, 1, 2, 2, 2, 3]
