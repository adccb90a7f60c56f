"""How much of what was refused goes into the record: anybody who reaches the desk can be refused without end."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from enum import Enum
from threading import Lock

WINDOW_SECONDS = 15 * 60
# Lines within the window: of one person from one address, and of all together.
PER_SOURCE, ALTOGETHER = 40, 400


class Lines(Enum):
    """Whether one more line is written."""

    YES = "yes"
    LAST = "last"  # and that it is the last one for now
    NONE = "none"


class Allowance:
    """Lines about what was refused, within the last quarter of an hour."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._written: dict[tuple[str, str], deque[float]] = {}
        self._all: deque[float] = deque()
        self._lock = Lock()

    def take(self, person: str, address: str) -> Lines:
        """One more line about `person`, "" when nobody has logged in, at the machine of this `address`."""
        with self._lock:
            now = self._clock()
            _forget(self._all, now - WINDOW_SECONDS)
            if not self._all:
                self._written.clear()
            if len(self._all) >= ALTOGETHER:
                return Lines.NONE
            mine = self._written.setdefault((person, address), deque())
            _forget(mine, now - WINDOW_SECONDS)
            if len(mine) >= PER_SOURCE:
                return Lines.NONE
            for each in (mine, self._all):
                each.append(now)
            return Lines.LAST if len(mine) == PER_SOURCE or len(self._all) == ALTOGETHER else Lines.YES


def _forget(times: deque[float], past: float) -> None:
    while times and times[0] <= past:
        times.popleft()
