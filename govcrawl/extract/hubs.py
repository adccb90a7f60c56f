"""Pages that lead on to sub-columns: the signs of a hub."""

from collections import Counter
from functools import cached_property
from itertools import islice, pairwise

from govcrawl.extract import forms, navigation, subcolumns
from govcrawl.extract.belonging import Standing
from govcrawl.extract.boxes import elements_of, within
from govcrawl.extract.files import extension_of
from govcrawl.extract.outline import squeeze
from govcrawl.extract.row_boxes import SEPARATOR
from govcrawl.extract.rows import ListRow, is_more
from govcrawl.extract.signs import LEAST, PROSE, WeighedDocument

_BLOCKS = 3
_BESIDE_PROSE = 2.0  # points that lists like each other lose beside it
_LEADS_ON = 5.0  # points of links to sub-columns beside a list that is another's: more than any such list has
_LOOKED_AT = 60  # elements beside links
_BOX = 2  # times as many columns are linked in the middle as a box beside them has rows
_ITEMS = frozenset({"li", "dd", "td", "a", "span"})
TILES = 2  # links that make a page lead on
_NAME = 8  # characters that names of columns have on average, at most
_HEADLINE = 12  # more characters than names of columns have on average: headlines
_HEAD = 20  # characters of the name of a block


