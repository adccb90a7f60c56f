"""Registers and cells as chance fills them in."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from govcrawl.domain.decisions import DECISIONS
from govcrawl.register.schema import SHEETS
from tests.fuzz.strategies import date_texts
from tests.register.sheets import Sheets, good

# Cells of workbooks: openpyxl writes neither control characters nor halves of pairs.
_cell_texts = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12)
cells: SearchStrategy[object] = st.one_of(
    st.none(), st.booleans(), st.integers(-10, 10**12), st.floats(allow_nan=False, allow_infinity=False),
    _cell_texts, st.dates().filter(lambda day: day.year >= 1900),
    st.datetimes().filter(lambda when: when.year >= 1900),
    date_texts.map(lambda text: "".join(filter(str.isprintable, text))),
    st.sampled_from([
        "是", "否", "部门", "青禾县", "；", "=1+1", "#N/A", "http://", "http://a.example/\n", "HTTP://A..B/",
        "bm12345678", "F04", "0", "9999",
        "运行", "x" * 2001, "\u200b", "门户网站 ", "2021Q3", *DECISIONS,
    ]),
)  # fmt: skip
csv_cells: SearchStrategy[object] = cells | st.text(max_size=8).filter(
    lambda text: not any("\ud800" <= c <= "\udfff" for c in text)
)
_PLACES = st.tuples(st.sampled_from([sheet.name for sheet in SHEETS]), st.integers(0, 3), st.integers(0, 9))


def registers(values: SearchStrategy[object]) -> SearchStrategy[Sheets]:
    """A good register with some cells changed, a row doubled, a sheet left out or renamed."""

    def change(edits: list[tuple[tuple[str, int, int], object]], doubled: str, gone: str, renamed: str) -> Sheets:
        sheets = good()
        for (name, row, column), value in edits:
            line = sheets[name][row % len(sheets[name])]
            line.extend([None] * (column + 1 - len(line)))
            line[column] = value
        if doubled:
            sheets[doubled].append(list(sheets[doubled][-1]))
        sheets.pop(gone, None)
        if renamed and renamed in sheets:
            sheets[f"{renamed}2"] = sheets.pop(renamed)
        return sheets

    some = st.sampled_from(["", "", "", "", *(sheet.name for sheet in SHEETS)])
    return st.builds(change, st.lists(st.tuples(_PLACES, values), max_size=4), some, some, some)
