"""Decisions stay on their findings when a finding's key changes: a round of version 0.1.0, and what is found again."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from govcrawl.domain.decisions import Review
from govcrawl.domain.findings import Finding
from govcrawl.store.carried import present_keys
from govcrawl.store.decisions import read_reviews, store_reviews
from govcrawl.store.reader import read_findings
from govcrawl.store.session import open_database
from govcrawl.store.writer import replace_findings
from tests.store.facts import NIGHT, PORTAL, column, site, writer

ROUND = "2021Q3"
DATA = Path(__file__).parent / "data"
_DECIDE = """
    INSERT INTO review (round_id, "key", decision, note, reviewer, decided_at)
    SELECT round_id, min("key"), '不属实', rule, '甲', '2021-08-21 08:00:00.000000' FROM finding GROUP BY round_id, rule
"""


def decided(name: str, folder: Path) -> Engine:
    """The database that `name` dumps, with a decision on one finding of each rule, which its note names; migrated."""
    path = folder / "govcrawl.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(gzip.decompress((DATA / name).read_bytes()).decode())
        connection.execute("DELETE FROM review")
        connection.execute(_DECIDE)
    connection.close()
    return open_database(f"sqlite:///{path}", create=False)


def respelt(url: str) -> str:
    """The same page in another spelling."""
    return url + "index.html" if url.endswith("/") else url.replace("://", "://www.").replace(".html", "%2ehtml")


def otherwise(finding: Finding) -> Finding:
    subject = respelt(finding.subject) if finding.subject.startswith("http") else finding.subject
    return replace(finding, url=respelt(finding.url), subject=subject)


def rules_of(findings: Iterable[Finding]) -> set[str]:
    return {each.rule for each in findings}


def test_a_decision_on_each_rule_stays_on_its_finding(tmp_path: Path) -> None:
    engine = decided("version-0.1.0.sql.gz", tmp_path)
    before = list(read_findings(engine, ROUND, "all"))
    assert {each.note for each in read_reviews(engine, ROUND).values()} == rules_of(before)
    again = list(map(otherwise, before))
    replace_findings(engine, ROUND, rules_of(before), again)
    after = {each.key: each for each in read_findings(engine, ROUND, "all")}
    assert {each.key for each in before} - after.keys()
    wanted = {otherwise(each).key: each.rule for each in before if each.key in _old_keys(engine)}
    assert {key: review.note for key, review in read_reviews(engine, ROUND).items()} == wanted
    assert set(wanted) <= after.keys()
    assert set(present_keys(engine, ROUND).values()) <= after.keys()


def _old_keys(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(connection.execute(text('SELECT "key" FROM decided')).scalars())


def test_a_closed_round_is_not_touched(tmp_path: Path) -> None:
    engine = decided("version-0.1.0-closed.sql.gz", tmp_path)
    assert not _old_keys(engine)
    assert read_reviews(engine, ROUND).keys() <= {each.key for each in read_findings(engine, ROUND, "all")}


def found(url: str, rule: str = "F02", subject: str = "", name: str = "工作动态") -> Finding:
    return Finding(rule, "fail", PORTAL.unit, PORTAL.name, PORTAL.url, url, name, "问题", NIGHT, name, subject=subject)


def inspect(engine: Engine, *findings: Finding) -> None:
    """One night that finds these."""
    store = writer(engine)
    store.begin_target(PORTAL, resume=False)
    for number, finding in enumerate(findings):
        item = replace(column(number), url=finding.url, entries=[])
        store.add_findings(item, [finding])
        store.add(item)
    store.add(site())
    store.close(finished=True)


def decide(engine: Engine, finding: Finding) -> None:
    store_reviews(engine, ROUND, [Review(finding.key, "不属实", "看过", "乙", datetime(2021, 8, 21, tzinfo=UTC))])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("http://qinghe.test/list.asp?名称=通知", "http://qinghe.test/list.asp?%C3%FB%B3%C6=%CD%A8%D6%AA"),
        ("http://qinghe.test/专题/", "http://qinghe.test/%E4%B8%93%E9%A2%98/index.html"),
        ("http://qinghe.test/app/", "http://qinghe.test/app/#/list"),
        ("http://qinghe.test/frame/list.html", "http://qinghe.test/gzdt/"),
    ],
)
def test_a_night_moves_decisions_with_the_address(engine: Engine, old: str, new: str) -> None:
    first, second = found(old), found(new)
    inspect(engine, first, found("http://qinghe.test/other/", name="通知公告"))
    decide(engine, first)
    inspect(engine, second, found("http://qinghe.test/other/", name="通知公告"))
    assert list(read_reviews(engine, ROUND)) == [second.key]
    inspect(engine, second)
    assert list(read_reviews(engine, ROUND)) == [second.key]


def test_a_decision_waits_where_two_findings_could_be_its_own(engine: Engine) -> None:
    first = found("http://qinghe.test/a/")
    inspect(engine, first)
    decide(engine, first)
    inspect(engine, found("http://qinghe.test/b/"), found("http://qinghe.test/c/"))
    assert list(read_reviews(engine, ROUND)) == [first.key]
    inspect(engine, first)  # mended and broken again
    assert list(read_reviews(engine, ROUND)) == [first.key]


def test_a_column_of_the_same_name_is_another_while_the_first_is_there(engine: Engine) -> None:
    first, other = found("http://qinghe.test/a/"), found("http://qinghe.test/b/")
    inspect(engine, first)
    decide(engine, first)
    store = writer(engine)
    store.begin_target(PORTAL, resume=False)
    store.add(replace(column(1), url=first.url, entries=[]))
    item = replace(column(2), url=other.url, entries=[])
    store.add_findings(item, [other])
    store.add(item)
    store.add(site())
    store.close(finished=True)
    assert list(read_reviews(engine, ROUND)) == [first.key]


def test_a_finding_that_somebody_has_decided_on_takes_no_other_decision(engine: Engine) -> None:
    one, other = found("http://qinghe.test/x/", subject="a"), found("http://qinghe.test/x/index.html", subject="a")
    inspect(engine, one, other)
    decide(engine, one)
    decide(engine, other)
    inspect(engine, other)
    assert set(read_reviews(engine, ROUND)) == {one.key, other.key}
