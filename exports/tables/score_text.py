"""What several workbooks say of scores and problems: in one cell, and in charts."""

from collections import Counter

from analysis.scoring.scores import FAILED, PASSED, SUSPECTED, UNFINISHED, RuleProblems, Score
from exports.charts import Tally
from exports.tables.context import WorkbookContext
from pipelines.catalogue import rule_title

_RULES = 8  # kinds of problems named per target; all are in the problem list
_STEPS = ((90.0, "90分以上"), (80.0, "80分至90分"), (60.0, "60分至80分"), (0.0, "60分以下"))
_VETOED, _SUSPECTED, _UNSCORED = "单项否决", "疑似单项否决", "不评分"
_KINDS = 12  # kinds of problems shown; all of them are in the problem list


def score_tally(material: WorkbookContext) -> Tally:
    """How the scores are spread."""
    counts = Counter(_step(score) for score in material.scores)
    vetoes = [_VETOED] if any(each.part == "veto" for each in material.rubric.indicators) else []
    odd = [each for each in (_SUSPECTED, _UNSCORED) if counts[each]]
    names = [*(name for _, name in _STEPS), *vetoes, *odd, UNFINISHED]
    return Tally("得分分布", "得分", f"{material.noun}数", [(name, counts[name]) for name in names])


def _step(score: Score) -> str:
    if score.total is None:
        if score.veto:
            return _SUSPECTED if score.grade == SUSPECTED else _VETOED
        return _UNSCORED if score.grade == PASSED else UNFINISHED
    return next(name for least, name in _STEPS if score.total >= least)


def problem_tally(material: WorkbookContext) -> Tally:
    """Which kinds of problems there are most of, among those that count."""
    counts = material.counts_by_rule()
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_KINDS]
    return Tally("问题类别（计分的问题）", "类别", "问题数", [(rule_title(rule), number) for rule, number in ranked])


def problems_text(score: Score) -> str:
    """The problems by rule, the costliest first."""
    parts = [score.reason] if score.grade in (UNFINISHED, SUSPECTED) else []
    if score.grade == FAILED and not score.veto:
        parts.append(score.reason)
    costs: dict[str, float] = {}
    for line in score.lines:
        for rule in line.rules:
            costs[rule] = max(costs.get(rule, 0.0), line.points)
    vetoing = {rule for line in score.lines if score.veto and line.indicator for rule in line.rules}
    ranked = sorted(score.problems, key=lambda each: (each.rule not in vetoing, -costs.get(each.rule, 0.0)))
    parts += [_problem(each) for each in ranked[:_RULES]]
    if len(ranked) > _RULES:
        parts.append(f"另有{sum(each.number for each in ranked[_RULES:])}处其他问题")
    if score.undecided:
        parts.append(f"{score.undecided}项未能判定")
    return "；".join(parts) or "未发现问题"


def _problem(problem: RuleProblems) -> str:
    title = rule_title(problem.rule)
    if not problem.columns:
        return f"{title}{problem.number}处" if problem.number > 1 else title
    more = "等" if problem.number > len(problem.columns) else ""
    return f"{title}{problem.number}个（{'、'.join(problem.columns)}{more}）"
