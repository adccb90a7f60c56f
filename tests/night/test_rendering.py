"""Columns that hold nothing until their scripts have run: read by a real browser, or honestly left open."""

from __future__ import annotations

import pytest

from govcrawl.db.reader import read_items, read_round
from govcrawl.demo.model import Planted
from govcrawl.demo.truth import truth
from govcrawl.items import ColumnItem
from govcrawl.register import WEBSITES
from tests.night.city import ROUND, Night, environment, findings


def columns(night: Night) -> dict[str, ColumnItem]:
    items = read_items(night.engine(), ROUND, (ColumnItem,))
    return {item.url: item for item in items if isinstance(item, ColumnItem)}


def test_the_browser_reads_what_a_script_fills_in(night: Night) -> None:
    filled = [column for column in columns(night).values() if column.rendered and column.entries]
    assert filled
    assert all(column.newest for column in filled)


def test_only_columns_that_need_it_are_rendered(whole: Night) -> None:
    """Those that a script fills, and those in which nothing was found: nothing is called empty unseen."""
    read = columns(whole)
    rendered = {url for url, column in read.items() if column.rendered}
    hollow = {
        whole.city.url_of(each, Planted("", each.portal, column, "", ""))
        for each in whole.city.built
        for column in each.portal.columns
        if column.form == "script" or not (column.articles or column.form in ("parent", "single"))
    }
    # Neither what an endpoint says nor a page that says why it lawfully has nothing needs a browser.
    lawful = {each.url for each in truth(whole.city) if (each.rule, each.outcome) == ("C01", "skip")}
    built = {url for url in hollow - lawful if url in read and not read[url].system}
    silent = {place for place, unit in enumerate(whole.city.answerers, 1) if not unit.count}
    platform = next(whole.city.address(site) for site in whole.city.sites if site.name == "云岭市政策问答平台")
    assert rendered == built | {f"{platform}bm/{place}/" for place in silent}


def test_only_home_pages_that_lack_something_are_rendered(whole: Night) -> None:
    """A mark or a search box that is not in the source, or something missing that is looked for once more."""
    sites = [state.site for state in read_round(whole.engine(), ROUND).targets if state.target.platform in WEBSITES]
    seen = {
        site.target.name
        for site in sites
        if site and site.marks and (site.marks.rendered or (site.search and site.search.looked_by_browser))
    }
    lacking = {
        each.portal.county.site_name
        for each in whole.city.built
        if each.portal.without or each.portal.footer_by_script or each.portal.search in ("none", "script", "blind")
    }
    again = {site.target.name for site in sites if site and site.second}
    websites = {site.target.name for site in sites if site}
    assert seen == (lacking & websites) | (again & seen)


@pytest.fixture(scope="module")
def plain(night: Night) -> Night:
    """The same night on a machine without any browser."""
    without = night.again("no-browser")
    with environment(GOVCRAWL_BROWSER="none"):
        without.run()
    return without


def test_without_a_browser_such_columns_are_undecided(night: Night, plain: Night) -> None:
    filled = {url for url, column in columns(night).items() if column.rendered and column.entries}
    read = columns(plain)
    assert {url for url in filled if read[url].unrendered} == filled
    undecided = {each.url: each.message for each in findings(plain.engine(), "error") if each.rule == "C01"}
    assert filled <= undecided.keys()
    assert all("浏览器" in undecided[url] for url in filled)
    accused = {each.url for each in findings(plain.engine()) if each.rule[0] in "FC"}
    assert accused & filled == set()


def test_without_a_browser_nobody_is_accused_wrongly(night: Night, plain: Night) -> None:
    """Nothing is found that a browser would have cleared; only absence, which needs one, stays open."""
    with_browser = {each.key: each.rule for each in findings(night.engine())}
    without = {each.key for each in findings(plain.engine())}
    assert without - with_browser.keys() == set()
    assert {with_browser[key] for key in with_browser.keys() - without} == {
        "C01",
        "Q01",
        "Q02",
        "S01",
        "S02",
        "S03",
        "S05",
    }
