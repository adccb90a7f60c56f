"""A whole export reads its round once and parses each rubric once, and streams findings instead of holding them."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from analysis.round_view import NO_TARGETS, RoundView
from exports import EXPORTS, export_round
from exports.summary import summarise
from govcrawl.domain.decisions import DISMISSED, Review
from govcrawl.rubric.reader import stored_rubric
from govcrawl.store.decisions import store_reviews
from tests.exports.night import NIGHT, write_round

ROUND = "2021Q3"


class Calls:
    """Counts calls of functions by their code while they run as they are."""

    def __init__(self) -> None:
        self.of: Counter[str] = Counter()

    def __enter__(self) -> Calls:
        sys.setprofile(self._seen)
        return self

    def __exit__(self, *error: object) -> None:
        sys.setprofile(None)

    def _seen(self, frame: Any, kind: str, _: object) -> None:
        if kind == "call":
            self.of[f"{frame.f_globals.get('__name__')}.{frame.f_code.co_name}"] += 1


def test_an_export_reads_its_round_once(engine: Engine, tmp_path: Path) -> None:
    stored_rubric.cache_clear()
    with Calls() as calls:
        written = export_round(RoundView(engine, ROUND), tmp_path)
    assert {each.meaning for each in written} >= {each.meaning for each in EXPORTS if each.name.startswith("attach")}
    assert calls.of["govcrawl.store.reader.read_round"] == 1
    assert calls.of["govcrawl.store.decisions.read_reviews"] == 1
    texts = {RoundView(engine, ROUND, NO_TARGETS).rubric.text}
    texts |= {each["text"] for each in RoundView(engine, ROUND, NO_TARGETS).facts.rubrics.values()}
    assert calls.of["govcrawl.rubric.reader.stored_rubric"] == calls.of["govcrawl.rubric.reader.parse_rubric"]
    assert calls.of["govcrawl.rubric.reader.parse_rubric"] <= len(texts)


@pytest.mark.parametrize("name", [each.name for each in EXPORTS])
def test_each_kind_of_export_reads_its_round_once(engine: Engine, tmp_path: Path, name: str) -> None:
    with Calls() as calls:
        export_round(RoundView(engine, ROUND), tmp_path, [name])
    assert calls.of["govcrawl.store.reader.read_round"] == 1


def test_the_summary_reads_its_round_once(engine: Engine) -> None:
    with Calls() as calls:
        summarise(RoundView(engine, ROUND))
    assert calls.of["govcrawl.store.reader.read_round"] == 1


def test_values_are_worked_out_once_and_the_bare_frame_reads_no_targets(engine: Engine) -> None:
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
    view = RoundView(engine, ROUND)
    first = (view.website_scores, view.problem_counts, view.media_units, view.statuses, view.trend)
    before = len(statements)
    assert all(
        now is then
        for now, then in zip(
            (view.website_scores, view.problem_counts, view.media_units, view.statuses, view.trend), first, strict=True
        )
    )
    assert len(statements) == before
    assert RoundView(engine, ROUND, NO_TARGETS).targets == []
    assert RoundView(engine, ROUND, NO_TARGETS).problem_counts == view.problem_counts


def test_problems_are_counted_as_they_are_streamed(engine: Engine) -> None:
    view = RoundView(engine, ROUND)
    found = Counter((each.target_url, each.target, each.unit, each.rule) for each in view.problems())
    assert list(view.problem_counts.items()) == list(found.items())
    assert view.problem_counts.total() > 0


def test_one_target_alone_has_the_score_that_it_has_among_all(engine: Engine) -> None:
    for score in (*(view := RoundView(engine, ROUND)).website_scores, *view.disclosure_scores):
        alone = RoundView(engine, ROUND, score.target_url)
        target = next(each.target for each in alone.targets if each.target.name == score.target)
        assert alone.score_of(target) == score


def test_a_decision_is_in_the_next_view(tmp_path: Path) -> None:
    engine = write_round(tmp_path / "govcrawl.db")
    before = RoundView(engine, ROUND)
    dismissed = next(before.problems())
    store_reviews(engine, ROUND, [Review(dismissed.key, DISMISSED, "核实无误", "复核员", NIGHT)])
    after = RoundView(engine, ROUND)
    assert before.problem_counts.total() - after.problem_counts.total() == 1
    assert dismissed.key not in {each.key for each in after.problems()}
    engine.dispose()


def test_views_of_a_round_share_its_parsed_rubric(engine: Engine) -> None:
    assert RoundView(engine, ROUND, NO_TARGETS).rubric is RoundView(engine, ROUND, NO_TARGETS).rubric
