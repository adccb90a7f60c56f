"""The item pipeline that every family of rules shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol, Self

from govcrawl.domain.items import Item
from pipelines import load_rules
from pipelines.rules import Check, rules_for, run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy.crawler import Crawler

    from govcrawl.domain.findings import Finding


class FindingWriter(Protocol):
    """The part of `govcrawl.store.writer.Writer` that pipelines use."""

    def add(self, item: Item) -> None: ...

    def add_findings(self, item: Item, findings: Iterable[Finding]) -> None: ...


class InspectionContext(Protocol):
    """The part of `crawler.inspection` that pipelines use."""

    @property
    def check(self) -> Check: ...

    @property
    def writer(self) -> FindingWriter: ...


def inspection_of(crawler: Crawler) -> InspectionContext:
    """What the spider has put on its crawler for all components."""
    inspection: InspectionContext = vars(crawler)["inspection"]
    return inspection


class RulePipeline:
    """Runs one family of rules over each item and hands the findings to the store."""

    family: ClassVar[str]

    def __init__(self, check: Check, writer: FindingWriter) -> None:
        self._check, self._writer = check, writer
        self._families = frozenset(self.family)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        load_rules()  # a family's rules may stand in several modules
        inspection = inspection_of(crawler)
        return cls(inspection.check, inspection.writer)

    def process_item(self, item: Item) -> Item:
        if rules_for(type(item), self._families):
            findings = list(run(item, self._check, self._families))
            if findings:
                self._writer.add_findings(item, findings)
        return item
