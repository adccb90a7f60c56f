"""与上期比较: what has changed since the last round, and what has become of its problems."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from analysis.change_table import CHANGES, GONE, KEPT, NEW, UNSEEN, counted
from exports.report.catalogue import Catalogue
from exports.report.context import ReportContext
from exports.report.units import unit_page
from govcrawl.store.counts import count_reached
from govcrawl.store.verifications import STATES, VerificationResult

if TYPE_CHECKING:
    import pandas as pd

_UNITS = 10  # units whose number of problems has changed most
_LISTED = 200  # verified problems on a unit's page; all are in the workbook
_ROUNDS = 8  # of the trend
_ALIKE = 0.9  # of the most targets that a round has inspected, at least, for totals to be compared


def comparison_of(frame: ReportContext, catalogue: Catalogue) -> dict[str, Any] | None:
    """None when there is no earlier round."""
    told = frame.view.changes
    if frame.view.earlier is None or told is None:
        return None
    numbers = told["change"].value_counts()
    verified = Counter(row.state for row in frame.view.verifications)
    return {
        "against": frame.view.earlier.name,
        "counts": [(name, int(numbers.get(name, 0)), _link(name)) for name in CHANGES],
        "verified": [(state, verified[state]) for state in STATES] if verified else [],
        "trend": _trend(frame),
        "trend_note": _trend_note(frame),
        "units": _units(told, catalogue),
    }


def verified_of_units(frame: ReportContext) -> dict[str, dict[str, Any]]:
    """By unit: how many of its earlier problems are in each state, and these problems, what is not mended first."""
    order = ("未整改", "页面已消失", "无法核实", "已整改")
    by_unit: dict[str, list[VerificationResult]] = {}
    for row in frame.view.verifications:
        by_unit.setdefault(row.finding.unit, []).append(row)
    return {
        unit: {
            "against": rows[0].against,
            "counts": [(state, sum(row.state == state for row in rows)) for state in STATES],
            "rows": sorted(rows, key=lambda row: order.index(row.state))[:_LISTED],
            "more": max(len(rows) - _LISTED, 0),
        }
        for unit, rows in by_unit.items()
    }


def _link(change: str) -> str:
    """Where this round's problems of that kind are; those that are gone are in the earlier round."""
    return "" if change == GONE else urlencode({"state": "count", "change": change})


def _trend(frame: ReportContext) -> list[tuple[str, int]]:
    totals = frame.view.trend.groupby("round")["problems"].sum()
    return [(each.name, int(totals.get(each.name, 0))) for each in frame.view.inspected_rounds[-_ROUNDS:]]


def _trend_note(frame: ReportContext) -> str:
    """A warning when the rounds have not inspected about as much, since their totals then say little."""
    reached = count_reached(frame.engine)
    done = {each.name: reached.get(each.name, 0) for each in frame.view.inspected_rounds[-_ROUNDS:]}
    if min(done.values()) >= _ALIKE * max(done.values()):
        return ""
    told = "，".join(f"{name} 完成 {number} 个" for name, number in done.items())
    return f"各期完成检查的对象数相差较大（{told}），问题总数不能直接比较。"


def _units(told: pd.DataFrame, catalogue: Catalogue) -> list[dict[str, Any]]:
    table = counted(told, "unit")
    table = table.assign(上期=table[GONE] + table[KEPT])
    order = (table["本期"] - table["上期"]).abs().sort_values(ascending=False, kind="stable").index[:_UNITS]
    known = {name: number for number, name in enumerate(catalogue.units.texts)}
    return [
        {
            "unit": unit,
            "page": unit_page(known[unit]) if unit in known else "",
            "before": int(row["上期"]),
            "now": int(row["本期"]),
            "new": int(row[NEW]),
            "unseen": int(row[UNSEEN]),
            "gone": int(row[GONE]),
            "kept": int(row[KEPT]),
        }
        for unit, row in table.loc[order].iterrows()
    ]
