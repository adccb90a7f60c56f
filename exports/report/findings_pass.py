"""One pass over the round: findings into chunks, and what the unit's page says of each target beside them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from exports.report.catalogue import Catalogue
from exports.report.context import ReportContext, ReportedTarget
from exports.report.data_files import FindingsWriter
from exports.report.sections import Formats, section
from exports.report.spool import Spool
from exports.report.units import is_sectioned
from exports.tables.columns import column_rules
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import ColumnItem
from govcrawl.store.counts import count_attachments


def write_findings(frame: ReportContext, catalogue: Catalogue, writer: FindingsWriter, shelf: Spool) -> None:
    """Findings come target by target in register order, as columns do; sections wait on the shelf."""
    sections = _Sections(frame, shelf)
    for place, group in groupby(frame.view.findings("all"), _place):
        judging: list[Finding] = []
        writer.add(catalogue.listed(each) for each in _noting(group, judging))
        if place in frame.states:
            sections.write(place, judging)
    sections.write(None, [])


def _noting(findings: Iterator[Finding], judging: list[Finding]) -> Iterator[Finding]:
    """The findings, while those that judge columns are noted."""
    rules = column_rules()
    for each in findings:
        if each.rule in rules:
            judging.append(each)
        yield each


def _place(finding: Finding) -> ReportedTarget:
    return finding.target_url, finding.target


class _Sections:
    def __init__(self, frame: ReportContext, shelf: Spool) -> None:
        self._frame, self._shelf, self._columns = frame, shelf, _Columns(frame)
        self._formats = count_attachments(frame.engine, frame.name)
        self._waiting = iter(enumerate(frame.facts.targets))

    def write(self, until: ReportedTarget | None, found: list[Finding]) -> None:
        """Targets up to this one, which alone has findings; all that are left, without one."""
        frame = self._frame
        for number, state in self._waiting:
            target = state.target
            place = (target.url, target.name)
            items = self._columns.of(place)
            if is_sectioned(target.platform):
                formats = self._formats.get((target.url, target.unit, target.name), Formats())
                mine = found if place == until else []
                self._shelf.put(target.unit, section(frame, state, frame.scores[place], items, mine, formats, number))
            if place == until:
                return


class _Columns:
    """The round's columns, read along with its targets."""

    def __init__(self, frame: ReportContext) -> None:
        items = frame.view.items((ColumnItem,))
        self._groups = groupby(
            (item for item in items if isinstance(item, ColumnItem)), lambda item: (item.target.url, item.target.name)
        )
        self._next = next(self._groups, None)

    def of(self, place: ReportedTarget) -> list[ColumnItem]:
        """Columns of this target; asked for in register order."""
        if self._next is None or self._next[0] != place:
            return []
        items = list(self._next[1])
        self._next = next(self._groups, None)
        return items
