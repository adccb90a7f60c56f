"""Reading a large round as DataFrames: seconds and memory, whole and in chunks.

    python -m benchmarks.facts [--pages 300000] [--database URL]

Fills a fresh database (SQLite in a temporary folder, or an empty one at URL) with a made-up round, then reads it in
processes of their own, so that each peak is that of one way of reading. A process that has only imported pandas takes
the memory that is told first.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from govcrawl.domain.fetch_outcomes import LinkState
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import Attachment, PageItem, SiteItem
from govcrawl.domain.rounds import Round
from govcrawl.domain.targets import Target
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.session import open_database
from govcrawl.store.writer import Writer

ROUND = Round("2021Q3", date(2021, 8, 20))
NIGHT = datetime(2021, 8, 20, 15, tzinfo=UTC)
TARGETS = 300
_TEXT = "为进一步做好有关工作，现将有关事项通知如下。" * 40  # about 900 characters, as pages have them
WAYS = {
    "nothing": "",
    "pages, whole": "len(facts.pages(database=DB))",
    "pages, chunks of 50,000": 'sum(map(len, facts.chunks("pages", database=DB)))',
    "pages with text, chunks of 10,000": 'sum(map(len, facts.chunks("pages", 10_000, text=True, database=DB)))',
    "pages of one unit": 'len(facts.pages(unit="单位7", database=DB))',
    "attachments, whole": "len(facts.attachments(database=DB))",
    "findings, whole": "len(facts.findings(database=DB))",
    "findings, chunks of 50,000": 'sum(map(len, facts.chunks("findings", database=DB)))',
}


def targets() -> list[Target]:
    return [Target(f"单位{n}", "portal", f"单位{n}网站", f"http://unit{n}.example/") for n in range(TARGETS)]


def pages(target: Target, count: int) -> Iterator[PageItem]:
    labels = {"SiteName": target.name, "ArticleTitle": "通知", "PubDate": "2021-08-01", "ContentSource": target.unit}
    for number in range(count):
        url = f"{target.url}tzgg/202108/t{number}.html"
        day = datetime(2021, 8, 1, 9, 30) - timedelta(days=number % 700)
        files = [Attachment(f"{url}.pdf", "附件", "pdf", LinkState.OK, 200, 1000)] if number % 5 == 0 else []
        yield PageItem(
            target, url, NIGHT, f"{target.url}tzgg/", "通知公告", "notice", title=f"关于第{number}项工作的通知",
            published=day, labels=labels, source=target.unit, text=_TEXT, attachments=files,
        )  # fmt: skip


def fill(engine: Engine, count: int) -> None:
    """A round of that many pages, evenly over the targets, one finding on each."""
    writer = Writer(engine, ROUND, load_rubric())
    writer.begin_round(targets())
    for target in targets():
        writer.begin_target(target, resume=False)
        for page in pages(target, count // TARGETS):
            about = (target.unit, target.name, target.url, page.url, page.title, "内容页缺少内容标签", NIGHT)
            writer.add_findings(page, [Finding("M03", "fail", *about)])
            writer.add(page)
        writer.add(SiteItem(target, NIGHT, answer=page.answer))
    writer.close(finished=True)


def measure(database: str, expression: str) -> None:
    """In a process of its own: rows, seconds and peak memory on one line."""
    from analysis import dataframes

    started = time.perf_counter()
    rows = eval(expression, {"facts": dataframes, "DB": database}) if expression else 0  # one of WAYS
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{rows:,} | {seconds:.1f} | {peak:.0f} |\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=300_000)
    parser.add_argument("--database")
    parser.add_argument("--way", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.way is not None:
        measure(asked.database, WAYS[asked.way])
        return
    with tempfile.TemporaryDirectory() as folder:
        database = asked.database or f"sqlite:///{Path(folder) / 'govcrawl.db'}"
        engine = open_database(database)
        fill(engine, asked.pages)
        engine.dispose()
        sys.stdout.write("| what | rows | seconds | peak memory, MB |\n|---|---|---|---|\n")
        for way in WAYS:
            sys.stdout.write(f"| {way} | ")
            sys.stdout.flush()
            command = [sys.executable, "-m", "benchmarks.facts", "--database", database, "--way", way]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
