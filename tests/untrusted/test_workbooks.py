"""Every workbook of the nasty rounds, read back: text is text, links are links, files are whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell
from sqlalchemy import Engine, update

from analysis.round_view import RoundView
from exports import Exported, export_round
from exports.cell_values import MAX_TEXT, in_cell, to_cell_text
from exports.manual_book import read_manual_book, write_manual_book
from exports.rectification import FOLDER, write_rectification
from exports.review_book import write_review_book
from exports.review_import import read_review_book
from govcrawl.domain.errors import StoreError
from govcrawl.domain.sanitize import like_formula
from govcrawl.register import write_template
from govcrawl.register.posts_sheet import write_template as write_posts_template
from govcrawl.store.closing import store_exports
from govcrawl.store.decision_models import ExportRow
from govcrawl.store.decisions import read_marks, read_reviews
from tests.cli.filling import fill
from tests.exports.cells import link_of
from tests.exports.night import Q3, column, site, target, write_round
from tests.untrusted.nasty import BAD_LINKS, LONG, NASTY, ODD_LINKS, unseen
from tests.untrusted.rounds import NAMES, SITES

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def all_books(engine: Engine, workbooks: list[Path], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Those of the export, those that people fill in, and the templates."""
    folder = tmp_path_factory.mktemp("books")
    review, manual, register, posts = (folder / f"{name}.xlsx" for name in ("复核", "评定", "台账", "填报"))
    write_review_book(RoundView(engine, Q3.name), review)
    write_manual_book(RoundView(engine, Q3.name), manual)
    write_template(register)
    write_posts_template(posts)
    return [*workbooks, review, manual, register, posts]


def cells(path: Path) -> Iterator[Cell]:
    for sheet in load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if isinstance(cell, Cell) and cell.value is not None)


def test_text_stays_text(all_books: list[Path]) -> None:
    wrong = [
        (path.name, cell.coordinate, cell.value)
        for path in all_books
        for cell in cells(path)
        if cell.data_type in ("f", "e")
        or (isinstance(cell.value, str) and like_formula(cell.value) and not cell.quotePrefix)
    ]
    assert wrong == []


def test_cells_hold_what_they_can(all_books: list[Path]) -> None:
    wrong = [
        (path.name, cell.coordinate)
        for path in all_books
        for cell in cells(path)
        if isinstance(cell.value, str)
        and (unseen(cell.value) or "\r" in cell.value or len(cell.value.encode("utf-16-le")) > 2 * MAX_TEXT)
    ]
    assert wrong == []


def test_links_lead_to_websites_only(all_books: list[Path]) -> None:
    links = {link for path in all_books for cell in cells(path) if (link := link_of(cell)) is not None}
    assert len(links) > 100
    for link in links:
        parts = urlsplit(link)
        assert parts.scheme in ("http", "https"), link
        assert parts.hostname
        assert "@" not in parts.netloc
        assert len(link) <= 2079
        assert not unseen(link, but="")
        assert not set(link) & set(' "<>\\^`{|}')
    assert set(ODD_LINKS.values()) <= links
    shown = {cell.value for path in all_books for cell in cells(path) if link_of(cell) is None}
    assert {to_cell_text(url) for url in BAD_LINKS} <= shown, "bad links are shown, as text"


def test_parts_are_whole_and_run_nothing(all_books: list[Path]) -> None:
    for path in all_books:
        with ZipFile(path) as archive:
            assert archive.testzip() is None
            for name in archive.namelist():
                assert not any(word in name.lower() for word in ("vba", "external", "embed", "activex")), name
                root = ElementTree.fromstring(archive.read(name))
                assert not list(root.iter(f"{MAIN}f")), (path.name, name)
                names = ("formula", "formula1", "formula2")
                for rule in (each for name in names for each in root.iter(f"{MAIN}{name}")):
                    assert "evil" not in (rule.text or "")
                    assert "+1+cmd" not in (rule.text or "")


