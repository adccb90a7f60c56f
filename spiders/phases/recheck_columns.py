"""Fifth phase: columns that would be accused get their second look, when everything else of the target is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govcrawl.domain.items import ColumnItem
from spiders.confirmation import Confirmation
from spiders.fetching import Output
from spiders.run import TargetRun

if TYPE_CHECKING:
    from spiders.base import InspectionSpider


class RecheckColumnsPhase:
    def __init__(self, spider: InspectionSpider, run: TargetRun) -> None:
        self.run = run
        self._looks = Confirmation(spider, run)

    def begin(self) -> Output:
        for key in sorted(self.run.held):
            yield from self._looks.column(self.run.columns[key], self._looked)

    def _looked(self, column: ColumnItem) -> Output:
        yield column

    def end(self) -> Output:
        return iter(())
