"""Saved pages read again in other mark-up: facts must not change.

    python -m benchmarks.invariance [--source demo|city|real …] [--sample N] [--seed N] [--only NAME …] [--show N]

Each transformation of tests/invariance is applied to pages of the demo city, of ../shared/city (when it is there) and
of ../shared/real_pages, and every fact of the reading compared. A site's pages are changed by the same seed, as one
template, and read with a model that has learnt the pages in that mark-up. Prints pages, changed readings and their
share per transformation, and which facts changed most.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.extract import ROOT, load
from govcrawl.apps.demo.city import build_city
from govcrawl.apps.demo.model import INSPECTION_DATE
from govcrawl.extract import Page
from govcrawl.extract.site import SiteModel
from tests.invariance import TRANSFORMATIONS, Transformation
from tests.invariance.markup import reserialised
from tests.invariance.reading import Facts, changed, facts_of

_PORT = 8977
_SHARED = ROOT.parent / "shared"


class Saved(NamedTuple):
    """A page as a server sent it, and when, where that is known."""

    site: str
    url: str
    body: bytes
    fetched_at: datetime | None = None

    def page(self, model: SiteModel | None = None) -> Page:
        """What the reader makes of it, with what is known of its site."""
        return Page(self.body, self.url, site=model, fetched_at=self.fetched_at)


@dataclass(slots=True)
class Tally:
    """Readings of one transformation over one source: `touched` pages that it wrote otherwise, `changed` readings."""

    touched: int = 0
    changed: int = 0
    facts: Counter[str] = field(default_factory=Counter)
    examples: list[tuple[Saved, bytes, list[str], Facts, Facts]] = field(default_factory=list)


def demo_pages() -> list[Saved]:
    """Pages of the small demo city."""
    noon = datetime.combine(INSPECTION_DATE, time(12), UTC)
    return [
        Saved(site.host, f"http://{site.domain}:{_PORT}{path}", answer.body, noon)
        for site in build_city(_PORT).sites
        for path, answer in site.pages.items()
        if answer.status == 200 and answer.content_type.startswith("text/html") and answer.body
    ]


def city_pages(folder: Path) -> list[Saved]:
    """Pages of the city in `folder`, which is imported from there; none when it is not there."""
    if not (folder / "city.py").is_file():
        return []
    sys.path.insert(0, str(folder))
    sys.dont_write_bytecode = True
    city = importlib.import_module("city").City(_PORT)
    return [
        Saved(site.ip, f"{site.origin}{path}", reply.body)
        for site in city.sites.values()
        for path, reply in site.routes.items()
        if reply.status == 200 and reply.ctype.startswith("text/html") and reply.body
    ]


def real_pages(folder: Path) -> list[Saved]:
    """The labelled real pages in `folder`, and those without labels that INDEX.tsv names; each a site of its own."""
    if not (folder / "LABELS.jsonl").is_file():
        return []
    known = {sample.name: sample.url.replace("/page.html", f"/{sample.name}") for sample in load(folder)}
    return [
        Saved(path.name, known.get(path.name, f"http://www.example.gov.cn/a/b/{path.name}"), path.read_bytes())
        for path in sorted((folder / "pages").glob("*.html"))
    ]


def sampled(pages: list[Saved], count: int, seed: int) -> list[Saved]:
    """At most `count` pages, as evenly over the sites as they have pages, the same for the same seed."""
    sites: dict[str, list[Saved]] = {}
    for page in pages:
        sites.setdefault(page.site, []).append(page)
    each = max(1, count // max(1, len(sites)))
    chosen: list[Saved] = []
    for name, group in sorted(sites.items()):
        chosen += group if len(group) <= each else Random(f"{seed} {name}").sample(group, each)
    return chosen


def _seed(site: str, seed: int) -> int:
    return Random(f"{site} {seed}").randrange(10**6)


def models_of(pages: list[Saved]) -> dict[str, SiteModel]:
    """What an inspection would have learnt of each site."""
    models: dict[str, SiteModel] = {}
    for saved in pages:
        models.setdefault(saved.site, SiteModel()).learn(saved.page())
    return models


def read_all(pages: list[Saved], siblings: list[Saved]) -> dict[str, Facts]:
    """The facts of each page by address, read with what `siblings` teach of the sites."""
    models = models_of(siblings)
    return {saved.url: facts_of(saved.page(models.get(saved.site))) for saved in pages}


def _rewritten(pages: list[Saved], transformation: Transformation, seed: int) -> list[Saved]:
    return [saved._replace(body=transformation.apply(saved.body, _seed(saved.site, seed))) for saved in pages]


def compare(
    pages: list[Saved],
    siblings: list[Saved],
    before: dict[str, Facts],
    transformation: Transformation,
    seed: int,
    keep: int,
) -> Tally:
    """`pages` in the transformation's mark-up against their readings `before`, by address.

    `siblings` are the pages that the sites are learnt from. At most `keep` examples are kept. Pages that come out as if
    merely written again were not touched.
    """
    tally = Tally()
    models = models_of(_rewritten(siblings, transformation, seed))
    for saved, other in zip(pages, _rewritten(pages, transformation, seed), strict=True):
        body = other.body
        if transformation.name != "reserialised" and body == reserialised(saved.body, 0):
            continue
        after = facts_of(other.page(models.get(other.site)))
        different = changed(before[saved.url], after, transformation.but)
        tally.touched += 1
        if different:
            tally.changed += 1
            tally.facts.update(different)
            if len(tally.examples) < keep:
                tally.examples.append((saved, body, different, before[saved.url], after))
    return tally


def _show(tally: Tally) -> None:
    for saved, _, different, before, after in tally.examples:
        print(f"    {saved.url} ({saved.site})")
        for fact in different:
            old, new = str(before[fact]), str(after[fact])
            start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
            cut = slice(max(0, start - 20), start + 160)
            print(f"      {fact}: {old[cut]}\n      {' ' * len(fact)}→ {new[cut]}")


def run(source: str, pages: list[Saved], options: argparse.Namespace) -> int:
    """Every chosen transformation over `pages`; the number of changed readings."""
    siblings = [] if options.alone else sampled(pages, options.siblings, options.seed)
    pages = sampled(pages, options.sample, options.seed)
    before = read_all(pages, siblings)
    total = 0
    print(f"{source}: {len(pages)} pages; changed/touched of each transformation", flush=True)
    for transformation in TRANSFORMATIONS:
        if options.only and not any(name in transformation.name for name in options.only):
            continue
        tally = compare(
            pages, siblings, before, transformation, options.seed, max(options.show, 1 if options.keep else 0)
        )
        total += tally.changed
        facts = ", ".join(f"{name} {count}" for name, count in tally.facts.most_common(6))
        share = tally.changed / tally.touched if tally.touched else 0.0
        print(f"  {transformation.name:<28} {tally.changed:>5}/{tally.touched:<5} {share:6.1%}  {facts}", flush=True)
        if options.show:
            _show(tally)
        if options.keep:
            _keep(options.keep / source, transformation.name, tally)
    return total


def _keep(folder: Path, name: str, tally: Tally) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, (saved, body, *_) in enumerate(tally.examples):
        (folder / f"{name}_{number}_before.html").write_bytes(saved.body)
        (folder / f"{name}_{number}_after.html").write_bytes(body)


SOURCES: dict[str, Callable[[argparse.Namespace], Iterable[Saved]]] = {
    "demo": lambda options: demo_pages(),
    "city": lambda options: city_pages(options.city),
    "real": lambda options: real_pages(options.pages),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    pages = os.environ.get("TEST_GOVCRAWL_REAL_PAGES") or _SHARED / "real_pages"
    parser.add_argument("--source", action="append", choices=sorted(SOURCES), help="default: all that are there")
    parser.add_argument("--pages", type=Path, default=Path(pages), help="folder of the labelled real pages")
    parser.add_argument("--city", type=Path, default=_SHARED / "city", help="folder of the city that others wrote")
    parser.add_argument("--sample", type=int, default=300, help="pages of a source")
    parser.add_argument("--siblings", type=int, default=600, help="pages of a source that its sites are learnt from")
    parser.add_argument("--alone", action="store_true", help="each page read without a model of its site")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", help="transformations whose name holds this")
    parser.add_argument("--show", type=int, default=0, help="changed readings to print of each transformation")
    parser.add_argument("--keep", type=Path, help="folder for the pages of changed readings, before and after")
    options = parser.parse_args()
    total = 0
    for name in options.source or sorted(SOURCES):
        saved = list(SOURCES[name](options))
        if saved:
            total += run(name, saved, options)
        else:
            print(f"{name}: skipped, no pages")
    print(f"{total} changed readings")
    sys.exit(1 if total else 0)


if __name__ == "__main__":
    main()
