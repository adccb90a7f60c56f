"""What repeats another finding stays listed, marked with that one's key, and costs, counts and is sent once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from urllib.request import urlopen

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from analysis import dataframes
from analysis.comparison.changes import changes
from analysis.round_view import RoundView
from analysis.scoring.repeats import repeats_among, rules_that_repeat
from exports import export_round
from exports.annex import write_annex
from exports.attachment1 import write_attachment1
from exports.notice.facts import notice_facts
from exports.rectification import write_rectification
from exports.review_book import write_review_book
from exports.summary import summarise
from govcrawl.apps.desk.desk import Desk
from govcrawl.domain.decisions import Review
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import DisclosureFacts, FreshnessSummary, Item, PageItem, SiteItem
from govcrawl.domain.rounds import Round
from govcrawl.domain.targets import Target
from govcrawl.register import Exemption, RegisterRecord
from govcrawl.store.closing import store_exports
from govcrawl.store.decisions import store_reviews
from govcrawl.store.open_rounds import find_open_round
from govcrawl.store.reader import read_findings
from govcrawl.store.rounds import store_register
from govcrawl.store.session import open_database, writing
from pipelines.cross_page.runner import run_cross_page
from pipelines.engine import REGISTRY, rule
from pipelines.model import Check, Fail, Result, Subject
from tests.desk.desk import served
from tests.exports.cells import Table
from tests.exports.inspected import inspected
from tests.exports.night import CLEAN, FAULTY, NIGHT, PLATFORM, Q3, column, site
from tests.quarters import Q4, night

ROUND = Q3.name
POLICY, EXPLAINED = f"{CLEAN.url}zc/p.html", f"{CLEAN.url}jd/i.html"
LABELS = dict.fromkeys(("ArticleTitle", "PubDate", "ContentSource"), "有")


def letters(of: Target, days: int, when: Round = Q3) -> tuple[Item, SiteItem]:
    """A column of letters whose newest answer is so old, and its site."""
    mailbox = column(of, "xx", "县长信箱", "letters", days)
    upkeep = FreshnessSummary(mailbox.name, mailbox.url, mailbox.newest, mailbox.newest_url, lists=1)
    return mailbox, site(of, letters_upkeep=upkeep, home_newest=when.date)


def reports() -> tuple[Item, SiteItem]:
    """A column of annual reports that ends with the year before last's, and its platform."""
    years = column(PLATFORM, "nb", "政府信息公开年报", "annual_report", 500)
    facts = DisclosureFacts(reports=[2019], reports_column=years.name, reports_url=years.url)
    return years, site(PLATFORM, disclosure=facts, letters_upkeep=None)


def pair(*, linked: bool = False) -> list[PageItem]:
    """A policy and its interpretation of which neither links the other; `linked`: the policy's page does."""
    name = "《云汀县农村饮水管理办法》"
    policy = PageItem(
        CLEAN, POLICY, NIGHT, title=f"云汀县人民政府关于印发{name}的通知", published=date(2021, 6, 1),
        column_kind="policy", column_name="政策文件", labels=LABELS,
    )  # fmt: skip
    if linked:
        policy.interpretation_links = [(EXPLAINED, "解读")]
    explained = PageItem(
        CLEAN, EXPLAINED, NIGHT, title=f"{name}政策解读", published=date(2021, 6, 3), column_kind="interpretation",
        column_name="政策解读", labels=LABELS,
    )  # fmt: skip
    return [policy, explained]


def everything() -> Iterable[Item]:
    yield from reports()
    yield from letters(FAULTY, 400)
    yield from pair()
    yield site(CLEAN)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """D03 with F04, H03 with F04, I01 with I02, each on a target of its own."""
    return inspected(tmp_path / "govcrawl.db", RegisterRecord(), [PLATFORM, FAULTY, CLEAN], everything())


def found(engine: Engine, rule: str, of: Target) -> Finding:
    (one,) = read_findings(engine, ROUND, rules=[rule], target_url=of.url)
    return one


def dismiss(engine: Engine, finding: Finding) -> None:
    store_reviews(engine, ROUND, [Review(finding.key, "不属实", "已在别处公布", "复核员", NIGHT)])


PAIRS = [("D03", "F04", PLATFORM), ("H03", "F04", FAULTY), ("I01", "I02", CLEAN)]


def score(engine: Engine, of: Target) -> dict[str, float]:
    """What each indicator has cost the target."""
    result = RoundView(engine, ROUND).score_of(of)
    assert result is not None
    return {line.indicator: line.points for line in result.lines if line.points}


def counted(engine: Engine) -> dict[tuple[str, str], int]:
    counts = RoundView(engine, ROUND).problem_counts
    return {(place.rule, place.target): number for place, number in counts.items() if number}


