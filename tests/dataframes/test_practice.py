"""How a unit interprets its policies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import Engine

from analysis.notebooks import interpretation_stats
from govcrawl.domain.items import PageItem
from govcrawl.store.session import open_database
from tests.exports.night import CLEAN, FAULTY, NIGHT, Q3, site
from tests.quarters import night


def policy(number: int, name: str, day: date, *, links: str = "") -> PageItem:
    url = f"{FAULTY.url}zcwj/{number}.html"
    explained = [(links, "解读")] if links else []
    return PageItem(
        FAULTY, url, NIGHT, column_kind="normative", title=f"青禾县{name}管理办法", published=day,
        number=f"青政规〔2021〕{number}号", interpretation_links=explained,
    )  # fmt: skip


def explains(number: int, title: str, day: date, *, links: str = "") -> PageItem:
    url = f"{FAULTY.url}zcjd/{number}.html"
    back = [(links, "政策原文")] if links else []
    return PageItem(
        FAULTY, url, NIGHT, column_kind="interpretation", title=title, published=day, policy_links=back
    )  # fmt: skip


ROADS = policy(1, "农村公路", date(2021, 3, 1), links=f"{FAULTY.url}zcjd/1.html")
WATER = policy(2, "城镇供水", date(2021, 4, 1))
PARKS = policy(3, "公共停车", date(2021, 5, 1))
OLD = policy(4, "烟花爆竹", date(2019, 5, 1))
PAGES = [
    ROADS, WATER, PARKS, OLD,
    explains(1, "一图读懂《青禾县农村公路管理办法》", date(2021, 3, 4), links=ROADS.url),
    explains(2, "《青禾县城镇供水管理办法》答记者问", date(2021, 4, 11)),
]  # fmt: skip


@pytest.fixture(scope="module")
def frames(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('practice') / 'govcrawl.db'}")
    night(engine, Q3, [*PAGES, site(FAULTY), site(CLEAN)])
    yield interpretation_stats.read_interpretation_stats(engine, Q3.name)
    engine.dispose()


def test_policies_with_what_explains_them(frames: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    policies, interpretations = frames
    told = policies.set_index("url")[["owes", "interpreted", "interpretations", "linked", "delay_days"]]
    assert list(told.loc[ROADS.url]) == [True, True, 1, True, 3]
    assert list(told.loc[WATER.url]) == [True, True, 1, False, 10]
    assert list(told.loc[PARKS.url]) == [True, False, 0, pd.NA, pd.NA]
    assert OLD.url not in told.index  # outside the window
    assert interpretations[["form", "linked"]].values.tolist() == [["图解、视频", True], ["问答", False]]


def test_units_and_totals(frames: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    table = interpretation_stats.by_unit(*frames)
    assert list(table.index) == [FAULTY.unit]
    assert table.loc[FAULTY.unit].to_dict() == {
        "政策数": 3, "应解读数": 3, "已解读数": 2, "有解读数": 2, "已链接解读": 1, "解读数": 2, "已链接政策": 1,
        "时滞中位数": 6.5,
    }  # fmt: skip
    assert interpretation_stats.lacking(table).equals(table)
    assert interpretation_stats.duty(frames[0]) == {
        "policies": 3, "owed": 3, "interpreted": 2, "share": 200 / 3, "open": 1, "unknown": 0,
    }  # fmt: skip
    assert interpretation_stats.links(*frames) == {
        "with_any": 2, "linked": 1, "linked_share": 50.0, "interpretations": 2, "back": 1, "back_share": 50.0,
    }  # fmt: skip
    assert interpretation_stats.by_form(frames[1])["解读数"].to_dict() == {
        "图解、视频": 1,
        "问答": 1,
        "发布会": 0,
        "文字解读": 0,
    }
    assert interpretation_stats.variety(frames[1]) == {"one": 0, "more": 1}


def test_a_round_without_policies(tmp_path: Path) -> None:
    engine: Engine = open_database(f"sqlite:///{tmp_path / 'govcrawl.db'}")
    night(engine, Q3, [site(CLEAN)])
    policies, interpretations = interpretation_stats.read_interpretation_stats(engine, Q3.name)
    assert policies.empty
    assert dict(policies.dtypes.astype(str))["delay_days"] == "Int64"
    assert interpretation_stats.by_unit(policies, interpretations).empty
    assert interpretation_stats.duty(policies)["share"] == "—"
    assert interpretation_stats.links(policies, interpretations)["back_share"] == "—"
    engine.dispose()


@pytest.mark.parametrize(("title", "form"), [
    ("一图读懂农村公路养护新规定", "图解、视频"), ("《办法》政策问答", "问答"), ("《办法》新闻发布会实录", "发布会"),
    ("《办法》政策解读", "文字解读"),
])  # fmt: skip
def test_forms_are_told_by_title(title: str, form: str) -> None:
    assert interpretation_stats.form_of(title) == form
