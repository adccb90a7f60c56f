"""`python -m benchmarks.mutations`: one change, one finding."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from benchmarks.mutations import night
from benchmarks.mutations.catalogue import ALL
from benchmarks.random_sites import run


def parser() -> argparse.ArgumentParser:
    """The arguments."""
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("--copies", type=int, default=4, help="healthy sites that each mutation is tried on")
    made.add_argument("--rule", action="append", help="only mutations of these rules")
    made.add_argument("--port", type=int, default=8974)
    made.add_argument("--keep", type=Path, help="folder for register, database and findings")
    made.add_argument("--again", action="store_true", help="compare the findings that --keep holds, inspect nothing")
    made.add_argument("--save", type=Path, help="write the pages of all sites below this folder, and inspect nothing")
    return made


def report(outcomes: Iterable[night.Outcome]) -> int:
    """Print a line for each rule, then what went wrong; how many cases are not as the bars want them."""
    every = list(outcomes)
    rules = sorted({each.rule for each in every})
    states = Counter((each.rule, each.state) for each in every)
    print("rule  cases  found missed undecided  sites with another finding")
    for rule in rules:
        other = sum(bool(each.others) for each in every if each.rule == rule)
        found, missed, doubt = (states[rule, state] for state in ("found", "missed", "undecided"))
        print(f"{rule:5}{found + missed + doubt:6}{found:7}{missed:7}{doubt:10}{other:8}")
    found = sum(each.state == "found" for each in every)
    quiet = sum(not each.others for each in every)
    print(f"total {len(every)} cases, found {found / len(every):.4f}, no other finding {quiet / len(every):.4f}")
    for each in every:
        if each.state != "found":
            print(f"{each.state} {each.rule} {each.mutant.name} {each.mutant.site.host} {each.mutant.must}")
        for one in each.others:
            print(f"other {one['rule']} after {each.rule} {each.mutant.name} {one['url']} {one['message'][:80]}")
    return sum(each.state != "found" or bool(each.others) for each in every)


def main() -> None:
    """Read the arguments, and run."""
    given = parser().parse_args()
    chosen = [each for each in ALL if not given.rule or each.rule in given.rule]
    every = night.mutants(given.seed, given.copies, given.port, chosen)
    if not given.rule or set(given.rule) & {"Q01", "Q02", "Q03"}:
        every.append(night.questions(given.seed, given.port))
    if given.save:
        for each in every:
            for path, (_, body) in each.site.pages.items():
                place = given.save / each.site.host / (path.strip("/").replace("/", "__") or "index.html")
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(body)
        return
    with tempfile.TemporaryDirectory() as folder:
        work = given.keep or Path(folder)
        if not given.again:
            print(f"{len(every)} sites, {night.inspect(every, work):.0f} s")
        wrong = report(night.judge(every, run.findings(work)))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
