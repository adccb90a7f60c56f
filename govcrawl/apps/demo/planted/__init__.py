"""What is planted in the sites: one module per county, one for all departments, one for all platforms."""

from collections.abc import Callable

from govcrawl.apps.demo.planted.baishi import baishi
from govcrawl.apps.demo.planted.chenghu import chenghu
from govcrawl.apps.demo.planted.departments import education, forestry, water
from govcrawl.apps.demo.planted.luming import luming
from govcrawl.apps.demo.planted.platforms import PLATFORMS
from govcrawl.apps.demo.planted.qinghe import qinghe
from govcrawl.apps.demo.planted.tools import Built
from govcrawl.apps.demo.planted.wangchuan import wangchuan
from govcrawl.apps.demo.planted.yunting import yunting

PORTALS: tuple[Callable[[int], Built], ...] = (qinghe, baishi, yunting, luming, chenghu, wangchuan)
DEPARTMENTS: tuple[Callable[[int], Built], ...] = (education, water, forestry)

__all__ = ["DEPARTMENTS", "PLATFORMS", "PORTALS", "Built"]
