"""Another reader for what most pages of a target lack: a few of them in the browser, the same ones on every run.

What the program misreads on one page of a template it misreads on all of them, twice. The browser shows what a visitor
sees; the inventory counts it by another way than the first reader.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from govcrawl.domain.findings import Finding
from govcrawl.domain.items import Item, PageItem, Pattern, Sample
from pipelines.catalogue import REGISTRY, rules_of_absence
from pipelines.catalogue import run as judge
from pipelines.model import Check
from pipelines.patterns import patterns_in
from spiders.fetching import Fetched, Job, Output
from spiders.parts import Assembly
from spiders.rendering import may_render
from spiders.run import TargetRun
from spiders.second_reader import look
from spiders.shells import frames_of_article

if TYPE_CHECKING:
    from spiders.base import InspectionSpider


def absences(item: Item, check: Check) -> list[Finding]:
    """What rules that say that a column or page lacks something would raise on `item`."""
    return [each for each in judge(item, check, rules=rules_of_absence(type(item))) if each.outcome == "fail"]


class Samples:
    """The patterns of one target, and the pages that are looked at for them."""

    def __init__(self, spider: InspectionSpider, run: TargetRun) -> None:
        self._run, self._check = run, spider.inspection.check
        self._evidence: dict[str, dict[str, dict[str, Any]]] = {}  # of findings, by address and rule
        self._cutoffs: dict[
            tuple[str, str], str
        ] = {}  # by rule and address: what a newer date on the page would refute

    def begin(self) -> Output:
        """Find the patterns; ask the browser for their samples. Without a browser they stay unlooked at."""
        columns: dict[str, dict[str, dict[str, Any]]] = {}
        for column in self._run.pages.columns.values():
            if column.form != "parent" and column.has_page:
                found = absences(column, self._check)
                columns[column.url] = {each.rule: each.evidence for each in found}
        self._evidence = columns | self._run.pages.claims
        patterns = [*patterns_in(columns), *patterns_in(self._run.pages.claims)]
        self._run.pages.patterns = patterns
        waiting: defaultdict[str, list[tuple[Pattern, Sample]]] = defaultdict(list)
        for pattern in patterns:
            for sample in pattern.samples:
                waiting[sample.url].append((pattern, sample))
                sample.seen = "没有可用的浏览器"
        if may_render(self._run.target):
            for url in sorted(waiting):
                yield Job(url, self._on_page, context=waiting[url], referer=self._run.target.url, browser=True)

    def _on_page(self, fetched: Fetched) -> Output:
        """A sample with the frames in which its content stands."""
        self._run.pages.judge_missing(fetched)
        frames = frames_of_article(fetched, self._run.scope) if fetched.ok else []
        return Assembly(self._run, fetched, self._on_whole, again=True).begin(frames)

    def _on_whole(self, fetched: Fetched) -> Output:
        seen = look(self._run, fetched.page) if fetched.ok else None
        for pattern, sample in fetched.job.context:
            if seen is None:
                sample.seen = fetched.verdict.reason or "未能打开"
            else:
                contradicts, evidence = REGISTRY[pattern.rule].absence, self._evidence[sample.url][pattern.rule]
                sample.seen = contradicts(seen, evidence) if contradicts is not None else ""
                sample.holds = not sample.seen
        return iter(())


def note_claims(run: TargetRun, page: PageItem, check: Check) -> None:
    """Remember what `page` would be accused of lacking, so that all pages can be compared."""
    run.pages.claims[page.url] = {each.rule: each.evidence for each in absences(page, check)}
