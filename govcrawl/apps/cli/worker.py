"""A worker process of an inspection run under watch: one that stands still is ended and started anew."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from exports.summary import Freeze
from govcrawl.apps.log_guard import guarded
from govcrawl.domain.environment import PULSE, WORKER, all_variables
from govcrawl.domain.pulse import STACK, WatchedPulse

_PATIENCE = 2.0  # seconds for a worker that stands still to say where
_PAUSE = 0.05
_LONGEST_LOOK = 2.0  # seconds; between two looks this process itself may have slept
_MOST = 2  # times that the program may stand still at a target
_MOST_NOWHERE = 5  # times that a worker may stand still while it is at no target


class Worker:
    """A share of the targets, and the process that is at work on it."""

    def __init__(self, name: str, command: Callable[[Sequence[str]], list[str]], log_file: Path, folder: Path) -> None:
        """Start the process.

        name: as people know it ("1/2", the first of two). command: the command of the process, given the arguments of
        one that goes on. log_file: what the process prints. folder: a place for the file of its pulse.
        """
        self.name = name
        self.freezes: list[Freeze] = []
        self._command, self._log_file = command, log_file
        self._pulse_file = folder / f"{name.replace('/', '-')}.pulse"
        self._frozen: Counter[str] = Counter()  # by the address of the target
        self._aside: dict[str, str] = {}  # addresses of targets, and of the pages at which they froze
        self._start(())

    def _start(self, arguments: Sequence[str]) -> None:
        self._pulse_file.with_suffix(STACK).unlink(missing_ok=True)
        self._pulse = WatchedPulse(self._pulse_file)
        self._looked = time.monotonic()
        own = {"SCRAPY_SETTINGS_MODULE": "govcrawl.settings", WORKER: "1", PULSE: str(self._pulse_file)}
        with self._log_file.open("ab") as output:
            # A worker reads nothing: the pipe only tells it, by its end, that this process is no more.
            self._process = subprocess.Popen(
                self._command(arguments),
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                env={**all_variables(), **own},
            )

    @property
    def code(self) -> int:
        """The exit code of the process that has ended."""
        return self._process.returncode

    @property
    def reason(self) -> str:
        """Why it broke off, in Chinese; "" when it did not, or could not say."""
        return self._pulse.last_words()

    def at_work(self) -> bool:
        """Whether the process has not ended; one that stands still is started anew.

        To be called several times a second.
        """
        if self._process.poll() is not None:
            return False
        now = time.monotonic()
        awake, self._looked = min(now - self._looked, _LONGEST_LOOK), now
        if self._pulse.frozen(awake):
            return self._begin_anew()
        return True

    def _begin_anew(self) -> bool:
        """End the process and start it anew, without a target that froze it twice; False when it is given up."""
        target, url = self._pulse.place()
        self._frozen[target] += 1
        given_up = not target and self._frozen[target] >= _MOST_NOWHERE
        aside = bool(target) and self._frozen[target] >= _MOST
        stack = self._ask()
        self._kill()
        self.freezes.append(Freeze(self.name, target, url, aside))
        self._write(target, url, stack)
        if given_up:
            return False
        if aside:
            self._aside[target] = url
        self._start(("resume=1", f"aside={json.dumps(self._aside)}"))
        return True

    def _ask(self) -> str:
        """The stack of the process; "" when it does not say, since it is stopped."""
        self._process.send_signal(signal.SIGUSR1)
        until = time.monotonic() + _PATIENCE
        before = ""
        while time.monotonic() < until:
            time.sleep(_PAUSE)
            stack = self._pulse.stack()
            if stack and stack == before:
                return stack
            before = stack
        return before

    def _write(self, target: str, url: str, stack: str) -> None:
        """Into the log of the run: which worker stood still, where, and what it was doing."""
        doing = f"at {url or target} (target {target})" if target else "at no target"
        told = f"{self.name}: nothing has gone on for {self._pulse.limit:g} s, {doing}; ended\n{stack.rstrip()}"
        now = datetime.now().astimezone()
        with suppress(OSError), self._log_file.open("a", encoding="utf-8") as output:  # its disk may be full
            output.write(f"{now:%Y-%m-%d %H:%M:%S} [govcrawl.watchdog] ERROR: {guarded(told.rstrip())}\n")

    def _kill(self) -> None:
        self._process.kill()
        self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()

    def ask_to_stop(self) -> None:
        """Ask the process to end, if it has not."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)

    def stop(self, seconds: float) -> None:
        """Wait for its end so long, then make it end."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=seconds)
        self._kill()
