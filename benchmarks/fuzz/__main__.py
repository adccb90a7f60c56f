"""Fuzz one target: python -m benchmarks.fuzz TARGET --seconds 600 --runs 1000000. Needs the extra `fuzz`.

Ends at whichever bound comes first. An input that takes longer than --limit seconds of processor time, under the
fuzzer's own instruments, is kept and counted; one that does not end within 30 seconds counts as a hang, and a new
process goes on. Prints inputs, seconds, exceptions, hangs and the slowest input; exit code 1 when there were any.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.fuzz.seeds import SEEDS, write_seeds
from benchmarks.fuzz.words import write_words

HANG = 30  # seconds by the clock: machines are busy
_MEMORY = 2048  # MiB, above which an input counts as a hang too
_MAX_LENGTH = 65_536
_MOST_HANGS = 20
_EXECUTED = re.compile(r"stat::number_of_executed_units:\s*(\d+)")


@dataclass
class Figures:
    """What a run has come to."""

    inputs: int = 0
    slowest: float = 0.0
    faults: dict[str, int] = field(default_factory=dict)
    hangs: int = 0
    over: int = 0  # inputs that took longer than the limit

    def add(self, file: Path, log: str) -> None:
        """The figures that one process has left in its file; the count of its log, where it ended well."""
        if not file.is_file():
            return
        read = json.loads(file.read_text(encoding="utf-8"))
        file.unlink()
        executed = _EXECUTED.search(log)
        self.inputs += int(executed.group(1)) if executed else read["inputs"]
        self.slowest = max(self.slowest, read["slowest"])
        self.over += read["over"]
        for place, times in read["faults"].items():
            self.faults[place] = self.faults.get(place, 0) + times


def fuzz(name: str, seconds: int, runs: int, folder: Path, limit: float = 1.0) -> Figures:
    """Run until `seconds` or `runs` is reached; `folder` keeps corpus, faults, hangs and the fuzzer's own log.

    limit: seconds of processor time, beyond which an input is kept and counted.
    """
    corpus = folder / "corpus"
    write_seeds(name, corpus)
    write_words(name, folder / "words.dict")
    figures = Figures()
    end = time.monotonic() + seconds
    with (folder / "libfuzzer.log").open("w+b") as log:
        while (left := int(end - time.monotonic())) > 0 and figures.inputs < runs and figures.hangs < _MOST_HANGS:
            options = [
                f"-max_total_time={left}", f"-runs={runs - figures.inputs}", f"-timeout={HANG}",
                f"-rss_limit_mb={_MEMORY}", f"-max_len={_MAX_LENGTH}", f"-artifact_prefix={folder}/",
                "-print_final_stats=1", f"-dict={folder / 'words.dict'}",
            ]  # fmt: skip
            command = [
                sys.executable,
                "-m",
                "benchmarks.fuzz.child",
                name,
                str(folder),
                str(limit),
                *options,
                str(corpus),
            ]
            begun = log.seek(0, 2)
            ended = subprocess.run(command, stdout=log, stderr=log, check=False)
            log.seek(begun)
            figures.add(folder / "figures.json", log.read().decode("utf-8", "replace"))
            if ended.returncode == 0:
                break
            figures.hangs += 1
    return figures


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("target", choices=sorted(SEEDS))
    arguments.add_argument("--seconds", type=int, default=600)
    arguments.add_argument("--runs", type=int, default=1_000_000)
    arguments.add_argument("--limit", type=float, default=1.0, help="seconds of processor time for one input")
    arguments.add_argument("--out", type=Path, default=Path("var/fuzz"), help="folder for corpora and findings")
    given = arguments.parse_args()
    folder = given.out / given.target
    folder.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    figures = fuzz(given.target, given.seconds, given.runs, folder, given.limit)
    print(
        f"{given.target}: {figures.inputs} inputs in {time.monotonic() - began:.0f} s, "
        f"{sum(figures.faults.values())} exceptions at {len(figures.faults)} places, {figures.hangs} hangs, "
        f"{figures.over} inputs over {given.limit:g} s, slowest input {figures.slowest:.2f} s"
    )
    for place, times in figures.faults.items():
        print(f"  {times} x {place}")
    return 1 if figures.faults or figures.hangs or figures.over else 0


if __name__ == "__main__":
    sys.exit(main())
