"""Rows of lists: what their titles and dates are."""

import re
from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, field
from datetime import date

from selectolax.lexbor import LexborNode

from govcrawl.extract import date_pieces, dates, row_texts
from govcrawl.extract.date_labels import Meaning, meaning_before
from govcrawl.extract.files import extension_of
from govcrawl.extract.outline import Anchor, Box, Outline, squeeze
from govcrawl.extract.row_boxes import NUMBERS, SEPARATOR, Twins, make_of, row_box

_TITLE_LENGTH = 5
_HEADLINE = 8  # characters from which a link names a page rather than a column or a file
_MAX_LABELLED = 120
_CUT = re.compile(r"(?:…|(?<!\.)\.{2,}+|(?<!。)。{2,}+|⋯)\s*+$")
# What templates add to the title in a title attribute.
_HINT_LABELS = re.compile(
    r"^(?:文章)?标题\s*[:：]\s*|(?:(?<!\s)\s++)?(?:发布|发表|更新|点击|作者|浏览|来源)\S{0,4}[:：].*$"
)
_BULLET = re.compile(r"^[·•▪■◆●○►▶>\-\s]+(?=\S)")
_WORD = re.compile(r"\w")
_ORDINAL = re.compile(r"\W*\d{1,4}\W*")  # in a cell of its own before the title
_MORE = re.compile(
    r"^\W*+(?:查看)?(?:更多|more|详细|详情|全文|查看|下载\S{0,5}|首页|尾页|末页|(?:上|下|前|后|末|最后)一?页|第\s*\d+\s*页|"
    r"|[共第]?\s*+\d{1,5}+\s*+(?:页|条)?|转到|跳转|GO|返回\S{0,4})\W*$",
    re.I,
)
_PUBLISHED_HEAD = re.compile(r"发布|公开|公示|公布|上网|^(?:时间|日期)$")
# In rows, unlike on pages, the date of a letter or a reply tells how fresh the list is.
_OTHER_HEAD = re.compile("成文|生成|印发|拟文|签发|制定|实施|施行|生效|执行|有效|失效|废止|截止|截至|结束")
_REPLY_HEAD = re.compile("回复|答复|办结|反馈")
_CLOCK = re.compile(r"今天|今日|现在|当前|北京时间|欢迎")


_SEVERAL = 3  # rows that tell what all rows of a list say
_INLINE = frozenset({"span", "b", "strong", "em", "i", "font", "u"})
_IN_LINE = 24  # characters that may stand beside a headline in its line: a date, a mark


@dataclass(slots=True, eq=False)
class ListRow:
    """One row. `day` stands in the row itself, `url_date` in its address."""

    anchor: Anchor
    box: Box | None  # None: the link stands bare among its siblings
    key: tuple[int, str]  # shared with the rows beside it: the element around them, and their tag
    title: str = ""
    day: date | None = None
    url_date: date | None = None
    unread: str = ""  # a text of the row that is a date, and yet no day can be read from it
    pieces: list[str] = field(default_factory=list)
    mates: list[Anchor] = field(default_factory=list)  # further links of the same row

    @property
    def published(self) -> date | None:
        """The row's date, else the date in its address, else None."""
        return self.day or self.url_date

    @property
    def flags(self) -> int:
        """What the elements around the row's link are for (flags of the outline)."""
        return self.anchor.box.flags


def rows_of(outline: Outline) -> list[ListRow]:
    """Every row of the page, menus included, in document order; titles and dates filled."""
    by_box: dict[int, ListRow] = {}
    found: list[ListRow] = []
    twins = Twins(outline)
    for anchor in outline.anchors:
        if anchor.way == "option":
            continue  # choices of a drop-down are no rows
        box = row_box(anchor, twins)
        row = by_box.get(id(box)) if box is not None else None
        if row is not None:
            row.mates.append(anchor)
            continue
        up = (box.up if box is not None else None) or anchor.box
        row = ListRow(anchor, box, (id(up), make_of(anchor, box)))
        found.append(row)
        if box is not None:
            by_box[id(box)] = row
    return found


def is_more(text: str) -> bool:
    """Text of a link that is no title: 更多, 下一页, a page number."""
    return not text or bool(_MORE.match(text))


def fill(row: ListRow, reader: dates.DateReader = dates.PLAIN, repeated: Set[str] = frozenset()) -> None:
    """Title, dates and the best link of a row; asked only of rows that may matter. `reader` reads the page's dates,
    `repeated` are texts of links that stand in most rows of its list, and are no titles."""
    if row.mates:
        _choose_link(row, repeated)
    row.title = title_of(row.anchor)
    row.url_date = dates.from_url(row.anchor.url)
    raw = row_texts.text_of(row.anchor.node, row.box)
    row.pieces = [piece for part in raw.split(SEPARATOR) if (piece := squeeze(part))]
    dated = NUMBERS.search(raw) or dates.may_hold_date(raw)
    own = row_texts.without_inner_rows(row.pieces, row.anchor.node, row.box) if dated else row.pieces
    row.day = _date_of(row, own, reader) if dated else None
    unread = (piece for piece in own if dated and row.day is None and reader.is_unread(piece))
    row.unread = next(unread, "")


def repeated_in(members: list[ListRow]) -> set[str]:
    """Texts of links that stand in most of the rows `members`, which hold several links each: 阅读全文, a column."""
    if len(members) < _SEVERAL:
        return set()
    counts = Counter(text for row in members if row.mates for text in {each.text for each in (row.anchor, *row.mates)})
    return {text for text, count in counts.items() if 2 * count > len(members)}


