"""One unit inspected alone gives the facts that the whole night gives of it."""

from __future__ import annotations

from typing import Any

import pytest

from govcrawl.domain.targets import INSPECTION_PLATFORMS
from govcrawl.register import read_register
from tests.night.city import Night


def of_unit(facts: list[dict[str, Any]], unit: str) -> list[dict[str, Any]]:
    """What belongs to the unit's targets; findings name their target by its address."""
    urls = {
        fact["target"]["url"] for fact in facts if isinstance(fact["target"], dict) and fact["target"]["unit"] == unit
    }
    return [fact for fact in facts if (fact.get("target_url") or fact["target"]["url"]) in urls]


@pytest.mark.parametrize("unit", ["青禾县人民政府", "云岭市教育局", "云岭市人民政府办公室"])
def test_each_spider_alone_finds_the_same(night: Night, unit: str) -> None:
    alone = night.again(f"unit-{unit}")
    register = read_register(night.plan.register)
    platforms = tuple(platform for platform in INSPECTION_PLATFORMS if register.targets_of(platform, unit))
    assert alone.run(platforms=platforms, unit=unit).failed == []
    wanted = of_unit(night.facts(), unit)
    assert wanted
    assert alone.facts() == wanted
