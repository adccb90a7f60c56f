"""Which element around a link is its row: a list item, a table row, a card, or whatever holds the link alone."""

import re
from collections import defaultdict

from govcrawl.extract import date_pieces, dates
from govcrawl.extract.outline import Anchor, Box, Outline, squeeze

SEPARATOR = "\x1f"
_ROW_TAGS = {"li", "tr", "dd", "dt"}
_STOP_TAGS = {"ul", "ol", "table", "tbody", "body", "html", ""}
# A row of more links than this is a layout cell or a menu, not a row.
_ROW_LINKS = 16
_ROW_CLIMB = 7
# More links than this in one cell make a table row part of the page's layout.
_CELL_LINKS = 3
# A card of a list: so many links and characters at most, and so many alike at least.
_CARD_LINKS = 4
_CARD_TEXT = 600
_CARDS = 3
_LOOKED_AT = 12
_LOOSEST = 8  # times as long as its words may a text be by the blanks between them
_LINE = 60  # characters beside the link of a row that is alone
_TYPE_TAGS = frozenset({"b", "strong", "em", "i", "font", "span", "u"})
_WIDE_TAGS = frozenset({"td", "th", "body", "html"})
NUMBERS = re.compile(r"\d\D+\d")  # most dates are written with two numbers or more


def make_of(anchor: Anchor, box: Box | None) -> str:
    """Tags from a row down to its link, those that only change the type left out; of a list item its tag alone."""
    if box is None:
        return "a"
    if box.tag in _ROW_TAGS or box.tag == "dl":
        return box.tag
    tags, inner = [], anchor.box
    for _ in range(_ROW_CLIMB):
        if inner.tag not in _TYPE_TAGS:
            tags.append(inner.tag)
        if inner is box or inner.up is None:
            break
        inner = inner.up
    return "<".join(tags)


class Twins:
    """How many elements of one tag with links stand side by side."""

    def __init__(self, outline: Outline) -> None:
        self._linked: dict[tuple[int, str], list[Box]] = defaultdict(list)
        self._cards: dict[tuple[int, str], bool] = {}
        self._widest: dict[int, int] = {}  # by box: most links of a cell in it
        self._grids: dict[int, bool] = {}
        for box in {id(box): box for box in outline.boxes.values()}.values():
            self._linked[id(box.up), box.tag].append(box)
            if box.tag in ("td", "th"):
                self._widest[id(box.up)] = max(self._widest.get(id(box.up), 0), box.links)

    def of(self, box: Box) -> int:
        """Elements like `box` under its parent, itself included."""
        return len(self._linked[id(box.up), box.tag])

    def is_card(self, box: Box) -> bool:
        """Whether `box` is one of several elements side by side that each show a few links and one date."""
        if box.tag in _WIDE_TAGS or box.links > _CARD_LINKS:
            return False
        key = (id(box.up), box.tag)
        if key not in self._cards:
            beside = self._linked[key][:_LOOKED_AT]
            dated = sum(each.links <= _CARD_LINKS and _is_dated(each) for each in beside)
            self._cards[key] = dated >= _CARDS and 2 * dated > len(beside)
        return self._cards[key]

    def is_layout(self, row: Box) -> bool:
        """Whether a table row is a place for links rather than a row of a list: a cell of it holds several."""
        widest = self._widest.get(id(row), 0)
        if widest > _CELL_LINKS or (widest > 1 and self.of(row) == 1):
            return True
        return row.links > 1 and self._holds_rows(row)

    def _holds_rows(self, row: Box) -> bool:
        """Whether a table row of several links holds as many dates as links: then these are the rows, side by side or
        in lines of one cell. A table with two dates a row has one link."""
        known = self._cards.get((id(row), ""))
        if known is None:
            text = row.node.text(separator=SEPARATOR) if row.node is not None else ""
            pieces = [] if _is_longer(text, _CARD_TEXT) else [squeeze(piece) for piece in text.split(SEPARATOR)]
            known = self._cards[id(row), ""] = sum(dates.of_piece(piece) is not None for piece in pieces) == row.links
        return known

    def is_grid(self, row: Box) -> bool:
        """Whether a table row holds several rows of a list side by side.

        Each cell with links has a date of its own, in it or in the cells up to the next one with links.
        """
        if id(row) not in self._grids:
            self._grids[id(row)] = len(self._linked[id(row), "td"]) > 1 and _alternates(row)
        return self._grids[id(row)]


