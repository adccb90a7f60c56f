"""`analysis.dataframes` over a real round, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest
from sqlalchemy import Engine, event

from analysis import dataframes
from analysis.dataframes.schema import FRAMES, TIME, Field
from analysis.scoring.scores import SUSPECTED
from govcrawl.domain.decisions import Review
from govcrawl.domain.errors import InputError
from govcrawl.domain.items import PageItem, PostItem, ProbeItem
from govcrawl.domain.targets import Target
from govcrawl.register import RegisterRecord, Unit
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.decisions import store_reviews
from govcrawl.store.probes import store_probes
from govcrawl.store.reader import read_items
from govcrawl.store.session import open_database
from govcrawl.store.writer import Writer
from tests.exports.night import CLEAN, FAULTY, NIGHT, PLATFORM, Q3, VETOED, fill_round
from tests.store import facts as filled
from tests.store.facts import BUREAU, Q4

ACCOUNT = Target("青禾县", "new_media", "青禾发布（微信）", "http://feeds.test/qinghe.xml", "县市区")
DAYS = (date(2021, 8, 19), None)
POSTS = [PostItem(ACCOUNT, f"{ACCOUNT.url}#{n}", f"第{n}条", NIGHT, day) for n, day in enumerate(DAYS)]
PROBES = [ProbeItem(CLEAN, NIGHT - timedelta(days=days), milliseconds=days) for days in (0, 3, 6, 7, 30)]
PAGES = [
    replace(filled.page(1, CLEAN), url=f"{CLEAN.url}a.html"),
    replace(filled.page(2, CLEAN), url=f"{CLEAN.url}b.html", published=date(2021, 8, 2)),
]


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """A round judged by the real rules, and another of two targets with every field filled."""
    engine = open_database(url)
    fill_round(engine, [*PAGES, *POSTS], [ACCOUNT])
    second = Writer(engine, Q4, load_rubric())
    units = (filled.COUNTY, Unit(BUREAU.unit, "部门", ("林业局", "市林业局")))
    second.begin_round([filled.PORTAL, BUREAU], units, RegisterRecord(units))
    for target in (filled.PORTAL, BUREAU):
        second.begin_target(target, resume=False)
    second.add(filled.column(1))
    second.add(filled.page(1))
    second.add_findings(filled.page(1), [filled.finding(filled.page(1).url)])
    second.add(filled.site())
    second.close(finished=True)
    store_probes(engine, PROBES)
    yield engine
    engine.dispose()


def read(name: str, engine: Engine, **where: object) -> pd.DataFrame:
    frame: pd.DataFrame = getattr(dataframes, name)(engine=engine, **where)
    return frame


def declared(fields: tuple[Field, ...]) -> dict[str, str]:
    return {field.name: field.dtype for field in fields}


def dtypes(frame: pd.DataFrame) -> dict[str, str]:
    return {str(name): str(dtype) for name, dtype in frame.dtypes.items()}


def test_frames_hold_what_the_schema_says_even_without_rows(engine: Engine) -> None:
    for name, frame in FRAMES.items():
        whole = read(name, engine)
        assert len(whole) > 0, name
        assert dtypes(whole) == declared(frame.fields)
        assert not whole.duplicated(list(frame.key)).any(), name
        assert not whole[list(frame.key)].isna().any(axis=None), name
        categories = {field.name: list(field.among) for field in frame.fields if field.among}
        assert {each: list(whole[each].cat.categories) for each in categories} == categories
        empty = read(name, engine, round=[])
        assert len(empty) == 0
        assert dtypes(empty) == declared(frame.fields)
        pd.testing.assert_frame_equal(pd.concat([whole, empty], ignore_index=True), whole)


def test_chunks_are_the_whole(engine: Engine) -> None:
    for name in FRAMES:
        pieces = list(dataframes.chunks(name, 3, engine=engine))
        whole = read(name, engine)
        assert [len(each) for each in pieces[:-1]] == [3] * (len(pieces) - 1), name
        pd.testing.assert_frame_equal(pd.concat(pieces, ignore_index=True), whole)
    assert list(dataframes.chunks("pages", round=[], engine=engine)) == []


@pytest.mark.parametrize("where", [
    {"round": "2021Q3"},
    {"round": ["2021Q3", "2021Q4"], "unit": "青禾县"},
    {"platform": "portal"},
    {"platform": ["disclosure", "new_media"], "round": "2021Q3"},
    {"unit": ["云汀县", "白石县"], "platform": "portal"},
])  # fmt: skip
def test_filters_leave_what_they_name(engine: Engine, where: dict[str, str | list[str]]) -> None:
    for name, frame in FRAMES.items():
        whole = read(name, engine)
        for column, wanted in where.items():
            if column in frame.names and not (name == "units" and column == "platform"):
                whole = whole[whole[column].isin([wanted] if isinstance(wanted, str) else wanted)]
        if name == "units" and "platform" in where:
            whole = whole[[unit in set(read("targets", engine, **where)["unit"]) for unit in whole["unit"]]]
            assert set(read(name, engine, **where)["unit"]) == set(whole["unit"])
        elif name != "probes" or "round" not in where:
            pd.testing.assert_frame_equal(read(name, engine, **where), whole.reset_index(drop=True))


def test_pages_are_those_that_were_written(engine: Engine) -> None:
    items = [each for each in read_items(engine, Q3.name, (PageItem,)) if isinstance(each, PageItem)]
    pages = dataframes.pages(round=Q3.name, text=True, engine=engine)
    told = pages[["unit", "url", "title", "text", "attachments", "interpretation_links", "policy_links"]]
    assert told.values.tolist() == [
        [i.target.unit, i.url, i.title, i.text, len(i.attachments), len(i.interpretation_links), len(i.policy_links)]
        for i in items
    ]
    assert "text" not in dataframes.pages(round=Q3.name, engine=engine)
    dated = pages.set_index("url").loc[[each.url for each in PAGES], ["published", "published_has_time"]]
    assert dated.values.tolist() == [[pd.Timestamp(2021, 8, 1), True], [pd.Timestamp(2021, 8, 2), False]]
    assert set(pages["fetched_at"].dt.strftime("%F %T")) >= {"2021-08-20 23:30:01"}


def test_columns_tell_ages_and_periods(engine: Engine) -> None:
    columns = dataframes.columns(round=Q3.name, unit="青禾县", platform="门户网站", engine=engine).set_index("column")
    told = columns.loc[["政务动态", "政策文件", "通知公告", "人事信息"], ["age_days", "period_days"]]
    assert told.values.tolist() == [[15, 14], [400, 181], [180, 181], [30, 365]]
    assert columns.loc["通知公告", "due"] == pd.Timestamp(Q3.date) + pd.Timedelta(days=1)
    assert columns.loc[["专题专栏", "联系我们"], "period_days"].isna().all()  # topics owe nothing, nor do empty pages
    assert sorted(columns["entries"]) == [0, 4, 4, 4, 4, 4]


def test_attachments_join_their_pages(engine: Engine) -> None:
    key = ["round", "target_url", "platform"]
    files = dataframes.attachments(engine=engine)
    pages = dataframes.pages(engine=engine).rename(columns={"url": "page_url"})
    joined = files.merge(pages, on=[*key, "page_url"])
    assert len(joined) == len(files) == 6
    sizes = dict(zip(files["extension"], files["size"], strict=True))
    assert sizes["doc"] is pd.NA  # unknown, as is what no 64 bits hold
    assert files["size"].isna().all()
    assert (files.groupby("page_url")["position"].apply(list).map(tuple) == (0, 1)).all()


def test_findings_count_until_somebody_dismisses_them(engine: Engine) -> None:
    before = dataframes.findings(round=Q3.name, engine=engine)
    problems = before[before["counts"]]
    assert set(problems["outcome"]) == {"fail"}
    assert set(problems["severity"]) == {"problem"}
    key = problems["key"].iloc[0]
    store_reviews(engine, Q3.name, [Review(key, "不属实", "已核对", "复核员", NIGHT)])
    after = dataframes.findings(round=Q3.name, engine=engine).set_index("key")
    assert list(after.loc[key, ["counts", "standing"]]) == [False, "不属实"]
    assert "已核对" in str(after.loc[key, "standing_reason"])
    assert after["counts"].sum() == len(problems) - 1


def test_scores_of_a_unit_are_those_of_all(engine: Engine) -> None:
    whole = dataframes.scores(round=Q3.name, engine=engine)
    assert list(whole["target_url"]) == [
        each.url for each in (FAULTY, VETOED, CLEAN)
    ] + list(whole["target_url"].iloc[3:])  # fmt: skip
    assert whole.set_index("target_url").loc[VETOED.url, "grade"] == SUSPECTED
    assert whole.set_index("target_url")["total"].isna()[VETOED.url]
    (platform,) = dataframes.scores(round=Q3.name, unit="青禾县", platform="disclosure", engine=engine)["target_url"]
    assert platform == PLATFORM.url


def test_probes_of_a_round_are_those_of_its_week(engine: Engine) -> None:
    assert dataframes.probes(engine=engine)["milliseconds"].tolist() == [30, 7, 6, 3, 0]
    assert dataframes.probes(round="2021Q3", engine=engine)["milliseconds"].tolist() == [6, 3, 0]
    assert dataframes.probes(round="2021Q4", engine=engine).empty
    assert dataframes.probes(engine=engine)["at"].iloc[-1] == NIGHT
    assert str(dataframes.probes(engine=engine)["at"].dtype) == TIME


def test_targets_say_what_was_missed(engine: Engine) -> None:
    targets = dataframes.targets(round="2021Q3", engine=engine).set_index("unit")
    assert list(targets.loc["望川县", ["progress", "inspected"]]) == ["pending", False]
    assert "没有做完" in str(targets.loc["望川县", "missed"])
    assert "412" in str(targets.loc["锦滩县", "missed"])
    assert targets.loc["云汀县", "inspected"]
    assert targets["missed"].isna()["云汀县"]


def test_posts_keep_their_days(engine: Engine) -> None:
    posts = dataframes.posts(unit="青禾县", engine=engine)
    assert posts["published"].tolist() == [pd.Timestamp(2021, 8, 19), pd.NaT]
    assert posts["fetched_at"].iloc[0] == datetime(2021, 8, 20, 15, 30, 1, 250, tzinfo=UTC)


def test_an_address_serves_as_well_as_an_engine(url: str, engine: Engine) -> None:
    pd.testing.assert_frame_equal(dataframes.pages(database=url), dataframes.pages(engine=engine))


def test_names_are_understood_as_people_write_them(engine: Engine) -> None:
    named = dataframes.targets(round=" 2021q4 ", unit="林业局", platform="部门网站", engine=engine)
    assert named["target"].tolist() == [BUREAU.name]
    assert dataframes.units(unit="市林业局", engine=engine)["aliases"].tolist() == ["林业局；市林业局"]
    assert len(dataframes.posts(platform="政务新媒体", engine=engine)) == len(POSTS)


@pytest.mark.parametrize(("where", "told"), [
    ({"round": "2020Q1"}, "没有检查期 2020Q1，已有的检查期：2021Q3、2021Q4"),
    ({"unit": "青和县"}, "没有单位“青和县”（是否应为“青禾县”）。已有的单位：.*云汀县"),
    ({"unit": "林业局", "round": "2021Q3"}, "2021Q3 中没有单位“林业局”"),
    ({"platform": "portals"}, "平台类型“portals”无法识别，可用的有：门户网站（portal）.*政务新媒体（new_media）"),
])  # fmt: skip
def test_unknown_names_are_refused_with_the_known_ones(engine: Engine, where: dict[str, str], told: str) -> None:
    for name in FRAMES:
        with pytest.raises(InputError, match=told):
            read(name, engine, **where)
        with pytest.raises(InputError, match=told):
            dataframes.chunks(name, engine=engine, **where)  # type: ignore[arg-type]


def test_chunks_refuse_what_they_do_not_know(engine: Engine) -> None:
    with pytest.raises(InputError, match="没有数据表“page”，可用的有：units、targets"):
        dataframes.chunks("page", engine=engine)
    with pytest.raises(InputError, match="没有正文"):
        dataframes.chunks("posts", text=True, engine=engine)
    with pytest.raises(InputError, match="正整数"):
        dataframes.chunks("posts", 0, engine=engine)


def test_nothing_is_read_before_it_is_asked_for_nor_what_is_not_chosen(engine: Engine) -> None:
    asked: list[str] = []

    @event.listens_for(engine, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "FROM page" in statement:
            asked.append(statement)

    targets = len(dataframes.targets(engine=engine))
    pieces = dataframes.chunks("pages", 3, engine=engine)
    assert asked == []
    assert len(next(pieces)) == 3
    first = len(asked)
    assert 0 < first < targets
    pieces.close()
    assert len(asked) == first
    dataframes.pages(round="2021Q3", unit="云汀县", engine=engine)
    assert len(asked) == first + 1
    assert not any("page.text" in each for each in asked)
    dataframes.pages(round="2021Q3", unit="云汀县", text=True, engine=engine)
    assert "page.text" in asked[-1]
