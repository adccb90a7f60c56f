"""附件2: how the new-media accounts of the units fared in a round."""

from dataclasses import replace
from pathlib import Path

from sqlalchemy import Engine

from analysis.round_totals.media import media_rules, media_units
from analysis.scoring.round_scores import rubric_for
from exports.attachment2 import accounts, charts, summary
from exports.tables import derivation, indicators, problems
from exports.tables.context import material_of
from exports.workbook import workbook
from govcrawl.domain.targets import NEW_MEDIA
from govcrawl.store.reader import read_round

_THRESHOLDS = ("account_update", "account_registration", "forward_in_time", "forward_likeness")
FILE = "附件2-政务新媒体检查情况.xlsx"


def write_attachment2(engine: Engine, round_name: str, out: Path) -> Path:
    """The workbook's path; InputError for an unknown round, OutputError when it cannot be written."""
    facts = read_round(engine, round_name)
    units = media_units(engine, facts)
    scores = [each.score for each in units]
    material = material_of(engine, facts, (NEW_MEDIA,), "政务新媒体检查情况", rubric_for(facts, NEW_MEDIA), scores)
    # What websites link wrongly belongs here; rules of pages have no place on accounts.
    rules = media_rules()
    material = replace(
        material,
        belongs=lambda finding: finding.rule in rules,
        noun="检查对象",
        thresholds=_THRESHOLDS,
        has_columns=False,
    )
    path = out / FILE
    with workbook(path, f"附件2 {material.title}") as book:
        summary.write_summary_sheet(book, material, units)
        charts.write_charts_sheet(book, material, units)
        accounts.write_accounts_sheet(book, material, units)
        problems.write_problems_sheet(book, material)
        derivation.write_derivation_sheet(book, material)
        indicators.write_indicators_sheet(book, material)
    return path
