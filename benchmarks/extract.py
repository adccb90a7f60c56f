"""Accuracy and speed of extraction on the labelled real pages, beside GNE, trafilatura and htmldate.

    python -m benchmarks.extract [--pages DIR]

The pages are third-party data and not part of the repository; without them this says “skipped” and exits 0.
"""

import argparse
import contextlib
import csv
import importlib
import io
import json
import os
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from selectolax.lexbor import LexborHTMLParser

from govcrawl.domain.urls import absolute
from govcrawl.extract import Page
from govcrawl.extract.dates import day_of, find_date
from govcrawl.extract.decode import decode

ROOT = Path(__file__).resolve().parent.parent
REPEATS = 5
TARGETS = {"title": 0.95, "date": 0.95, "rows": 0.95, "attachments": 0.95}
NOT_INSTALLED = "not installed"


@dataclass(slots=True)
class Sample:
    """A labelled page."""

    name: str
    body: bytes
    url: str
    label: dict[str, Any]

    @property
    def day(self) -> str | None:
        return self.label["pub_date"][:10] if self.label["pub_date"] else None

    @property
    def titles(self) -> list[str]:
        return [self.label["title"], *self.label["title_alt"]]


@dataclass(slots=True)
class Count:
    """True positives, found, wanted."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, found: Iterable[Any], wanted: Iterable[Any]) -> None:
        left, right = list(found), list(wanted)
        self.right += len(set(left) & set(right))
        self.found += len(set(left))
        self.wanted += len(set(right))

    @property
    def scores(self) -> tuple[float, float, float]:
        precision = self.right / self.found if self.found else 1.0
        recall = self.right / self.wanted if self.wanted else 1.0
        return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(slots=True)
class Result:
    """Measures of one extractor; None where it has no such answer."""

    name: str
    titles: list[bool] = field(default_factory=list)
    dates: list[bool] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def load(folder: Path) -> list[Sample]:
    with (folder / "INDEX.tsv").open(encoding="utf-8") as file:
        index = {row["local"]: row for row in csv.DictReader(file, delimiter="\t")}
    samples = []
    for line in (folder / "LABELS.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        row = index[label["file"]]
        named = label["meta"].get("Url", "")
        url = row["url"] or (named if named.startswith("http") else f"http://{row['site']}/a/b/c/page.html")
        samples.append(Sample(label["file"], (folder / "pages" / label["file"]).read_bytes(), url, label))
    return samples


def timed(run: Callable[[], Any]) -> float:
    """Median milliseconds."""
    spent = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        run()
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent)


def day_text(value: date | datetime | None) -> str | None:
    return day_of(value).isoformat() if value else None


def measure_ours(samples: list[Sample], console: Console) -> Result:
    result = Result("govcrawl")
    rows, attachments, links = Count(), Count(), Count()
    counts: list[bool] = []
    for sample in samples:
        page = Page(sample.body, sample.url)
        article, listing = page.article(), page.listing()
        has_rows = "list_rows" in sample.label
        if sample.label["title"]:
            title = listing.title if has_rows else article.title
            result.titles.append(title in sample.titles)
            if not result.titles[-1]:
                result.wrong.append(f"{sample.name}: title {title!r}")
        result.dates.append(day_text(article.published) == sample.day)
        if not result.dates[-1]:
            result.wrong.append(f"{sample.name}: date {article.published} instead of {sample.day}")
        if has_rows:
            wanted = [
                (title, absolute(sample.url, url), day[:10] if day else None)
                for title, url, day in sample.label["list_rows"]
            ]
            found = [(entry.title, entry.url, day_text(entry.published)) for entry in listing.entries]
            rows.add(found[: len(wanted)], wanted)
            counts.append(len(found) == sample.label["list_count"])
            if not counts[-1]:
                result.wrong.append(f"{sample.name}: {len(found)} rows instead of {sample.label['list_count']}")
        wanted_files = {(absolute(sample.url, href), extension) for href, extension in sample.label["attachments"]}
        attachments.add([(link.url, link.extension) for link in article.attachments], wanted_files)
        if "interpretation_links" in sample.label:
            wanted_links = {absolute(sample.url, href) for _, href in sample.label["interpretation_links"]}
            found_links = {link.url for link in article.interpretation_links}
            # The labels of a list name only the first of a row's links, so what is beyond them is not wrong.
            links.add(found_links & wanted_links if has_rows else found_links, wanted_links)
        result.milliseconds.append(timed(partial(read, sample)))
    table = Table("measure", "precision", "recall", "F1", "target", title="govcrawl: lists and links")
    for name, count, target in (
        ("list rows (title, url, date)", rows, "0.95"),
        ("attachments", attachments, "0.95"),
        ("interpretation links", links, "-"),
    ):
        table.add_row(name, *(f"{value:.3f}" for value in count.scores), target)
    table.add_row("lists with the exact number of rows", f"{sum(counts)}/{len(counts)}", "", "", "-")
    console.print(table)
    return result


def read(sample: Sample) -> None:
    page = Page(sample.body, sample.url)
    page.links()
    page.article()


def measure_library(
    name: str, samples: list[Sample], read_page: Callable[[str, str], tuple[str | None, str | None]]
) -> Result:
    """`read_page` maps (text, url) to (title, day)."""
    result = Result(name)
    for sample in samples:
        text = decode(sample.body)
        found: tuple[str | None, str | None] = (None, None)
        with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()):
            found = read_page(text, sample.url)
            result.milliseconds.append(timed(partial(read_page, text, sample.url)))
        if sample.label["title"] and name != "htmldate":
            result.titles.append((found[0] or "").strip() in sample.titles)
        result.dates.append(found[1] == sample.day)
    return result


def gne(module: Any) -> Callable[[str, str], tuple[str | None, str | None]]:
    def read_page(text: str, url: str) -> tuple[str | None, str | None]:
        found = module.GeneralNewsExtractor().extract(text, host=url)
        return found.get("title"), day_text(find_date(found.get("publish_time") or ""))

    return read_page


def trafilatura(module: Any) -> Callable[[str, str], tuple[str | None, str | None]]:
    def read_page(text: str, url: str) -> tuple[str | None, str | None]:
        found = module.bare_extraction(text, url=url, with_metadata=True)
        return (found.title, found.date) if found else (None, None)

    return read_page


def htmldate(module: Any) -> Callable[[str, str], tuple[str | None, str | None]]:
    def read_page(text: str, url: str) -> tuple[str | None, str | None]:
        return None, module.find_date(text, url=url)

    return read_page


def share(values: list[bool]) -> str:
    return f"{sum(values) / len(values):.3f} ({sum(values)}/{len(values)})" if values else "-"


def results(samples: list[Sample], console: Console) -> list[Result | str]:
    """What each extractor makes of the samples, ours first; the name alone of one that is not installed."""
    found: list[Result | str] = [measure_ours(samples, console)]
    for name, make in (("gne", gne), ("trafilatura", trafilatura), ("htmldate", htmldate)):
        try:
            module = importlib.import_module(name)
        except ImportError:
            found.append(name)
            continue
        found.append(measure_library(name, samples, make(module)))
    return found


def compare(samples: list[Sample], console: Console) -> None:
    """Print the measures of all extractors side by side."""
    every = results(samples, console)
    table = Table(
        "extractor", "exact title", "exact day", "ms per page (median)", "ms per page (mean)", title="beside others"
    )
    for result in every:
        if isinstance(result, str):
            table.add_row(result, NOT_INSTALLED, "", "", "")
            continue
        spent = result.milliseconds or [0.0]
        table.add_row(
            result.name,
            share(result.titles),
            share(result.dates),
            f"{statistics.median(spent):.2f}",
            f"{statistics.mean(spent):.2f}",
        )
    console.print(table)
    for result in every:
        if isinstance(result, Result):
            for line in result.wrong:
                console.print(f"[dim]{result.name}: {line}[/dim]", highlight=False)


def compare_parsers(samples: list[Sample], console: Console) -> None:
    """Parsing and one walk over all links, the work that every page needs."""
    texts = [decode(sample.body) for sample in samples if sample.name.endswith(".html")]
    table = Table("parser", "parse, ms per page", "parse and all links with text", title="parsers, the same pages")

    def row(name: str, parse: Callable[[str], Any], links: Callable[[Any], Any]) -> None:
        alone = timed(lambda: [parse(text) for text in texts]) / len(texts)
        both = timed(lambda: [links(parse(text)) for text in texts]) / len(texts)
        table.add_row(name, f"{alone:.3f}", f"{both:.3f}")

    row(
        "selectolax (lexbor)",
        LexborHTMLParser,
        lambda tree: [(a.attributes.get("href"), a.text()) for a in tree.css("a[href]")],
    )
    try:
        lxml_html = importlib.import_module("lxml.html")
        row(
            "lxml.html",
            lambda text: lxml_html.fromstring(text.encode(), parser=lxml_html.HTMLParser(encoding="utf-8")),
            lambda tree: [(a.get("href"), a.text_content()) for a in tree.iter("a")],
        )
    except ImportError:
        table.add_row("lxml.html", NOT_INSTALLED, "")
    console.print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    default = os.environ.get("TEST_GOVCRAWL_REAL_PAGES") or ROOT.parent / "shared" / "real_pages"
    parser.add_argument(
        "--pages", type=Path, default=Path(default), help="folder with INDEX.tsv, LABELS.jsonl and pages/"
    )
    folder = parser.parse_args().pages
    console = Console(width=110)
    if not (folder / "LABELS.jsonl").is_file():
        console.print(f"skipped: no labelled pages in {folder} (--pages DIR or TEST_GOVCRAWL_REAL_PAGES)")
        return
    samples = load(folder)
    console.print(f"{len(samples)} labelled pages; targets {TARGETS}")
    compare(samples, console)
    compare_parsers(samples, console)


if __name__ == "__main__":
    main()
