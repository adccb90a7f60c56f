"""A page, decoded and parsed once, in its parts."""

from datetime import datetime
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.domain.html_limits import limit_depth, limit_length, limit_openings, limit_tags
from govcrawl.domain.urls import absolute, normalise
from govcrawl.extract import (
    breadcrumbs,
    content,
    dates,
    forms,
    frames,
    json_body,
    labels,
    lists,
    navigation,
    outline,
    redirects,
    rows,
    shown_tree,
    sidebars,
    site_titles,
    structured,
)
from govcrawl.extract.article_addresses import ArticleAddresses
from govcrawl.extract.blocks import PageBlocks, Traces, shapes_on
from govcrawl.extract.decode import decode_page
from govcrawl.extract.groups import RowGroup, groups_of
from govcrawl.extract.outline import squeeze
from govcrawl.extract.purposes import CHROME, SIDE, headline_of
from govcrawl.extract.row_boxes import SEPARATOR
from govcrawl.extract.rows import ListRow
from govcrawl.extract.site import SiteModel
from govcrawl.extract.typography import join_letters

_MARK = "data-template"
_TITLED = ("head", "svg", "g", "symbol")  # elements that have a <title> of their own
_TIME_LABELS = ("firstpublishedtime", "lastmodifiedtime", "publishdate")


