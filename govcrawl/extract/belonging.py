"""How much speaks for a list being the page's own: no single sign decides, neither a name nor a heading."""

import re
from collections.abc import Set
from dataclasses import dataclass, field
from functools import cached_property

from govcrawl.domain.urls import host_of
from govcrawl.extract import row_texts, sidebars
from govcrawl.extract.boxes import is_in_foot
from govcrawl.extract.breadcrumbs import crumb_end
from govcrawl.extract.files import extension_of
from govcrawl.extract.groups import RowGroup
from govcrawl.extract.headings import Heading, has_table_head, heading_inside, heading_of
from govcrawl.extract.kinship import Kinship
from govcrawl.extract.outline import CHROME, SIDE, Anchor, Box, Outline, squeeze
from govcrawl.extract.purposes import FOOT
from govcrawl.extract.rows import ListRow, is_headed

_SUMMARY, _CLAUSE = 20, re.compile(r"[，。；…]")
_SENTENCE = re.compile(r"[。；]")
_NEIGHBOUR = re.compile(r"^\W*(?:上|下|前|后)一?(?:篇|条|则|个)")
_HOME = re.compile(r"^\W*(?:网站|本站|门户)?(?:首\s*页|主页)\W*$")
# What single pages are linked under in footers.
_FOOTER = re.compile(
    r"备案(?:号|编号)|ICP备|公网安备|标识码|找错|网站(?:声明|地图|概况)|使用帮助|版权|隐私|工作年度报表"
)
# Where the marks lead that every government site must show at its foot.
_REGISTERS = frozenset(
    {
        "beian.miit.gov.cn",
        "www.beian.gov.cn",
        "beian.mps.gov.cn",
        "bszs.conac.cn",
        "zfwzgl.www.gov.cn",
        "pucha.kaipuyun.cn",
    }
)
_ROW_TAGS = frozenset({"li", "tr", "dl", "dd", "dt", "article"})
_HEADLINE, _TITLE, _NAME = 12, 8, 5  # average characters of headlines, of titles, and of names
_OWN_SLACK = 12  # characters that a heading may have beside the page's name
_MANY = 6
_DATED = 3  # rows with dates that make a list
# So many points make a list that may be the page's own.
ENOUGH = 2.0


@dataclass(slots=True)
class Standing:
    """`points` for a list being the page's own, with the reasons in Chinese."""

    group: RowGroup
    points: float = 0.0
    reasons: list[str] = field(default_factory=list)
    heading: Heading | None = None
    is_elsewhere: bool = False  # it stands under the name of another column, or its rows lie in one
    is_below: bool = False  # most of its rows lie below the page's own address
    is_named: bool = False  # its heading is the page's own name
    is_furniture: bool = False  # a menu, a footer, neighbours
    is_outside: bool = False  # a few links, all to other sites
    is_block: bool = False  # its heading is the name of another column
    leads_on: bool = False  # a “更多” link stands in that heading

    @property
    def anchors(self) -> list[Anchor]:
        """All links of its rows."""
        return [anchor for row in self.group.rows for anchor in (row.anchor, *row.mates)]

    def add(self, points: float, reason: str = "") -> None:
        """Weigh one sign by its `points`; its `reason` is kept where it matters."""
        self.points += points
        if reason and abs(points) >= 0.5:
            self.reasons.append(reason)