@pytest.mark.parametrize(("first", "second", "of"), PAIRS)
def test_it_counts_and_is_sent_once_and_stays_in_the_lists(
    engine: Engine, tmp_path: Path, first: str, second: str, of: Target
) -> None:
    view = RoundView(engine, ROUND)
    original, repeat = found(engine, first, of), found(engine, second, of)
    status = view.statuses.of(repeat)
    assert (status.counts, status.label, status.repeats) == (False, "重复", original.key)
    assert view.statuses.of(original).counts
    assert (first, of.name) in counted(engine)
    assert (second, of.name) not in counted(engine)
    sent = [key for path in write_rectification(view, tmp_path) for key in _table(path, "整改清单").rows("编号")]
    assert sent.count(original.key) == 1
    assert repeat.key not in sent
    write = write_annex if of is PLATFORM else write_attachment1
    ((state, why),) = _table(write(view, tmp_path), "问题清单").rows("状态", "复核和例外", 编号=repeat.key)
    assert state == "重复"
    assert why.endswith(f"（编号{original.key}）为同一问题，不重复扣分")


def _table(path: Path, sheet: str) -> Table:
    return Table(load_workbook(path), sheet)


def test_it_costs_once_and_the_derivation_says_so(engine: Engine, tmp_path: Path) -> None:
    assert score(engine, PLATFORM) == {"G2": 5.0}
    assert score(engine, FAULTY) == {"C2": 3.0}
    assert score(engine, CLEAN) == {"A8": 1.0}
    steps = _table(write_attachment1(RoundView(engine, ROUND), tmp_path), "评分推导").rows(
        "单位", "规则", "说明", 指标名称="不重复扣分"
    )
    assert steps == [
        [FAULTY.unit, "F04", "应更新栏目长期不更新：与“留言答复不更新”为同一问题，不重复扣分"],
        [CLEAN.unit, "I02", "解读页未链接政策文件：与“政策文件页未链接解读”为同一问题，不重复扣分"],
    ]
    for of in (PLATFORM, FAULTY, CLEAN):
        result = RoundView(engine, ROUND).score_of(of)
        assert result is not None
        keys = [key for line in result.lines for key in line.keys]
        problems = [each for each in read_findings(engine, ROUND, target_url=of.url) if each.severity == "problem"]
        assert sorted(keys) == sorted(each.key for each in problems if each.outcome == "fail")


@pytest.mark.parametrize(("first", "second", "of", "points"), [
    ("D03", "F04", PLATFORM, {"G3": 2.0}), ("H03", "F04", FAULTY, {"A9": 1.0}), ("I01", "I02", CLEAN, {"A8": 1.0}),
])  # fmt: skip
def test_it_stands_for_itself_again_when_the_other_is_dismissed(
    engine: Engine, tmp_path: Path, first: str, second: str, of: Target, points: dict[str, float]
) -> None:
    dismiss(engine, found(engine, first, of))
    repeat = found(engine, second, of)
    assert RoundView(engine, ROUND).statuses.of(repeat).counts
    assert (second, of.name) in counted(engine)
    assert (first, of.name) not in counted(engine)
    assert score(engine, of) == points
    sent = [key for path in write_rectification(RoundView(engine, ROUND), tmp_path) for key in _keys(path)]
    assert sent.count(repeat.key) == 1


def _keys(path: Path) -> list[str]:
    return [str(key) for key in _table(path, "整改清单").rows("编号")]


def test_a_dismissed_repeat_is_dismissed_and_the_other_counts(engine: Engine) -> None:
    repeat = found(engine, "I02", CLEAN)
    dismiss(engine, repeat)
    view = RoundView(engine, ROUND)
    assert view.statuses.of(repeat).label == "不属实"
    assert view.statuses.of(found(engine, "I01", CLEAN)).counts


def test_what_is_excepted_excuses_what_says_the_same(engine: Engine) -> None:
    rows = (Exemption("H03", "信件由热线办理", "办公室", date(2021, 12, 31), unit=FAULTY.unit),)
    with writing(engine) as connection:
        store_register(connection, find_open_round(connection, ROUND), RegisterRecord(exceptions=rows))
    assert score(engine, FAULTY) == {}
    assert not {rule for rule, name in counted(engine) if name == FAULTY.name} & {"H03", "F04"}


def test_other_places_and_other_units_are_no_repeats(engine: Engine) -> None:
    rows = list(read_findings(engine, ROUND, rules=rules_that_repeat()))
    moved = [replace(each, url=f"{each.url}other/") if each.rule == "F04" else each for each in rows]
    assert {each.rule for each in repeats_among(moved, lambda _: True).of.values()} == {"I01"}
    others = [replace(each, unit="另一单位") if each.rule in ("F04", "I02") else each for each in rows]
    assert repeats_among(others, lambda _: True).of == {}
    other_pair = [replace(each, value=f"{CLEAN.url}zc/q.html") if each.rule == "I02" else each for each in rows]
    assert {each.rule for each in repeats_among(other_pair, lambda _: True).of.values()} == {"D03", "H03"}


