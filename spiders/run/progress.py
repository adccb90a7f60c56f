"""How far the inspection of a target has come: its jobs, and what waits, was resumed or was confirmed."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime

from govcrawl.domain.items import ConfirmationResult
from govcrawl.store.stored_progress import StoredProgress
from spiders.fetching import Job, Output


@dataclass(slots=True)
class Schedule:
    """Jobs of the phase that is under way."""

    queue: deque[Job] = field(default_factory=deque)
    planned: Output = field(default_factory=lambda: iter(()))  # what the phase goes on with when the queue is empty
    in_flight: int = 0
    phase: int = -1  # place in the spider's phases; their number when all are done
    asked: Counter[int] = field(default_factory=Counter)  # requests by their hash

    def add(self, job: Job) -> None:
        """Queue a job, at the head when it is to go before whatever waits."""
        if job.first:
            self.queue.appendleft(job)
        else:
            self.queue.append(job)

    def drop(self) -> None:
        """Forget whatever waits or is planned."""
        self.queue.clear()
        self.planned = iter(())

    def number_of(self, request: int) -> int:
        """How often the request with this hash was made before; counts it."""
        number, self.asked[request] = self.asked[request], self.asked[request] + 1
        return number


@dataclass(slots=True)
class Progress:
    """What an interrupted crawl had stored, and what this one has still to settle or has settled."""

    stored: StoredProgress = field(default_factory=StoredProgress)
    begun: datetime = field(default_factory=lambda: datetime.now(UTC))
    home_at: datetime | None = None  # when the home page was first fetched
    stopped: bool = False  # the home page cannot be read: nothing else is asked for
    held: set[str] = field(default_factory=set)  # page keys of columns that wait to be confirmed
    confirmations: list[ConfirmationResult] = field(default_factory=list)

    @property
    def at(self) -> datetime:
        """The time of facts that no fetch of their own gave."""
        return self.home_at or self.begun

    def take_stored(self, confirmation: ConfirmationResult | None) -> None:
        """Count the confirmation of an item that an interrupted crawl had stored."""
        if confirmation is not None:
            self.confirmations.append(confirmation)
