"""The signs of what a page is, each with its points."""

from collections.abc import Set
from functools import cached_property

from govcrawl.extract import (
    forms,
    lists,
    navigation,
    published,
    site_titles,
)
from govcrawl.extract.belonging import ENOUGH, Standing, Surroundings
from govcrawl.extract.boxes import first_inside
from govcrawl.extract.groups import RowGroup
from govcrawl.extract.model import ListEntry, NavLink
from govcrawl.extract.named_document import NamedDocument
from govcrawl.extract.purposes import headline_of
from govcrawl.extract.row_boxes import SEPARATOR

# So many lists of a page are weighed, the fullest first.
_WEIGHED = 12
# Fewer points than this are no list.
LEAST = ENOUGH
# Running text that makes a page an article with a list, not a list; and that is a text at all.
PROSE, _SOME_PROSE = 150, 50
_INTRODUCTION = 60
_BESIDE_LINK = 10  # characters that a page with a single link has beside its headline, unless that is all
# Lists whose points differ by less, and whose rows are nearly as many, are rivals.
_RIVAL, _RIVAL_ROWS = 1.2, 0.45
_BESIDE_TEXT = 4.0  # points that a list under a name of its own loses beside running text


class WeighedDocument(NamedDocument):
    """A page with the signs of what it is: for a list of its own, for an article, for a page of sub-columns."""

    # -- lists -----------------------------------------------------------------------------------------------------

    @cached_property
    def _standings(self) -> list[Standing]:
        """The page's lists with what speaks for their being its own, the strongest first."""
        around = Surroundings(
            self._outline, self._whole_outline, self.url, self._own_names, self._crumbs[:-1], named=self._is_named
        )
        return around.rank([group for group in self._groups if not self._holds_page(group)][:_WEIGHED])

    def _holds_page(self, group: RowGroup) -> bool:
        """Whether a lone row is a fact of the page, or is the page itself in a cell: its headline stands in it."""
        headline = headline_of(self.title)
        row = group.rows[0]
        if len(group.rows) > 1:
            return False
        names = {headline} if self.metas.get("ArticleTitle") else {headline, *self._own_names}
        is_row = row.day is not None and row.anchor.is_article and self._is_column(names)
        if lists.is_fact(row) and not is_row:
            return True
        if any(mate.text == headline for mate in row.mates):
            return False  # its column, as a link in the row
        others = [piece for piece in row.pieces if piece != headline and piece not in row.anchor.text]
        if row.day is not None and self._is_column({headline}):  # the name of a column above its only row
            others = [piece for piece in others if self._date_reader.of_piece(piece) is None]
        beside = sum(map(len, others))
        return headline in row.pieces and row.title != headline and beside > _BESIDE_LINK

    def _is_column(self, names: Set[str]) -> bool:
        """Whether the page links a column under one of these names, as menus and breadcrumbs do."""
        return any(anchor.text in names and not anchor.is_article for anchor in self._whole_outline.anchors)

    @cached_property
    def _list(self) -> RowGroup | None:
        """The list that is most likely the page's own, when there is one."""
        best = self._standings[0] if self._standings else None
        return lists.without_tabs(best.group) if best is not None and best.points >= LEAST else None

    @cached_property
    def _listed(self) -> set[str]:
        """Text of the rows of dated lists: no date in it is the page's own."""
        return lists.row_pieces(self._groups) if lists.may_be_dated(self._flat.split(SEPARATOR)) else set()

    @cached_property
    def _recorded(self) -> list[ListEntry]:
        return lists.recorded(self.source, self.base)

    @cached_property
    def _menu(self) -> list[NavLink]:
        members = self._list.rows if self._list is not None else []
        numbers = dict(enumerate(self._numbers))
        main = {numbers.get(anchor.index, -1) for row in members for anchor in (row.anchor, *row.mates)}
        return navigation.menu(self._whole_outline, self._whole_rows, self.url, main)

    @cached_property
    def _loose(self) -> list[str]:
        """Lines of the content that are neither names of columns nor of the page."""
        names = self._names | {link.name for link in self._menu} | {name for name, _ in self._crumbs}
        names |= {anchor.text for anchor in self._outline.anchors[: self._crumb_end + 1]}
        for each in self._standings:
            if each.is_furniture or each.is_elsewhere:
                names.update(anchor.text for anchor in each.anchors)
                if lists.is_compact(each.group):  # else the only link of a box, with the page's own text around it
                    names.update(piece for row in each.group.rows for piece in row.pieces)
                names.add(each.heading.text if each.heading else "")
        return forms.loose_lines(self._shown_html, names)

    @property
    def _seen_lines(self) -> list[str]:
        """Lines of the content that are not hidden."""
        if self._shown_tree is self.tree:
            return self._loose
        shown = "".join(self._flat.replace(SEPARATOR, "").split())
        return [line for line in self._loose if "".join(line.split()) in shown]

    @cached_property
    def _shown_html(self) -> str:
        """Mark-up of what the page shows: of its main content, or of all but the furniture where that is another's."""
        main, body = self._main, self.tree.body
        foreign = {
            row.box.node.mem_id if row.box is not None and row.box.node is not None else row.anchor.node.mem_id
            for each in self._standings
            if each.is_furniture or each.is_elsewhere
            for row in each.group.rows
        }
        if main is None or body is None or not any(node.mem_id in foreign for node in first_inside(main)):
            return self._main_html
        return self._own_html(body)

    # -- signs -----------------------------------------------------------------------------------------------------

    @cached_property
    def _article_signs(self) -> tuple[float, list[str]]:
        """Points for an article without a look at the lists, and why."""
        points, reasons = 0.0, []
        label = self.metas.get("ArticleTitle", "")
        visible = self._visible_title
        if label and label.lower() != "null":
            points += 1.0 if label in self._column_names else 3.0
            reasons.append("有内容标签 ArticleTitle")
        points += 0.5 * bool(self.metas.get("PubDate")) + 0.5 * bool(self.metas.get("ContentSource"))
        if visible and len(visible) >= 6 and not any(visible == name for name in self._column_names):
            points += 1.0
            if site_titles.norm(visible) == site_titles.norm(self._page_title):
                points += 0.5
                reasons.append("标题与页面名称一致")
        return points, reasons

    @cached_property
    def _column_names(self) -> set[str]:
        """Names of the page as a column, which are no headline of an article."""
        crumb = self._crumbs[-1][0] if self._crumbs else ""
        return {self.metas.get("ColumnName", ""), crumb} - {""}

    def _prose(self, listed: set[str]) -> int:
        return lists.prose(self._main_pieces, listed)

    @cached_property
    def _main_pieces(self) -> list[str]:
        return lists.pieces_of(self._main) if self._main is not None else []

    @cached_property
    def _own_prose(self) -> int:
        """Characters of running text beside the rows of the strongest list."""
        rows = self._list.rows if self._list is not None else []
        return self._prose({piece for row in rows for piece in row.pieces} | self._listed)

    def _article_points(self, group: RowGroup | None) -> tuple[float, list[str]]:
        """Points for an article; the rows of `group` do not count as its text."""
        points, reasons = self._article_signs
        reasons = list(reasons)
        listed = {piece for row in group.rows for piece in row.pieces} | self._listed if group else self._listed
        prose = self._prose(listed)
        if prose >= _SOME_PROSE:
            points += 2.5 if prose >= PROSE else 1.0
            reasons.append(f"正文 {prose} 字")
        if points:
            rest = SEPARATOR.join(piece for piece in self._flat.split(SEPARATOR) if piece not in listed)
            seen = published.shown(rest, self._visible_title or self.title, self._date_reader)
            if seen.when is not None or seen.unread:
                points += 2.5
                reasons.append("标题旁有发布日期")
        return points, reasons

    def _list_points(self) -> tuple[float, list[str]]:
        best = self._standings[0] if self._standings else None
        if best is None or self._list is None:
            return 0.0, []
        points, reasons = best.points, list(best.reasons)
        if len(self._headed) >= 2 and not best.is_named:
            points -= 3.0 if best.is_elsewhere else 1.0
        if self._rivals:
            points -= 1.5
        if not best.group.dated and (forms.has_content(self._beside) or not lists.is_compact(best.group)):
            points -= 2.0
            reasons.append("列表之外还有文字")
        if best.heading is not None and not (best.is_named or best.is_below) and self._own_prose >= PROSE:
            points -= _BESIDE_TEXT
            reasons.append("正文旁的栏目框")
        if best.is_elsewhere and self._is_placeholder:
            points -= 2.0
            reasons.append("页面注明暂无信息")
        return points, reasons

    @cached_property
    def _beside(self) -> list[str]:
        """Lines of the content beside the rows of the list."""
        rows = self._list.rows if self._list is not None else []
        return forms.without(self._loose, {piece for row in rows for piece in row.pieces})

    @cached_property
    def _is_placeholder(self) -> bool:
        """Whether a line of its own says that there is nothing here."""
        return any(forms.says_nothing(piece) for piece in self._flat.split(SEPARATOR) if len(piece) <= _INTRODUCTION)

    @cached_property
    def _headed(self) -> list[Standing]:
        """Lists under names of other columns, as a page of sub-columns shows the newest of each."""
        return [each for each in self._standings if each.is_block]

    @cached_property
    def _rivals(self) -> list[Standing]:
        """Lists that could be the page's own as well as the strongest one."""
        if not self._standings or self._standings[0].heading is not None:
            return []
        best, *others = self._standings
        own = {row.anchor.url for row in best.group.rows}
        return [
            each
            for each in others
            if each.points >= max(LEAST, best.points - _RIVAL)
            and not (each.is_elsewhere and not best.is_elsewhere)
            and len(each.group.rows) >= _RIVAL_ROWS * len(best.group.rows)
            and not own & {row.anchor.url for row in each.group.rows}
        ]
