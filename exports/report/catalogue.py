"""The report's numbers for units, targets, rules, states, indicators; and findings told in their terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.change_table import CHANGES
from analysis.scoring.finding_status import EXCEPTED, REPEATED
from analysis.scoring.scores import Score
from exports.cell_values import china_time, to_cell_text
from exports.evidence_labels import labelled_evidence
from exports.pictures import DAMAGED, FOLDER, picture_name
from exports.report.context import MEDIA, ReportContext, ReportedTarget, in_register_order
from exports.report.data_files import ListedFinding, Traits
from exports.report.scripts import TextTable
from exports.tables.problems import CLUE, PROBLEM, SKIPPED, UNDECIDED, WARNING, state_of
from govcrawl.domain.decisions import DECISIONS, DISMISSED
from govcrawl.domain.findings import Finding
from govcrawl.domain.targets import INSPECTION_TITLES
from pipelines.catalogue import REGISTRY, rule_title

COUNTING = (PROBLEM, *(each for each in DECISIONS if each != DISMISSED))
STATES = (*COUNTING, WARNING, CLUE, UNDECIDED, SKIPPED, EXCEPTED, REPEATED, DISMISSED)


@dataclass(frozen=True, slots=True)
class Charge:
    """An indicator that has counted findings of the round."""

    family: str
    id: str
    title: str


class Catalogue:
    """Everything is numbered in the order of register and rubrics; what only findings name is added as it comes."""

    def __init__(self, frame: ReportContext) -> None:
        self.frame = frame
        self.units = TextTable(in_register_order(frame, ()))
        self.rules = TextTable(sorted(REGISTRY))
        self.targets: list[tuple[str, str, str, int]] = []  # name, address, platform, unit
        self.charges: list[Charge] = []
        self._places: dict[ReportedTarget, int] = {}
        for state in frame.facts.targets:
            target = state.target
            platform = INSPECTION_TITLES.get(target.platform, target.platform)
            self._target((target.url, target.name), platform, self.units.number(target.unit))
        self._charged = dict(self._charges())

    def _target(self, place: ReportedTarget, platform: str, unit: int) -> int:
        number = self._places.setdefault(place, len(self.targets))
        if number == len(self.targets):
            url, name = place
            self.targets.append((to_cell_text(name), to_cell_text(url), platform, unit))
        return number

    def _charges(self) -> Iterator[tuple[str, int]]:
        """Which indicator has counted a finding, by the lines of the scores; those of accounts speak last."""
        for family, material in self.frame.families:
            numbers: dict[str, int] = {}
            used = {line.indicator for score in material.scores for line in score.lines}
            for indicator in material.rubric.indicators:
                if indicator.id in used:
                    self.charges.append(Charge(family, indicator.id, indicator.title))
                    numbers[indicator.id] = len(self.charges)
            scores: list[Score] = material.scores if family != MEDIA else [each.score for each in self.frame.media]
            for score in scores:
                for line in score.lines:
                    if line.indicator:
                        yield from ((key, numbers[line.indicator]) for key in line.keys)

    def listed(self, finding: Finding) -> ListedFinding:
        """The finding as the report shows it."""
        frame, key = self.frame, finding.key
        standing = frame.view.statuses.of(finding)
        unit = self.units.number(finding.unit)
        change = frame.changed.get(key)
        picture = picture_name(finding.url)
        return ListedFinding(
            Traits(
                target=self._target((finding.target_url, finding.target), "", unit),
                unit=unit,
                rule=self.rules.number(finding.rule),
                state=STATES.index(state_of(finding, standing)),
                indicator=self._charged.get(key, 0),
                change=CHANGES.index(change) + 1 if change else 0,
            ),
            key=key,
            title=finding.title,
            column=finding.column,
            message=finding.message,
            url=finding.url,
            published=str(finding.published or ""),
            found_at=str(china_time(finding.found_at)),
            picture=picture if picture in frame.pictures else "",
            value=finding.value,
            reason=standing.reason,
            facts=(*labelled_evidence(finding), *([(FOLDER, DAMAGED)] if picture in frame.damaged else ())),
        )

    def index(self, runs: list[tuple[Traits, int]], pages: dict[str, str], **more: object) -> dict[str, object]:
        """All that pages know before they load a chunk; `runs` are traits of findings and how many in a row have them.

        `pages` are the rules' pages by id, `more` is added as it is.
        """
        told = [
            part
            for of, number in runs
            for part in (of.target, of.unit, of.rule, of.state, of.indicator, of.change, number)
        ]
        return {
            "units": self.units.texts,
            "targets": self.targets,
            "rules": [[rule, rule_title(rule), pages[rule]] for rule in self.rules.texts],
            "states": STATES,
            "counting": len(COUNTING),
            "indicators": [[each.family, each.id, each.title] for each in self.charges],
            "changes": CHANGES,
            "runs": told,
            **more,
        }
