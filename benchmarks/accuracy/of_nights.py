"""Measures that inspect sites: the demo, random sites, mutations."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from analysis.round_view import RoundView
from benchmarks.accuracy.cases import ABSTAINED, FALSE, FOUND, MISSED, QUIET, UNDECIDED, Case, Measured, named, sureness
from benchmarks.city_vetoes import false_vetoes
from benchmarks.mutations import night as mutations
from benchmarks.random_sites import run, score, vetoes
from benchmarks.random_sites.model import Site
from benchmarks.random_sites.score import Finding
from govcrawl.apps.demo.city import build_city
from govcrawl.apps.demo.truth import RULES_WITH_VALUE, Truth, truth
from govcrawl.domain import findings as domain
from govcrawl.domain.urls import page_key
from govcrawl.store.reader import read_findings
from govcrawl.store.session import open_database

_Told = tuple[str, str, str]
ROUND = "2021Q3"


def spent(begun: tuple[float, float]) -> tuple[float, float]:
    """Seconds, and seconds of the processors in child processes, since `begun`; both of now when that is (0, 0)."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - begun[0], used.ru_utime + used.ru_stime - begun[1]


# -- demo -----------------------------------------------------------------------------------------------------------


class _DemoTruth:
    """The demo's truth, as `benchmarks.city_vetoes` asks it."""

    def __init__(self, planted: set[_Told]) -> None:
        self._planted = planted

    def holds(self, finding: domain.Finding) -> bool:
        return _told(finding.rule, finding.url, finding.value) in self._planted

    def ignores(self, finding: domain.Finding) -> bool:
        return False


def _told(rule: str, url: str, value: str) -> _Told:
    return rule, page_key(url), page_key(value) if rule in RULES_WITH_VALUE and value else ""


def of_demo() -> Measured:
    """`govcrawl demo --small` against what was planted there."""
    made = Measured("demo", "python -m benchmarks.accuracy --only demo")
    begun = spent((0.0, 0.0))
    with tempfile.TemporaryDirectory() as folder:
        command = [str(Path(sys.executable).parent / "govcrawl"), "demo", "--small", "--out", folder]
        subprocess.run(command, check=False, capture_output=True)
        made.seconds, made.processor = spent(begun)
        engine = open_database(f"sqlite:///{folder}/govcrawl.db", create=False)
        every = list(read_findings(engine, ROUND, "all"))
        view = RoundView(engine, ROUND)
        port = next(urlsplit(each.target_url).port or 0 for each in every if "://127." in each.target_url)
        lines = truth(build_city(port, whole=False))
        made.cases = _demo_cases(every, lines, {state.target.url for state in view.targets if state.missed})
        planted = {_told(each.rule, each.url, each.value) for each in lines if each.outcome == "fail"}
        made.vetoes = sum(len(each.veto) for each in view.website_scores)
        made.false_vetoes = len(list(false_vetoes(view, _DemoTruth(planted))))
        engine.dispose()
    return made


def _demo_cases(every: list[domain.Finding], lines: list[Truth], silent: set[str]) -> list[Case]:
    fails = {_told(each.rule, each.url, each.value): each for each in every if each.outcome == "fail"}
    doubts = {_told(each.rule, each.url, each.value) for each in every if each.outcome == "error"}
    by_outcome = {kind: {_told(each.rule, each.url, each.value) for each in lines if each.outcome == kind}
                  for kind in ("fail", "clean", "error")}  # fmt: skip
    cases = []
    for told in by_outcome["fail"]:
        state = FOUND if told in fails else UNDECIDED if told in doubts else MISSED
        cases.append(
            Case(told[0], named(told), state, *sureness(domain.as_record(ROUND, fails[told])) if told in fails else ())
        )
    cases += [Case(told[0], named(told), QUIET) for told in by_outcome["clean"] if told not in fails]
    cases += [Case(told[0], named(told), FALSE, *sureness(domain.as_record(ROUND, fails[told])))
              for told in fails.keys() - by_outcome["fail"]]  # fmt: skip
    left = {
        _told(each.rule, each.url, each.value)
        for each in every
        if each.outcome == "error" and each.target_url not in silent
    }
    cases += [Case(told[0], named(told), ABSTAINED) for told in left - by_outcome["error"] - by_outcome["fail"]]
    return cases


# -- random sites ---------------------------------------------------------------------------------------------------


