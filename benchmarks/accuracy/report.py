"""`docs/accuracy.md` and the headline of the README, from what was measured."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from analysis.intervals import wilson
from benchmarks.accuracy.calibration import reliability_table
from benchmarks.accuracy.cases import ABSTAINED, FALSE, FOUND, MISSED, QUIET, UNDECIDED, Case, Measured
from benchmarks.accuracy.covered import not_covered
from benchmarks.extract import ROOT
from pipelines.catalogue import REGISTRY

DOC, README = ROOT / "docs" / "accuracy.md", ROOT / "README.md"
_MARKED = re.compile(r"(<!-- accuracy: begin -->\n).*?(<!-- accuracy: end -->)", re.DOTALL)
_SOURCES = ("demo", "city", "traps", "mutations", "mutations of real pages", "random sites")
_INTRO = """# Accuracy

What the program finds where it is known what there is to find. `make accuracy` measures all and writes this page;
`python -m benchmarks.accuracy --only NAME` measures one source again, `--report` only writes the page. A source
whose pages are not beside the project is named as not measured. Intervals are Wilson's, 95 %.

A case is one planted defect, or one thing that looks like a defect and is none. *Undecided* are planted defects
of which the program said that it could not judge (`error`): they count as not found. *Not judged* is the share of
`error` among all cases of a rule, elsewhere than at planted defects too.
"""


def write(every: Sequence[Measured]) -> None:
    """Write the page and the README's headline."""
    DOC.write_text(page(every), encoding="utf-8")
    text = README.read_text(encoding="utf-8")
    README.write_text(_MARKED.sub(lambda found: found[1] + headline(every) + "\n" + found[2], text), encoding="utf-8")


def page(every: Sequence[Measured]) -> str:
    """The whole page."""
    judged = [each for each in every if each.cases]
    parts = [
        _INTRO,
        _section("False vetoes", _vetoes(every)),
        _section("By source", _by_source(judged)),
        _section("By rule", _by_rule(judged)),
        _section("By rule and source", _by_rule_and_source(judged), _CELLS),
        _section("Confidence", reliability_table(judged), _CONFIDENCE),
        *_real_pages(every),
        _section("Invariance and other figures", _figures(every)),
        _section("Time", _time(every), _SECONDS),
        f"## Not covered\n\n{not_covered()}\n",
        _section("What was measured", _measured(every)),
    ]  # fmt: skip
    return "\n".join(part for part in parts if part)


_CELLS = "Found of planted; `!` and the number of false ones."
_SECONDS = (
    "Seconds of the processors leave browsers out; how many seconds it takes is decided by the machine and its load."
)
_CONFIDENCE = (
    "What is stored with a finding, in steps, against how many of those findings were right. The steps were learnt "
    "(`pipelines/confidence.yaml`) on one half of the cases and are shown on the other half, and the other way round."
)


def headline(every: Sequence[Measured]) -> str:
    """A table of a line for each source."""
    rows = [["measured on", "planted defects", "precision", "recall", "false vetoes"]]
    for each in every:
        if each.cases:
            count = Counter(case.outcome for case in each.cases)
            planted = count[FOUND] + count[MISSED] + count[UNDECIDED]
            vetoes = "-" if each.vetoes is None else f"{each.false_vetoes} of {each.vetoes}"
            shares = (_share(count[FOUND], count[FOUND] + count[FALSE]), _share(count[FOUND], planted))
            rows.append([each.source, str(planted), *shares, vetoes])
    return table(rows)


