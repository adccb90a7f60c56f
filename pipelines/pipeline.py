"""The item pipelines: all rules on each item, then the item itself to the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self

from govcrawl.domain.items import Item
from govcrawl.domain.pulse import own_pulse
from pipelines.catalogue import check_texts
from pipelines.engine import run
from pipelines.model import Check

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy.crawler import Crawler

    from govcrawl.domain.findings import Finding


class FindingWriter(Protocol):
    """The part of `govcrawl.store.writer.Writer` that pipelines use."""

    def add(self, item: Item) -> None:
        """Store an item."""
        ...

    def add_findings(self, item: Item, findings: Iterable[Finding]) -> None:
        """Store the findings on an item."""
        ...


class InspectionContext(Protocol):
    """The part of `crawler.inspection` that pipelines use."""

    @property
    def check(self) -> Check:
        """What rules may know beside their item."""
        ...

    @property
    def writer(self) -> FindingWriter:
        """Where items and findings go."""
        ...


def inspection_of(crawler: Crawler) -> InspectionContext:
    """What the spider has put on its crawler for all components."""
    inspection: InspectionContext = vars(crawler)["inspection"]
    return inspection


class RulesPipeline:
    """Runs all rules over each item and hands the findings to the store."""

    def __init__(self, check: Check, writer: FindingWriter) -> None:
        self._check, self._writer = check, writer

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Raises RubricError when `rules.yaml` and the rules of the program are not the same."""
        check_texts()
        inspection = inspection_of(crawler)
        return cls(inspection.check, inspection.writer)

    def process_item(self, item: Item) -> Item:
        own_pulse().at(item.target.url, getattr(item, "url", ""))
        findings = list(run(item, self._check))
        own_pulse().at()
        if findings:
            self._writer.add_findings(item, findings)
        return item


class Store:
    """The last pipeline: hands each item to the round's writer, after the findings on it."""

    def __init__(self, writer: FindingWriter) -> None:
        self._writer = writer

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(inspection_of(crawler).writer)

    def process_item(self, item: Item) -> Item:
        self._writer.add(item)
        return item
