"""复核: the workbook in which people decide on findings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine

from analysis.standing import EXCEPTED, standings_of
from exports import style
from exports.books import workbook
from exports.sheet import Colour, Column, Sheet
from exports.tables.material import quarter_name, rule_title
from exports.tables.problems import evidence_of
from exports.values import Value, china_time, linked
from govcrawl.db.reader import read_findings, read_round
from govcrawl.decisions import DECISIONS, DISMISSED
from govcrawl.findings import Finding
from pipelines import load_rules

WHAT = "复核表"
PROBLEMS, UNDECIDED = "问题复核", "未能判定"
COLUMNS = ("复核意见", "说明", "复核人", "检查期", "编号")
_COLUMNS = (
    Column("序号", "whole", 4, 6),
    Column("单位", "text", 8, 16),
    Column("检查对象", "text", 10, 18),
    Column("规则", "centre", 4, 6),
    Column("问题类别", "text", 10, 16),
    Column("问题描述", "text", 24, 40),
    Column("栏目", "text", 8, 12),
    Column("页面标题", "text", 10, 20),
    Column("问题页面", "text", 14, 22),
    Column("证据", "text", 10, 20),
    Column("发现时间", "time", 16, 17),
    Column("当前状态", "text", 8, 22),
    Column("复核意见", "choice", 10, 10, choices=DECISIONS),
    Column("说明", "input", 20, 24),
    Column("复核人", "input", 8, 10),
    Column("检查期", "centre", 8, 8, printed=False),
    Column("编号", "centre", 20, 20, printed=False),
)
_COLOURS = (Colour("复核意见", DISMISSED, style.GREY), Colour("复核意见", "待定", style.WARNING))


def write_review_book(engine: Engine, round_name: str, path: Path) -> tuple[int, int]:
    """Write the workbook, with the decisions that hold; how many problems and undecided things it lists.

    InputError for an unknown round, OutputError when it cannot be written.
    """
    load_rules()
    facts = read_round(engine, round_name)
    standings = standings_of(engine, facts)
    title = f"{quarter_name(facts.round)}检查结果复核表"
    notes = [
        f"在“复核意见”列选择：{'、'.join(DECISIONS)}。“{DISMISSED}”须在“说明”列写明理由，不再计分但保留记录；其他意见照常计分。",
        "不填即未复核。请勿修改“编号”和“检查期”。填好后用 govcrawl review import 导入；有一处错误即全部不导入。",
    ]
    counts = []
    with workbook(path, title) as book:
        for name, outcome in ((PROBLEMS, "fail"), (UNDECIDED, "error")):
            sheet = Sheet(book, name, f"{title}（{name}）", notes, _COLUMNS, _COLOURS, frozen=3)
            number = 0
            for finding in _wanted(engine, round_name, outcome):
                number += 1
                review = standings.reviews.get(finding.key)
                standing = standings.of(finding)
                state = f"{standing.label}：{standing.reason}" if standing.label == EXCEPTED else standing.reason
                said = [review.decision, review.note, review.reviewer] if review else ["", "", ""]
                sheet.add([number, *_facts(finding), state, *said, round_name, finding.key])
            sheet.close()
            counts.append(number)
    return counts[0], counts[1]


def _wanted(engine: Engine, round_name: str, outcome: str) -> Iterator[Finding]:
    """Problems and clues; warnings cost nothing and need no decision."""
    for finding in read_findings(engine, round_name, "fail" if outcome == "fail" else "error"):
        if finding.severity != "warning":
            yield finding


def _facts(finding: Finding) -> list[Value]:
    return [
        finding.unit,
        finding.target,
        finding.rule,
        rule_title(finding.rule),
        finding.message,
        finding.column,
        finding.title,
        linked(finding.url),
        evidence_of(finding),
        china_time(finding.found_at),
    ]
