"""整改清单: for each unit that has a problem, what it must mend until when."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from analysis.round_view import RoundView
from exports.cell_values import linked, to_cell_text
from exports.deadlines import deadline_of
from exports.sheet import TableColumn, TableSheet
from exports.tables.context import UNCONFIRMED, quarter_name
from exports.tables.problems import evidence_of
from govcrawl.domain.atomic_write import atomic_folder
from govcrawl.domain.findings import Finding
from govcrawl.domain.rounds import Round
from pipelines.catalogue import rule_title
from pipelines.texts import load_texts

FOLDER = "整改清单"
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\t\n]|^[. ~-]+')
# Names of devices, whatever follows after a dot; ¹²³ count as digits.
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])[ .]*(\..*)?", re.IGNORECASE)
_LONGEST = 225  # bytes of a file name, with room for a number and the suffix in 255
_COLUMNS = (
    TableColumn("序号", "whole", 4, 6),
    TableColumn("检查对象", "text", 10, 20),
    TableColumn("问题类别", "text", 10, 18),
    TableColumn("问题描述", "text", 24, 40),
    TableColumn("问题页面", "text", 14, 26),
    TableColumn("证据", "text", 10, 20),
    TableColumn("整改要求", "text", 20, 36),
    TableColumn("整改期限", "date", 10, 11),
    TableColumn("整改情况", "input", 16, 24),
    TableColumn("备注", "input", 8, 14),
    TableColumn("编号", "centre", 20, 20, printed=False),
)


def write_rectification(view: RoundView, out: Path, deadline: date | None = None) -> list[Path]:
    """Write a list for each unit into a folder of `out`; the lists' paths by unit, in register order.

    The folder is written anew: no list of an earlier export stays.

    deadline: until when problems are to be mended; an assumed day without one.
    Raises OutputError when the folder cannot be written; the old one then stays.
    """
    by_unit: dict[str, list[Finding]] = {}
    for finding in view.problems():
        by_unit.setdefault(finding.unit, []).append(finding)
    folder = out / FOLDER
    names = _file_names(by_unit)
    with atomic_folder(folder) as fresh:
        for unit, found in by_unit.items():
            _write(view.round, unit, found, fresh / names[unit], deadline)
    return [folder / names[unit] for unit in by_unit]


def _file_names(units: Iterable[str]) -> dict[str, str]:
    """A file name for each unit that is safe everywhere; no two are the same, also where case makes no difference."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for unit in units:
        stem = _stem(unit)
        name, number = stem, 1
        while _folded(name) in taken:
            number += 1
            name = f"{stem}（{number}）"
        taken.add(_folded(name))
        names[unit] = f"{name}.xlsx"
    return names


def _stem(unit: str) -> str:
    name = _NOT_IN_NAMES.sub("_", to_cell_text(unit)).encode()[:_LONGEST].decode(errors="ignore").rstrip(". ") or "_"
    return f"_{name}" if _DEVICES.fullmatch(name) else name


def _folded(name: str) -> str:
    """What file systems that tell neither case nor the spelling of characters apart take the name for."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _write(when: Round, unit: str, found: Sequence[Finding], path: Path, deadline: date | None) -> None:
    day, assumed = deadline_of(when, deadline)
    texts = load_texts()
    title = to_cell_text(f"{unit}整改清单（{quarter_name(when)}）")
    mark = f"（{UNCONFIRMED}）" if assumed else ""
    notes = [
        f"共{len(found)}个问题，请于{day}{mark}前整改并填写“整改情况”。下季度将按编号逐项核查；删除页面不等于整改。",
    ]
    book = Workbook(write_only=True)
    book.properties.creator, book.properties.title = "govcrawl", title
    sheet = TableSheet(book, FOLDER, title, notes, _COLUMNS, frozen=2)
    for number, each in enumerate(found, 1):
        about = [each.target, rule_title(each.rule), each.message, linked(each.url), evidence_of(each)]
        sheet.add([number, *about, texts.of(each.rule).remedy, day, "", "", each.key])
    sheet.close()
    book.save(path)
