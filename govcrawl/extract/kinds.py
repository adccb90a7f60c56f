"""What kind of page a page is, and which list is its own: one decision from weighed signs, with its confidence."""

import math
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from selectolax.lexbor import LexborNode

from govcrawl.extract import (
    content,
    empty,
    forms,
    holdings,
    json_body,
    lists,
    navigation,
    published,
    scripted,
    subcolumns,
    titles,
)
from govcrawl.extract.belonging import Standing, Surroundings
from govcrawl.extract.document import ParsedDocument
from govcrawl.extract.groups import RowGroup
from govcrawl.extract.model import ListEntry, NavLink, Reading
from govcrawl.extract.rows import SEPARATOR, ListRow, is_more

# So many lists of a page are weighed, the fullest first.
_WEIGHED = 12
# Fewer points than this are no list.
_LEAST = 2.0
# So much speaks for an article that has a label or some text.
_ARTICLE = 3.0
_LABELLED = 4.5
# Running text that makes a page an article with a list, not a list; and that is a text at all.
_PROSE, _SOME_PROSE = 150, 50
_SHORT_TEXT = 50
_INTRODUCTION = 60
# More text than this beside links to sub-columns is a page of its own.
_LONG_TEXT = 400
_SHELL_TEXT = 200
# So sure is an article by its label, headline, date and text that its lists need no look.
_SURE = 6.5
# Lists whose points differ by less, and whose rows are nearly as many, are rivals.
_RIVAL, _RIVAL_ROWS = 1.2, 0.45
_BLOCKS = 3
_HEAD = 20  # characters of the name of a block
_DEEP, _WIDE = 6, 12  # levels and elements that are looked at for rows inside the main content
_SCALE = 1.5  # points of difference that make a confidence of 0.63