def table(rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; the first row is its head."""
    head, *rest = [[str(cell).replace("|", "\\|") for cell in row] for row in rows]
    lines = [head, ["---"] * len(head), *rest]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _section(title: str, rows: list[list[str]], before: str = "") -> str:
    if len(rows) < 2:
        return ""
    return f"## {title}\n\n{before + chr(10) * 2 if before else ''}{table(rows)}\n"


def _share(part: int, whole: int) -> str:
    if not whole:
        return "-"
    low, high = wilson(part, whole)
    return f"{part / whole:.3f} ({low:.3f}-{high:.3f})"


def _vetoes(every: Sequence[Measured]) -> list[list[str]]:
    rows = [["source", "vetoes", "false"]]
    return rows + [[each.source, str(each.vetoes), str(each.false_vetoes)] for each in every if each.vetoes is not None]


def _counts(cases: Iterable[Case]) -> list[str]:
    count = Counter(case.outcome for case in cases)
    planted = count[FOUND] + count[MISSED] + count[UNDECIDED]
    doubts = count[UNDECIDED] + count[ABSTAINED]
    return [
        str(planted), *(str(count[name]) for name in (FOUND, MISSED, UNDECIDED, FALSE, QUIET)),
        _share(count[FOUND], count[FOUND] + count[FALSE]), _share(count[FOUND], planted),
        f"{doubts / max(1, count.total()):.3f}",
    ]  # fmt: skip


_COLUMNS = [
    "planted", "found", "missed", "undecided", "false", "near-misses", "precision", "recall", "not judged",
]  # fmt: skip


def _by_source(judged: Sequence[Measured]) -> list[list[str]]:
    rows = [["source", *_COLUMNS]]
    rows += [[each.source, *_counts(each.cases)] for each in judged]
    return [*rows, ["all", *_counts(case for each in judged for case in each.cases)]]


def _by_rule(judged: Sequence[Measured]) -> list[list[str]]:
    cases = [case for each in judged for case in each.cases]
    rows = [["rule", "", *_COLUMNS]]
    known = sorted({case.rule for case in cases} & REGISTRY.keys())
    rows += [[rule, REGISTRY[rule].title, *_counts(case for case in cases if case.rule == rule)] for rule in known]
    return rows


def _by_rule_and_source(judged: Sequence[Measured]) -> list[list[str]]:
    chosen = [each for name in _SOURCES for each in judged if each.source == name]
    counts = {each.source: each.count() for each in chosen}
    rows = [["rule", *(each.source for each in chosen)]]
    known = sorted({rule for count in counts.values() for rule, _ in count} & REGISTRY.keys())
    rows += [[rule, *(_cell(rule, counts[each.source]) for each in chosen)] for rule in known]
    return rows


def _cell(rule: str, count: Counter[tuple[str, str]]) -> str:
    found, false = count[rule, FOUND], count[rule, FALSE]
    planted = found + count[rule, MISSED] + count[rule, UNDECIDED]
    return " ".join(filter(None, (f"{found}/{planted}" if planted else "", f"!{false}" if false else ""))) or "-"


def _real_pages(every: Sequence[Measured]) -> list[str]:
    made = next((each for each in every if each.source == "real pages" and each.figures), None)
    if made is None:
        return []
    beside = json.loads(made.notes[0])
    said = f"Hand labels of {made.pages} saved pages of real sites: what the program reads of each field."
    return [
        _section("Real pages", made.figures, said),
        f"Titles and days beside other libraries, on the labelled pages:\n\n{table(beside)}\n",
        "The program was written with these pages, the city, the traps and the demo at hand: only random sites of "
        "seeds that nobody has looked at before say what it does elsewhere.\n",
    ]


def _figures(every: Sequence[Measured]) -> list[list[str]]:
    rows = [["source", "figure"]]
    return rows + [[each.source, note] for each in every if each.source != "real pages" for note in each.notes]


def _time(every: Sequence[Measured]) -> list[list[str]]:
    rows = [["source", "pages", "seconds", "of the processors", "of these a page"]]
    for each in every:
        if each.pages and each.processor:
            a_page = f"{each.processor / each.pages:.3f}"
            rows.append([each.source, str(each.pages), f"{each.seconds:.0f}", f"{each.processor:.0f}", a_page])
    return rows


def _measured(every: Sequence[Measured]) -> list[list[str]]:
    rows = [["source", "on", "commit", "with"]]
    for each in every:
        what = f"not measured: {each.skipped}" if each.skipped else f"`{each.command}`"
        rows.append([each.source, each.date, each.commit, what])
    return rows


def read_headline(path: Path = README) -> str:
    """What stands in the README."""
    found = _MARKED.search(path.read_text(encoding="utf-8"))
    return found[0] if found else ""
