"""Many mutations in one inspection, each on a loopback address of its own, beside the twins that were not changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

from benchmarks.mutations.catalogue import ALL
from benchmarks.mutations.healthy import draft
from benchmarks.mutations.model import Mutant, Mutation
from benchmarks.random_sites import run, skeletons
from benchmarks.random_sites.model import Site
from benchmarks.random_sites.score import Finding, about, ignored

SHAPES = tuple(each.name for each in skeletons.ALL)


def mutants(
    seed: int, copies: int, port: int, mutations: Sequence[Mutation] = ALL, shapes: Sequence[str] = SHAPES
) -> list[Mutant]:
    """Each mutation on `copies` healthy sites in skeletons of `shapes`, after their twins; the same for the same seed.

    Where a mutation finds nothing to change on a site, the next site is tried. Addresses begin at 127.83.0.1.
    """
    made: list[Mutant] = []
    twins: dict[tuple[str, str], Mutant] = {}
    for at, mutation in enumerate(mutations):
        for copy in range(copies):
            for attempt in range(3):
                shape = shapes[(at * 7 + copy * 11 + attempt * 3 + seed) % len(shapes)]
                mutant = _mutant(mutation, seed, shape, len(made) + len(twins), port)
                if mutant is not None:
                    break
            else:
                continue
            made.append(mutant)
            if (shape, mutation.platform) not in twins:
                twins[shape, mutation.platform] = _twin(seed, shape, mutation.platform, len(made) + len(twins), port)
    return [*twins.values(), *made]


def _host(place: int) -> str:
    return f"127.83.{place // 250}.{place % 250 + 1}"


def _base(seed: int, shape: str, platform: str) -> tuple[int, str]:
    """The seed of a healthy site, and its name."""
    number = seed * 1000 + SHAPES.index(shape) * 10 + (1 if platform == "department" else 2)
    return number, f"{shape} {number}"


def _twin(seed: int, shape: str, platform: str, place: int, port: int) -> Mutant:
    number, name = _base(seed, shape, platform)
    return Mutant(draft(number, 10_000 + place, _host(place), port, shape, platform).render(), name)


def _mutant(mutation: Mutation, seed: int, shape: str, place: int, port: int) -> Mutant | None:
    number, name = _base(seed, shape, mutation.platform)
    made = draft(number, 10_000 + place, _host(place), port, shape, mutation.platform)
    rng = Random(f"{seed} {mutation.rule} {mutation.name} {shape}")
    try:
        if mutation.served:
            made.render()
            must, may = mutation.change(made.site, rng)
        else:
            must, may = mutation.change(made.site, rng)
            made.render()
    except (LookupError, StopIteration):
        return None
    return Mutant(made.site, name, mutation, must(), may())


def questions(seed: int, port: int) -> Mutant:
    """The one Q&A platform that a register knows, with defects in its departments; it has no twin."""
    shape = SHAPES[seed % len(SHAPES)]
    number = seed * 1000 + 999
    made = draft(number, 99_999, "127.83.9.1", port, shape, "policy_qa")
    site = made.render()
    return Mutant(site, f"{shape} {number}", None, site.expected, [])


@dataclass
class Outcome:
    """What became of a mutation: found, missed or undecided; `others` are findings that its twin does not have."""

    mutant: Mutant
    rule: str
    state: str
    hit: Finding | None = None
    others: list[Finding] = field(default_factory=list)
    undecided: list[Finding] = field(default_factory=list)


def inspect(every: list[Mutant], work: Path) -> float:
    """Inspect all of them; seconds taken. The findings are in `work` afterwards."""
    return run.inspect([each.site for each in every], work)


def judge(every: list[Mutant], findings: list[Finding]) -> Iterator[Outcome]:
    """What became of each mutation, given the findings (all outcomes) of the inspection."""
    by_host: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_host[str(urlsplit(finding["target_url"]).hostname)].append(finding)
    twins = {(each.base): by_host[each.site.host] for each in every if each.mutation is None and not each.must}
    for each in every:
        if not each.must:
            continue
        mine = [one for one in by_host[each.site.host] if not ignored(one, each.site)]
        known = {_place(one) for one in twins.get(each.base, ())}
        yield from _judge(each, [one for one in mine if _place(one) not in known])


def _judge(mutant: Mutant, new: list[Finding]) -> Iterator[Outcome]:
    fails = [one for one in new if one["outcome"] == "fail"]
    errors = [one for one in new if one["outcome"] == "error"]
    planned = [*(mutant.must or ()), *(mutant.may or ())]
    others = [one for one in fails if not any(about(one, truth) for truth in planned)]
    for number, truth in enumerate(mutant.must or ()):
        hit = next((one for one in fails if about(one, truth)), None)
        doubt = any(one["rule"] == truth.rule for one in errors)
        state = "found" if hit else "undecided" if doubt else "missed"
        yield Outcome(mutant, truth.rule, state, hit, others if number == 0 else [], errors if number == 0 else [])


def _place(finding: Finding) -> tuple[str, ...]:
    """Rule, outcome and place of a finding, the same on a site and its twin."""
    target = urlsplit(finding["target_url"])

    def bare(value: object) -> str:
        return str(value or "").replace(f"{target.scheme}://{target.netloc}", "")

    named = bare(finding["value"]) if "://" in str(finding["value"]) else finding["column"] or ""
    return finding["rule"], finding["outcome"], bare(finding["url"]), named


def site_of(every: list[Mutant], host: str) -> Site | None:
    """The site that answers at `host`."""
    return next((each.site for each in every if each.site.host == host), None)
