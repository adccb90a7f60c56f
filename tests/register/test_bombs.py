"""Workbooks made to exhaust time or memory, or to read other files: refused by everyone who reads workbooks."""

from __future__ import annotations

import re
import shutil
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from analysis.round_view import RoundView
from exports.manual_book import read_manual_book
from exports.review_import import read_review_book
from govcrawl.domain.errors import InputError, RegisterError
from govcrawl.register import Register, read_register
from govcrawl.register.posts_sheet import read_posts
from tests.exports.night import Q3, write_round
from tests.register.archives import SHEET, add_shared_strings, rewrite_part, set_cell
from tests.register.sheets import good, write_folder, write_workbook

_SECRET = "ZZ-SECRET-ZZ"
_BOOK = "xl/workbook.xml"
_RELATIONS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_LEVELS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


def _with_doctype(path: Path, part: str, entities: str) -> None:
    rewrite_part(path, part, lambda text: f"<!DOCTYPE a [{entities}]>" + text.partition("?>")[2].lstrip())


def _put(path: Path, text: str) -> None:
    set_cell(path, 1, "B2", f'<c r="B2" t="inlineStr"><is><t>{text}</t></is></c>')


def _billion_laughs(path: Path) -> None:
    _put(path, "&e9;")
    _with_doctype(path, SHEET.format(1), f'<!ENTITY e0 "lol">{_LEVELS}')


def _quadratic(path: Path) -> None:
    _put(path, "&a;" * 50_000)
    _with_doctype(path, SHEET.format(1), f'<!ENTITY a "{"x" * 100_000}">')


def _quadratic_strings(path: Path) -> None:
    add_shared_strings(path, "&a;" * 50_000)
    _with_doctype(path, "xl/sharedStrings.xml", f'<!ENTITY a "{"x" * 100_000}">')


def _laughing_names(path: Path) -> None:
    rewrite_part(path, _BOOK, lambda text: text.replace('name="单位"', 'name="&e9;"'))
    _with_doctype(path, _BOOK, f'<!ENTITY e0 "lol">{_LEVELS}')


def _external(path: Path) -> None:
    secret = path.with_suffix(".txt")
    secret.write_text(_SECRET, encoding="utf-8")
    _put(path, "&a;")
    _with_doctype(path, SHEET.format(1), f'<!ENTITY a SYSTEM "{secret.as_uri()}">')


def _external_strings(path: Path) -> None:
    secret = path.with_suffix(".txt")
    secret.write_text(_SECRET, encoding="utf-8")
    add_shared_strings(path, "&a;")
    _with_doctype(path, "xl/sharedStrings.xml", f'<!ENTITY a SYSTEM "{secret.as_uri()}">')


def _external_types(path: Path) -> None:
    secret = path.with_suffix(".txt")
    secret.write_text(_SECRET, encoding="utf-8")
    rewrite_part(path, "[Content_Types].xml", lambda text: text.replace("</Types>", "&a;</Types>"))
    _with_doctype(path, "[Content_Types].xml", f'<!ENTITY a SYSTEM "{secret.as_uri()}">')


def _too_large(path: Path) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(8):
            archive.writestr(f"xl/media/{number}.bin", bytes(8 * 1024**2))


