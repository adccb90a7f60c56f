"""报告: the round as pages that open from a folder, without a network and without a server. See docs/report.md."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from exports.pictures import read_picture
from exports.report.catalogue import Catalogue
from exports.report.chunks import CHUNK, FindingsWriter
from exports.report.counts import count
from exports.report.frame import Frame, Place, read_frame
from exports.report.overview import overview_of
from exports.report.pages import ASSETS, write_page
from exports.report.rules import rules_of
from exports.report.scripts import write_script
from exports.report.sections import Formats, section, titles
from exports.report.shelf import Shelf
from exports.report.units import answers_by_unit, is_sectioned, media_by_unit, unit_figures, units_of
from exports.saving import replacing_folder
from exports.tables.columns import RULES
from exports.tables.material import quarter_name
from govcrawl.db.reader import read_findings, read_items
from govcrawl.db.tallies import count_attachments
from govcrawl.findings import Finding
from govcrawl.items import ColumnItem

FOLDER = "报告"
IMAGES = "images"  # the same pictures as in 截图: the folder can be handed on by itself


def write_report(engine: Engine, round_name: str, out: Path) -> list[Path]:
    """The paths of the report's files, its first page first. The folder is written anew, whole or not at all.

    Holds one target's findings and columns at a time, a chunk of findings, and numbers of each. InputError for an
    unknown round, StoreError for a damaged picture, OutputError when the folder cannot be written.
    """
    frame = read_frame(engine, round_name)
    folder = out / FOLDER
    with replacing_folder(folder) as fresh:
        _write(frame, fresh)
    first = folder / "index.html"
    return [first, *sorted(path for path in folder.rglob("*") if path.is_file() and path != first)]


def _write(frame: Frame, folder: Path) -> None:
    shutil.copytree(ASSETS, folder / "assets")
    for name, kept in frame.pictures.items():
        path = folder / IMAGES / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(read_picture(frame.engine, kept))
    catalogue, writer = Catalogue(frame), FindingsWriter(folder / "data")
    with Shelf() as shelf:
        _write_findings(frame, catalogue, writer, shelf)
        digits = writer.close()
        counts = count(writer.runs)
        rules = rules_of(frame, catalogue, counts)
        pages = {rule["id"]: rule["page"] for rule in rules}
        write_script(folder / "data", "index", catalogue.index(writer.runs, pages, chunk=CHUNK, digits=digits))
        told = ("meaning", "basis", "remedy")
        write_script(folder / "data", "rules", {rule["id"]: {name: rule[name] for name in told} for rule in rules})
        shared = _shared(frame)
        units = units_of(frame, catalogue, counts)
        _write_units(frame, folder, shelf, units, shared)
    top = {**shared, "root": ""}
    for rule in rules:
        below = {**shared, "root": "../", "here": "rules", "heading": rule["title"]}
        write_page(folder / "rules" / f"{rule['page']}.html", "rule.html", rule=rule, **below)
    write_page(folder / "rules.html", "rules.html", here="rules", heading="问题类别", rules=rules, **top)
    write_page(folder / "units.html", "units.html", here="units", heading="单位", **{**top, "units": units})
    write_page(folder / "findings.html", "findings.html", here="findings", heading="全部记录", total=writer.total, **top)
    overview = overview_of(frame, catalogue, counts, rules)
    write_page(folder / "index.html", "index.html", here="index", heading="总览", **{**top, **overview})


def _shared(frame: Frame) -> dict[str, Any]:
    """What every page shows."""
    return {
        "title": f"{quarter_name(frame.facts.round)}政府网站与政务新媒体检查",
        "date_line": frame.websites.date_line,
        "round_name": frame.name,
        "rubric": frame.websites.rubric,
        "titles": titles(),
    }


def _write_findings(frame: Frame, catalogue: Catalogue, writer: FindingsWriter, shelf: Shelf) -> None:
    """Findings target by target, and beside them what the page of the target's unit says of it."""
    columns = _Columns(frame)
    formats = count_attachments(frame.engine, frame.name)
    waiting = iter(enumerate(frame.facts.targets))

    def sections(until: Place | None, found: list[Finding]) -> None:
        """Targets up to this one, which alone has findings; all that are left, without one."""
        for number, state in waiting:
            target = state.target
            place = (target.url, target.name)
            items = columns.of(place)
            if is_sectioned(target.platform):
                mine = found if place == until else []
                of = formats.get((target.url, target.unit, target.name), Formats())
                shelf.put(target.unit, section(frame, state, frame.scores[place], items, mine, of, number))
            if place == until:
                return

    for place, group in groupby(read_findings(frame.engine, frame.name, "all"), _place):
        judging: list[Finding] = []

        def noted(findings: Iterator[Finding], judging: list[Finding] = judging) -> Iterator[Finding]:
            for each in findings:
                if each.rule in RULES:
                    judging.append(each)
                yield each

        writer.add(catalogue.listed(each) for each in noted(group))
        if place in frame.states:
            sections(place, judging)
    sections(None, [])


def _place(finding: Finding) -> Place:
    return finding.target_url, finding.target


class _Columns:
    """The round's columns, read along with its targets."""

    def __init__(self, frame: Frame) -> None:
        items = read_items(frame.engine, frame.name, (ColumnItem,))
        self._groups = groupby(
            (item for item in items if isinstance(item, ColumnItem)), lambda item: (item.target.url, item.target.name)
        )
        self._next = next(self._groups, None)

    def of(self, place: Place) -> list[ColumnItem]:
        """Columns of this target; asked for in register order."""
        if self._next is None or self._next[0] != place:
            return []
        items = list(self._next[1])
        self._next = next(self._groups, None)
        return items


def _write_units(
    frame: Frame, folder: Path, shelf: Shelf, units: list[dict[str, Any]], shared: dict[str, Any]
) -> None:
    media, answers = media_by_unit(frame), answers_by_unit(frame)
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
            heading=name,
            here="units",
            root="../",
            **shared,
        )
