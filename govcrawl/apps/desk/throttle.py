"""Logins that fail too often are refused for a while, before any password is looked at."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import Literal

WINDOW_SECONDS = 15 * 60
# Failures within the window: of one name from one address, of one address, and of one name from anywhere. The last is
# high, since whoever can reach the login could lock anybody out by it.
PER_PAIR, PER_ADDRESS, PER_NAME = 5, 30, 60
_ThrottleKey = tuple[Literal["pair", "address", "name"], str, str]
_MOST = 10_000  # things that are remembered


class Throttle:
    """Failures of the last quarter of an hour."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: dict[_ThrottleKey, deque[float]] = {}
        self._lock = Lock()

    def attempt(self, name: str, address: str) -> int:
        """Count an attempt to log in as `name` from `address`, which is that of a machine.

        Returns for how many seconds it is refused; 0 when its password may be looked at. The attempt counts as failed
        until `succeeded` is called, so that attempts at the same time are no more than those one after the other.
        """
        with self._lock:
            now = self._clock()
            locked = max(self._left(place, most, now) for place, most in _places(name, address))
            if not locked:
                self._count(name, address, now)
            return locked

    def succeeded(self, name: str, address: str) -> None:
        """The last attempt of `name` from `address` is no failure.

        The name's own failures from there are forgotten, those of the address are not.
        """
        with self._lock:
            for place, _ in _places(name, address):
                if self._failures.get(place):
                    self._failures[place].pop()
            self._failures.pop(("pair", name, address), None)

    def _count(self, name: str, address: str, now: float) -> None:
        if len(self._failures) > _MOST:
            fresh = {key: each for key, each in self._failures.items() if each and now - each[-1] < WINDOW_SECONDS}
            self._failures = fresh
        for place, most in _places(name, address):
            self._failures.setdefault(place, deque(maxlen=most)).append(now)

    def _left(self, place: _ThrottleKey, most: int, now: float) -> int:
        failures = self._failures.get(place, deque())
        if len(failures) < most:
            return 0
        return max(0, round(failures[0] + WINDOW_SECONDS - now + 0.5))


def _places(name: str, address: str) -> tuple[tuple[_ThrottleKey, int], ...]:
    return (("pair", name, address), PER_PAIR), (("address", "", address), PER_ADDRESS), (("name", name, ""), PER_NAME)
