"""Open-information platforms of two counties, of the departments, and of bodies that have no site of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from govcrawl.apps.demo.counties import JINTAN, SHUANGLIN
from govcrawl.apps.demo.departments import FORESTRY
from govcrawl.apps.demo.files import file
from govcrawl.apps.demo.model import County
from govcrawl.apps.demo.plan import PlanChanges, Spec, build_portal
from govcrawl.apps.demo.planted.tools import Built
from govcrawl.apps.demo.platforms import COUNTY_COLUMNS, DEPARTMENT_COLUMNS, listed, of_county, of_department, renamed
from govcrawl.apps.demo.quarter.bodies import BODIES, OTHERS
from govcrawl.apps.demo.styles.directories import (
    Directory,
    EpointStyle,
    FramesVsb,
    GkmlptStyle,
    JsonJpaas,
    UlTrs,
    ZtreeJpage,
)

_STYLES: tuple[type[Directory], ...] = (UlTrs, ZtreeJpage, JsonJpaas, GkmlptStyle, EpointStyle, FramesVsb)
_FIRST = 201
_LATE_REPORTS: dict[str, tuple[date, ...]] = {"zfxxgknb": (date(2020, 1, 28), date(2019, 1, 28))}


def _stale(built: Built) -> None:
    built.fail("F04", "ywgl", "业务管理最新一条为 380 天前")


def _report(built: Built) -> None:
    built.fail("D03", "zfxxgknb", "没有 2020 年度年报")
    built.fail("F04", "zfxxgknb", "年报栏目超过 1 年没有更新（同一栏目只扣一次分）")


def _part(built: Built) -> None:
    built.fail("D02", None, "没有政府信息公开制度栏目", "政府信息公开制度")


def _misnamed(built: Built) -> None:
    built.fail("D02", "zfxxgknb", "年报栏目名称不规范", "政府信息公开年报")


def _word(built: Built) -> None:
    page = built.article("gsgg", 1)
    (word,) = built.attach(page, file("gs1", "docx", "公示名单.docx"))
    built.fail("T01", page, "只提供 Word 附件", word)


def _empty(built: Built) -> None:
    column = built.portal.column("ghjh")
    column.form = "empty"
    column.articles.clear()
    built.fail("C01", "ghjh", "栏目没有任何信息")


def _sound(_: Built) -> None:
    """Nothing is wrong with it."""


_Plant = Callable[[Built], None]
# Nine in ten platforms of a quarter have a defect at most.
_CASES: tuple[tuple[_Plant, PlanChanges], ...] = (
    (_sound, PlanChanges({}, {})),
    (_word, PlanChanges({}, {})),
    (_stale, PlanChanges({"ywgl": 380}, {})),
    (_sound, PlanChanges({}, {})),
    (_part, PlanChanges({}, {}, without=("zfxxgkzd",))),
    (_sound, PlanChanges({}, {})),
    (_report, PlanChanges({}, _LATE_REPORTS)),
    (_empty, PlanChanges({}, {})),
    (_sound, PlanChanges({}, {})),
    (_misnamed, PlanChanges({}, {})),
    (_word, PlanChanges({}, {})),
)


def _platform(
    owner: County, number: int, style: type[Directory], columns: tuple[Spec, ...], plant: _Plant, changes: PlanChanges,
    port: int,
) -> Built:  # fmt: skip
    if plant is _misnamed:
        columns = renamed(columns, zfxxgknb="政府信息公开年度报告")
    if style is GkmlptStyle:
        columns = listed(columns)
    built = Built(build_portal(owner, port, number, changes, columns), style())
    plant(built)
    return built


def _columns_of(owner: County) -> tuple[Spec, ...]:
    """Those of any department, and those that some departments are asked for."""
    asked = {"应急": "应急预案", "退役军人": "退役军人优抚安置"}
    names = [name for part, name in asked.items() if part in owner.name]
    concerned = (replace(each, parent="fdzdgknr") for each in COUNTY_COLUMNS if each.name in names)
    return (*DEPARTMENT_COLUMNS, *concerned)


def _owners() -> list[tuple[County, tuple[Spec, ...]]]:
    counties = [of_county(county, place) for place, county in enumerate((SHUANGLIN, JINTAN), 7)]
    departments = [of_department(body, place) for place, body in enumerate((FORESTRY, *BODIES, *OTHERS), 23)]
    return [*((each, COUNTY_COLUMNS) for each in counties), *((each, _columns_of(each)) for each in departments)]


PLATFORMS: tuple[Callable[[int], Built], ...] = tuple(
    partial(_platform, owner, _FIRST + place, _STYLES[place % len(_STYLES)], columns, *_CASES[place % len(_CASES)])
    for place, (owner, columns) in enumerate(_owners())
)
