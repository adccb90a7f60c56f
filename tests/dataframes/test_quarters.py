"""Quarter to quarter, over what both rounds have inspected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from sqlalchemy import Engine

from analysis import dataframes
from analysis.comparison.changes import changes, trend
from analysis.comparison.verification import verify
from analysis.notebooks import quarters
from govcrawl.domain.errors import InputError
from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.store.session import open_database
from govcrawl.store.verifications import store_verifications
from tests.exports.night import CLEAN, Q3, VETOED, dead, page, site
from tests.quarters import Q4, SITE, night

LABELS = dict.fromkeys(("ArticleTitle", "PubDate", "ContentSource"), "有")
KEPT, MENDED, NEW = (page(SITE, number, f"公告{number}") for number in (1, 2, 3))
OTHER = page(VETOED, 1, "乙站公告")
FIRST = page(CLEAN, 1, "从前没有检查的网站的公告")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Of three sites one was walled the first time; one loses two problems and gains one, one stays as it was."""
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('quarters') / 'govcrawl.db'}")
    walled = site(CLEAN, FetchOutcome.BLOCKED, reason="412")
    night(engine, Q3, [KEPT, MENDED, OTHER, dead(SITE, 1), site(SITE), site(VETOED), walled])
    sites = [site(each, home_newest=date(2021, 11, 18)) for each in (SITE, VETOED, CLEAN)]
    night(engine, Q4, [KEPT, replace(MENDED, labels=LABELS), NEW, OTHER, FIRST, *sites])
    store_verifications(engine, Q4.name, verify(engine, Q4.name, Q3.name))
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def frame(engine: Engine) -> pd.DataFrame:
    return changes(engine, Q4.name, quarters.round_before(engine, Q4.name))


def test_the_first_round_has_none_before_it(engine: Engine) -> None:
    with pytest.raises(InputError, match="2021Q3 之前没有检查过的检查期"):
        quarters.round_before(engine, Q3.name)


def test_only_what_both_rounds_inspected_is_compared(engine: Engine, frame: pd.DataFrame) -> None:
    both = quarters.in_both(dataframes.targets(engine=engine), Q4.name, Q3.name)
    assert set(both["target_url"]) == {SITE.url, VETOED.url}
    table = quarters.by_unit(frame, both)
    assert table.loc[SITE.unit].to_dict() == {
        "上期": 3, "消除": 2, "持续": 1, "新增": 1, "上期未查": 0, "本期": 2, "净变化": -1,
    }  # fmt: skip
    assert list(table.index) == [SITE.unit, VETOED.unit]
    assert quarters.describe_units(table) == f"1 个单位问题减少，0 个增加，1 个不变。减少最多的是{SITE.unit}（-1）。"
    assert quarters.describe_units(table.head(0)) == "没有可以比较的单位。"


def test_numbers_rules_and_what_was_verified(engine: Engine, frame: pd.DataFrame) -> None:
    assert quarters.numbers(frame) == {"new": 1, "gone": 2, "kept": 2, "unseen": 1}
    titles = dataframes.findings(engine=engine).drop_duplicates("rule").set_index("rule")["rule_title"]
    rules = quarters.by_rule(frame, titles)
    assert list(rules.index) == ["M03", "A03"]
    assert list(rules.loc["M03"]) == ["内容页缺少内容标签", 1, 2, 1, 1, 4]
    assert dict(quarters.verified(frame).values.tolist()) == {"已整改": 2, "未整改": 2}


def test_scores_are_compared_where_both_are_final(engine: Engine) -> None:
    moved = quarters.score_changes(dataframes.scores(engine=engine), Q4.name, Q3.name)
    assert set(moved["target"]) == {SITE.name, VETOED.name}
    assert (moved["变化"] == (moved["本期"] - moved["上期"]).round(2)).all()
    assert moved["变化"].is_monotonic_decreasing
    assert moved.loc[moved["target"] == SITE.name, "变化"].item() > 0


def test_problems_per_inspected_target(engine: Engine) -> None:
    table = quarters.per_target(trend(engine), dataframes.targets(engine=engine))
    assert list(table.loc[Q3.name]) == [2, 4, 2.0]
    assert list(table.loc[Q4.name]) == [3, 4, 1.33]


@pytest.mark.parametrize(("both", "now", "told"), [
    (0, 5, "没有可以比较的对象"), (1, 298, "只占本期的 0.3%"), (9, 10, "可比的对象占本期的 90.0%。"),
])  # fmt: skip
def test_how_far_the_comparison_carries(both: int, now: int, told: str) -> None:
    assert told in quarters.describe_coverage(both, now)
