"""What the browser renders on the demo night: all pages that need it, and only those."""

from __future__ import annotations

from govcrawl.apps.demo.model import Planted
from govcrawl.apps.demo.truth import truth
from govcrawl.domain.items import ColumnItem
from govcrawl.domain.targets import WEBSITES
from govcrawl.store.reader import read_items, read_round
from tests.night.city import ROUND, Night


def test_only_columns_that_need_it_are_rendered(whole: Night) -> None:
    """Those that a script fills, and those in which nothing was found: nothing is called empty unseen."""
    items = read_items(whole.engine(), ROUND, (ColumnItem,))
    read = {item.url: item for item in items if isinstance(item, ColumnItem)}
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