def test_a_rule_about_attachments_repeats_what_another_says_of_the_same_attachment() -> None:
    """A rule that nobody has heard of, as a developer writes it: the files tell its findings on one page apart."""

    @rule("T98", PageItem, subject=Subject.ATTACHMENT, yields_to=("T01",))
    def nameless(page: PageItem, _check: Check) -> Iterator[Result]:
        """An example."""
        yield Fail(page.title)

    def said(rule_id: str, number: int) -> Finding:
        file = f"{CLEAN.url}f/{number}.doc"
        return Finding(
            rule_id, "fail", CLEAN.unit, CLEAN.name, CLEAN.url, POLICY, "通知", "问题", NIGHT, value=file, subject=file
        )

    try:
        rows = [said("T01", 1), said("T98", 1), said("T98", 2)]
        assert repeats_among(rows, lambda _: True).of == {rows[1].key: ("T01", rows[0].key)}
    finally:
        REGISTRY.remove("T98")


def test_the_order_of_findings_makes_no_difference(engine: Engine) -> None:
    rows = list(read_findings(engine, ROUND))
    again = [replace(each, subject=f"又{number}") for number in range(3) for each in rows]
    expected = repeats_among([*rows, *again], lambda _: True)
    assert len(expected.of) == 12
    for seed in range(5):
        shuffled = [*rows, *again]
        Random(seed).shuffle(shuffled)
        assert repeats_among(shuffled, lambda _: True) == expected


def test_summary_report_review_book_and_frames_say_so(engine: Engine, tmp_path: Path) -> None:
    summary = summarise(RoundView(engine, ROUND))
    problems = [each for each in read_findings(engine, ROUND, "fail") if each.severity == "problem"]
    assert (summary.repeated, summary.of_kind("problem")) == (3, len(problems) - 3)
    assert summary.unreviewed == len(problems) - 3
    path = tmp_path / "复核.xlsx"
    write_review_book(RoundView(engine, ROUND), path)
    repeat, original = found(engine, "I02", CLEAN), found(engine, "I01", CLEAN)
    (state,) = _table(path, "问题复核").rows("当前状态", 编号=repeat.key)
    assert original.key in state
    frame = dataframes.findings(ROUND, engine=engine).set_index("key")
    assert list(frame.loc[repeat.key, ["counts", "standing"]]) == [False, "重复"]
    assert frame["counts"].sum() == RoundView(engine, ROUND).problem_counts.total()
    export_round(RoundView(engine, ROUND), tmp_path / "out", ["report"])


def test_the_desk_marks_it_and_leads_to_the_other(engine: Engine) -> None:
    repeat, original = found(engine, "I02", CLEAN), found(engine, "I01", CLEAN)
    with served(Desk(engine)) as home, urlopen(f"{home}/r/{ROUND}/findings?rule=I02", timeout=300) as answer:
        page = answer.read().decode()
    row = page[page.index(f'id="row-{repeat.key}"') :]
    assert '<span class="badge grey">重复</span>' in row[: row.index("</li>")]
    assert f"另一问题（编号 {original.key}）</a>为同一问题，不重复扣分" in page


def test_a_platform_whose_reports_are_behind_is_not_praised(engine: Engine) -> None:
    """The stale column of reports is counted as the missing report, and the platform is not kept up to date."""
    view = RoundView(engine, ROUND)
    (state,) = view.of_platforms(("disclosure",))
    tally = view.disclosure_tally(state)
    assert (tally.stale, tally.repeated, tally.report) == (0, 1, False)
    assert PLATFORM.unit not in notice_facts(view, date(2021, 9, 20), assumed=False).platforms_fresh


def test_changes_know_what_was_said_by_another_finding(tmp_path: Path) -> None:
    """In Q4 the letters are old enough for F04 too, and the policy links its interpretation, not the reverse."""
    engine = open_database(f"sqlite:///{tmp_path / 'govcrawl.db'}")
    days = (Q4.date - Q3.date).days
    for when, age, linked in ((Q3, 300, False), (Q4, 420 - days, True)):
        mailbox, home = letters(FAULTY, age, when)
        night(engine, when, [mailbox, home, *pair(linked=linked), site(CLEAN, home_newest=when.date)])
        run_cross_page(engine, when.name)
    then, now = ({each.rule for each in RoundView(engine, each.name).problems()} for each in (Q3, Q4))
    assert {"H03", "I01"} <= then
    assert not then & {"F04", "I02"}
    assert {"H03", "I02"} <= now
    assert not now & {"F04", "I01"}
    table = {(row.rule, row.change) for row in changes(engine, Q4.name, Q3.name).itertuples()}
    assert {("H03", "持续"), ("I02", "持续"), ("I01", "消除")} <= table
    assert {rule for rule, _ in table if rule == "F04"} == set()


def test_a_closed_round_is_exported_as_it_was_kept(engine: Engine, tmp_path: Path) -> None:
    """Files that an earlier version counted twice in are the ones that were handed out."""
    handed_out = b"as it was handed out"
    store_exports(engine, ROUND, [("附件1-政府网站检查情况.xlsx", "附件1", handed_out)], NIGHT)
    export_round(RoundView(engine, ROUND), tmp_path / "again")
    assert (tmp_path / "again" / "附件1-政府网站检查情况.xlsx").read_bytes() == handed_out
