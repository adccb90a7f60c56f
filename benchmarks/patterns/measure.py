"""Running attacks in a child process whose processor time is limited: an attack that exceeds it ends the child."""

from __future__ import annotations

import json
import math
import os
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TextIO

from benchmarks.patterns.attacks import Attack, attacks
from benchmarks.patterns.collect import Found, collect

SIZES = (10_000, 20_000, 40_000)  # characters
_FIRST = 2_500  # characters, in which the worst attacks are found
_SLOW = 0.01  # seconds in the first size after which no worse attack is looked for
LIMIT = 1.0  # seconds of processor time that an attack of the largest size may take
_NOISE = 0.000_05  # seconds below which a growth says nothing


@dataclass(slots=True)
class Measured:
    """The slowest attack on a pattern: seconds by size (infinite when the limit ended it)."""

    place: str
    attack: Attack
    seconds: dict[int, float] = field(default_factory=dict)

    @property
    def growth(self) -> float:
        """The slope of log time over log size; 1 is linear."""
        points = [(math.log(size), math.log(each)) for size, each in self.seconds.items() if _NOISE < each < math.inf]
        if math.inf in self.seconds.values() or (len(points) < 2 and self.slowest > LIMIT):  # given up at once
            return math.inf
        if len(points) < 2:
            return 0.0
        (x, y), (u, v) = points[0], points[-1]
        return (v - y) / (u - x)

    @property
    def slowest(self) -> float:
        return max(self.seconds.values())


def ask(found: Found, text: str) -> None:
    """Let the pattern look at all of a text, as the program would."""
    subject = text if isinstance(found.pattern.pattern, str) else text.encode("utf-8", "replace")
    if found.method == "search":
        for _ in found.pattern.finditer(subject):
            pass
    else:
        getattr(found.pattern, found.method)(subject)


def measure(places: Sequence[str] = ()) -> list[Measured]:
    """Every pattern (or those whose place contains one of `places`) under its slowest attack, worst first."""
    return measure_all([each for each in collect() if not places or any(name in each.place for name in places)])


def measure_all(every: Sequence[Found]) -> list[Measured]:
    """These patterns under their slowest attacks, worst first."""
    left = list(range(len(every)))
    measured: list[Measured] = []
    while left:
        last = Measured("", Attack("", "", ""))
        for line in _child(every, left):
            at, attack, seconds = json.loads(line)
            last = Measured(every[at].place, Attack(*attack), {SIZES[-1]: math.inf})
            if seconds is not None:  # else it has begun, and these figures hold when the limit ends it
                last.seconds = {int(size): each for size, each in seconds.items()}
                measured.append(last)
            left = left[left.index(at) + 1 :] if seconds is not None else left[left.index(at) :]
        if left and last.place == every[left[0]].place:  # the limit has ended the child
            measured.append(last)
            left = left[1:]
        elif left:
            raise RuntimeError("the child ended without a reason")
    return sorted(measured, key=lambda each: (-each.slowest, -each.growth))


def _child(every: Sequence[Found], numbers: Sequence[int]) -> Iterator[str]:
    """The lines of a child, a copy of this process, that measures these patterns up to the one that ends it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with os.fdopen(writing, "w", buffering=1) as out:
            _work(every, numbers, out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as lines:
        yield from lines
    os.waitpid(child, 0)


def _limit_processor() -> None:
    """Let what begins now take twice the limit: the system counts in whole seconds."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = math.ceil(used.ru_utime + used.ru_stime + LIMIT) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))


def _timed(found: Found, text: str) -> float:
    began = time.process_time()
    ask(found, text)
    return time.process_time() - began


def _work(every: Sequence[Found], numbers: Sequence[int], out: TextIO) -> None:
    """One pattern after the other: a line of JSON before each attack, and one with the figures of the slowest."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for at in numbers:
        found, first = every[at], dict[Attack, float]()

        def begin(attack: Attack, at: int = at) -> None:
            print(json.dumps([at, [attack.prefix, attack.pump, attack.suffix], None]), file=out)
            _limit_processor()

        for attack in attacks(found.pattern):
            begin(attack)
            first[attack] = _timed(found, attack.text(_FIRST))
            if first[attack] > _SLOW:
                break
        figures = {}
        for attack in sorted(first, key=lambda each: -first[each])[:2]:
            figures[attack] = dict[int, float]()
            for size in SIZES:
                begin(attack)
                figures[attack][size] = _timed(found, attack.text(size))
                if figures[attack][size] > LIMIT:
                    break
        slowest = max(figures, key=lambda each: max(figures[each].values()), default=Attack("", "a", ""))
        told = figures.get(slowest, {SIZES[0]: 0.0})
        print(json.dumps([at, [slowest.prefix, slowest.pump, slowest.suffix], told]), file=out)
