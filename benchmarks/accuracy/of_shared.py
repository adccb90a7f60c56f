"""Measures on what others wrote and keep beside the project: a city, traps, labelled real pages."""

from __future__ import annotations

import importlib.util
import io
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks import extract, pages
from benchmarks.accuracy.cases import ABSTAINED, FALSE, FOUND, MISSED, QUIET, UNDECIDED, Case, Measured, named, sureness
from benchmarks.accuracy.of_nights import spent
from benchmarks.city_abstentions import abstentions
from benchmarks.city_truth import CityTruth, view_of
from benchmarks.city_vetoes import false_vetoes
from benchmarks.mutations.real import tried
from govcrawl.domain.findings import as_record

_ROUND = "2021Q3"
_NOT_THERE = "the folder that holds it is not there"


def _run(folder: Path, script: str, kept: Path, port: int, *arguments: str, **more: str) -> str:
    """Run a script of the folder, which keeps its work in `kept`; what it printed."""
    tools = Path(sys.executable).parent
    environment = {
        **os.environ, "GOVCRAWL": str(tools / "govcrawl"), "PYTHON": sys.executable, "PORT": str(port),
        "KEEP": str(kept), **more,
    }  # fmt: skip
    command = ["bash", str(folder / script), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout


# -- the city -------------------------------------------------------------------------------------------------------


def of_city(shared: Path, port: int, seed: int) -> Measured:
    """The city that others wrote, whole."""
    made = Measured("city", f"python -m benchmarks.accuracy --only city --seed {seed}")
    folder = shared / "city"
    if not (folder / "run.sh").is_file():
        made.skipped = _NOT_THERE
        return made
    begun = spent((0.0, 0.0))
    with tempfile.TemporaryDirectory() as kept:
        _run(folder, "run.sh", Path(kept), port, "-s", "DOWNLOAD_DELAY=0", SEED=str(seed))
        made.seconds, made.processor = spent(begun)
        read_city(made, Path(kept), folder)
    made.notes = [f"seed {seed}"]
    return made


def read_city(made: Measured, kept: Path, folder: Path) -> None:
    """Fill `made` from a round that the city's run.sh kept."""
    view, truth = view_of(kept / "govcrawl.db"), CityTruth(kept / "truth.jsonl", folder)
    made.vetoes = sum(len(score.veto) for score in view.website_scores)
    made.false_vetoes = len(list(false_vetoes(view, truth)))
    fails = [as_record(_ROUND, each) for each in view.findings("fail") if not truth.ignores(each)]
    counted, _ = abstentions(view, truth)
    doubts = [as_record(_ROUND, each) for each in counted]
    hits = truth.score.hits
    taken: set[str] = set()
    for line in truth.lines:
        own = [one for one in fails if one["rule"] == line["rule"] and hits(one, line)]
        name = named(line["rule"], line["url"].partition("://")[2].partition("/")[2], line.get("subject"), line["unit"])
        if line.get("clean"):
            made.cases += [Case(line["rule"], name, QUIET)] * (not own)
            continue
        taken |= {one["key"] for one in own}
        if line.get("either"):
            continue
        doubt = [one for one in doubts if one["rule"] == line["rule"] and hits(one, line)]
        taken |= {one["key"] for one in doubt}
        state = FOUND if own else UNDECIDED if doubt else MISSED
        made.cases.append(Case(line["rule"], name, state, *(sureness(own[0]) if own else ())))
    for sort, rows in ((FALSE, fails), (ABSTAINED, doubts)):
        made.cases += [Case(one["rule"], named(one["key"]), sort, *(sureness(one) if sort == FALSE else ()))
                       for one in rows if one["key"] not in taken]  # fmt: skip


# -- traps ----------------------------------------------------------------------------------------------------------


def of_traps(shared: Path, port: int) -> Measured:
    """Replayed bug reports and their near-misses."""
    made = Measured("traps", "python -m benchmarks.accuracy --only traps")
    folder = shared / "traps"
    if not (folder / "run.sh").is_file():
        made.skipped = _NOT_THERE
        return made
    begun = spent((0.0, 0.0))
    with tempfile.TemporaryDirectory() as kept:
        said = _run(folder, "run.sh", Path(kept), port)
        made.seconds, made.processor = spent(begun)
        read_traps(made, Path(kept), folder)
    found = re.search(r"^traps .*$", said, re.MULTILINE)
    made.notes = [found[0] if found else "the run broke off"]
    return made


def read_traps(made: Measured, kept: Path, folder: Path) -> None:
    """Fill `made` from what the traps' run.sh kept; a line of expectations is a case."""
    judge = _judge_of(folder)
    findings = _lines(kept / "findings.jsonl")
    states = {
        "must": (FOUND, MISSED, UNDECIDED),
        "must_not": (QUIET, FALSE, QUIET),
        "undecided": (QUIET, MISSED, QUIET),
    }
    for line in _lines(folder / "expected.jsonl"):
        verdict, _ = judge(line, findings)
        right, wrong, doubt = states[line["expect"]]
        state = right if verdict == "right" else doubt if verdict == "unjudged" else wrong
        made.cases.append(Case(line["rule"].partition("|")[0], named(line["kind"], line["case"], line["url"]), state))


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _judge_of(folder: Path) -> Callable[[dict[str, Any], list[dict[str, Any]]], tuple[str, str]]:
    """`judge` of the traps' own score.py; the city has a module of the same name."""
    spec = importlib.util.spec_from_file_location("traps_score", folder / "score.py")
    if spec is None or spec.loader is None:
        raise ImportError(str(folder))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    judge: Callable[[dict[str, Any], list[dict[str, Any]]], tuple[str, str]] = module.judge
    return judge


# -- labelled real pages --------------------------------------------------------------------------------------------


def of_pages(folder: Path) -> Measured:
    """Every hand label of the saved real pages, and titles and days beside other libraries."""
    made = Measured("real pages", "python -m benchmarks.accuracy --only pages")
    if not (folder / "LABELS.jsonl").is_file():
        made.skipped = _NOT_THERE
        return made
    begun = spent((0.0, 0.0))
    judgements = list(pages.judge_all(folder))
    keys = sorted({each.key for each in judgements})
    made.figures = [["field", "right", "of"]]
    for key in keys:
        own = [each for each in judgements if each.key == key]
        made.figures.append([key, str(sum(each.right for each in own)), str(len(own))])
    samples = extract.load(folder)
    made.pages = len({each.file for each in judgements})
    made.notes = [json.dumps(_beside(samples), ensure_ascii=False)]
    made.seconds = spent(begun)[0]
    return made


def of_changed_pages(folder: Path) -> Measured:
    """One change on each labelled real page, read and judged by itself."""
    made = Measured("mutations of real pages", "python -m benchmarks.accuracy --only changed-pages")
    if not (folder / "LABELS.jsonl").is_file():
        made.skipped = _NOT_THERE
        return made
    begun, every = spent((0.0, 0.0)), list(tried(folder))
    for each in every:
        name = named(each.file, each.change.name)
        made.cases.append(Case(each.change.rule, name, FOUND if each.found else MISSED))
        made.cases += [Case(rule, named(name, rule), FALSE) for rule in each.others]
    made.pages, made.seconds = len({each.file for each in every}), spent(begun)[0]
    made.notes = [f"{len(every)} changes of {made.pages} pages, each judged without the rest of its site"]
    return made


def _beside(samples: list[extract.Sample]) -> list[list[str]]:
    """Rows of a table: extractor, exact titles, exact days, milliseconds a page (median)."""
    rows = [["extractor", "exact title", "exact day", "ms a page (median)"]]
    for result in extract.results(samples, Console(file=io.StringIO())):
        if isinstance(result, str):
            rows.append([result, extract.NOT_INSTALLED, "", ""])
            continue
        spent_on = statistics.median(result.milliseconds or [0.0])
        rows.append([result.name, extract.share(result.titles), extract.share(result.dates), f"{spent_on:.1f}"])
    return rows
