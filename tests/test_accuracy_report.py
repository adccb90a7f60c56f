"""docs/accuracy.md says what was measured; confidence is learnt from cases and holds on others."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from benchmarks.accuracy import calibration, report
from benchmarks.accuracy.cases import FALSE, FOUND, MISSED, QUIET, UNDECIDED, Case, Measured, load, named, save
from benchmarks.accuracy.of_nights import random_cases
from benchmarks.random_sites.model import Near, Site, Truth


def _cases(rule: str, count: int, wrong: float, reading: float | None = None) -> list[Case]:
    """Findings of a rule, of which this share is wrong."""
    rng = Random(f"{rule} {reading}")
    return [
        Case(rule, named(rule, reading, number), FALSE if rng.random() < wrong else FOUND, None, reading)
        for number in range(count)
    ]


def test_the_page_and_the_readme_are_what_was_measured() -> None:
    every = load()
    assert report.DOC.read_text(encoding="utf-8") == report.page(every)
    assert report.headline(every) in report.read_headline()
    assert not re.search(r"/(?:home|root|tmp|work|Users)/|127\.\d+\.\d+", report.page(every))


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    made = Measured("random sites", "command", pages=7, vetoes=2, false_vetoes=1, cases=_cases("M03", 5, 0.2))
    save(made, tmp_path)
    (again,) = load(tmp_path)
    assert again.cases == sorted(made.cases, key=lambda case: (case.rule, case.name, case.outcome))
    assert (again.source, again.pages, again.vetoes, again.false_vetoes) == ("random sites", 7, 2, 1)
    text = report.page([again])
    assert "| random sites | 2 | 1 |" in text.replace("| random sites | 5", "")
    assert "## False vetoes" in text


def test_cases_of_a_site_are_counted_once() -> None:
    site = Site(1, "127.81.0.1", 80, "", "", "62")
    site.expected = [Truth("M01", ""), Truth("C01", site.at("/a/")), Truth("F02", site.at("/b/"))]
    site.near = [Near("x", "S05 X01"), Near("y", "X01")]

    def said(rule: str, path: str, outcome: str = "fail") -> dict[str, object]:
        return {"rule": rule, "url": site.at(path), "target_url": site.url, "outcome": outcome, "value": "",
                "evidence": {"why": ["把握64%", "有标签"]}, "confidence": 0.9}  # fmt: skip

    findings = [said("M01", "/"), said("C01", "/a/", "error"), said("X01", "/c/"), said("S06", "/")]
    cases = random_cases([site], findings)
    assert sorted((case.rule, case.outcome) for case in cases) == [
        ("C01", UNDECIDED), ("F02", MISSED), ("M01", FOUND), ("S05", QUIET), ("X01", FALSE), ("X01", QUIET),
    ]  # fmt: skip
    (hit,) = [case for case in cases if case.outcome == FOUND]
    assert (hit.sure, hit.reading) == (0.9, 0.64)


def test_steps_rise_and_few_cases_have_none_of_their_own() -> None:
    unsure, sure = _cases("F04", 300, 0.3, 0.4), _cases("F04", 300, 0.02, 0.99)
    steps = calibration.learn([*unsure, *sure, *_cases("M03", 400, 0.0), *_cases("X02", 10, 0.5)])
    assert set(steps.rules) == {"F04", "M03"}
    assert 0.6 < steps.of("F04", 0.4) < 0.8 < 0.95 < steps.of("F04", 0.99)
    assert steps.of("F04", 0.4) < steps.of("X02", None) == steps.everything[-1].confidence
    assert steps.of("M03", None) > 0.98


def test_confidence_holds_on_the_other_half() -> None:
    cases = [*_cases("F04", 600, 0.2), *_cases("M03", 600, 0.01), *_cases("C01", 600, 0.08)]
    rows = calibration.reliability_table([Measured("made up", "", cases=cases)])[1:]
    assert sum(int(row[1]) for row in rows) == 1800
    assert all(abs(float(row[-1])) < 0.05 for row in rows)


def test_nothing_is_learnt_from_nothing() -> None:
    with pytest.raises(ValueError, match="no cases"):
        calibration.learn([])
