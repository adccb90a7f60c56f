"""One change that a reader would notice changes that fact, or that finding, and no other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from benchmarks.invariance import Saved, demo_pages, models_of, sampled
from govcrawl.domain.items import PageItem
from govcrawl.extract import Page
from pipelines.catalogue import run
from tests.invariance import mutations
from tests.invariance.mutations import mutated
from tests.invariance.reading import changed, facts_of
from tests.rules.build import check, item

_PAGES = 4  # of the demo, that each mutation is tried on
_FAMILIES = {"M", "T", "X"}


def _cases(mutation: Callable[..., bool], *arguments: object, form: str) -> Iterator[tuple[Saved, bytes]]:
    """Pages of the demo that read as `form` and have what the mutation changes; one of a site."""
    sites: set[str] = set()
    for saved in demo_pages():
        if saved.site in sites or len(sites) == _PAGES:
            continue
        body = mutated(saved.body, mutation, *arguments)
        if body is not None and Page(saved.body, saved.url).form() == form:
            sites.add(saved.site)
            yield saved, body


def _findings(body: bytes, url: str) -> set[str]:
    """Rules that find something on the page alone."""
    article = Page(body, url).article()
    values = {
        "url": url, "title": article.title, "published": None, "labels": article.labels, "text": article.text,
        "shown_title": article.shown_title,
        "attachments": [{"url": file.url, "text": file.text} for file in article.attachments],
    }  # fmt: skip
    page = item(PageItem, values)
    page.published, page.shown_published = article.published, article.shown_published
    return {finding.rule for finding in run(page, check(), _FAMILIES) if finding.outcome == "fail"}


@pytest.mark.parametrize(
    ("mutation", "arguments", "form", "facts"),
    [
        (mutations.age_dates, (), "list", {"entries"}),
        (mutations.drop_label, ("ColumnName",), "list", {"labels"}),
        (mutations.drop_label, ("ContentSource",), "article", {"labels"}),
        (mutations.swap_for_word, (), "article", {"attachments"}),
        (mutations.redate, (date(2020, 1, 2),), "article", {"labels"}),  # what the page shows counts
        (mutations.show_identity_number, (), "article", set()),
        (mutations.hide_foreign_link, (), "article", set()),
        (mutations.hide_foreign_link, (), "list", set()),
    ],
)
def test_one_fact_changes(
    mutation: Callable[..., bool], arguments: tuple[object, ...], form: str, facts: set[str]
) -> None:
    cases = list(_cases(mutation, *arguments, form=form))
    assert cases
    for saved, body in cases:
        before, after = facts_of(Page(saved.body, saved.url)), facts_of(Page(body, saved.url))
        assert set(changed(before, after)) == facts, saved.url


def test_a_list_without_its_rows_has_no_entries() -> None:
    cases = list(_cases(mutations.take_rows_away, form="list"))
    assert cases
    sites = {saved.site for saved, _ in cases}
    models = models_of([saved for saved in sampled(demo_pages(), 150, seed=1) if saved.site in sites])
    for saved, body in cases:
        page = Page(body, saved.url, site=models[saved.site])
        assert (page.form(), page.listing().entries) == ("empty", []), saved.url


def test_an_article_without_a_date_has_none() -> None:
    cases = [case for case in _cases(mutations.drop_date, form="article") if not re.search("/20[0-9]{2}", case[0].url)]
    assert cases
    for saved, body in cases:
        assert Page(body, saved.url).article().published is None, saved.url


@pytest.mark.parametrize(
    ("mutation", "arguments", "finding"),
    [
        (mutations.swap_for_word, (), "T01"),
        (mutations.drop_label, ("PubDate",), "M03"),
        (mutations.redate, (date(2020, 1, 2),), "M04"),
        (mutations.show_identity_number, (), "X03"),
    ],
)
def test_one_finding_appears(mutation: Callable[..., bool], arguments: tuple[object, ...], finding: str) -> None:
    cases = list(_cases(mutation, *arguments, form="article"))
    assert cases
    for saved, body in cases:
        assert _findings(body, saved.url) - _findings(saved.body, saved.url) == {finding}, saved.url


def test_a_link_out_of_sight_is_seen() -> None:
    for saved, body in _cases(mutations.hide_foreign_link, form="article"):
        before, after = Page(saved.body, saved.url), Page(body, saved.url)
        assert len(after.concealed_links()) == len(before.concealed_links()) + 1, saved.url
