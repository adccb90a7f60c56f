"""A page, decoded and parsed once, in its parts."""

from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.domain.html_limits import limit_depth, limit_length, limit_openings, limit_tags
from govcrawl.domain.urls import absolute, normalise
from govcrawl.extract import content, json_body, labels, lists, outline, rows, scripted, sidebars, titles
from govcrawl.extract.decode import decode_page
from govcrawl.extract.groups import RowGroup, groups_of
from govcrawl.extract.outline import squeeze
from govcrawl.extract.rows import SEPARATOR, ListRow

_TIME_LABELS = ("firstpublishedtime", "lastmodifiedtime", "publishdate")


class ParsedDocument:
    """The bytes of a page at `url`. Never raises, whatever the bytes are."""

    def __init__(self, body: bytes, url: str, content_type: str | None = None, *, rendered: bool = False) -> None:
        self.rendered = rendered  # a browser has run the page's scripts
        self.url = normalise(url)
        text, self.charset = decode_page(body, content_type)  # `charset`: in which forms and queries are sent
        self.data = json_body.load(text)
        self.cut = False  # whether the page is so long that its middle was not read
        self.source = text if self.data is not None else self._readable(text)
        self.tree = LexborHTMLParser("" if self.data is not None else self.source)
        self._frames = scripted.frames(self.tree, self.url)
        head = self.tree.css_first("title")
        self.title = squeeze(head.text()) if head is not None else ""
        base = self.tree.css_first("base[href]")
        self.base = (absolute(self.url, base.attributes.get("href") or "") if base is not None else None) or self.url
        self._choices = outline.choices(self.tree)
        self.tree.strip_tags(["script", "style", "noscript", "template", "textarea", "option"])

    def _readable(self, text: str) -> str:
        """As much of the mark-up as can be read in time; pages that are longer say so in `cut`."""
        text, long = limit_length(text)
        text, dense = limit_tags(limit_depth(limit_openings(text)))
        self.cut = long or dense
        return text

    @cached_property
    def metas(self) -> dict[str, str]:
        """All named meta tags."""
        return labels.read(self.tree) if self.data is None else {}

    @cached_property
    def labels(self) -> dict[str, str]:
        """The national page labels under their standard spelling."""
        found = labels.standard_only(self.metas)
        found.update({name: self.metas[name] for name in _TIME_LABELS if name in self.metas})
        return found

    @cached_property
    def _outline(self) -> outline.Outline:
        return outline.outline(self.tree, self.base, self._choices, self.charset)

    @cached_property
    def _flat(self) -> str:
        """Visible text, pieces divided by \\x1f."""
        body = self.tree.body
        if body is None:
            return ""
        return SEPARATOR.join(lists.pieces_of(body))

    @cached_property
    def _rows(self) -> list[ListRow]:
        return rows.rows_of(self._outline)

    @cached_property
    def _groups(self) -> list[RowGroup]:
        return groups_of(self._rows)

    @cached_property
    def _visible_title(self) -> str | None:
        page = titles.strip_site(self.title, self.metas.get("SiteName", ""))
        wanted = [self.metas.get("ArticleTitle", ""), page, self.title]
        return titles.shown(self.tree, self._flat.split(SEPARATOR), wanted)

    @cached_property
    def _main(self) -> LexborNode | None:
        main = content.main_node(self.tree, self._outline.boxes)
        return self.tree.body if self._has_sides and sidebars.is_under_heading(main, self._names) else main

    @cached_property
    def _has_sides(self) -> bool:
        return sidebars.any_in(self._flat)

    @cached_property
    def _text(self) -> str:
        return content.own_text(self._main_html)

    @cached_property
    def _main_html(self) -> str:
        main = self._main
        names = self._names if self._has_sides else None
        return "" if main is None else content.own_html(main, self._outline.boxes, names)

    @cached_property
    def _names(self) -> set[str]:
        """What the page calls itself as a column."""
        found = {self.metas.get("ColumnName", ""), titles.strip_site(self.title, self.metas.get("SiteName", ""))}
        return found - {""}
