"""Formats of attachments by unit, round and month."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import dataframes
from analysis.dataframes.frames import frame_of
from analysis.dataframes.schema import FRAMES
from analysis.notebooks import formats

FIELDS = FRAMES["attachments"].fields
FILES = [
    ("甲县", "pdf", "2021-01-05"), ("甲县", "doc", "2021-01-07"), ("甲县", "ofd", "2021-04-30T09:00:00"),
    ("乙局", "wps", None), ("乙局", "xlsx", "2021-04-01"), ("乙局", "zip", "2021-04-02"),
]  # fmt: skip


def frame(files: list[tuple[str, str, str | None]]) -> pd.DataFrame:
    rows = []
    for number, (unit, extension, published) in enumerate(files):
        values: dict[str, object] = {"unit": unit, "extension": extension, "published": published, "position": number}
        rows.append([values.get(field.name) for field in FIELDS])
    return formats.with_format(frame_of(FIELDS, rows))


def test_formats_are_told_by_extension() -> None:
    table = formats.counted(frame(FILES), "unit")
    assert table.loc["甲县"].to_dict() == {"PDF、OFD": 2, "Word": 1, "表格": 0, "其他": 0}
    assert table.loc["乙局"].to_dict() == {"PDF、OFD": 0, "Word": 1, "表格": 1, "其他": 1}
    assert (table.dtypes == "int64").all()


def test_months_without_attachments_are_there_and_undated_files_are_not() -> None:
    months = formats.by_month(frame(FILES))
    assert [str(each) for each in months.index] == ["2021-01", "2021-02", "2021-03", "2021-04"]
    assert months.sum(axis=1).tolist() == [2, 0, 0, 3]
    halves = formats.compare_half_years(months)
    assert halves == {"earlier": 50.0, "earlier_files": 2, "later": 100 / 3, "later_files": 3}


def test_shares_and_sentences() -> None:
    files = frame(FILES)
    assert formats.share(files, formats.FIXED_NAME) == pytest.approx(100 / 3)
    found = pd.DataFrame(
        {"unit": ["乙局", "甲县", "乙局"], "rule": ["T01", "T02", "T03"], "counts": [True, False, True]}
    )
    assert formats.word_only(found)["unit"].tolist() == ["乙局"]
    assert formats.describe_units(found) == "乙局 2 个，甲县 1 个。"
    assert formats.describe_units(found.head(0)) == "没有。"
    many = pd.DataFrame({"unit": [f"单位{number}" for number in range(10)]})
    assert formats.describe_units(many).endswith("，另外 2 个单位。")


def test_nothing_at_all_is_no_fault() -> None:
    none = frame([])
    assert formats.counted(none, "unit").empty
    assert formats.by_month(none).empty
    assert formats.compare_half_years(formats.by_month(none)) == {
        "earlier": "—", "earlier_files": 0, "later": "—", "later_files": 0,
    }  # fmt: skip
    assert pd.isna(formats.share(none, formats.WORD_NAME))
    assert dataframes.in_chinese(none).columns[1] == "单位"
