"""Who is at the desk: sessions are kept in memory, so that a restart ends them all."""

from __future__ import annotations

import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock

from govcrawl.apps.desk.users import User
from govcrawl.domain.decisions import Review

IDLE_SECONDS = 2 * 3600
LONGEST_SECONDS = 12 * 3600
_MOST = 1000  # sessions; without logins every client without a cookie begins one
_UNDOABLE = 200


@dataclass(frozen=True, slots=True)
class Step:
    """A decision made in this session, with what held before: what an undo puts back."""

    round: str
    key: str
    label: str  # how the desk calls it
    before: Review | None
    seen: int  # decisions on record after this one


@dataclass(slots=True)
class Session:
    """One person's sitting. `csrf` must come back with everything that changes something."""

    user: User
    began: float
    last: float
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    returned: bool = False  # whether its cookie has come back: a client that begins sessions only has none that did
    steps: deque[Step] = field(default_factory=lambda: deque(maxlen=_UNDOABLE))
    _lock: Lock = field(default_factory=Lock)

    def take_step(self, round_name: str) -> Step | None:
        """The last step of round `round_name`, which is no longer among the steps; None when there is none.

        Of requests at the same time each takes another one.
        """
        with self._lock:
            for number in reversed(range(len(self.steps))):
                if self.steps[number].round == round_name:
                    step = self.steps[number]
                    del self.steps[number]
                    return step
        return None

    def add_step(self, step: Step) -> None:
        """Note `step` as the last one."""
        with self._lock:
            self.steps.append(step)


class Sessions:
    """Sessions by the hash of their token: a copy of the memory does not hold what a client must show."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: dict[str, Session] = {}
        self._lock = Lock()

    def begin(self, user: User) -> tuple[str, Session]:
        """A fresh session and its token."""
        token, now = secrets.token_urlsafe(32), self._clock()
        session = Session(user, now, now)
        with self._lock:
            self._sweep(now)
            self._held[_hash(token)] = session
        return token, session

    def find(self, token: str) -> Session | None:
        """The session of this token, if it has not ended."""
        now = self._clock()
        with self._lock:
            session = self._held.get(_hash(token))
            if session is None or self._over(session, now):
                self._held.pop(_hash(token), None)
                return None
            session.last, session.returned = now, True
            return session

    def end(self, token: str) -> None:
        """Forget the session of this `token`, if there is one."""
        with self._lock:
            self._held.pop(_hash(token), None)

    def _over(self, session: Session, now: float) -> bool:
        return now - session.last > IDLE_SECONDS or now - session.began > LONGEST_SECONDS

    def _sweep(self, now: float) -> None:
        self._held = {key: each for key, each in self._held.items() if not self._over(each, now)}
        while len(self._held) >= _MOST:
            del self._held[min(self._held, key=lambda key: (self._held[key].returned, self._held[key].last))]


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