class Surroundings:
    """What the lists of one page are weighed against.

    `url` is the page's address, `names` is what it calls itself, `above` are the (name, url) of its breadcrumb's other
    steps.
    """

    def __init__(
        self,
        outline: Outline,
        whole: Outline,
        url: str,
        names: Set[str],
        above: list[tuple[str, str]],
        *,
        named: bool = False,
    ) -> None:
        """`outline` holds what is left without the site's template, `whole` all of the page.

        `named` says that a heading of the page, outside menu and breadcrumb, says its own name.
        """
        self.named = named
        self._several = False  # whether several lists may be the page's own
        self.outline, self.url, self.names, self.above = outline, url, names, above
        self._whole = whole
        self._kinship = Kinship(whole, url)
        self._crumb = crumb_end(outline)
        self._host = host_of(url)

    # -- weighing --------------------------------------------------------------------------------------------------

    def weigh(self, group: RowGroup) -> Standing:
        """All that speaks for and against `group`."""
        standing = Standing(group)
        self._weigh_rows(standing)
        self._weigh_place(standing)
        self._weigh_heading(standing)
        return standing

    def _weigh_rows(self, standing: Standing) -> None:
        members = standing.group.rows
        number = len(members)
        dated = sum(row.day is not None for row in members)
        length = sum(len(row.title) for row in members) / number
        leaves = sum(self._kinship.is_leaf(row.anchor) for row in members) / number
        if dated:
            standing.add(1 + 2 * dated / number + 0.2 * min(dated, 5), f"{dated} 行注明日期")
        elif standing.group.dated * 2 > number:
            standing.add(1.5, "行的网址含日期")
        standing.add(leaves * (1.5 if length >= _TITLE else 0.9 if length >= _NAME else 0.2))
        standing.add(0.15 * min(number, _MANY))
        if number == 1 and not dated and extension_of(members[0].anchor.url, ""):
            standing.add(-2.0, "一个附件")
        if length < _NAME and not dated:
            standing.add(-1.0, "名称短，像菜单")
        if members[0].box is not None and members[0].box.tag in _ROW_TAGS:
            standing.add(0.3)
            if members[0].box.tag == "tr" and has_table_head(members[0].box):
                standing.add(1.0, "有表头")
        if any(_NEIGHBOUR.match(piece) for row in members for piece in row.pieces[:2]):
            standing.add(-4.0, "是上一篇、下一篇")
            standing.is_furniture = True
        if not dated and sum(_is_of_foot(row) for row in members) * 2 > number:
            standing.add(-3.0, "是页脚的链接")
            standing.is_furniture = True
        self._weigh_texts(standing, dated, length)

    @staticmethod
    def _weigh_texts(standing: Standing, dated: int, length: float) -> None:
        """Running text in the rows; so many are `dated`, and their titles have this `length` on average."""
        members = standing.group.rows
        number = len(members)
        if not dated and sum(_in_prose(row) for row in members) * 2 > number:
            standing.add(-2.0, "链接在正文中")
        elif not dated and number >= _DATED and length >= _HEADLINE:
            standing.add(0.5)
        if number >= _DATED and length >= _TITLE and sum(_is_summed_up(row) for row in members) * 2 > number:
            standing.add(1.5, "行有摘要")

    def _weigh_place(self, standing: Standing) -> None:
        members = standing.group.rows
        if not standing.group.dated and self._is_menu(members):
            standing.add(-4.0, "是菜单")
            standing.is_furniture = True
        if members[-1].anchor.index < self._crumb:
            standing.add(-1.5, "在当前位置之前")
        flags = members[0].flags
        if flags & FOOT and is_in_foot(members[0].anchor.box):
            standing.add(-4.0, "在页脚中")
            standing.is_furniture = True
        elif flags & (CHROME | SIDE) and not self._is_wide(members[0]):
            standing.add(-1.0, "容器像菜单、页眉、页脚或边栏")
        kin = [self._kinship.of(row.anchor.url) for row in members] if self._kinship.folder else []
        own, other = kin.count(1), kin.count(-1)
        if own:
            standing.add(1.5 * own / len(kin), "行在本栏目之下")
        if other:
            standing.add(-1.5 * other / len(kin), "行属于别的栏目")
            standing.is_elsewhere = other * 2 > len(kin)
        standing.is_below = own * 2 > len(kin)
        if all(host_of(row.anchor.url) != self._host for row in members):
            standing.add(-1.0, "链接都在站外")
            standing.is_outside = len(members) < _MANY

    def _is_menu(self, members: list[ListRow]) -> bool:
        """Whether links to the page itself, to the home page or to what lies above it are among the rows."""
        above = {url for _, url in self.above} | {self.url}
        if any(row.anchor.url in above or _HOME.match(row.anchor.text) for row in members):
            return True
        # The column that every row names beside its headline is no item of a menu.
        beside = sum(any(mate.url in above for mate in row.mates) for row in members)
        return 0 < beside * 2 <= len(members) or (beside > 0 and len(members) < _DATED)

    def _is_wide(self, row: ListRow) -> bool:
        """Whether the box that is named like furniture holds most links of the page: a wrapper of the content."""
        named = row.anchor.box
        box: Box | None = named
        while box is not None:
            if box.flags & (CHROME | SIDE):
                named = box
            box = box.up
        return named.links * 2 > len(self.outline.anchors)

    def _weigh_heading(self, standing: Standing) -> None:
        container = standing.group.container
        first = standing.group.rows[0]
        node = first.box.node if first.box is not None else None
        heading = heading_of(container, first.anchor, self.outline, node)
        if self._several and node is not None:
            heading = heading_inside(node, first.anchor, self.outline) or heading
        if heading is None or (heading.is_row_of_links and self.url not in heading.urls):
            return  # tabs, a menu and a breadcrumb are no headings
        standing.heading, text = heading, heading.text
        if self.names_page(text) or self.url in heading.urls:
            standing.add(1.5, f"标题“{text}”就是本栏目")
            standing.is_named = True
        elif heading.is_several and not heading.urls:
            standing.heading = None  # a form or a line of remarks
        elif self._names_above(text):
            standing.add(0.5)
        else:
            self._weigh_foreign(standing, heading)

    def _weigh_foreign(self, standing: Standing, heading: Heading) -> None:
        """A heading that is not the page's own name."""
        text = heading.text
        if sidebars.is_heading(text, self.names):
            standing.add(-2.5, f"在“{text}”之下")
        elif heading.urls or text in self._linked_names:
            standing.add(-3.0, f"在别的栏目“{text}”之下")
            standing.is_block = standing.points > 0
            standing.leads_on = heading.leads_on
        else:
            standing.add(-1.2 if self.names else -0.5, f"在“{text}”之下")
            if standing.is_elsewhere:
                standing.add(-3.0)
            elif self.named and not standing.is_below:
                self.send_elsewhere(standing)
            return
        standing.is_elsewhere = True

    def rank(self, groups: list[RowGroup]) -> list[Standing]:
        """All `groups`, the strongest first.

        A list under a heading of its own is another's where one stands on the page that has none, or the page's name.
        """
        self._several = sum(group.dated >= _DATED for group in groups) > 1
        found = [self.weigh(group) for group in groups]
        if any(each.points >= ENOUGH and not each.is_elsewhere and self._is_plain(each) for each in found):
            for each in found:
                if not (each.is_elsewhere or each.is_below or self._is_plain(each)):
                    self.send_elsewhere(each)
        return sorted(found, key=lambda standing: -standing.points)

    @staticmethod
    def _is_plain(standing: Standing) -> bool:
        return standing.heading is None or standing.is_named

    @staticmethod
    def send_elsewhere(standing: Standing) -> None:
        """The list belongs to the block that its heading names, not to the page."""
        standing.add(-2.3)
        standing.is_elsewhere = True

    @cached_property
    def _linked_names(self) -> set[str]:
        return {anchor.text for anchor in self._whole.anchors if 2 <= len(anchor.text) <= _OWN_SLACK}

    def names_page(self, text: str) -> bool:
        """Whether a heading says the page's own name."""
        return any(name in text and len(text) <= len(name) + _OWN_SLACK for name in self.names)

    def _names_above(self, text: str) -> bool:
        return any(len(name) >= 2 and name in text and not _HOME.match(name) for name, _ in self.above)


def _is_of_foot(row: ListRow) -> bool:
    """Whether a row is one of those of every site's foot: by its words, or by the registers that it leads to."""
    return bool(_FOOTER.search(row.title)) or host_of(row.anchor.url) in _REGISTERS


def _is_summed_up(row: ListRow) -> bool:
    """Whether running text stands with the headline of a row, as the summary of a single page does."""
    return any(len(piece) >= _SUMMARY and piece != row.title and _CLAUSE.search(piece) for piece in row.pieces)


def _in_prose(row: ListRow) -> bool:
    """Whether a link is part of running text; the headline above a summary is not."""
    if is_headed(row):
        return False
    linked = squeeze(row.anchor.node.text())  # a card may be a link as a whole, its summary too
    beside = [piece for piece in row.pieces if piece not in linked]
    if sum(map(len, beside)) <= len(row.title) or not any(_SENTENCE.search(piece) for piece in row.pieces):
        return False
    apart = row_texts.paragraphs_apart(row.anchor.node, row.box)
    return sum(len(piece) for piece in beside if piece not in apart) > len(row.title)