def test_nothing_is_lost(written: list[Exported]) -> None:
    """Each nasty text stands in each kind of workbook as it can be shown."""
    kinds: dict[str, set[str]] = {}
    for each in written:
        if each.path.suffix == ".xlsx":
            kinds.setdefault(each.meaning, set()).update(str(cell.value) for cell in cells(each.path))
    assert len(kinds) == 6
    for meaning, values in kinds.items():
        text = "\n".join(values)
        lost = [name for name, nasty in NASTY.items() if in_cell(to_cell_text(nasty)) not in text]
        assert lost == [], meaning
    assert any(value == to_cell_text(LONG) for value in set().union(*kinds.values()))


def test_decisions_come_back(engine: Engine, tmp_path: Path) -> None:
    """What nasty people have decided, written out and read back, decides the same."""
    path, at = tmp_path / "复核.xlsx", datetime(2021, 9, 1, tzinfo=UTC)
    write_review_book(RoundView(engine, Q3.name), path)
    held = read_reviews(engine, Q3.name)
    back = {each.key: each for each in read_review_book(RoundView(engine, Q3.name), path, at=at)}
    assert {key: each.decision for key, each in back.items()} == {key: each.decision for key, each in held.items()}
    assert {each.note for each in back.values()} == {
        " ".join(to_cell_text(each.note).split()) for each in held.values()
    }
    assert fill(path, lambda row: row["规则"] == "T01", 复核意见="属实", 复核人="甲") == 2 * len(SITES)
    assert len(read_review_book(RoundView(engine, Q3.name), path)) == len(held) + 2 * len(SITES)


def test_marks_come_back(engine: Engine, tmp_path: Path) -> None:
    write_manual_book(RoundView(engine, Q3.name), tmp_path / "评定.xlsx")
    back = read_manual_book(RoundView(engine, Q3.name), tmp_path / "评定.xlsx")
    held = read_marks(engine, Q3.name)
    assert {(each.target_url, each.indicator, each.points) for each in back} == {
        (each.target_url, each.indicator, each.points) for each in held
    }


# -- names of files ----------------------------------------------------------------------------------------------------

_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789")}


def test_names_of_lists_are_safe_everywhere(written: list[Exported]) -> None:
    lists = [each.path for each in written if each.path.parent.name == FOLDER]
    assert len(lists) == len(NAMES)
    assert all(path.is_file() for path in lists)
    for path in lists:
        assert not unseen(path.name, but="")
        assert not set(path.name) & set('\\/:*?"<>|')
        assert path.name[0] not in ". -~"
        assert path.stem == path.stem.rstrip(". ")
        assert path.name.split(".")[0].strip().casefold() not in _DEVICES
        assert len(path.name.encode()) <= 255


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("CON", "_CON.xlsx"),
        ("com¹.局", "_com¹.局.xlsx"),
        ("Aux ", "_Aux.xlsx"),
        ("连接局", "连接局.xlsx"),
        ("CONSOLE", "CONSOLE.xlsx"),
        ("局. . ", "局.xlsx"),
        ("-rf 局", "_rf 局.xlsx"),
        ("𠀀" * 100, "𠀀" * 56 + ".xlsx"),
        ("...", "_.xlsx"),
    ],
)
def test_the_name_of_a_list(unit: str, name: str, tmp_path: Path) -> None:
    of = target(unit, "h")
    engine = write_round(tmp_path / "a.db", extra=[column(of, "kb", "空", "other", None), site(of)], targets=[of])
    assert name in [path.name for path in write_rectification(RoundView(engine, Q3.name), tmp_path / "out")]
    engine.dispose()


def test_files_of_a_closed_round_stay_in_their_folder(tmp_path: Path) -> None:
    """A database may come from anywhere."""
    engine = write_round(tmp_path / "a.db")
    store_exports(engine, Q3.name, [("a.xlsx", "附件", b"x")], datetime.now(UTC))
    with engine.begin() as connection:
        connection.execute(update(ExportRow).values(path="../../evil.xlsx"))
    with pytest.raises(StoreError, match="指向输出文件夹之外，没有写出"):
        export_round(RoundView(engine, Q3.name), tmp_path / "out" / Q3.name)
    engine.dispose()
    assert list(tmp_path.rglob("*.xlsx")) == []