class JudgedDocument(ParsedDocument):
    """A page of which it is known what it is."""

    @cached_property
    def _crumbs(self) -> list[tuple[str, str]]:
        return navigation.breadcrumb(self._whole_outline, self.url)

    @cached_property
    def _own_names(self) -> set[str]:
        """What the page calls itself: by its labels, its title, the last step of its breadcrumb."""
        names = set(self._names)
        if self._crumbs:
            names.add(self._crumbs[-1][0])
        return {name for name in names if len(name) >= 2}

    @cached_property
    def _crumb_end(self) -> int:
        """Index of the last link of the breadcrumb; -1 without one."""
        return navigation.crumb_end(self._outline)

    # -- lists -----------------------------------------------------------------------------------------------------

    @cached_property
    def _standings(self) -> list[Standing]:
        """The page's lists with what speaks for their being its own, the strongest first."""
        around = Surroundings(self._outline, self._whole_outline, self.url, self._own_names, self._crumbs[:-1])
        found = [around.weigh(group) for group in self._groups[:_WEIGHED]]
        return sorted(found, key=lambda standing: -standing.points)

    @cached_property
    def _list(self) -> RowGroup | None:
        """The list that is most likely the page's own, when there is one."""
        best = self._standings[0] if self._standings else None
        return lists.without_tabs(best.group) if best is not None and best.points >= _LEAST else None

    @cached_property
    def _shown_rows(self) -> list[ListRow]:
        """Rows of the page's own list; of a page that shows the newest of several columns those of all its lists."""
        if self._is_list:
            return self._list.rows if self._list is not None else []
        if not self._rivals or self._verdict[0] == "article":
            return []
        lists_of_it = [each for each in self._standings if each.points >= _LEAST or each.is_block]
        return sorted((row for each in lists_of_it for row in each.group.rows), key=lambda row: row.anchor.index)

    @cached_property
    def _is_list(self) -> bool:
        return self._verdict[0] == "list"

    @cached_property
    def _listed(self) -> set[str]:
        """Text of the rows of dated lists: no date in it is the page's own."""
        return lists.row_pieces(self._groups) if lists.may_be_dated(self._flat.split(SEPARATOR)) else set()

    @cached_property
    def _own_text(self) -> str:
        """Visible text without the rows of dated lists."""
        listed = self._listed
        if not listed:
            return self._flat
        return SEPARATOR.join(
            piece for piece in self._flat.split(SEPARATOR) if piece not in listed or piece == self._visible_title
        )

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
            if each.is_furniture or (each.is_elsewhere and each.points < _LEAST):
                names.update(anchor.text for anchor in each.anchors)
                names.update(piece for row in each.group.rows for piece in row.pieces)
                names.add(each.heading.text if each.heading else "")
        return forms.loose_lines(self._shown_html, names)

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
        if main is None or body is None or not any(node.mem_id in foreign for node in _first_inside(main)):
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
            if titles.norm(visible) == titles.norm(titles.strip_site(self.title, self.metas.get("SiteName", ""))):
                points += 0.5
                reasons.append("标题与页面名称一致")
        return points, reasons

    @cached_property
    def _column_names(self) -> set[str]:
        """Names of the page as a column, which are no headline of an article."""
        crumb = self._crumbs[-1][0] if self._crumbs else ""
        return {self.metas.get("ColumnName", ""), crumb} - {""}

    def _prose(self, listed: set[str]) -> int:
        return lists.prose(lists.pieces_of(self._main), listed) if self._main is not None else 0

    def _article_points(self, group: RowGroup | None) -> tuple[float, list[str]]:
        """Points for an article; the rows of `group` do not count as its text."""
        points, reasons = self._article_signs
        reasons = list(reasons)
        listed = {piece for row in group.rows for piece in row.pieces} | self._listed if group else self._listed
        prose = self._prose(listed)
        if prose >= _SOME_PROSE:
            points += 2.5 if prose >= _PROSE else 1.0
            reasons.append(f"正文 {prose} 字")
        if points:
            rest = SEPARATOR.join(piece for piece in self._flat.split(SEPARATOR) if piece not in listed)
            if published.shown(rest, self._visible_title or self.title) is not None:
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
        if best.is_elsewhere and self._is_placeholder:
            points -= 3.0
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
    def _heads(self) -> set[frozenset[str] | str]:
        """Addresses behind the breadcrumb that a name and a “更多” beside it lead to: headings of blocks."""
        anchors = self._outline.anchors[self._crumb_end + 1 :]
        return {
            frozenset({one.url})
            for one, other in pairwise(anchors)
            if one.url == other.url != self.url and 2 <= len(one.text) <= _HEAD and is_more(other.text) and other.text
        }

    def _is_below(self, head: frozenset[str] | str) -> bool:
        """Whether the heading of a block leads to a column below the page's own address."""
        folder = self.url.rpartition("/")[0] + "/"
        return not isinstance(head, str) and any(url.startswith(folder) for url in head)

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
            if each.points >= max(_LEAST, best.points - _RIVAL)
            and len(each.group.rows) >= _RIVAL_ROWS * len(best.group.rows)
            and not own & {row.anchor.url for row in each.group.rows}
        ]

    # -- the decision ----------------------------------------------------------------------------------------------

    @cached_property
    def _verdict(self) -> tuple[str, float, list[str]]:
        """list, article or other, its points, and why. Decided before dates and headline are read."""
        article, why = self._article_signs
        if article >= _LABELLED and self._prose(set()) >= _PROSE:
            article, why = self._article_points(None)
            if article >= _SURE:
                return "article", article, why
        listed, rows_why = self._list_points()
        article, why = self._article_points(self._list)
        if self._recorded:
            listed, rows_why = max(listed, _SURE), ["列表在页面脚本中"]
        if listed >= max(_LEAST, article, self._parent_points[0]):
            return "list", listed, rows_why
        labelled = bool(self.metas.get("ArticleTitle")) or len(self.body_text()) >= _SHORT_TEXT
        if article >= _ARTICLE and labelled and article > self._parent_points[0]:
            return "article", article, why
        return "other", max(listed, article), rows_why

    @cached_property
    def _subcolumns(self) -> subcolumns.Subcolumns:
        return subcolumns.Subcolumns(self._outline, self._whole_outline, self._menu, self.url, self._names)

    @cached_property
    def _parent_points(self) -> tuple[float, list[str]]:
        """Points for a page that shows lists of its sub-columns, and why."""
        points, reasons = 0.0, []
        if self._list is not None and self._subcolumns.heads_all(self._list.rows):
            points += 6.0
            reasons.append("各块以下级栏目为标题")
        heads = {each.heading.urls or each.heading.text for each in self._headed if each.heading} | self._heads
        if heads:
            best = self._standings[0] if self._standings else None
            own = best is not None and best.points >= _LEAST and not best.is_elsewhere
            if best is not None and all(frozenset({row.anchor.url}) in heads for row in best.group.rows):
                own = False  # these are the headings themselves
            weight = sum(1.0 if self._is_below(head) else 0.5 for head in heads)
            lead = 1.5 * (1 + min(weight, _BLOCKS)) + bool(self._heads)
            if own and best is not None and (best.is_named or best.heading is None):
                lead *= 0.0 if best.is_named else 0.5
            points += lead
            reasons.append(f"{len(heads)} 块各在别的栏目名称之下")
        if self._rivals:
            points += self._standings[0].points
            reasons.append("几个列表不相上下")
        return points, reasons

    def body_text(self) -> str:
        """Text of the main content, without menus and footer."""
        return self._text

    @cached_property
    def _reading(self) -> Reading:
        if self.data is not None:
            rows = len(json_body.listing(self.data, self.url).entries)
            return Reading("list" if rows else "article", rows, 1.0, ("接口返回的数据",))
        kind, points, reasons = self._verdict
        if kind == "article":
            return _reading("article", 0, points - (self._list_points()[0] if points < _SURE else _LEAST), reasons)
        if kind == "list":
            other = max(self._article_points(self._list)[0], self._parent_points[0]) if points < _SURE else _LEAST
            return _reading("list", len(self._shown_rows) or len(self._recorded), points - other, reasons)
        return self._other(points)

    def _other(self, against: float) -> Reading:
        """The kind of a page that is neither list nor article; `against` it speaks so much for one of these."""
        parent, why = self._parent_points
        against = max(against, _LEAST / 2)
        if self.needs_script() and len(self.body_text()) < _SHELL_TEXT:
            return _reading("shell", 0, 4.0 - against, ["内容由脚本填充"])
        if parent <= against and sum(map(len, self._loose)) < _LONG_TEXT and self._subcolumns.to_columns():
            parent, why = parent + 4.0, ["引向下级栏目"]
        if parent > _LEAST:
            return _reading("parent", 0, parent - against, why)
        if holds := self._holdings():
            return _reading("single", 0, 4.0 - against, holds)
        if holdings.is_login(self.tree):
            return _reading("empty", 0, 0.0, ["页面要求登录"])
        return _reading("empty", 0, 3.0 + self._is_placeholder - against, ["除菜单和页脚外没有内容"])

    def _holdings(self) -> list[str]:
        """What a page without list or article shows all the same, in Chinese."""
        holds = []
        if forms.has_content(self._loose):
            holds.append("有文字")
        if empty.statement(self.body_text()):
            holds.append("说明没有信息的理由")
        if content.is_pictured(self.tree):
            holds.append("有图片或影像")
        own = [each for each in self._standings if each.points > 0 and not each.is_elsewhere]
        links = sum(len(each.group.rows) for each in own if each.anchors[0].index > self._crumb_end)
        if links:
            holds.append(f"有 {links} 个链接")
        return holds + holdings.holdings(self._shown_html)

    def needs_script(self) -> bool:
        """Whether what a reader would see is put there by a script that has not run."""
        if self.data is not None or self.rendered:
            return False
        found = len(self._shown_rows) or len(self._recorded)
        html = scripted.without_comments(self.tree.html or "")
        return scripted.is_filled_by_script(html, self.source, found, len(self._flat.replace(SEPARATOR, "")))

    def reading(self) -> Reading:
        """What kind of page this is, how sure that is, and why."""
        return self._reading

    def form(self) -> str:
        """article, list, single, parent, empty or shell."""
        return self._reading.kind


def _first_inside(node: LexborNode) -> Iterator[LexborNode]:
    """An element and what it begins with, level by level."""
    inner: LexborNode | None = node
    for _ in range(_DEEP):
        if inner is None:
            return
        if inner.is_element_node:
            yield inner
            yield from _elements_of(inner)
        child = inner.child
        while child is not None and not child.is_element_node:
            child = child.next
        inner = child


def _elements_of(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    for _ in range(_WIDE):
        if child is None:
            return
        if child.is_element_node:
            yield child
        child = child.next


def _reading(kind: str, rows: int, lead: float, reasons: list[str]) -> Reading:
    confidence = 1 - math.exp(-max(lead, 0.0) / _SCALE)
    return Reading(kind, rows, round(confidence, 3), tuple(dict.fromkeys(reasons)))