class HubDocument(WeighedDocument):
    """A page with the signs that it leads on to sub-columns."""

    @cached_property
    def _heads(self) -> set[frozenset[str] | str]:
        """Addresses behind the breadcrumb that a “更多” beside a name leads to: headings of blocks."""
        anchors = self._outline.anchors[self._crumb_end + 1 :]
        linked = {
            other.url
            for one, other in pairwise(anchors)
            if one.url == other.url
            and 2 <= len(one.text) <= _HEAD
            and is_more(other.text)
            and other.text
            and not one.is_article
        }
        # Blocks without rows: one after the other.
        heads = [each if navigation.heads_block(each) and not each.is_article else None for each in anchors]
        named = {each.url for pair in pairwise(heads) if None not in pair for each in pair if each is not None}
        return {frozenset({url}) for url in linked | named if url != self.url}

    def _is_below(self, head: frozenset[str] | str) -> bool:
        """Whether the heading of a block leads to a column below the page's own address."""
        folder = self.url.rpartition("/")[0] + "/"
        return not isinstance(head, str) and any(url.startswith(folder) for url in head)

    @cached_property
    def _subcolumns(self) -> subcolumns.Subcolumns:
        inner = self._outline.anchors[self._crumb_end + 1 :]
        return subcolumns.Subcolumns(self._outline, inner, self._whole_outline, self._menu, self.url, self._names)

    def _leads_on(self, standing: Standing) -> bool:
        """Whether a list is one of columns: the menu has them too, or short names lead to no article."""
        names = sum(len(row.title) for row in standing.group.rows)
        is_named = are_tiles(standing) and names < _NAME * len(standing.group.rows)
        return self._repeats_menu(standing) or is_named

    def _points_of_columns(self, standing: Standing) -> float:
        """Points of the page's links to columns beside a list that is another's, or that bears another name than the
        page and is but a box beside them; 0: it is the page's own list."""
        if standing.is_elsewhere:
            return _LEADS_ON
        is_headed = standing.heading is not None and not standing.is_named
        if is_headed and self._subcolumns.count >= _BOX * len(standing.group.rows):
            return max(_LEADS_ON, standing.points + 1.0)
        return 0.0

    def _repeats_menu(self, standing: Standing) -> bool:
        """Whether all rows of a list behind the breadcrumb are names that the site's menu leads to as well, and none of
        them is the page's own, as in a menu of the page's siblings."""
        anchors = [row.anchor for row in standing.group.rows]
        if standing.is_furniture or standing.group.dated or anchors[0].index <= self._crumb_end or len(anchors) < TILES:
            return False
        if any(anchor.is_article or anchor.url == self.url or len(anchor.text) > _HEAD for anchor in anchors):
            return False
        own = Counter(anchor.url for anchor in anchors if anchor.text not in self._no_names)
        if not all(self._often[anchor.url] > own[anchor.url] for anchor in anchors):
            return False
        return not self._lists_siblings(standing)

    def _lists_siblings(self, standing: Standing) -> bool:
        """Whether the page's own name stands among the links, as in a menu of the page's siblings."""
        box = standing.group.container
        if box.node is None or (self._crumb_end >= 0 and within(self._outline.anchors[self._crumb_end].box, box)):
            return False  # the middle of the page
        row = standing.group.rows[0].box
        if row is None or row.node is None:
            return False
        is_behind = row.tag in _ITEMS  # what stands before other elements of their sort is their heading
        for child in islice(elements_of(box.node), _LOOKED_AT):
            is_behind = is_behind or child.mem_id == row.node.mem_id
            if is_behind and child.tag == row.tag and squeeze(child.text()) in self._own_names:
                return True
        return False

    @cached_property
    def _often(self) -> Counter[str]:
        """How often each address is linked on the whole page under a name."""
        return Counter(anchor.url for anchor in self._whole_outline.anchors if anchor.text not in self._no_names)

    @cached_property
    def _no_names(self) -> set[str]:
        """Texts of links that lead to several addresses (阅读全文), and are names of none."""
        leads = Counter(text for text, _ in {(each.text, each.url) for each in self._whole_outline.anchors})
        return {text for text, count in leads.items() if count > 1}

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
            own = best is not None and best.points >= LEAST and not best.is_elsewhere
            if best is not None and all(frozenset({row.anchor.url}) in heads for row in best.group.rows):
                own = False  # these are the headings themselves
            weight = sum(1.0 if self._is_below(head) else 0.5 for head in heads)
            lead = 1.5 * (1 + min(weight, _BLOCKS)) + bool(self._heads)
            if own and best is not None and (best.is_named or best.heading is None):
                lead *= 0.0 if best.is_named else 0.5
            points += lead
            reasons.append(f"{len(heads)} 块各在别的栏目名称之下")
        if self._rivals:
            # Beside running text they are boxes.
            points += self._standings[0].points - (_BESIDE_PROSE if self._own_prose >= PROSE else 0.0)
            reasons.append("几个列表不相上下")
        if self._list is not None and self._leads_on(self._standings[0]):
            points += _LEADS_ON
            reasons.append("引向下级栏目")
        elif self._list is not None and not points and self._subcolumns.to_columns():
            points = self._points_of_columns(self._standings[0])
            reasons += ["引向下级栏目"] if points else []
        return points, reasons

    def _is_all_there_is(self, standing: Standing) -> bool:
        """Whether links behind the breadcrumb of a page without other content lead to columns that the page itself is
        none of."""
        rows = standing.group.rows
        told = self._crumb_end >= 0 or self.tree is not self._whole_tree  # where menus end
        if not told or rows[0].anchor.index <= self._crumb_end or len(rows) < TILES:
            return False
        if standing.heading is not None and not standing.is_named:
            return False
        if standing.is_furniture or standing.is_elsewhere or standing.group.dated:
            return False
        if forms.has_content(forms.without(self._seen_lines, [row.title for row in rows])):
            return False
        if self._lists_siblings(standing) or self._is_above_heading(rows):
            return False
        return not any(row.anchor.is_article or extension_of(row.anchor.url, "") for row in rows)

    def _is_above_heading(self, rows: list[ListRow]) -> bool:
        """Whether the page says its own name behind these rows: then they are a menu above its content."""
        pieces = self._flat.split(SEPARATOR)
        names = [at for at, piece in enumerate(pieces) if piece in self._own_names]
        titles = {row.title for row in rows}
        last = max((at for at, piece in enumerate(pieces) if piece in titles), default=len(pieces))
        return any(at > last for at in names)


def are_tiles(standing: Standing) -> bool:
    """Whether links under the page's own name lead to columns: none is dated, none leads to an article."""
    group = standing.group
    if not standing.is_named or standing.is_furniture or group.dated or len(group.rows) < TILES:
        return False
    if sum(len(row.title) for row in group.rows) > _HEADLINE * len(group.rows):
        return False
    return not any(row.anchor.is_article or extension_of(row.anchor.url, "") for row in group.rows)
