"""How a unit interprets its policies: which are interpreted, how soon, and whether both pages link each other.

The same matching as I01-I03, over everything that a round holds of a target; here what is in order is told as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine

from analysis.dataframes.frames import frame_of
from analysis.dataframes.schema import DAY, INTEGER, PLACE, TEXT, YES_NO, Field
from analysis.round_view import RoundView
from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import ColumnItem, PageItem
from govcrawl.domain.targets import NEW_MEDIA
from govcrawl.store.fact_rows import TargetRef, read_places
from govcrawl.store.filters import resolve_filters
from govcrawl.store.reader import read_target_items
from govcrawl.store.session import explained
from pipelines.cross_page.policy_cases import Gathered, InterpretationCase, PolicyCase
from pipelines.windows import day_of

POLICIES = (
    *PLACE,
    Field("url", "网址", TEXT, "address of the policy's page"),
    Field("title", "标题", TEXT, "its title"),
    Field("published", "发布日期", DAY, "publication date"),
    Field("owes", "应解读", YES_NO, "whether it is a normative document of the unit itself"),
    Field("interpreted", "已解读", YES_NO, "whether an interpretation is there; missing: could not be told"),
    Field("interpretations", "解读数", INTEGER, "interpretations that surely explain it"),
    Field("linked", "已链接解读", YES_NO, "whether it links one of them; missing where there is none"),
    Field("delay_days", "解读时滞（天）", INTEGER, "days from the policy to its first interpretation"),
)
INTERPRETATIONS = (
    *PLACE,
    Field("url", "网址", TEXT, "address of the interpretation"),
    Field("title", "标题", TEXT, "its title"),
    Field("published", "发布日期", DAY, "publication date"),
    Field("form", "形式", TEXT, "one of FORMS, by its title"),
    Field("linked", "已链接政策", YES_NO, "whether it links the policy that it explains"),
)
FORMS = {
    "图解、视频": re.compile(r"图解|一图|一张图|图文|动漫|漫画|视频|H5|长图", re.IGNORECASE),
    "问答": re.compile(r"问答|记者问|[?？]"),
    "发布会": re.compile(r"发布会|新闻通气会"),
    "文字解读": re.compile(""),
}


def form_of(title: str) -> str:
    """The form of an interpretation, by its title; the first of FORMS that fits."""
    return next(name for name, pattern in FORMS.items() if pattern.search(title))


def read_interpretation_stats(engine: Engine, round_name: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(policies, interpretations) of the round's websites and platforms, as POLICIES and INTERPRETATIONS say.

    Policies of the last twelve months (the rubric's window), each document once per target; interpretations whose
    policy is on the same target. Holds one target's documents at a time. InputError for an unknown round.
    """
    view = RoundView(engine, round_name)
    read = {(each.target.url, each.target.platform): each for each in view.targets if each.missed is None}
    policies: list[tuple[Any, ...]] = []
    interpretations: list[tuple[Any, ...]] = []
    with explained(engine), engine.connect() as connection:
        for place in read_places(connection, resolve_filters(connection, round_name, None, None)):
            target = place.target
            state = read.get((target.url, target.platform))
            if state is None or target.platform == NEW_MEDIA:
                continue
            first = (round_name, target.unit, target.name, target.url, target.platform)
            for case in _cases(connection, place, Gathered(view.check, state.site)):
                page = case.item
                row = (*first, page.url, page.title, day_of(page.published))
                if isinstance(case, PolicyCase):
                    policies.append((*row, *_policy(case)))
                else:
                    interpretations.append((*row, form_of(page.title), case.linked))
    return frame_of(POLICIES, policies), frame_of(INTERPRETATIONS, interpretations)


def _cases(connection: Connection, place: TargetRef, gathered: Gathered) -> Iterator[PolicyCase | InterpretationCase]:
    """The cases of one target whose pages could be read."""
    of = (place.round_id, place.target_id, place.target)
    for item in read_target_items(connection, *of, (ColumnItem, PageItem)):  # columns come first
        if isinstance(item, ColumnItem):
            gathered.take_column(item)
        elif isinstance(item, PageItem):
            gathered.take_page(item)
    return (case for case in gathered.cases() if case.item.answer is FetchOutcome.REACHABLE)


