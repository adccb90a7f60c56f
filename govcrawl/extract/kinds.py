"""What kind of page a page is, and which list is its own: one decision from weighed signs, with its confidence."""

import math
from functools import cached_property

from govcrawl.extract import (
    content,
    embedded,
    empty,
    forms,
    holdings,
    json_body,
    scripted,
)
from govcrawl.extract.belonging import Standing
from govcrawl.extract.hubs import HubDocument, are_tiles
from govcrawl.extract.model import PageReading
from govcrawl.extract.row_boxes import SEPARATOR
from govcrawl.extract.rows import ListRow
from govcrawl.extract.signs import LEAST, PROSE

# So much speaks for an article that has a label or some text.
_ARTICLE = 3.0
_DATED = 4.0  # what a headline that the page is called by, and a date beside it, say
_LABELLED = 4.5
_SHORT_TEXT = 50
# More text than this beside links to sub-columns is a page of its own.
_LONG_TEXT = 400
_SHELL_TEXT = 200
# What speaks for no list at all where the only one is another's.
_REST = 3.5
_DOUBTED = 0.4  # points that leave a reading undecided
# So sure is an article by its label, headline, date and text that its lists need no look.
_SURE = 6.5
_SCALE = 1.5  # points of difference that make a confidence of 0.63


