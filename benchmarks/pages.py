"""Every hand label of the saved real pages, and of the small pages that were misread, against what the reader says.

    python -m benchmarks.pages [--pages DIR] [--file NAME ...]

Prints right/all for each key of LABELS.jsonl and small/EXPECTED.jsonl, then each wrong one with what was read (got) and
what a reader says (expected). Exit 0 when all are right, 1 when not. The pages are third-party data and not part of the
repository; without them this says “skipped” and exits 0.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.extract import ROOT, Sample, day_text, load
from govcrawl.domain.urls import absolute
from govcrawl.extract import Page
from govcrawl.net.verdict import judge_response

DEFAULT_PAGES = ROOT.parent / "shared" / "real_pages"
_SOURCES: dict[str, tuple[str | None, ...]] = {
    "none": (None,),
    "visible+meta": ("label", "page"),
    "api publishDate": ("json",),
}
_SMALL_URL = "http://www.example.gov.cn/zwgk/tzgg/{name}"


class Judgement(NamedTuple):
    """One key of one page: right, or not."""

    file: str
    key: str
    right: bool
    got: object
    expected: object


@dataclass(slots=True)
class Reading:
    """A page with its expectations."""

    page: Page
    label: dict[str, Any]

    @property
    def is_list(self) -> bool:
        return "list_rows" in self.label


def _title(reading: Reading) -> tuple[object, object, bool]:
    title = reading.page.listing().title if reading.is_list else reading.page.article().title
    wanted = reading.label["title"]
    accepted = [wanted or "", *reading.label.get("title_alt", [])]
    return title, wanted, wanted is None or title in accepted


def _minutes(value: date | datetime | None) -> str | None:
    return value.strftime("%Y-%m-%d %H:%M") if isinstance(value, datetime) else day_text(value)


def _pub_date(reading: Reading) -> tuple[object, object, bool]:
    """The day must be equal; the minute, where page and label both say one."""
    got, wanted = _minutes(reading.page.article().published), reading.label["pub_date"]
    if not got or not wanted:
        return got, wanted, not got and not wanted
    shared = min(len(got), len(wanted), len("2021-08-20 10:00"))
    return got, wanted, got[:shared] == wanted[:shared]


def _source(reading: Reading) -> tuple[object, object, bool]:
    got, wanted = reading.page.article().published_source, reading.label["pub_date_source"]
    return got, wanted, got in _SOURCES[wanted]


def _attachments(reading: Reading) -> tuple[object, object, bool]:
    got = {(file.url, file.extension) for file in reading.page.article().attachments}
    wanted = {(absolute(reading.page.url, href), extension) for href, extension in reading.label["attachments"]}
    return sorted(got), sorted(wanted, key=str), got == wanted


def _meta(reading: Reading) -> tuple[object, object, bool]:
    wanted = reading.label["meta"]
    read = reading.page.metas | reading.page.article().labels
    got = {name: read.get(name, "") for name in wanted}
    return got, wanted, got == wanted


def _list_count(reading: Reading) -> tuple[object, object, bool]:
    got = len(reading.page.listing().entries)
    return got, reading.label["list_count"], got == reading.label["list_count"]


def _list_rows(reading: Reading) -> tuple[object, object, bool]:
    """The first rows: title, address, day. An API that holds no address is asked for its document's id."""
    rows = reading.label["list_rows"]
    wanted = [(title, absolute(reading.page.url, href), day[:10] if day else None) for title, href, day in rows]
    found = reading.page.listing().entries[: len(wanted)]
    got = [(entry.title, entry.url, day_text(entry.published)) for entry in found]
    if reading.page.data is not None:
        got = [(title, absolute(reading.page.url, href) or "" if href in url else url, day)
               for (title, url, day), (_, href, _) in zip(got, rows, strict=False)]  # fmt: skip
    return got, wanted, got == wanted


def _interpretation_links(reading: Reading) -> tuple[object, object, bool]:
    """All of an article's; of a list, whose label names only the first link of each row, at least those."""
    wanted = {(absolute(reading.page.url, href), text) for text, href in reading.label["interpretation_links"]}
    if reading.is_list:
        found = {(link.url, link.text) for links in reading.page.listing().interpretations.values() for link in links}
        return sorted(found), sorted(wanted, key=str), wanted <= found
    got = {(link.url, link.text) for link in reading.page.article().interpretation_links}
    return sorted(got), sorted(wanted, key=str), got == wanted


LABELS: dict[str, Callable[[Reading], tuple[object, object, bool]]] = {
    "title": _title,
    "pub_date": _pub_date,
    "pub_date_source": _source,
    "attachments": _attachments,
    "meta": _meta,
    "list_count": _list_count,
    "list_rows": _list_rows,
    "interpretation_links": _interpretation_links,
}