def _choose_link(row: ListRow, repeated: Set[str]) -> None:
    """The first link with a headline, else that with the longest text; a file only when there is nothing else."""
    own = [row.anchor, *row.mates]
    pages = [anchor for anchor in own if len(anchor.text) >= _TITLE_LENGTH and not extension_of(anchor.url, "")] or own
    names = {anchor for anchor in pages if not is_more(anchor.text) and anchor.text not in repeated}
    lengths = {anchor: len(title_of(anchor)) if anchor in names else 0 for anchor in pages}
    headlines = (anchor for anchor in pages if anchor.is_article and lengths[anchor] >= _HEADLINE)
    best = next(headlines, None) or max(pages, key=lambda anchor: (lengths[anchor], -anchor.index))
    if best is not row.anchor:
        row.mates = [anchor for anchor in own if anchor is not best]
        row.anchor = best


def title_of(anchor: Anchor) -> str:
    """The whole title: from the title attribute when the text is cut, from the heading inside when there is one."""
    text = anchor.text
    if text and anchor.node.first_child is not None:
        raw = anchor.node.text(separator=SEPARATOR)
        if SEPARATOR in raw:
            text = _inner_title(anchor.node, raw) or text
    hint = _HINT_LABELS.sub("", anchor.hint) if anchor.hint else ""
    if hint and (not text or _CUT.search(text) or (len(hint) > len(text) and hint.startswith(text))):
        stem = _CUT.sub("", text).strip()
        if not stem or squeeze(hint).replace(" ", "").startswith(stem.replace(" ", "")[:12]) or not text:
            return hint
    return _BULLET.sub("", text)


def _inner_title(node: LexborNode, raw: str) -> str:
    pieces = [piece for part in raw.split(SEPARATOR) if (piece := squeeze(part))]
    kept = date_pieces.without_split([piece for piece in pieces if dates.of_piece(piece) is None])
    kept = [piece for piece in kept if _WORD.search(piece) and not _is_remark(piece)] or kept
    kept = [piece for piece in kept if not _ORDINAL.fullmatch(piece)] or kept
    if len(kept) <= 1:
        return kept[0] if kept else ""
    for child in node.css("h1,h2,h3,h4,h5"):
        text = squeeze(child.text())
        if len(text) >= 4:
            return text
    block = node.css_first("p,div,dt")
    if block is not None:
        text = squeeze(block.text())
        if len(text) >= 6 and dates.of_piece(text) is None:
            return text
    return squeeze(" ".join(kept) if len(kept) < len(pieces) else "".join(raw.split(SEPARATOR)))


def _is_remark(piece: str) -> bool:
    """Whether brackets hold all of a text, and a date with it: it tells when a document was passed or put in force."""
    return piece[:1] in "（(" and piece[-1:] in "）)" and dates.may_hold_date(piece)


def _date_of(row: ListRow, pieces: list[str], reader: dates.DateReader) -> date | None:
    if row.box is not None and row.box.tag == "tr":
        found = [when for piece in pieces if (when := reader.of_piece(piece))]
        if found:
            return _date_of_cells(row, found, reader)
    # A title may be short and begin with a day; the row's own date stands beside it.
    for piece in sorted(pieces, key=lambda piece: piece == row.title):
        when = reader.of_piece(piece)
        if when and not _foreign(piece):
            return when
    for piece in pieces:
        if len(piece) <= _MAX_LABELLED and piece != row.title:
            when = _labelled(piece, reader)
            if when:
                return when
    return date_pieces.of_split(pieces, dates.year_of_url(row.anchor.url))


def _labelled(piece: str, reader: dates.DateReader) -> date | None:
    """The date behind the words 发布时间, 时间 … in a line with other facts."""
    for spotted in reader.spot(piece):
        when = reader.read(spotted)
        meaning, _ = meaning_before(piece, spotted.start)
        if when and meaning in (Meaning.PUBLISHED, Meaning.NEUTRAL):
            return dates.day_of(when)
    return None


def _foreign(piece: str) -> bool:
    """A date that its own label calls something else (成文日期：2021-08-20), or a clock (今天是2021年8月20日)."""
    return bool(_CLOCK.search(piece)) or (bool(_OTHER_HEAD.search(piece)) and "发布" not in piece)


def _date_of_cells(row: ListRow, found: list[date], reader: dates.DateReader) -> date | None:
    """The publication date of a table row, by the heading of its column where there is one."""
    node = row.box.node if row.box else None
    table = row.box
    while table is not None and table.tag != "table":
        table = table.up
    head = table.node.css_first("tr") if table is not None and table.node is not None else None
    if node is None or head is None or head.css_first("a") is not None:
        return found[0]
    names = [squeeze(cell.text()) for cell in head.css("th,td")]
    cells = [squeeze(cell.text()) for cell in node.css("td,th")]
    if len(names) != len(cells):
        return found[0]
    dated = [(name, when) for name, cell in zip(names, cells, strict=True) if (when := reader.of_piece(cell))]
    for name, when in dated:
        if _PUBLISHED_HEAD.search(name) and not _OTHER_HEAD.search(name):
            return when
    replies = [when for name, when in dated if _REPLY_HEAD.search(name)]
    plain = replies or [when for name, when in dated if not _OTHER_HEAD.search(name)]
    return plain[0] if plain else None


def is_headed(row: ListRow) -> bool:
    """Whether the link is a line of its own in its row, as the headline above a summary is."""
    node = row.anchor.node.parent
    while node is not None and node.tag in _INLINE:
        node = node.parent
    if node is None or (row.box is not None and row.box.node is not None and node.mem_id == row.box.node.mem_id):
        return False
    return len(squeeze(node.text())) <= len(row.anchor.text) + _IN_LINE
