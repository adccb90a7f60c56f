"""Which key fields a column's name stands for."""

from __future__ import annotations

import pytest

from govcrawl.rubric.disclosure import load_disclosure


@pytest.mark.parametrize(
    ("column", "fields"),
    [
        ("社会救助", {"社会救助"}), ("灾害救助", {"救灾"}), ("救助", {"社会救助"}),
        ("社会救助和灾害救助", {"社会救助", "救灾"}),
        ("低保和临时救助", {"社会救助"}), ("义务教育", {"义务教育"}), ("县教育局", set()), ("通知公告", set()),
        ("城市管理综合执法", {"城市综合执法"}), ("就业和社会保险", {"就业", "社会保险"}),
    ],
)  # fmt: skip
def test_a_name_within_a_longer_one_of_another_field_is_none(column: str, fields: set[str]) -> None:
    assert load_disclosure().fields_named(column) == fields
