"""What another reader sees on pages of a target: before something is called absent, it must agree."""

from __future__ import annotations

from collections.abc import Iterable

from govcrawl.domain.items import ColumnItem, PageInventory, Why
from govcrawl.domain.urls import page_key
from govcrawl.extract import Page
from govcrawl.extract.inventory import sights, take_inventory
from govcrawl.extract.sights import template_of
from spiders.run import TargetRun


def look(run: TargetRun, page: Page, names: Iterable[str] = ()) -> PageInventory:
    """What `page` of the target of `run` shows that its home page does not show as well.

    names: what the page is called. Links to columns are no content: those of the home page's menu, of the page's own,
    and the columns that have been read.
    """
    pages = run.pages
    if pages.template is None:
        homes = [sights(pages.home)] if pages.home is not None else []
        pages.template = template_of([*homes, pages.home_sights] if pages.home_sights is not None else homes)
    menus = [link.url for each in (pages.home, page) if each is not None for link in each.navigation()]
    columns = {page_key(url) for url in menus} | pages.columns.keys()
    return take_inventory(page, pages.template, columns=columns, names=names)


def why_of(page: Page) -> Why:
    """How sure the reading of `page` is, and what speaks for it."""
    reading = page.reading()
    return Why(reading.confidence, list(reading.reasons))


def take_second_reading(run: TargetRun, column: ColumnItem, page: Page, names: Iterable[str] = ()) -> None:
    """Note what another reader sees on `page`, the first page of `column`; names: what it is called beside its name.

    A page that surely offers something is not empty, whatever the first reader made of it.
    """
    column.inventory = look(run, page, (column.name, *column.path, *names))
    if column.form == "empty" and not column.entries and column.inventory.is_content:
        column.form = "single"
