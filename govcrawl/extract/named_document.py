"""What a page calls itself, by labels, title, breadcrumb and headings, and where its own content begins."""

from collections import Counter
from functools import cached_property

from govcrawl.extract import breadcrumbs, dates, published, site_titles, titles
from govcrawl.extract.accessible_names import is_written
from govcrawl.extract.document import ParsedDocument
from govcrawl.extract.purposes import headline_of
from govcrawl.extract.row_boxes import SEPARATOR

_HEADLINE = 8  # characters from which a name is a headline


class NamedDocument(ParsedDocument):
    """A page with its own names, its headline and day, and its breadcrumb."""

    @cached_property
    def _crumbs(self) -> list[tuple[str, str]]:
        return breadcrumbs.breadcrumb(self._whole_outline, self.url)

    @cached_property
    def _own_names(self) -> set[str]:
        """What the page calls itself: by its labels, its title, the last step of its breadcrumb."""
        names = {*self._names, headline_of(self.title)}
        if self._crumbs and not self._has_headline:
            names.add(self._crumbs[-1][0])
        return {name for name in names if len(name) >= 2}

    @cached_property
    def _has_headline(self) -> bool:
        """Whether the page shows the headline that its title says, and the breadcrumb ends in another page's name."""
        name, url = self._crumbs[-1]
        shown = site_titles.norm(self._visible_title or "")
        if url == self.url or len(shown) < _HEADLINE or site_titles.norm(name) in shown:
            return False
        return shown == site_titles.norm(self._page_title)

    @cached_property
    def _crumb_end(self) -> int:
        """Index of the last link up to the breadcrumb's end; -1 without one. The template may hold a part of it."""
        own = breadcrumbs.crumb_end(self._outline)
        whole = breadcrumbs.crumb_end(self._whole_outline) if own < 0 and self.tree is not self._whole_tree else -1
        return own if whole < 0 else sum(number <= whole for number in self._numbers) - 1

    @cached_property
    def _is_named(self) -> bool:
        """Whether the page says its own name as a heading: more often than links and breadcrumb do."""
        names = self._own_names
        shown = sum(piece in names for piece in self._flat.split(SEPARATOR))
        linked = sum(anchor.text in names for anchor in self._outline.anchors)
        box = breadcrumbs.crumb_box(self._outline)
        last = self._outline.anchors[self._crumb_end].text if box is not None else None
        return shown > linked + (last is not None and last not in names)

    @cached_property
    def _visible_title(self) -> str | None:
        page = self._page_title
        wanted = [self.metas.get("ArticleTitle", ""), page, self.title]
        # A picture's name is no text of the page.
        linked = Counter(
            anchor.text for anchor in self._outline.anchors if anchor.url != self.url and is_written(anchor.node)
        )
        return titles.shown(self._shown_tree, self._flat.split(SEPARATOR), wanted, linked)

    def _dated(self, title: str) -> published.ShownDates:
        """What the page shows of its day of publication, beside its headline or `title`."""
        hints = (published.from_labels(self.metas), dates.from_url(self.url))
        expected = {dates.day_of(hint) for hint in hints if hint}
        return published.shown(self._own_text, self._visible_title or title, self._date_reader, expected)
