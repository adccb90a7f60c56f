"""What all phases of an inspection have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spiders.confirmation import Confirmation
from spiders.fetching import Output
from spiders.run import TargetRun

if TYPE_CHECKING:
    from spiders.base import InspectionSpider


class Phase:
    """A stage of a target's inspection: it plans its requests from what the phases before it have put into `run`."""

    def __init__(self, spider: InspectionSpider, run: TargetRun) -> None:
        """`run` is the state of the one target that this phase of `spider` is about."""
        self.spider, self.run = spider, run
        self.confirmation = Confirmation(spider, run)

    def begin(self) -> Output:
        """Jobs and items with which the phase starts; taken one by one, as far as there is room for requests."""
        return iter(())

    def end(self) -> Output:
        """Called when no job is left; jobs that it gives open another wave of the phase, which ends anew."""
        return iter(())