def _policy(case: PolicyCase) -> tuple[Any, ...]:
    published = day_of(case.item.published)
    days = [day for each in case.interpretations if (day := day_of(each.published))]
    interpreted = True if case.interpreted else None if case.doubt else False
    linked = case.linked if case.interpretations else None
    delay = (min(days) - published).days if days and published else None
    return case.owes, interpreted, len(case.interpretations), linked, delay


def by_unit(policies: pd.DataFrame, interpretations: pd.DataFrame) -> pd.DataFrame:
    """Per unit that has a policy or an interpretation, by name.

    `policies` and `interpretations` are those of one round.

    政策数; 应解读数, and of these 已解读数; 有解读数, and of these 已链接解读; 解读数, and of these 已链接政策 (all
    int64); 时滞中位数 (days, float64, NaN where no interpretation is dated).
    """
    owed = policies[policies["owes"]]
    table = pd.DataFrame(
        {
            "政策数": policies.groupby("unit").size(),
            "应解读数": owed.groupby("unit").size(),
            "已解读数": owed.groupby("unit")["interpreted"].sum(),
            "有解读数": policies[policies["interpretations"] > 0].groupby("unit").size(),
            "已链接解读": policies.groupby("unit")["linked"].sum(),
            "解读数": interpretations.groupby("unit").size(),
            "已链接政策": interpretations.groupby("unit")["linked"].sum(),
        }
    )
    table = table.fillna(0).astype("int64")
    return table.assign(时滞中位数=policies.groupby("unit")["delay_days"].median().astype("float64"))


def lacking(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of `by_unit` that lack an interpretation or a link."""
    whole = (
        (table["已解读数"] == table["应解读数"])
        & (table["已链接解读"] == table["有解读数"])
        & (table["已链接政策"] == table["解读数"])
    )
    return table[~whole]


def duty(policies: pd.DataFrame) -> dict[str, object]:
    """Numbers of policies, of those that owe an interpretation, and what is known of it."""
    owed = policies[policies["owes"]]
    interpreted = int(owed["interpreted"].sum())
    return {
        "policies": len(policies),
        "owed": len(owed),
        "interpreted": interpreted,
        "share": _share(interpreted, len(owed)),
        "open": int((owed["interpreted"] == False).sum()),  # noqa: E712  missing is not False
        "unknown": int(owed["interpreted"].isna().sum()),
    }


def links(policies: pd.DataFrame, interpretations: pd.DataFrame) -> dict[str, object]:
    """Numbers of links between `policies` and `interpretations` in both directions, of those that should be there."""
    with_any = int((policies["interpretations"] > 0).sum())
    linked, back = int(policies["linked"].sum()), int(interpretations["linked"].sum())
    return {
        "with_any": with_any,
        "linked": linked,
        "linked_share": _share(linked, with_any),
        "interpretations": len(interpretations),
        "back": back,
        "back_share": _share(back, len(interpretations)),
    }


def by_form(interpretations: pd.DataFrame) -> pd.DataFrame:
    """Per form, in the order of FORMS: 解读数, 单位数 (int64)."""
    groups = interpretations.groupby("form")
    table = pd.DataFrame({"解读数": groups.size(), "单位数": groups["unit"].nunique()})
    return table.reindex(list(FORMS), fill_value=0).astype("int64").rename_axis("形式")


def variety(interpretations: pd.DataFrame) -> dict[str, int]:
    """How many units use one form, and how many use more."""
    forms = interpretations.groupby("unit")["form"].nunique()
    return {"one": int((forms == 1).sum()), "more": int((forms > 1).sum())}


def _share(part: int, whole: int) -> float | str:
    """Per cent; "—" of nothing."""
    return 100 * part / whole if whole else "—"
