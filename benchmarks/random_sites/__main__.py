"""`python -m benchmarks.random_sites`: inspect random sites, and compare the findings with what was planted."""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections import Counter
from copy import copy
from pathlib import Path

from benchmarks.random_sites import run, score, shrink, vetoes
from benchmarks.random_sites.model import Site
from benchmarks.random_sites.reading import read
from benchmarks.random_sites.selfcheck import check
from benchmarks.random_sites.skeletons import ALL


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1, help="the first site's seed; the others follow")
    parser.add_argument("--skeleton", default="", help="draw the sites in these skeletons by turns, not by seed: a,b,c")
    parser.add_argument("--port", type=int, default=8975)
    parser.add_argument("--night", type=int, default=100, help="sites inspected at a time")
    parser.add_argument("--keep", type=Path, help="folder for register, database and findings")
    parser.add_argument("--again", action="store_true", help="compare the findings that --keep holds, inspect nothing")
    parser.add_argument("--shrink", type=Path, help="folder to which failures are written as small as they can be made")
    parser.add_argument("--cases", type=int, default=5, help="with --shrink: how many failures")
    parser.add_argument("--check", action="store_true", help="prove the truth from the served bytes, inspect nothing")
    parser.add_argument("--read", action="store_true", help="only read the pages one by one, and inspect nothing")
    parser.add_argument("--alone", action="store_true", help="with --read: each page without a model of its site")
    parser.add_argument("--save", type=Path, help="write all pages below this folder, and inspect nothing")
    return parser.parse_args()


def _report(asked: Counter[str], wrong: list[str]) -> None:
    failed = Counter(line[:12].strip() for line in wrong)
    for kind in sorted(asked):
        print(f"{kind:12} {asked[kind] - failed[kind]:6} of {asked[kind]}")
    print("\n".join(wrong))


def _save(sites: list[Site], folder: Path) -> None:
    for site in sites:
        for path, (_, body) in site.pages.items():
            place = folder / str(site.seed) / (path.strip("/").replace("/", "__") or "index.html")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(body)


def _shrink(sites: list[Site], wrong: list[score.Wrong], folder: Path, most: int) -> None:
    by_seed = {site.seed: site for site in sites}
    for case in shrink.first_of_each(wrong, most):
        site = copy(by_seed[case.seed])
        if site.departments:  # a register knows one Q&A platform, so copies cannot be inspected together
            print(f"left as it is: {case}")
            continue
        failure = shrink.Failure.of(case, site)
        shrinker = shrink.Shrinker(site, failure)
        if shrinker.shrink():
            place = shrink.write(site, failure, case, folder)
            print(f"{len(site.pages)} pages after {shrinker.rounds} rounds: {place}")
        else:
            print(f"not shown again: {case}")


def _check(sites: list[Site]) -> None:
    wrong = [line for site in sites for line in check(site)]
    planted = Counter(truth.rule for site in sites for truth in site.expected)
    near = sum(len(site.near) for site in sites)
    print(f"{len(sites)} sites, {planted.total()} planted, {near} near-misses, {len(wrong)} wrong", *wrong, sep="\n")
    print(" ".join(f"{rule} {count}" for rule, count in sorted(planted.items())))


def _inspect(sites: list[Site], work: Path, night: int, *, again: bool) -> list[score.Wrong]:
    begun, findings, false, all_vetoes = time.monotonic(), [], [], 0
    for at in range(0, len(sites), night):
        part, folder = sites[at : at + night], work / str(at)
        if not again:
            run.inspect(part, folder)
        findings += run.findings(folder)
        count, wrong = vetoes.of(folder / "govcrawl.db", part)
        all_vetoes += count
        false += [f"{each.score.target_url} {each.veto}: {dict(each.untrue)}" for each in wrong]
    took = time.monotonic() - begun
    found = score.compare(sites, findings)
    print(f"{len(false)} false vetoes of {all_vetoes}", *false, sep="\n  ")
    print("\n".join(found.table()))
    pages = sum(len(site.pages) for site in sites)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = (used.ru_utime + used.ru_stime) / len(sites)
    print(f"{len(sites)} sites, {pages} pages, {took:.0f} s")
    print(f"a site {took / len(sites):.1f} s, {spent:.1f} s of the processors")
    print("\n".join(map(str, found.wrong)))
    return found.wrong


def main() -> None:
    """Read the arguments, and run."""
    given = _arguments()
    shapes = given.skeleton.split(",")
    if unknown := set(shapes) - {"", *(each.name for each in ALL)}:
        sys.exit(f"no skeleton {', '.join(sorted(unknown))}; there are {', '.join(each.name for each in ALL)}")
    made = [
        run.make(given.seed + place, place, given.port, shapes[place % len(shapes)]) for place in range(given.sites)
    ]
    sites = [site for site, _ in made]
    if given.read:
        _report(*read(made, model=not given.alone))
    elif given.save:
        _save(sites, given.save)
    elif given.check:
        _check(sites)
    else:
        with tempfile.TemporaryDirectory() as folder:
            wrong = _inspect(sites, given.keep or Path(folder), given.night, again=given.again)
        if given.shrink:
            _shrink(sites, wrong, given.shrink, given.cases)


if __name__ == "__main__":
    main()
