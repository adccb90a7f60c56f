"""Every question about a page, answered from its parts."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property

from govcrawl.domain.site_identifiers import SiteIdentifiers
from govcrawl.extract import (
    article_source,
    boxes,
    breadcrumbs,
    concealed,
    content,
    embedded,
    empty,
    frames,
    json_body,
    lists,
    navigation,
    numbers,
    paging,
    pictures,
    published,
    related,
    reply_statistics,
    scripted,
    structured,
    titles,
)
from govcrawl.extract.concealed import ConcealedLink
from govcrawl.extract.kinds import JudgedDocument
from govcrawl.extract.mark_sights import marks_seen
from govcrawl.extract.mentions import mentions
from govcrawl.extract.model import Article, FileLink, ListEntry, Listing, NavLink, PageLink
from govcrawl.extract.questions import Question, read_question
from govcrawl.extract.row_boxes import SEPARATOR
from govcrawl.extract.search_box import SearchBox, search_box, unknown_fields
from govcrawl.extract.site import SiteModel
from govcrawl.extract.site_identifiers import marks_of


class Page(JudgedDocument):
    """The bytes of a page at `url`. Never raises, whatever the bytes are."""

    parts: "tuple[Page, ...]" = ()  # pages at addresses of their own that were put into this one

    @cached_property
    def _headline(self) -> str:
        page = self._page_title
        visible = None if self._is_list else self._visible_title
        return titles.choose(self.metas.get("ArticleTitle", ""), visible, page)

    def article(self) -> Article:
        """The page read as an article."""
        return self._article

    @cached_property
    def _article(self) -> Article:
        if self.data is not None:
            return json_body.article(self.data, self.url)
        flat = self._flat
        is_list = self._is_list
        title = self._headline
        seen = published.ShownDates() if is_list else self._dated(title)
        data = None if is_list else structured.published(self.tree, self._json_ld)
        when, where = (None, None) if is_list else published.decide(self.metas, seen, self.url, data)
        anchors = self._outline.anchors
        skip = {row.anchor.index for row in self._list.rows} if is_list and self._list else set()
        explained, policies = related.links(
            anchors, skip, flat, title, self.labels.get("ColumnName", ""), not is_list and when is not None
        )
        return Article(
            title=title,
            published=when,
            published_source=where,
            drafted=published.drafted(flat),
            attachments=[] if is_list else self._attachments(),
            labels=self.labels,
            interpretation_links=explained,
            policy_links=policies,
            own_links=[] if is_list else related.own_links(anchors, breadcrumbs.crumb_box(self._outline)),
            source=article_source.source(flat, self.metas.get("ContentSource", "")),
            text=self._text,
            number=numbers.own(flat, self._visible_title or title, self._text),
            shown_title=self._visible_title,
            shown_published=seen.when,
        )

    def _attachments(self) -> list[FileLink]:
        """Files that the page links, and those that it shows itself."""
        linked = related.attachments(self._outline.anchors, self._inside())
        known = {file.url for file in linked}
        return linked + [file for file in related.shown_files(self.tree, self.base) if file.url not in known]

    def _inside(self) -> set[int]:
        main = self._main
        if main is None or main.tag == "body":
            return set()
        box = self._outline.boxes.get(main.mem_id)
        if box is None or box.first < 0:
            return set()
        return {anchor.index for anchor in self._outline.anchors if boxes.within(anchor.box, box)}

    def listing(self) -> Listing:
        """The page read as one page of a list."""
        if self.data is not None:
            return json_body.listing(self.data, self.url)
        entries = lists.entries(self._shown_rows)
        recorded = self._recorded
        if len(recorded) > len(entries):
            entries = recorded
        found = self._pages.counted(len(entries))
        return Listing(
            title=self._page_title or self.metas.get("ColumnName", ""),
            labels=self.labels,
            entries=entries,
            next_pages=found.next_pages,
            total=found.total,
            complete=found.complete,
            complete_why=found.why,
            interpretations=self._row_interpretations(),
        )

    @cached_property
    def _pages(self) -> paging.PagerLinks:
        found = paging.read(self.source, self._whole_flat, self.base, self._whole_outline)
        for part in self.parts:  # addresses that a part's script puts together are seen from there
            inner = part.listing()
            if inner.next_pages:
                total = found.total if found.total is not None else inner.total
                found = paging.PagerLinks(inner.next_pages, total, inner.complete, inner.complete_why, found.steps)
                break
        return found

    def pager_steps(self) -> frozenset[str]:
        """Page keys of what the pagers of the page link: pages of this list, whatever they are called."""
        return self._pages.steps

    def records(self) -> list[ListEntry]:
        """Entries that stand as XML records in a script, or in an answer of the endpoint behind it."""
        return self._recorded

    def _row_interpretations(self) -> dict[str, list[PageLink]]:
        group = self._list
        if group is None or "解读" not in self._flat:
            return {}
        explained = {link.url for link in self.article().interpretation_links}
        return lists.interpretations(group, self._outline.anchors, explained)

    def links(self) -> list[PageLink]:
        """Every distinct address that the page links, in document order, with the first non-empty text."""
        found: dict[str, str] = {}
        for anchor in self._whole_outline.anchors:
            if not found.get(anchor.url):
                found[anchor.url] = anchor.text or anchor.hint
        return [PageLink(address, text) for address, text in found.items()]

    def pictures(self) -> list[PageLink]:
        """Addresses and names of the pictures that the page shows."""
        return pictures.pictures(self.tree, self.base, self.charset) if self.data is None else []

    def embedded_files(self) -> list[FileLink]:
        """PDF and OFD files that the page shows within itself, in a frame or a viewer."""
        return embedded.embedded_files(self.tree, self.base) if self.data is None else []

    def possible_files(self) -> list[PageLink]:
        """Links of the content that may be files although nothing in their address says so."""
        return embedded.possible_files(self._outline.anchors, self._inside()) if self.data is None else []

    def local_files(self) -> list[PageLink]:
        """Links to files on the machine of whoever wrote the page."""
        return pictures.local_files(self.tree) if self.data is None else []

    def mentions(self, is_wanted: Callable[[str], bool], home: str = "") -> list[str]:
        """Addresses that `is_wanted` takes and that stand in the page's mark-up as no link of it, nor in the source of
        `home`, nor in what the site repeats from page to page.
        """
        if self.data is not None:
            return []
        return mentions(self.source, self.base, is_wanted, lambda: "\n".join([home, *self.template()]))

    def concealed_links(self) -> list[ConcealedLink]:
        """Links to other sites that the page holds but no reader sees."""
        if self.data is not None:
            return []
        return concealed.concealed_links(self.tree, self.source, self._outline.anchors, self.url, self._inside())

    def navigation(self) -> list[NavLink]:
        """Links of the menus and of headed blocks, with their path of names; of a hub those of its own tiles too."""
        if self._list is None or self.data is not None or self.form() != "parent":
            return list(self._menu)
        return navigation.menu(self._whole_outline, self._whole_rows, self.url, set())

    def breadcrumb(self) -> list[tuple[str, str]]:
        """(name, url) of 当前位置：首页 > A > B."""
        return list(self._crumbs)

    def dated_links(self) -> list[ListEntry]:
        """Every link whose row or address shows a date; each address once."""
        found: dict[str, ListEntry] = {}
        if not self._groups:
            return []
        for group in self._groups:
            for row in group.rows:
                if row.published and row.anchor.url not in found:
                    found[row.anchor.url] = ListEntry(row.title, row.anchor.url, row.published)
        for entry in self._recorded:
            if entry.published:
                found.setdefault(entry.url, entry)
        return list(found.values())

    def search_box(self) -> SearchBox | None:
        """The box for searching the site; None when the page shows none."""
        return search_box(self._whole_tree, self.base)

    def unknown_fields(self) -> int:
        """How many fields for a line of text may be a search box that nothing calls one."""
        return unknown_fields(self._whole_tree) if self.data is None else 0

    def with_parts(self, parts: Mapping[str, "Page"]) -> "Page":
        """This page with its parts in their places, as its reader sees it.

        `parts` are pages by the addresses that `frames` and `loads` give. The page keeps its address, labels and title;
        where it has no link of its own (a frameset), those that it lacks come from the parts.
        """
        places = {part.url: part.into for part in self._loads if part.into}
        inner = {url: (part.source, part.base) for url, part in parts.items() if part.data is None}
        html = frames.composed(self.source, self.base, inner, places)
        whole = self._again(html, self.site)
        whole.parts = (*self.parts, *parts.values())
        if not self._whole_outline.anchors:
            for part in whole.parts:
                whole.metas = {**part.metas, **{name: text for name, text in whole.metas.items() if text}}
                whole.title = whole.title or part.title
        return whole

    @property
    def edition(self) -> str:
        """What tells the page from that of the same address which is read otherwise: after its scripts, with parts."""
        return f"{'rendered' if self.rendered else ''}{len(self.parts) or ''}"

    def within(self, site: SiteModel | None) -> "Page":
        """This page read again with what is known of its site."""
        page = self._again(self.source, site)
        page.parts, page.metas, page.title = self.parts, self.metas, self.title
        return page

    def _again(self, html: str, site: SiteModel | None) -> "Page":
        """Other mark-up read as this page."""
        page = Page(
            html.encode("utf-8", "replace"),
            self.url,
            None if self.data is not None else "text/html; charset=utf-8",
            rendered=self.rendered,
            site=site,
            fetched_at=self.fetched_at,
        )
        page.charset, page.cut = self.charset, self.cut
        return page

    def empty_statement(self) -> str | None:
        """The sentence that says why the page lawfully has nothing."""
        return empty.statement(self.body_text())

    def marks(self) -> SiteIdentifiers:
        """What the footer of a government site's page must carry, and what may be the marks that were not found."""
        return replace(self._marks, codes=list(self._marks.codes), doubts=dict(self._marks.doubts))

    @cached_property
    def _marks(self) -> SiteIdentifiers:
        marks = marks_of(self.source if self.data is None else "")
        if not marks.complete and self.data is None:
            marks.doubts = marks_seen(self.source, self.url)
        return marks

    def reply_statistics(self) -> str | None:
        """Figures of letters and answers that the page itself shows, as the page words them."""
        return reply_statistics.figures(self._whole_flat)

    def visible_text(self) -> str:
        """All text that the page shows, menus and footer included."""
        return self._whole_flat.replace(SEPARATOR, "\n")

    def question(self) -> Question:
        """The page read as a question with its answer."""
        found = read_question(self._whole_flat)  # who answers many questions is no template
        if found.reply and read_question(SEPARATOR.join(self._loose)).reply == "":
            found.reply = ""  # what follows the place of the answer are boxes of other pages, and the foot
        if found.reply == "" and content.is_pictured(self.tree):
            # The answer may be a picture, which an honest one puts into words for those who cannot see it.
            found.reply = content.pictured_text(self.tree) or None
        return found

    def cms(self) -> str | None:
        """Family of the content management system, when it leaves a fingerprint."""
        return scripted.cms(self.source, self.url)
