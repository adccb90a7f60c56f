"""Scores as DataFrames, for notebooks and summaries."""

from collections.abc import Iterable

import pandas as pd

from analysis.scoring.lines import ScoreLine
from analysis.scoring.scores import Score

_SCORE = (
    "unit", "target", "target_url", "platform", "veto", "deducted", "bonus", "total", "grade", "reason", "undecided",
    "assumed",
)  # fmt: skip
_LINE = (
    "indicator", "title", "group", "rules", "per", "counted", "points_each", "raw", "points", "capped", "assumed",
    "text",
)  # fmt: skip


def scores_frame(scores: Iterable[Score]) -> pd.DataFrame:
    """One row per target, in the order given; `problems` is the number of all problems, NaN where nothing was scored.

    `veto` is text, titles joined by ；.
    """
    rows = [
        {name: getattr(score, name) for name in _SCORE}
        | {"veto": "；".join(score.veto), "problems": sum(problem.number for problem in score.problems)}
        for score in scores
    ]
    frame = pd.DataFrame(rows, columns=[*_SCORE, "problems"])
    return frame.astype(dict.fromkeys(("deducted", "bonus", "total"), "float64"))


def lines_frame(scores: Iterable[Score]) -> pd.DataFrame:
    """One row per line of the derivation, with its target; `rules` is text, ids joined by ；."""
    rows = [_line(score, line) for score in scores for line in score.lines]
    return pd.DataFrame(rows, columns=["unit", "target", "target_url", *_LINE])


def _line(score: Score, line: ScoreLine) -> dict[str, object]:
    values = {"unit": score.unit, "target": score.target, "target_url": score.target_url}
    return values | {name: getattr(line, name) for name in _LINE} | {"rules": "；".join(line.rules)}
