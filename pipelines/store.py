"""The last pipeline: the item itself goes to the store, after the findings on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from govcrawl.domain.items import Item
from pipelines.family import FindingWriter, inspection_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class Store:
    """Hands each item to the round's writer."""

    def __init__(self, writer: FindingWriter) -> None:
        self._writer = writer

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(inspection_of(crawler).writer)

    def process_item(self, item: Item) -> Item:
        self._writer.add(item)
        return item
