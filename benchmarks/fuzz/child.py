"""The fuzzed process: atheris around one target. A fault is kept with its input and the run goes on; a hang ends it."""

from __future__ import annotations

import atexit
import hashlib
import json
import logging
import sys
import time
import traceback
from pathlib import Path

import atheris

with atheris.instrument_imports(
    include=["govcrawl", "exports", "openpyxl", "feedparser", "csv", "json", "http.cookiejar"]
):
    from benchmarks.fuzz.targets import Target, make

_EVERY = 2.0  # seconds between two writings of the figures


class Watch:
    """Runs the target, keeps one input for each place at which it raises, and the slowest input."""

    def __init__(self, target: Target, folder: Path, limit: float) -> None:
        self._target, self._folder, self._limit = target, folder, limit
        self.inputs = self.over = 0
        self.slowest = 0.0
        self.faults: dict[str, int] = {}
        self._written = 0.0

    def __call__(self, data: bytes) -> None:
        began = time.process_time()
        try:
            self._target(data)
        except Exception as fault:
            self._keep(data, fault)
        ended = time.process_time()
        self.inputs += 1
        if ended - began > self._limit:
            self.over += 1
            (self._folder / f"over-{self.over}").write_bytes(data)
        if ended - began > self.slowest:
            self.slowest = ended - began
            (self._folder / "slowest").write_bytes(data)
        if ended - self._written > _EVERY:
            self._written = ended
            self.write()

    def _keep(self, data: bytes, fault: Exception) -> None:
        last = traceback.extract_tb(fault.__traceback__)[-1]
        raised = "" if isinstance(fault, AssertionError) else f" {Path(last.filename).name}:{last.lineno}"
        place = f"{type(fault).__name__}{raised} {str(fault).partition(':')[0][:60]}"
        if place not in self.faults:
            self.faults[place] = 0
            name = hashlib.sha256(place.encode()).hexdigest()[:12]
            (self._folder / f"fault-{name}").write_bytes(data)
            (self._folder / f"fault-{name}.txt").write_text(
                "".join(traceback.format_exception(fault)), "utf-8", "replace"
            )
        self.faults[place] += 1

    def write(self) -> None:
        figures = {"inputs": self.inputs, "slowest": self.slowest, "over": self.over, "faults": self.faults}
        (self._folder / "figures.json").write_text(json.dumps(figures, ensure_ascii=False), "utf-8")


def main() -> None:
    name, folder, limit = sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])
    logging.disable(logging.CRITICAL)
    watch = Watch(make(name), folder, limit)
    atexit.register(watch.write)
    atheris.Setup([sys.argv[0], *sys.argv[4:]], watch)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