def row_box(anchor: Anchor, twins: Twins) -> Box | None:
    """The row of `anchor`, on a page of these `twins`; None where the link stands bare among its siblings."""
    box: Box | None = anchor.box
    cell: Box | None = None
    for _ in range(_ROW_CLIMB):
        if box is None:
            break
        cell = box if box.tag == "td" else cell
        if box.tag == "tr" and (outer := _around_table(box, twins)) is not None:
            box = outer
            continue
        if box.tag in _ROW_TAGS:
            if box.tag == "tr" and cell is not None and twins.is_grid(box):
                return cell
            if box.links > _ROW_LINKS or (box.tag == "tr" and twins.is_layout(box)):
                break
            up = box.up
            is_term = box.tag in ("dt", "dd") and twins.of(box) == 1
            row = up if up and up.tag == "dl" and up.links <= 2 and is_term else box
            return _card(row, twins) if row.up is not None and row.up.links <= row.links else row
        if box.tag in ("ul", "ol", "table", "body"):
            break
        box = box.up
    return _dated_box(anchor, twins) or _lone_box(anchor, twins)


def _around_table(row: Box, twins: Twins) -> Box | None:
    """The element around a table that is but a box of another kind: it has this row alone. None for other rows."""
    table = row.up
    while table is not None and table.tag in ("tbody", "table"):
        if table.tag == "table":
            return table.up if twins.of(row) == 1 and table.links == row.links else None
        table = table.up
    return None


def _card(row: Box, twins: Twins) -> Box:
    """The repeated element around a list item, or table row, that is alone in its list or table; else the row."""
    box: Box = row
    for _ in range(_ROW_CLIMB):
        up = box.up
        if up is None or up.tag in ("body", "html", "") or up.links > row.links:
            break
        box = up
    return box if box is not row and twins.is_card(box) else row


def _dated_box(anchor: Anchor, twins: Twins) -> Box | None:
    """The smallest repeated element that holds this link, a few others, and one date."""
    box: Box | None = anchor.box
    for _ in range(_ROW_CLIMB):
        if box is not None and box.tag == "table" and twins.is_card(box):
            return box
        if box is None or box.tag in _STOP_TAGS - {"tbody"} or box.links > _CARD_LINKS:
            return None
        if box.links > 1 and twins.is_card(box):
            return box
        box = box.up
    return None


def _alternates(row: Box) -> bool:
    """Whether one date follows each cell of `row` that has links, before the next such cell."""
    parts: list[str] = []  # texts from one cell with links up to the next
    cell = row.node.child if row.node is not None else None
    while cell is not None:
        if cell.is_element_node:
            text = cell.text(separator=SEPARATOR)
            if cell.css_first("a, [onclick]") is not None:
                parts.append(text)
            elif parts:
                parts[-1] += SEPARATOR + text
        cell = cell.next
    return len(parts) > 1 and all(_shows_one_date(text) for text in parts)


def _is_dated(box: Box) -> bool:
    """Whether an element shows one date and not much else."""
    return _shows_one_date(box.node.text(separator=SEPARATOR) if box.node is not None else "")


def _shows_one_date(text: str) -> bool:
    """Whether a text, its pieces separated, is short and holds one date."""
    if not text or _is_longer(text, _CARD_TEXT) or not (NUMBERS.search(text) or dates.may_hold_date(text)):
        return False
    pieces = [piece for part in text.split(SEPARATOR) if (piece := squeeze(part))]
    read = sum(dates.of_piece(piece) is not None for piece in pieces)
    seen = read or sum(dates.looks_like_date(piece) for piece in pieces)
    return seen == 1 or date_pieces.of_split(pieces, None) is not None


def _is_longer(text: str, most: int) -> bool:
    """Whether a text has more than `most` characters, runs of blanks counted as one."""
    return len(text) > most and (len(text) > _LOOSEST * most or len(squeeze(text)) > most)


def _lone_box(anchor: Anchor, twins: Twins) -> Box | None:
    """The largest element that holds this link alone."""
    box = anchor.box
    if box.links > 1 or box.tag in _STOP_TAGS:
        return None
    while (up := box.up) is not None and up.links == box.links and up.tag not in _STOP_TAGS:
        room = _CARD_TEXT if twins.of(up) > 1 else len(anchor.text) + _LINE
        if up.node is None or _is_longer(up.node.text(), room):
            break
        box = up
    return box