def _at_least(count: Callable[[Page], int]) -> Callable[[Page, Any], tuple[object, object, bool]]:
    return lambda page, wanted: (count(page), f">= {wanted}", count(page) >= wanted)


def _equal(read: Callable[[Page], object]) -> Callable[[Page, Any], tuple[object, object, bool]]:
    return lambda page, wanted: (read(page), wanted, read(page) == wanted)


def _day(page: Page) -> str | None:
    return day_text(page.article().published)


EXPECTED: dict[str, Callable[[Page, Any], tuple[object, object, bool]]] = {
    "form": _equal(Page.form),
    "form_not": lambda page, wanted: (page.form(), f"not {wanted}", page.form() != wanted),
    "rows_at_least": _at_least(lambda page: len(page.listing().entries)),
    "title": _equal(lambda page: page.article().title),
    "published": _equal(_day),
    "published_not": lambda page, wanted: (_day(page), f"none of {wanted}", _day(page) not in wanted),
    "published_in": lambda page, wanted: (_day(page), f"one of {wanted}", _day(page) in wanted),
    "number": _equal(lambda page: page.article().number),
    "next_pages_at_least": _at_least(lambda page: len(page.listing().next_pages)),
    "total": _equal(lambda page: page.listing().total),
    "interpretation_links_at_least": _at_least(lambda page: len(page.article().interpretation_links)),
}


def judge_verdict(body: bytes, wanted: str) -> tuple[object, object, bool]:
    """`closed` (a site that was shut down or moved) is for a person to look at: neither fine nor gone."""
    got = judge_response(200, body)
    right = got.link.value not in ("ok", "gone") if wanted == "closed" else got.link.value == wanted
    return f"{got.link.value} {got.reason or ''}".strip(), wanted, right


def judge_labelled(sample: Sample) -> Iterator[Judgement]:
    """Each key of the sample's label."""
    reading = Reading(Page(sample.body, sample.url), sample.label)
    for key, judge in LABELS.items():
        if key in sample.label:
            got, expected, right = judge(reading)
            yield Judgement(sample.name, key, right, got, expected)


def judge_small(path: Path, expected: dict[str, Any]) -> Iterator[Judgement]:
    """Each key of a line of EXPECTED.jsonl; keys that this does not know are wrong, not passed over."""
    body = path.read_bytes()
    page = Page(body, _SMALL_URL.format(name=path.name))
    for key, wanted in expected.items():
        if key in ("file", "is_", "why"):
            continue
        if key == "verdict":
            got, shown, right = judge_verdict(body, wanted)
        elif key in EXPECTED:
            got, shown, right = EXPECTED[key](page, wanted)
        else:
            got, shown, right = "unknown key", wanted, False
        yield Judgement(f"small/{path.name}", key, right, got, shown)


def judge_all(folder: Path) -> Iterator[Judgement]:
    """Both sets, in the order of their files."""
    for sample in load(folder):
        yield from judge_labelled(sample)
    small = folder / "small"
    if (small / "EXPECTED.jsonl").is_file():
        for line in (small / "EXPECTED.jsonl").read_text(encoding="utf-8").splitlines():
            expected = json.loads(line)
            yield from judge_small(small / expected["file"], expected)


def _short(value: object) -> str:
    text = re.sub(r"\s+", " ", str(value))
    return text if len(text) <= 400 else f"{text[:400]} …"


def report(judgements: list[Judgement]) -> int:
    """Print the table and the wrong ones; the number of wrong ones."""
    for small in (False, True):
        chosen = [each for each in judgements if each.file.startswith("small/") is small]
        every, right = Counter(each.key for each in chosen), Counter(each.key for each in chosen if each.right)
        for key, count in every.items():
            print(f"{'small' if small else 'pages'} {key:<30} {right[key]:>3}/{count}")
    wrong = [each for each in judgements if not each.right]
    for each in wrong:
        print(f"\n{each.file}: {each.key}\n  got      {_short(each.got)}\n  expected {_short(each.expected)}")
    print(f"\nall {len(judgements) - len(wrong)}/{len(judgements)} right")
    return len(wrong)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = os.environ.get("TEST_GOVCRAWL_REAL_PAGES") or DEFAULT_PAGES
    parser.add_argument("--pages", type=Path, default=Path(default), help="folder with LABELS.jsonl, pages/ and small/")
    parser.add_argument("--file", action="append", help="only files whose name holds this")
    options = parser.parse_args()
    if not (options.pages / "LABELS.jsonl").is_file():
        print(f"skipped: no labelled pages in {options.pages} (--pages DIR or TEST_GOVCRAWL_REAL_PAGES)")
        return
    judgements = list(judge_all(options.pages))
    if options.file:
        judgements = [each for each in judgements if any(part in each.file for part in options.file)]
    sys.exit(1 if report(judgements) else 0)


if __name__ == "__main__":
    main()
