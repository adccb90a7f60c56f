"""A filled-in 复核表 as reviews; refused whole when a row is wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from analysis.round_view import RoundView
from exports.review_book import COLUMNS, PROBLEMS, UNDECIDED, WHAT
from exports.workbook_input import InputRow, read_workbook_input
from govcrawl.domain.decisions import DECISIONS, DISMISSED, Review
from govcrawl.register.cells import BadCell
from govcrawl.store.carried import present_keys


def read_review_book(view: RoundView, path: Path, reviewer: str = "", at: datetime | None = None) -> list[Review]:
    """Reviews of the decided rows, in their order; rows without a decision say nothing.

    path: the filled-in workbook. reviewer: who has decided where the row names nobody. at: when, now by default.
    Raises FilledError, which lists every row with an unknown key, another round, an invalid decision, a dismissal
    without its reason, nobody who decided, or a decision that contradicts another row's.
    """
    reviewer = " ".join(reviewer.split())
    known = {each.key for each in view.findings("all")}
    moved = present_keys(view.engine, view.name)  # since the workbook was written
    filled = read_workbook_input(path, WHAT, (PROBLEMS, UNDECIDED), COLUMNS)
    when = at or datetime.now(UTC)
    reviews: dict[str, Review] = {}
    places: dict[str, InputRow] = {}
    for row in filled.rows:
        try:
            review = _review(row, view.name, known, moved, reviewer, when)
        except BadCell as fault:
            filled.faults.append(row.wrong(str(fault)))
            continue
        if review is None:
            continue
        first, place = reviews.setdefault(review.key, review), places.setdefault(review.key, row)
        if (first.decision, first.note) != (review.decision, review.note):
            why = f"与“{place.sheet}”表第 {place.number} 行对同一问题的复核意见不一致"
            filled.faults.append(row.wrong(why))
    filled.refuse_if_bad()
    return list(reviews.values())


def _review(
    row: InputRow, round_name: str, known: set[str], moved: dict[str, str], reviewer: str, when: datetime
) -> Review | None:
    decision, note, key = row.text("复核意见"), row.text("说明"), row.text("编号")
    key = moved.get(key, key)
    named = row.text("复核人")
    if not key:
        raise BadCell("“编号”列是空的")
    if row.text("检查期") != round_name:
        raise BadCell(f"“检查期”列为“{row.text('检查期')}”，不是 {round_name}")
    if key not in known:
        raise BadCell(f"“编号”列：本检查期没有编号为 {key} 的问题")
    if not decision:
        if note:
            raise BadCell("填写了“说明”，没有填写“复核意见”")
        return None
    if decision not in DECISIONS:
        raise BadCell(f"“复核意见”列：“{decision}”无效，应为 {'、'.join(DECISIONS)} 之一")
    if decision == DISMISSED and not note:
        raise BadCell(f"复核意见为“{DISMISSED}”，须在“说明”列写明理由")
    if not (named or reviewer):
        raise BadCell("“复核人”列没有填写（也可用 --reviewer 统一指定）")
    return Review(key, decision, note, named or reviewer, when)
