"""报告: the round as pages that open from a folder, without a network and without a server. See docs/report.md."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from analysis.round_view import RoundView
from exports.pictures import read_picture
from exports.report.catalogue import Catalogue
from exports.report.comparison import verified_of_units
from exports.report.context import ReportContext, report_context
from exports.report.counts import count
from exports.report.data_files import CHUNK, FindingsWriter
from exports.report.findings_pass import write_findings
from exports.report.overview import overview_of
from exports.report.pages import ASSETS, write_page
from exports.report.rules import rules_of
from exports.report.scripts import write_script
from exports.report.sections import titles
from exports.report.spool import Spool
from exports.report.units import answers_by_unit, media_by_unit, unit_figures, units_of
from exports.tables.context import quarter_name
from govcrawl.domain.atomic_write import atomic_folder

FOLDER = "报告"
IMAGES = "images"  # the same pictures as in 截图: the folder can be handed on by itself


def write_report(view: RoundView, out: Path) -> list[Path]:
    """Write the report into a folder of `out`, anew and whole or not at all; its files' paths, the first page first.

    Holds one target's findings and columns at a time, a chunk of findings, and numbers of each.

    Raises StoreError for a damaged picture, OutputError when the folder cannot be written.
    """
    frame = report_context(view)
    folder = out / FOLDER
    with atomic_folder(folder) as fresh:
        _write(frame, fresh)
    first = folder / "index.html"
    return [first, *sorted(path for path in folder.rglob("*") if path.is_file() and path != first)]


def _write(frame: ReportContext, folder: Path) -> None:
    shutil.copytree(ASSETS, folder / "assets")
    for name, kept in frame.pictures.items():
        path = folder / IMAGES / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(read_picture(frame.engine, kept))
    catalogue, writer = Catalogue(frame), FindingsWriter(folder / "data")
    with Spool() as shelf:
        write_findings(frame, catalogue, writer, shelf)
        digits = writer.close()
        counts = count(writer.runs)
        rules, units = rules_of(frame, catalogue, counts), units_of(frame, catalogue, counts)
        _write_units(frame, folder, shelf, units)
    pages = {rule["id"]: rule["page"] for rule in rules}
    write_script(folder / "data", "index", catalogue.index(writer.runs, pages, chunk=CHUNK, digits=digits))
    told = ("meaning", "basis", "remedy")
    write_script(folder / "data", "rules", {rule["id"]: {name: rule[name] for name in told} for rule in rules})
    _write_rules(frame, folder, rules)
    shared = _shared(frame)
    write_page(folder / "units.html", "units.html", here="units", heading="单位", units=units, **shared)
    write_page(
        folder / "findings.html", "findings.html", here="findings", heading="全部记录", total=writer.total, **shared
    )
    overview = overview_of(frame, catalogue, counts, rules)
    write_page(folder / "index.html", "index.html", here="index", heading="总览", **shared, **overview)


def _shared(frame: ReportContext) -> dict[str, Any]:
    """What every page shows."""
    return {
        "title": f"{quarter_name(frame.facts.round)}政府网站与政务新媒体检查",
        "date_line": frame.websites.date_line,
        "round_name": frame.name,
        "rubric": frame.websites.rubric,
        "titles": titles(),
        "root": "",
    }


def _write_rules(frame: ReportContext, folder: Path, rules: list[dict[str, Any]]) -> None:
    shared = _shared(frame)
    write_page(folder / "rules.html", "rules.html", here="rules", heading="问题类别", rules=rules, **shared)
    for rule in rules:
        path = folder / "rules" / f"{rule['page']}.html"
        write_page(path, "rule.html", rule=rule, here="rules", heading=rule["title"], **{**shared, "root": "../"})


def _write_units(frame: ReportContext, folder: Path, shelf: Spool, units: list[dict[str, Any]]) -> None:
    media, answers, shared = media_by_unit(frame), answers_by_unit(frame), {**_shared(frame), "root": "../"}
    verified = verified_of_units(frame)
    for unit in units:
        name = unit["name"]
        account = media.get(name)
        write_page(
            folder / unit["page"],
            "unit.html",
            unit={**unit, "figures": list(unit_figures(unit))},
            sections=shelf.take(name),
            media=account,
            score=account.score if account else None,
            answers=answers.get(name, []),
            verified=verified.get(name),
            here="units",
            heading=name,
            **shared,
        )
