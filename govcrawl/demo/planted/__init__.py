"""What is planted in the sites: one module per county, one for all departments, one for all platforms."""

from collections.abc import Callable

from govcrawl.demo.planted.baishi import baishi
from govcrawl.demo.planted.chenghu import chenghu
from govcrawl.demo.planted.departments import education, forestry, water
from govcrawl.demo.planted.luming import luming
from govcrawl.demo.planted.platforms import PLATFORMS
from govcrawl.demo.planted.qinghe import qinghe
from govcrawl.demo.planted.tools import Built
from govcrawl.demo.planted.wangchuan import wangchuan
from govcrawl.demo.planted.yunting import yunting

PORTALS: tuple[Callable[[int], Built], ...] = (qinghe, baishi, yunting, luming, chenghu, wangchuan)
DEPARTMENTS: tuple[Callable[[int], Built], ...] = (education, water, forestry)

__all__ = ["DEPARTMENTS", "PLATFORMS", "PORTALS", "Built"]
