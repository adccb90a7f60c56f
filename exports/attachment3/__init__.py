"""附件3: what the connected units answer on the policy Q&A platform. One module for its summary, the rest is shared."""

from dataclasses import replace
from pathlib import Path

from sqlalchemy import Engine

from analysis.round_totals.policy_qa import qa_rules
from analysis.scoring.round_scores import rubric_for
from exports.attachment3 import summary
from exports.tables import indicators, problems
from exports.tables.context import material_of
from exports.workbook import workbook
from govcrawl.store.reader import read_round

FILE = "附件3-政策问答平台内容保障情况.xlsx"


def write_attachment3(engine: Engine, round_name: str, out: Path) -> Path:
    """The workbook's path; InputError for an unknown round, OutputError when it cannot be written."""
    facts = read_round(engine, round_name)
    rubric = rubric_for(facts, "policy_qa")
    material = material_of(engine, facts, ("policy_qa",), "政策问答平台内容保障情况", rubric, [])
    rules = qa_rules()
    material = replace(
        material, belongs=lambda finding: finding.rule in rules, noun="平台", thresholds=(), has_columns=False
    )
    path = out / FILE
    with workbook(path, f"附件3 {material.title}") as book:
        summary.write_summary_sheet(book, material)
        problems.write_problems_sheet(book, material)
        indicators.write_indicators_sheet(book, material)
    return path