def of_random_sites(count: int, seed: int, port: int, size: int = 100) -> Measured:
    """Random sites from `seed` on, `size` of them in a night."""
    made = Measured("random sites", f"python -m benchmarks.accuracy --only random --sites {count} --seed {seed}")
    made.vetoes = made.false_vetoes = 0
    begun = spent((0.0, 0.0))
    for at in range(0, count, size):
        sites = [run.make(seed + at + place, place, port)[0] for place in range(min(size, count - at))]
        made.pages += sum(len(site.pages) for site in sites)
        with tempfile.TemporaryDirectory() as folder:
            run.inspect(sites, Path(folder))
            made.cases += random_cases(sites, run.findings(Path(folder)))
            all_vetoes, false = vetoes.of(Path(folder) / "govcrawl.db", sites)
            made.vetoes += all_vetoes
            made.false_vetoes += len(list(false))
    made.seconds, made.processor = spent(begun)
    made.notes = [f"{count} sites, seeds {seed} to {seed + count - 1}"]
    return made


def random_cases(sites: Iterable[Site], findings: list[Finding]) -> list[Case]:
    """The cases of random sites, compared as `benchmarks.random_sites.score` compares them."""
    return [case for site in sites for case in _random_cases(site, findings)]


def _random_cases(site: Site, findings: list[Finding]) -> list[Case]:
    mine = [one for one in findings if f"//{site.host}:" in one["target_url"] and not score.ignored(one, site)]
    fails = [one for one in mine if one["outcome"] == "fail"]
    doubts = [one for one in mine if one["outcome"] == "error"]
    cases: list[Case] = []
    for line in site.expected:
        hit = [one for one in fails if score.about(one, line)]
        doubt = [] if hit else [one for one in doubts if one["rule"] == line.rule]
        state = FOUND if hit else UNDECIDED if doubt else MISSED
        name = named(site.seed, urlsplit(line.url).path)
        cases.append(Case(line.rule, name, state, *(sureness(hit[0]) if hit else ())))
        fails = [one for one in fails if one not in hit]
        doubts = [one for one in doubts if one not in doubt]
    wrong = [one for one in fails if not any(score.about(one, line) for line in site.either)]
    cases += [Case(one["rule"], named(site.seed, urlsplit(one["url"]).path), FALSE, *sureness(one)) for one in wrong]
    tempted = Counter(rule for near in site.near for rule in near.rules.split())
    tempted.subtract(one["rule"] for one in wrong)
    for rule, count in tempted.items():
        cases += [Case(rule, named(site.seed, "near", number), QUIET) for number in range(count)]
    return cases + [Case(one["rule"], named(site.seed, urlsplit(one["url"]).path), ABSTAINED) for one in doubts]


# -- mutations ------------------------------------------------------------------------------------------------------


def of_mutations(copies: int, seed: int, port: int) -> Measured:
    """Each mutation on `copies` healthy sites."""
    made = Measured("mutations", f"python -m benchmarks.accuracy --only mutations --copies {copies} --seed {seed}")
    begun = spent((0.0, 0.0))
    every = [*mutations.mutants(seed, copies, port), mutations.questions(seed, port)]
    made.pages = sum(len(each.site.pages) for each in every)
    with tempfile.TemporaryDirectory() as folder:
        mutations.inspect(every, Path(folder))
        outcomes = list(mutations.judge(every, run.findings(Path(folder))))
    made.cases = mutation_cases(outcomes)
    made.seconds, made.processor = spent(begun)
    quiet = sum(not each.others for each in outcomes)
    made.notes = [f"{len(outcomes)} mutations; {quiet} of them raised nothing else ({quiet / len(outcomes):.4f})"]
    return made


def mutation_cases(outcomes: Iterable[mutations.Outcome]) -> list[Case]:
    """The cases of mutations; what else they raise is false."""
    cases = []
    for each in outcomes:
        name = named(each.mutant.name, each.rule, each.hit["url"] if each.hit else "")
        cases.append(Case(each.rule, name, each.state, *(sureness(each.hit) if each.hit else ())))
        cases += [Case(one["rule"], named(name, one["url"]), FALSE, *sureness(one)) for one in each.others]
        extra = [one for one in each.undecided if one["rule"] != each.rule]
        cases += [Case(one["rule"], named(name, one["url"]), ABSTAINED) for one in extra]
    return cases
