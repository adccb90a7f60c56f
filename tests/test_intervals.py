"""Wilson's intervals of shares."""

from __future__ import annotations

import pytest

from analysis.intervals import wilson


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [  # as tables give them
        (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662),
        (1, 1, 0.2065, 1.0), (0, 0, 0.0, 1.0),
    ],
)  # fmt: skip
def test_intervals(part: int, whole: int, low: float, high: float) -> None:
    assert wilson(part, whole) == pytest.approx((low, high), abs=0.0001)


@pytest.mark.parametrize(("part", "whole"), [(-1, 4), (5, 4)])
def test_a_part_is_not_more_than_the_whole(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="of 4"):
        wilson(part, whole)