def _too_many_parts(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(10_001):
            archive.writestr(f"xl/media/{number}.bin", b"")


def _lying_about_its_size(path: Path) -> None:
    """A part that claims to be small. bzip2 would unpack it as a whole before anyone counts."""
    claimed, real = 1_000, 50_000_000
    with zipfile.ZipFile(path, "a", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("docProps/custom.xml", bytes(real))
    path.write_bytes(path.read_bytes().replace(struct.pack("<L", real), struct.pack("<L", claimed)))


def _many_styles(path: Path) -> None:
    rewrite_part(path, "xl/styles.xml", lambda text: text.replace("</cellXfs>", "<xf/>" * 200_000 + "</cellXfs>"))


def _many_names(path: Path) -> None:
    names = "<definedNames>" + '<definedName name="a">A1</definedName>' * 60_000 + "</definedNames>"
    rewrite_part(path, _BOOK, lambda text: text.replace("</workbook>", f"{names}</workbook>"))


def _many_strings(path: Path) -> None:
    add_shared_strings(path, "</t></si>" + "<si><t>a</t></si>" * 1_100_000 + "<si><t>b")


def _one_part_as_many_sheets(path: Path) -> None:
    sheets = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId1" {_RELATIONS}/>' for n in range(50, 90))
    rewrite_part(path, _BOOK, lambda text: text.replace("</sheets>", f"{sheets}</sheets>"))


def _locked_by_a_password(path: Path) -> None:
    """As Excel and WPS lock a workbook up; the password was "secret"."""
    shutil.copy(Path(__file__).parent / "data" / "locked.xlsx", path)


def _locked_as_an_archive(path: Path) -> None:
    """Its parts say that they are encrypted."""
    marks = (b"PK\x03\x04", 6), (b"PK\x01\x02", 8)
    content = bytearray(path.read_bytes())
    for mark, place in marks:
        for found in re.finditer(re.escape(mark), bytes(content)):
            content[found.start() + place] |= 1
    path.write_bytes(content)


BOMBS: dict[Callable[[Path], None], str] = {
    _billion_laughs: "已损坏，无法读取",
    _quadratic: "已损坏，无法读取",
    _quadratic_strings: "已损坏，无法读取",
    _laughing_names: "已损坏，无法读取",
    _external: "已损坏，无法读取",
    _external_strings: "已损坏，无法读取",
    _external_types: "已损坏，无法读取",
    _too_large: "解压后超过 64 MB",
    _too_many_parts: "解压后超过 64 MB",
    _lying_about_its_size: "压缩方式不是 .xlsx 所用的",
    _many_styles: "样式或名称过多（xl/styles.xml）",
    _many_names: "样式或名称过多（xl/workbook.xml）",
    _many_strings: "单元格过多",
    _one_part_as_many_sheets: "多张表指向同一内容",
    _locked_by_a_password: "加了打开密码，请在 Excel 或 WPS 中去掉密码",
    _locked_as_an_archive: "加了打开密码，请在 Excel 或 WPS 中去掉密码",
}
Read = Callable[[Path], object]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return write_round(tmp_path_factory.mktemp("round") / "govcrawl.db")


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return read_register(write_folder(good(), tmp_path_factory.mktemp("register") / "csv"))


@pytest.fixture
def readers(engine: Engine, register: Register) -> dict[str, Read]:
    return {
        "台账": read_register,
        "复核表": lambda path: read_review_book(RoundView(engine, Q3.name), path),
        "人工评定表": lambda path: read_manual_book(RoundView(engine, Q3.name), path),
        "填报表": lambda path: read_posts(path, register),
    }


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.__name__.strip("_"))
def test_bombs(bomb: Callable[[Path], None], readers: dict[str, Read], tmp_path: Path) -> None:
    """Register, reviews, marks and posts alike."""
    path = write_workbook(good(), tmp_path / "r.xlsx")
    bomb(path)
    assert path.stat().st_size < 2_000_000
    for what, read in readers.items():
        with pytest.raises(InputError) as told:
            read(path)
        assert str(told.value).startswith(f"{what} {path} ")
        assert BOMBS[bomb] in str(told.value)
        assert _SECRET not in str(told.value)


def test_two_sheets_of_one_name_are_both_read(tmp_path: Path) -> None:
    """The second is not taken for a copy of the first."""
    sheets = good()
    path = write_workbook({**sheets, "单位2": [["单位名称", "没有的列"]]}, tmp_path / "r.xlsx")
    rewrite_part(path, _BOOK, lambda text: text.replace('"单位2"', '"单位"'))
    with pytest.raises(RegisterError) as told:
        read_register(path)
    assert "“单位”表：这张表出现了不止一次" in told.value.rows
    assert any("没有“没有的列”这一列" in row for row in told.value.rows)
