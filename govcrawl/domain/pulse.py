"""The pulse of a worker: a small file by which the process that started it sees that it is alive, and what it is at.

A thread of the worker could not tell: what never returns may hold the interpreter. The file lies in memory of both.
"""

from __future__ import annotations

import faulthandler
import json
import mmap
import signal
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

from govcrawl.domain.environment import current_settings

_HEAD = struct.Struct("=QdI")  # beats, seconds that may pass between two (0: not watched), bytes of the place
_SIZE = 8192
_MOST = 2_000  # characters of an address
# Beside the file: where the worker stands, once it is asked; why it breaks off.
STACK, LAST_WORDS = ".stack", ".words"


class Pulse:
    """A worker's side: `beat` whenever something is done, `begin` and `end` for the time in which it is watched."""

    def __init__(self, path: Path | None = None) -> None:
        """path: the file, which exists; None: nobody watches, and all methods do nothing."""
        self._beats, self._limit, self._target = 0, 0.0, ""
        self._memory: mmap.mmap | None = None
        self._path = path
        if path is None:
            return
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), _SIZE)
        # Written by a handler in C, whatever the interpreter is at.
        self._stack = path.with_suffix(STACK).open("wb")
        faulthandler.register(signal.SIGUSR1, file=self._stack, all_threads=True)

    def begin(self, limit: float) -> None:
        """Be watched from now on: ended when `limit` seconds pass without a beat. 0: never."""
        self._limit = limit
        self.beat()

    def end(self) -> None:
        """Be watched no more."""
        self.begin(0)

    @contextmanager
    def allowing(self, seconds: float) -> Iterator[None]:
        """What the block waits for may take so many `seconds` more: it has a limit of its own."""
        usual = self._limit
        self.begin(usual + seconds if usual else 0)
        try:
            yield
        finally:
            self.begin(usual)

    def beat(self) -> None:
        """Say that the process is at work."""
        if self._memory is not None:
            self._beats += 1
            struct.pack_into("=Qd", self._memory, 0, self._beats, self._limit)

    def break_off(self, reason: str) -> None:
        """Leave word why the process ends before its work is done, in one Chinese line."""
        if self._path is not None:
            with suppress(OSError):  # the disk that is full may be this one
                self._path.with_suffix(LAST_WORDS).write_text(reason, encoding="utf-8")

    def at(self, target: str = "", url: str = "") -> None:
        """Say what is worked at: the address of a target and that of a page; nothing, when both are empty."""
        if self._memory is None:
            return
        self._target = target
        self.beat()
        place = json.dumps([target[:_MOST], url[:_MOST]], ensure_ascii=True).encode()[: _SIZE - _HEAD.size]
        _HEAD.pack_into(self._memory, 0, self._beats, self._limit, len(place))
        self._memory[_HEAD.size : _HEAD.size + len(place)] = place

    def reads(self, url: str) -> None:
        """Say that the page at `url` is read next, of the target that is worked at."""
        if self._memory is not None:
            self.at(self._target, url)


class WatchedPulse:
    """The side of the process that has started the worker."""

    def __init__(self, path: Path) -> None:
        """path: the file, which is made, or emptied in its place: there may be no room for another."""
        with path.open("r+b" if path.exists() else "wb") as file:
            file.write(bytes(_SIZE))
        self.path = path
        self._beats, self._still = 0, 0.0

    def frozen(self, seconds: float) -> bool:
        """Whether the worker is past its limit, now that this process was awake for so many `seconds` more."""
        beats, limit, _ = self._head()
        if beats != self._beats or not limit:
            self._beats, self._still = beats, 0.0
            return False
        self._still += seconds
        return self._still >= limit

    @property
    def limit(self) -> float:
        """Seconds that may pass between two beats."""
        return float(self._head()[1])

    def place(self) -> tuple[str, str]:
        """The addresses of the target and the page that were worked at last; empty where it was none."""
        with self.path.open("rb") as file:
            content = file.read(_SIZE)
        length = _HEAD.unpack_from(content)[2]
        try:
            target, url = json.loads(content[_HEAD.size : _HEAD.size + length])
        except ValueError:  # nothing yet, or ended while it wrote
            return "", ""
        return str(target), str(url)

    def stack(self) -> str:
        """Where the worker stood when it was asked by SIGUSR1; "" while it has not said."""
        return self._beside(STACK)

    def last_words(self) -> str:
        """Why the worker broke off; "" when it did not, or could not say."""
        return self._beside(LAST_WORDS)

    def _beside(self, suffix: str) -> str:
        try:
            return self.path.with_suffix(suffix).read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return ""

    def _head(self) -> tuple[int, float, int]:
        with self.path.open("rb") as file:
            beats, limit, length = _HEAD.unpack(file.read(_HEAD.size))
        return beats, limit, length


@lru_cache(maxsize=1)
def own_pulse() -> Pulse:
    """The pulse of this process, by the variable that the process has set which started it."""
    return Pulse(current_settings().pulse)