class JudgedDocument(HubDocument):
    """A page of which it is known what it is."""

    @cached_property
    def _verdict(self) -> tuple[str, float, list[str]]:
        """list, article or other, its points, and why. Decided before dates and headline are read."""
        article, why = self._article_signs
        if article >= _LABELLED and self._prose(set()) >= PROSE:
            article, why = self._article_points(None)
            if article >= _SURE:
                return "article", article, why
        listed, rows_why = self._list_points()
        article, why = self._article_points(self._list)
        if self._recorded:
            listed, rows_why = max(listed, _SURE), ["列表在页面脚本中"]
        foreign = bool(self._standings) and self._standings[0].is_elsewhere and not self._recorded
        if listed >= max(_REST if foreign else LEAST, article, self._parent_points[0]):
            if self._is_anothers and not self._recorded and self._awaits_script(0):
                return "other", article, ["行属于别的栏目", "本栏目的列表由脚本填充"]
            return "list", listed, rows_why
        labelled = bool(self.metas.get("ArticleTitle")) or len(self.body_text()) >= _SHORT_TEXT
        labelled = labelled or (article >= _DATED and bool(holdings.holdings(self._shown_html)))
        if article >= _ARTICLE and labelled and article > self._parent_points[0]:
            return "article", article, why
        return "other", max(listed, article), rows_why

    @property
    def _is_anothers(self) -> bool:
        """Whether the strongest list is another's, for all that speaks of a list of the page's own in a script."""
        best = self._standings[0] if self._standings else None
        if best is None:
            return False
        return best.is_elsewhere or (best.heading is not None and not (best.is_named or best.is_below))

    @cached_property
    def _shown_rows(self) -> list[ListRow]:
        """Rows of the page's own list; of a page that shows the newest of several columns those of all its lists."""
        if self._is_list:
            foreign = bool(self._recorded) and self._is_anothers
            return self._list.rows if self._list is not None and not foreign else []
        if not self._rivals or self._verdict[0] == "article":
            return []
        lists_of_it = [each for each in self._standings if each.points >= LEAST or each.is_block]
        return sorted((row for each in lists_of_it for row in each.group.rows), key=lambda row: row.anchor.index)

    @cached_property
    def _is_list(self) -> bool:
        return self._verdict[0] == "list"

    def has_own_list(self) -> bool:
        """Whether the page itself shows the list of its column, whatever its frames hold."""
        return self._is_list and not (self._standings and self._standings[0].is_elsewhere)

    def body_text(self) -> str:
        """Text of the main content, without menus and footer."""
        return self._text

    @cached_property
    def _reading(self) -> PageReading:
        if self.data is not None:
            found = json_body.listing(self.data, self.url)
            kind = "list" if found.entries or found.total else "article"
            return PageReading(kind, len(found.entries), 1.0, ("接口返回的数据",))
        kind, points, reasons = self._verdict
        if kind == "article":
            return _reading("article", 0, points - (self._list_points()[0] if points < _SURE else LEAST), reasons)
        if kind == "list":
            other = max(self._article_points(self._list)[0], self._parent_points[0]) if points < _SURE else LEAST
            if self._standings and self._standings[0].is_elsewhere and not self._recorded:
                other = max(other, _REST)
            return _reading("list", len(self._shown_rows) or len(self._recorded), points - other, reasons)
        return self._other(points)

    def _other(self, against: float) -> PageReading:
        """The kind of a page that is neither list nor article; `against` it speaks so much for one of these."""
        parent, why = self._parent_points
        against = max(against, LEAST / 2)
        if self.needs_script() and len(self.body_text()) < _SHELL_TEXT:
            return _reading("shell", 0, 4.0 - against, ["内容由脚本填充"])
        if parent <= against and sum(map(len, self._loose)) < _LONG_TEXT and self._subcolumns.to_columns():
            parent, why = parent + 4.0, ["引向下级栏目"]
        if parent > LEAST:
            return _reading("parent", 0, parent - against, why)
        if any(are_tiles(each) or self._repeats_menu(each) for each in self._standings):
            return _reading("parent", 0, 3.5 - against, ["页面名称之下是通往其他栏目的链接"])
        if any(self._is_all_there_is(each) for each in self._standings):
            return _reading("parent", 0, 3.0 - against, ["只有通往其他栏目的链接"])
        if holds := self._holdings():
            return _reading("single", 0, 4.0 - against, holds)
        if hidden := self._held_under_names():
            return _reading("single", 0, _DOUBTED, [*hidden, "但所在容器像菜单、页眉、页脚或边栏"])
        if holdings.is_login(self.tree):
            return _reading("empty", 0, 0.0, ["页面要求登录"])
        if forms.has_content(self._loose) and not self.rendered:
            return _reading("empty", 0, _DOUBTED, ["除菜单和页脚外只有不显示的文字"])
        return _reading("empty", 0, 3.0 + self._is_placeholder - against, ["除菜单和页脚外没有内容"])

    def _holdings(self) -> list[str]:
        """What a page without list or article shows all the same, in Chinese."""
        holds = []
        if forms.has_content(self._seen_lines):
            holds.append("有文字")
        if empty.statement(self.body_text()):
            holds.append("说明没有信息的理由")
        if content.is_pictured(self.tree):
            holds.append("有图片或影像")
        own = [each for each in self._standings if _is_held(each) and not self._lists_siblings(each)]
        links = sum(len(each.group.rows) for each in own if each.anchors[0].index > self._crumb_end)
        if links:
            holds.append(f"有 {links} 个链接")
        if embedded.embedded_files(self.tree, self.base):
            holds.append("有文件")
        return holds + holdings.holdings(self._shown_html)

    def _held_under_names(self) -> list[str]:
        """What stands behind the breadcrumb in boxes that only their names make furniture: before a page is called
        empty, their names are looked through."""
        body = self.tree.body
        if body is None or self._crumb_end < 0:
            return []
        return holdings.holdings(self._own_html(body, 0))

    def needs_script(self) -> bool:
        """Whether what a reader would see is put there by a script that has not run."""
        return self._awaits_script(len(self._shown_rows) or len(self._recorded))

    def _awaits_script(self, rows: int) -> bool:
        """Whether a script has yet to show what the page is about, of which `rows` are there already."""
        if self.data is not None or self.rendered:
            return False
        html = scripted.without_comments(self.tree.html or "")
        return scripted.is_filled_by_script(html, self.source, rows, len(self._flat.replace(SEPARATOR, "")))

    def reading(self) -> PageReading:
        """What kind of page this is, how sure that is, and why."""
        return self._reading

    def form(self) -> str:
        """article, list, single, parent, empty or shell."""
        return self._reading.kind


def _is_held(standing: Standing) -> bool:
    """Whether links are content of the page, wherever they lead: those under the page's own name always."""
    if standing.is_named and not standing.is_furniture:
        return True
    return standing.points > 0 and not standing.is_elsewhere and not standing.is_outside


def _reading(kind: str, rows: int, lead: float, reasons: list[str]) -> PageReading:
    confidence = 1 - math.exp(-max(lead, 0.0) / _SCALE)
    return PageReading(kind, rows, round(confidence, 3), tuple(dict.fromkeys(reasons)))
