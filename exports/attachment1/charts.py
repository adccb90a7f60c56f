"""统计图: how the scores are spread, and which kinds of problems there are most of."""

from collections import Counter

from openpyxl import Workbook

from analysis.scores import UNFINISHED, Score
from exports.attachment1.material import Material, rule_title
from exports.charts import Tally, write_charts

NAME = "统计图"
_STEPS = ((90.0, "90分以上"), (80.0, "80分至90分"), (60.0, "60分至80分"), (0.0, "60分以下"))
_VETOED = "单项否决"
_KINDS = 12  # kinds of problems shown; all of them are in the problem list


def write(book: Workbook, material: Material) -> None:
    """Counted are the websites of the summary and the problems that count."""
    write_charts(book, NAME, f"{material.title}（统计图）", [_scores(material.scores), _problems(material)])


def _scores(scores: list[Score]) -> Tally:
    counts = Counter(_step(score) for score in scores)
    names = [*(name for _, name in _STEPS), _VETOED, UNFINISHED]
    return Tally("得分分布", "得分", "网站数", [(name, counts[name]) for name in names])


def _step(score: Score) -> str:
    if score.total is None:
        return _VETOED if score.veto else UNFINISHED
    return next(name for least, name in _STEPS if score.total >= least)


def _problems(material: Material) -> Tally:
    counts = Counter(each.rule for each in material.findings("fail") if material.standings.counts(each))
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_KINDS]
    return Tally("问题类别（计分的问题）", "类别", "问题数", [(rule_title(rule), number) for rule, number in ranked])