class ParsedDocument:
    """The bytes of a page at `url`. Never raises, whatever the bytes are.

    With a model of its `site` the page is read without what belongs to the template: `tree` and everything that is made
    of it (`_outline`, `_flat`, `_rows` …) hold what is left; what `_whole_outline` and its kin say is said of all.
    """

    def __init__(
        self,
        body: bytes,
        url: str,
        content_type: str | None = None,
        *,
        rendered: bool = False,
        site: SiteModel | None = None,
        fetched_at: datetime | None = None,
    ) -> None:
        """Parse `body`, got with the header `content_type`.

        `rendered` says that a browser has run the page's scripts; `site` is what is known of its siblings; `fetched_at`
        is when it was fetched, for dates that are said relative to that.
        """
        self.rendered = rendered
        self.site = site
        self.fetched_at = fetched_at
        self.url = normalise(url)
        text, self.charset = decode_page(body, content_type)  # `charset`: in which forms and queries are sent
        self.data = json_body.load(text)
        self._is_article = ArticleAddresses(site)
        self.cut = False  # whether the page is so long that its middle was not read
        self.source = text if self.data is not None else self._readable(text)
        self._whole_tree = tree = LexborHTMLParser("" if self.data is not None else self.source)
        head = tree.css_first("title")
        self.title = squeeze(head.text()) if head is not None else ""
        if head is not None and head.parent is not None and head.parent.tag not in _TITLED:
            head.decompose()  # a stray text before the head moves it there, and no browser shows it
        base = tree.css_first("base[href]")
        self.base = (absolute(self.url, base.attributes.get("href") or "") if base is not None else None) or self.url
        self._frames = frames.frames(tree, self.base)
        self._low_frames = frames.frames(tree, self.base, small=True)
        self._loads = frames.loads(tree, self.base) if self._may_load() else []
        self._choices = self._own_choices = outline.choices(tree)
        self._hiding = shown_tree.hiding_rules(tree)
        self._json_ld = structured.json_ld(tree)
        forms.mark_texts(tree)
        tree.strip_tags(["script", "style", "noscript", "template", "textarea", "option"])
        shown_tree.write_stamps(tree)
        join_letters(tree)

    def _may_load(self) -> bool:
        is_quiet = self._whole_tree.css_first("script") is None and "include" not in self.source
        return not is_quiet and any(map(self.source.__contains__, frames.MAY_LOAD))

    def _readable(self, text: str) -> str:
        """As much of the mark-up as can be read in time; pages that are longer say so in `cut`."""
        text, long = limit_length(text)
        text, dense = limit_tags(limit_depth(limit_openings(text)))
        self.cut = long or dense
        return text

    def frames(self, *, small: bool = False) -> list[str]:
        """Addresses of frames that hold content of the same site; with `small` also those too low for a list."""
        return list(self._low_frames if small else self._frames)

    def loads(self) -> list[str]:
        """Addresses of pages of the same site that a script puts into this one: menus, headers and footers."""
        return [part.url for part in self._loads]

    def refresh(self) -> str | None:
        """Where a shell page sends every reader; None for a page with content of its own."""
        return next((each.url for each in self._redirects if each.certain), None)

    @property
    def may_redirect(self) -> bool:
        """Whether a script of a shell page sends some readers on: only a browser can tell which."""
        return self.refresh() is None and bool(self._redirects)

    @cached_property
    def _redirects(self) -> list[redirects.Redirect]:
        if self.data is not None or len(self._whole_flat) >= redirects.SHELL_TEXT:
            return []
        if "efresh" not in self.source and "REFRESH" not in self.source and "location" not in self.source:
            return []
        return [each for each in redirects.redirects(self.source, self.base) if each.url != self.url]

    @cached_property
    def metas(self) -> dict[str, str]:
        """All named meta tags."""
        return labels.read(self._whole_tree) if self.data is None else {}

    @cached_property
    def labels(self) -> dict[str, str]:
        """The national page labels under their standard spelling."""
        found = labels.standard_only(self.metas)
        found.update({name: self.metas[name] for name in _TIME_LABELS if name in self.metas})
        return found

    # -- the whole page --------------------------------------------------------------------------------------------

    @cached_property
    def _whole_outline(self) -> outline.Outline:
        whole = outline.outline(self._whole_tree, self.base, self._choices, self.charset, self._is_article, self.title)
        self._is_article.know_menu(navigation.menu_addresses(whole))
        for anchor in whole.anchors:
            anchor.is_article = anchor.is_article and self._is_article(anchor.url)
        return whole

    @cached_property
    def _whole_rows(self) -> list[ListRow]:
        return rows.rows_of(self._whole_outline)

    @cached_property
    def _whole_flat(self) -> str:
        return self._flat if self.tree is self._whole_tree else _flat(self._whole_tree, self._hiding)

    @cached_property
    def _blocks(self) -> PageBlocks:
        return PageBlocks(self._whole_outline, self._whole_rows)

    def traces(self) -> Traces:
        """What a model of the site keeps of this page."""
        return self._blocks.traces(self._whole_flat.split(SEPARATOR), shapes_on(self._whole_rows, self.url))

    # -- what is its own -------------------------------------------------------------------------------------------

    @cached_property
    def _template(self) -> list[LexborNode]:
        """Elements that the site repeats from page to page."""
        if self.site is None or self.data is not None:
            return []
        # Views of one application may be alike altogether; what is a page then is still the page.
        found = self.site.repeated(self._blocks, self.url)
        return [node for node in found if node.is_element_node and node.tag not in ("html", "body")]

    def template(self) -> list[str]:
        """Mark-up of the elements that the site repeats from page to page; none without a model of the site."""
        return [node.html or "" for node in self._template]

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed page without the site's template."""
        repeated = self._template
        if not repeated:
            return self._whole_tree
        for node in repeated:
            node.attrs[_MARK] = ""
        own = self._whole_tree.clone()
        for node in repeated:
            del node.attrs[_MARK]
        drop_downs = zip(own.css("select"), self._whole_tree.css("select"), strict=True)
        self._own_choices = {mine.mem_id: self._choices.get(node.mem_id, []) for mine, node in drop_downs}
        for node in own.css(f"[{_MARK}]"):
            node.decompose()
        return own

    @cached_property
    def _outline(self) -> outline.Outline:
        if self.tree is self._whole_tree:
            return self._whole_outline
        return outline.outline(self.tree, self.base, self._own_choices, self.charset, self._is_article, self.title)

    @cached_property
    def _numbers(self) -> list[int]:
        """The place of each anchor of `_outline` among all anchors of the page."""
        anchors = self._whole_outline.anchors
        if self.tree is self._whole_tree:
            return list(range(len(anchors)))
        gone = {node.mem_id for node in self._template}
        return [anchor.index for anchor in anchors if not outline.is_below(anchor, gone)]

    @cached_property
    def _flat(self) -> str:
        """Visible text, pieces divided by \\x1f."""
        return _flat(self._shown_tree)

    @cached_property
    def _shown_tree(self) -> LexborHTMLParser:
        """`tree` without hidden elements."""
        return shown_tree.without_hidden(self.tree, self._hiding)

    @cached_property
    def _date_reader(self) -> dates.DateReader:
        """How the page's dates are read."""
        return dates.DateReader(self.fetched_at, dates.order_of(self._flat, self.fetched_at))

    @cached_property
    def _own_text(self) -> str:
        """Visible text without the rows of lists: the dates in them belong to the pages that they lead to."""
        pieces = self._flat.split(SEPARATOR)
        own = lists.of_rows(self._rows, pieces, self._date_reader, self.url, headline_of(self.title))
        return SEPARATOR.join(piece for at, piece in enumerate(pieces) if at not in own)

    @cached_property
    def _rows(self) -> list[ListRow]:
        return self._whole_rows if self.tree is self._whole_tree else rows.rows_of(self._outline)

    @cached_property
    def _groups(self) -> list[RowGroup]:
        steps = breadcrumbs.step_indices(self._whole_outline)
        numbers = dict(enumerate(self._numbers)) if steps else {}
        return groups_of([row for row in self._rows if numbers.get(row.anchor.index) not in steps], self._date_reader)

    @cached_property
    def _main(self) -> LexborNode | None:
        hides = self._shown_tree is not self.tree
        hidden = shown_tree.hidden_ids(self.tree, self._hiding) if hides else frozenset()
        main = content.main_node(self.tree, self._outline.boxes, hidden)
        return self.tree.body if self._has_sides and sidebars.is_under_heading(main, self._names) else main

    @cached_property
    def _has_sides(self) -> bool:
        return sidebars.any_in(self._flat)

    @cached_property
    def _text(self) -> str:
        return content.own_text(self._main_html)

    @cached_property
    def _main_html(self) -> str:
        return "" if self._main is None else self._own_html(self._main)

    def _own_html(self, node: LexborNode, unwanted: int = CHROME | SIDE) -> str:
        """Mark-up of `node` without the page's furniture: by its place, and by names that tell these purposes."""
        crumb = breadcrumbs.crumb_box(self._outline)
        names = self._names if self._has_sides else None
        inner = crumb.node if crumb is not None else None
        return content.own_html(node, self._outline.boxes, names, inner, unwanted)

    @cached_property
    def _page_title(self) -> str:
        """The page's <title> without the name of its site."""
        return site_titles.strip_site(self.title, self.metas.get("SiteName", ""))

    @cached_property
    def _names(self) -> set[str]:
        """What the page calls itself as a column."""
        found = {self.metas.get("ColumnName", ""), self._page_title}
        return found - {""}


def _flat(tree: LexborHTMLParser, hiding: shown_tree.HidingRules | None = None) -> str:
    body = (shown_tree.without_hidden(tree, hiding) if hiding else tree).body
    return SEPARATOR.join(lists.pieces_of(body)) if body is not None else ""
