"""The queue of findings and the record of decisions, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from govcrawl.domain.decisions import DECISIONS, WITHDRAWN, Review
from govcrawl.domain.errors import InputError
from govcrawl.domain.findings import Finding
from govcrawl.store.audit import AuditEvent, read_events, store_event
from govcrawl.store.decisions import Overtaken, append_review, history_of, read_reviews, store_reviews
from govcrawl.store.queue import (
    AS_IN_REGISTER,
    EVERYTHING,
    STATES,
    TO_REVIEW,
    Wanted,
    place_in_queue,
    read_choices,
    read_queue,
)
from govcrawl.store.reader import read_findings
from govcrawl.store.session import writing
from tests.store.facts import NIGHT, PORTAL, Q3, finding, page, writer

ROUND = Q3.name
_KINDS = (("fail", "problem"), ("fail", "clue"), ("fail", "warning"), ("error", "problem"), ("skip", "problem"))


def _kinds_of(number: int) -> Finding:
    outcome, severity = _KINDS[number % len(_KINDS)]
    url = f"http://qinghe.test/gg/1/{number}.html"
    made = finding(url, "T01" if number % 2 else "M03", str(number), message=f"问题{number}：100%_完成")
    sure = 0.99 - number * 7 % 30 / 100 if outcome == "fail" else None
    return replace(made, outcome=outcome, severity=severity, confidence=sure)


@pytest.fixture
def full(engine: Engine) -> Engine:
    """Thirty findings of every kind on two targets; some are decided, one decision was taken back."""
    into = writer(engine)
    into.begin_target(PORTAL, resume=False)
    for number in range(30):
        item = page(number)
        into.add_findings(item, [_kinds_of(number)])
        into.add(item)
    into.close(finished=True)
    keys = [each.key for each in read_findings(engine, ROUND, "all")]
    reviews = [Review(key, DECISIONS[n % len(DECISIONS)], "说明", "甲", NIGHT) for n, key in enumerate(keys[:9])]
    store_reviews(engine, ROUND, reviews)
    with writing(engine) as connection:
        append_review(connection, ROUND, Review(keys[0], WITHDRAWN, "", "乙", NIGHT), seen=1)
    return engine


def test_what_can_be_chosen_is_what_is_found(full: Engine) -> None:
    choices = read_choices(full, ROUND)
    found = {state: read_queue(full, ROUND, Wanted(state), 0, 100) for state in STATES}
    assert choices.states == {state: total for state, (total, _) in found.items()}
    assert all(len(rows) == total for total, rows in found.values())
    assert choices.states[EVERYTHING] == 30
    assert sum(choices.states[each] for each in DECISIONS) == 8
    for name, counts in (("unit", choices.units), ("rule", choices.rules), ("platform", choices.platforms)):
        assert sum(counts.values()) == 30
        for value, count in counts.items():
            assert read_queue(full, ROUND, Wanted(EVERYTHING, **{name: value}), 0, 1)[0] == count


def test_the_queue_has_the_order_of_all_lists(full: Engine) -> None:
    keys = [each.key for each in read_findings(full, ROUND, "all")]
    wanted = Wanted(EVERYTHING, order=AS_IN_REGISTER)
    pages = [read_queue(full, ROUND, wanted, start, 7)[1] for start in range(0, 30, 7)]
    assert [each.finding.key for rows in pages for each in rows] == keys
    assert [place_in_queue(full, ROUND, wanted, key) for key in keys] == list(range(30))
    assert place_in_queue(full, ROUND, Wanted(TO_REVIEW), "none") is None


def test_the_least_sure_comes_first_after_what_may_cost_the_pass(full: Engine) -> None:
    rows = [each.finding for each in read_queue(full, ROUND, Wanted(EVERYTHING), 0, 100, ["T01"])[1]]
    vetoing = [each.outcome == "fail" and each.rule == "T01" for each in rows]
    assert vetoing == sorted(vetoing, reverse=True)
    assert any(vetoing)
    for group in (True, False):
        sure = [each.confidence for each, first in zip(rows, vetoing, strict=True) if first is group]
        known = [each for each in sure if each is not None]
        assert known == sorted(known)
        assert sure[: len(known)] == known
    assert len({each.confidence for each in rows}) > 5
    places = [place_in_queue(full, ROUND, Wanted(EVERYTHING), each.key, ["T01"]) for each in rows]
    assert places == list(range(30))


@pytest.mark.parametrize(
    ("text", "count"), [("问题7：", 1), ("100%_", 30), ("100%_ 问题2", 11), ("1000_", 0), ("GG/1/7.HTML", 1), ("\\", 0)]
)
def test_words_are_looked_for_as_they_are(full: Engine, text: str, count: int) -> None:
    assert read_queue(full, ROUND, Wanted(EVERYTHING, text=text), 0, 100)[0] == count


def test_a_decision_that_was_taken_back_holds_no_more(full: Engine) -> None:
    key, *_ = (each.key for each in read_findings(full, ROUND, "all"))
    assert key not in read_reviews(full, ROUND)
    assert [each.decision for each in history_of(full, ROUND, key)] == [DECISIONS[0], WITHDRAWN]
    again = Review(key, "属实", "", "甲", NIGHT)
    with pytest.raises(Overtaken, match="乙刚刚已作出意见"), writing(full) as connection:
        append_review(connection, ROUND, again, seen=1)
    with writing(full) as connection:
        append_review(connection, ROUND, again, seen=2)
    assert read_reviews(full, ROUND)[key] == again
    assert store_reviews(full, ROUND, [again]) == []


def test_an_unknown_state_is_refused() -> None:
    with pytest.raises(InputError, match="没有“开放”这种状态"):
        Wanted("开放")
    with pytest.raises(InputError, match="没有“随便”这种排序"):
        Wanted(order="随便")


def test_deeds_come_back_newest_first(engine: Engine) -> None:
    deeds = [
        AuditEvent(NIGHT, "甲", "admin", "127.0.0.1", "复核", ROUND, str(number), "长" * 600) for number in range(5)
    ]
    for each in deeds:
        store_event(engine, each)
    found = read_events(engine, 3)
    assert [each.subject for _, each in found] == ["4", "3", "2"]
    assert [each.subject for _, each in read_events(engine, 9, found[-1][0])] == ["1", "0"]
    assert len(found[0][1].detail) == 500
