"""The things that a visitor sees on a page, counted: what contradicts a reader that found nothing there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Set
from datetime import date, datetime
from itertools import groupby

from selectolax.lexbor import LexborHTMLParser

from govcrawl.domain.items.inventory import PageInventory
from govcrawl.domain.urls import page_key, root_of
from govcrawl.extract import date_pieces, dates, forms, labels, periods
from govcrawl.extract.page import Page
from govcrawl.extract.sights import Kind, Sights, Thing, sights_of

_DOCUMENTS = "doc docx wps pdf ofd xls xlsx et ppt pptx rtf txt csv"
_FILES = frozenset([*_DOCUMENTS.split(), "zip", "rar", "7z", "mp4", "mp3"])
_MANY = 3  # the same picture so often is a bullet
_EXAMPLES = 6
_LONGEST_EXAMPLE = 60  # characters
_LONGEST_DATED = 200  # characters of a text in which a date is looked for
_SENTENCE = 15  # characters from which a text with a full stop is a sentence
_FIGURES = 6  # cells with figures that make a table one of figures
_SHORT_DATE = 40  # characters up to which a text may be a date and little else
_STOPS = re.compile(r"[。！？；!?;]")
_DRAWN = re.compile(r"\.(?:gif|svg|ico)(?:$|[?#])", re.I)
_EXTENSION = re.compile(r"\.([A-Za-z0-9]{1,5})$")
_FIGURE = re.compile(r"[¥￥]?[-+]?\d[\d,.]{0,18}[%‰]?(?:万|亿)?元?")
_WORD = re.compile(r"\w+")


def sights(page: Page) -> Sights:
    """Everything that a visitor sees on `page`, in its order."""
    return sights_of(page.source, page.base) if page.data is None else Sights()


def take_inventory(
    page: Page,
    template: Set[int] = frozenset(),
    *,
    columns: Container[str] = (),
    names: Iterable[str] = (),
) -> PageInventory:
    """What `page` shows beside the `template` that it shares with other pages (`sights.template_of`).

    columns: page keys of addresses that lead to columns of the site, which are no content. names: what the page itself
    is called, and the columns above it.
    """
    seen, above = sights(page), page.breadcrumb()
    repeated = [sights_of(html, page.base) for html in page.template()]
    own = list(_own(seen.without(template, repeated), {*names, *(name for name, _ in above), page.title}))
    found = PageInventory(rendered=page.rendered, labels=read_labels(page))
    _count_fields(found, own, seen.posts)
    around = {page_key(url) for url in (page.url, root_of(page.url), *(url for _, url in above))}
    _count_pictures(found, [thing for thing in own if not thing.linked or page_key(thing.linked) not in around])
    _count_links(found, own, around, columns)
    _count_text(found, own)
    for thing in own:
        found.media += thing.kind is Kind.MEDIA
        found.frames += thing.kind is Kind.FRAME
    found.newest = max(map(dates.day_of, _dates_in(own)), default=None)
    days = {each.published for each in page.dated_links() if each.published}
    found.unread_dates = unread_dates((thing.name for thing in own if thing.kind is Kind.TEXT), days)
    found.examples = _examples(own)
    return found


def read_labels(page: Page) -> dict[str, str]:
    """The national page labels that the parsed elements of `page` carry, wherever they stand and however they are
    written; only those with content.
    """
    found: dict[str, str] = {}
    tree = LexborHTMLParser(page.source) if page.data is None else None
    for node in tree.css("meta")[:400] if tree is not None else ():
        attributes = node.attributes
        name = next((attributes[key] for key in ("name", "property", "itemprop", "id") if attributes.get(key)), "")
        content = next((attributes[key] for key in ("content", "value") if attributes.get(key)), "")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), content.strip())
    return {name: found[name.lower()] for name in labels.STANDARD if name.lower() in found}


def _dates_in(things: Iterable[Thing]) -> Iterator[date | datetime]:
    for thing in things:
        if thing.kind is Kind.TEXT and (when := dates.find_date(thing.name[:_LONGEST_DATED])):
            yield when


def unread_dates(texts: Iterable[str], days: Set[date] = frozenset()) -> list[str]:
    """The first few of these `texts` that look like a date and that no reader of dates understands.

    A text that is only a part of one of the `days` (year, month, month and day) belongs to a date that was read.
    """
    months: set[tuple[int, int | None]] = {(day.year, day.month) for day in days}
    years = {periods.Period(day.year, None) for day in days}
    found: dict[str, None] = {}
    for text in texts:
        if len(text) > _SHORT_DATE or not dates.looks_like_date(text) or date_pieces.month_of(text) in months:
            continue
        if periods.period_of(text) in months | years or any(periods.day_within(text, year) in days for year in years):
            continue
        found[text] = None
        if len(found) == _EXAMPLES:
            break
    return list(found)


def _own(things: Iterable[Thing], names: Container[str]) -> Iterator[Thing]:
    """Things that are no name of the page itself and no placeholder."""
    for thing in things:
        if thing.kind is Kind.TEXT and (
            thing.name in names or not _WORD.search(thing.name) or forms.is_placeholder(thing.name)
        ):
            continue
        if thing.kind is Kind.PICTURE and thing.caption and forms.is_placeholder(thing.caption):
            continue
        yield thing


def _count_fields(found: PageInventory, things: Collection[Thing], posts: Set[int]) -> None:
    """Forms that are sent, and groups of fields that only ask: one field alone is a search."""
    fields = [thing for thing in things if thing.kind is Kind.FIELD]
    for group, members in groupby(sorted(fields, key=lambda thing: thing.group), key=lambda thing: thing.group):
        sorts = Counter(thing.sort for thing in {thing.name: thing for thing in members}.values())
        if sorts["area"] or sorts["file"] or (group in posts and sorts.total() >= 3):
            found.forms += 1
        elif sorts.total() >= 2:
            found.queries += 1


def _count_pictures(found: PageInventory, things: Collection[Thing]) -> None:
    """Pictures of content among `things`, of which those that lead home (a logo) have been left out."""
    pictures = [thing for thing in things if thing.kind is Kind.PICTURE]
    often = Counter(thing.name for thing in pictures)
    found.pictures = len({thing.name for thing in pictures if often[thing.name] < _MANY and _is_content(thing)})


def _is_content(picture: Thing) -> bool:
    if picture.sort:
        return picture.sort == "large"
    return bool(picture.caption) or not _DRAWN.search(picture.name)


def _count_links(found: PageInventory, things: Collection[Thing], above: Set[str], columns: Container[str]) -> None:
    addresses = {page_key(thing.name): thing.name for thing in things if thing.kind is Kind.LINK}
    for key, address in addresses.items():
        extension = _EXTENSION.search(address.partition("?")[0])
        if extension and extension[1].lower() in _FILES:
            found.files += 1
        elif key not in above and key not in columns and key.count("/") > key.endswith("/"):
            found.links += 1


def _count_text(found: PageInventory, things: Collection[Thing]) -> None:
    figures: Counter[int] = Counter()
    for thing in things:
        if thing.kind is not Kind.TEXT:
            continue
        if thing.group and _FIGURE.fullmatch(thing.name):
            figures[thing.group] += 1
        if not thing.linked:
            found.characters += sum(run.end() - run.start() for run in _WORD.finditer(thing.name))
            found.sentences += len(thing.name) >= _SENTENCE and bool(_STOPS.search(thing.name))
    found.tables = sum(count >= _FIGURES for count in figures.values())


def _examples(things: Iterable[Thing]) -> list[str]:
    """The first few things by what a visitor would call them."""
    found: dict[str, None] = {}
    for thing in things:
        text = thing.name if thing.kind is Kind.TEXT else thing.caption
        if len(text) >= 2:
            found[text[:_LONGEST_EXAMPLE]] = None
        if len(found) == _EXAMPLES:
            break
    return list(found)
