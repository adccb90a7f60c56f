"""How sure a finding is, learnt from measured cases, and whether that holds.

Steps are shares of right findings among those whose reading was about as sure, drawn towards the share of all findings
where there are few, and made to rise with the reading. A rule has steps of its own from `_OWN` cases on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.intervals import wilson
from benchmarks.accuracy.cases import FALSE, FOUND, Case, Measured
from pipelines.confidence import FILE, CalibrationStep, Steps

_OWN, _STEP = 60, 40  # cases of a rule or family, and of a step, at least
_PRIOR = 20  # so many cases weighs what is known of all findings
_READINGS = (0.5, 0.7, 0.85, 0.95, 1.0)
# Steps of the reliability table, by the lowest confidence in each.
_BINS = (0.0, 0.8, 0.9, 0.95, 0.975, 0.99)
_HEAD = """\
# How often findings were right where the truth was known; written by
#   python -m benchmarks.accuracy --calibrate
# from the cases in benchmarks/accuracy/measured. Not to be edited by hand.
"""


def raised(judged: Iterable[Measured]) -> list[Case]:
    """All findings of which it is known whether they are right."""
    return [case for each in judged for case in each.cases if case.outcome in (FOUND, FALSE)]


def learn(cases: Sequence[Case], measured: str = "") -> Steps:
    """Steps from `cases`; `measured` names where they come from. ValueError without cases."""
    if not cases:
        raise ValueError("no cases")
    right = sum(case.outcome == FOUND for case in cases)
    share = (right + 1) / (len(cases) + 2)
    families = sorted({case.rule[0] for case in cases})
    by_family = {name: [case for case in cases if case.rule[0] == name] for name in families}
    by_rule = {name: [case for case in cases if case.rule == name] for name in sorted({case.rule for case in cases})}
    return Steps(
        measured=measured,
        everything=_steps(cases, share),
        families={name: _steps(own, share) for name, own in by_family.items() if len(own) >= _OWN},
        rules={name: _steps(own, share) for name, own in by_rule.items() if len(own) >= _OWN},
    )


def _steps(cases: Sequence[Case], share: float) -> list[CalibrationStep]:
    """Steps that rise with the reading; neighbours are joined while one has few cases or does not rise."""
    parts: list[list[Case]] = []
    uppers: list[float] = []
    low = -1.0
    for high in _READINGS:
        parts.append([case for case in cases if low < _reading(case) <= high])
        uppers.append(high)
        low = high
    at = 0
    while at < len(parts) - 1:
        few = min(len(parts[at]), len(parts[at + 1])) < _STEP
        if few or _share(parts[at], share) >= _share(parts[at + 1], share):
            parts[at : at + 2] = [parts[at] + parts[at + 1]]
            del uppers[at]
            at = max(0, at - 1)
        else:
            at += 1
    return [_step(part, high, share) for part, high in zip(parts, uppers, strict=True)]


def _reading(case: Case) -> float:
    return 1.0 if case.reading is None else case.reading


def _share(cases: Sequence[Case], prior: float) -> float:
    right = sum(case.outcome == FOUND for case in cases)
    return (right + _PRIOR * prior) / (len(cases) + _PRIOR)


def _step(cases: Sequence[Case], high: float, prior: float) -> CalibrationStep:
    right = sum(case.outcome == FOUND for case in cases)
    return CalibrationStep(reading=high, confidence=round(_share(cases, prior), 3), right=right, of=max(1, len(cases)))


def write(judged: Sequence[Measured]) -> None:
    """Write `pipelines/confidence.yaml` from what was measured. ValueError without findings."""
    sources = "; ".join(f"{each.source} {each.commit}" for each in judged if raised([each]))
    steps = learn(raised(judged), sources)
    lines = [_HEAD + f"measured: {steps.measured}", "everything:", *_lines(steps.everything, "  ")]
    for name, groups in (("families", steps.families), ("rules", steps.rules)):
        lines.append(f"{name}:" if groups else f"{name}: {{}}")
        for key, own in groups.items():
            lines += [f"  {key}:", *_lines(own, "    ")]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _lines(steps: Sequence[CalibrationStep], indent: str) -> list[str]:
    return [f"{indent}- {{reading: {each.reading}, confidence: {each.confidence}, right: {each.right}, of: {each.of}}}"
            for each in steps]  # fmt: skip


def held_out(cases: Sequence[Case]) -> list[tuple[float, bool]]:
    """The confidence of each case by steps that were learnt without its half, and whether the case was right."""
    halves = [[case for case in cases if int(case.name[-1], 16) % 2 == half] for half in (0, 1)]
    pairs = []
    for half in (0, 1):
        if halves[0] and halves[1]:
            steps = learn(halves[1 - half])
            pairs += [(steps.of(case.rule, case.reading), case.outcome == FOUND) for case in halves[half]]
    return pairs


def reliability_table(judged: Sequence[Measured]) -> list[list[str]]:
    """Steps of confidence beside the share of findings that were right, each by what the other half taught."""
    pairs = held_out(raised(judged))
    rows = [["confidence", "findings", "confidence (mean)", "right", "share (95 %)", "off by"]]
    for low, high in zip(_BINS, (*_BINS[1:], 1.01), strict=True):
        own = [pair for pair in pairs if low <= pair[0] < high]
        if own:
            right = sum(good for _, good in own)
            mean, share = sum(sure for sure, _ in own) / len(own), right / len(own)
            bounds = wilson(right, len(own))
            rows.append([
                f"{low:.3f}-{min(high, 1.0):.3f}", str(len(own)), f"{mean:.3f}", str(right),
                f"{share:.3f} ({bounds[0]:.3f}-{bounds[1]:.3f})", f"{share - mean:+.3f}",
            ])  # fmt: skip
    return rows
