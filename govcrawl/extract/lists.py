"""From rows to the entries of a page's main list."""

import re
from itertools import islice, pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.domain.urls import host_of
from govcrawl.extract import dates, outline, rows, scripted
from govcrawl.extract.groups import RowGroup
from govcrawl.extract.model import ListEntry, PageLink
from govcrawl.extract.outline import Anchor, Box, squeeze
from govcrawl.extract.row_boxes import SEPARATOR
from govcrawl.extract.rows import ListRow

# A list has at least this many rows, unless its rows are dated.
ROWS_UNDATED = 3
# Without dates, links with names shorter than this on average are a menu.
_TITLE_LENGTH = 8
# Characters of a row beside its title: with a summary, and where nothing but its links says that it is a row.
_IN_ROW = 300
_IN_BOX = 60
_LOOKED_AT = 3
_SENTENCE = re.compile(r"[。；，]")


def is_compact(group: RowGroup) -> bool:
    """Whether the rows are rows: a box that holds one link alone may be the whole page."""
    headed = len(group.rows) >= ROWS_UNDATED and all(rows.is_headed(row) for row in group.rows)
    for row in group.rows:
        room = _IN_ROW if headed or (row.box is not None and row.box.tag in ("li", "tr", "dl", "dd")) else _IN_BOX
        if sum(map(len, row.pieces)) > len(row.title) + room:
            return False
    return True


def without_tabs(group: RowGroup) -> RowGroup:
    """A dated list without the tabs, menu items and links to other sites that share its mark-up; any other as it is."""
    if sum(row.day is not None for row in group.rows) * 2 <= len(group.rows):
        return group
    hosts = {host_of(row.anchor.url) for row in group.rows if row.day}
    kept = [
        row
        for row in group.rows
        if row.published
        or (host_of(row.anchor.url) in hosts and (len(row.title) >= _TITLE_LENGTH or row.anchor.is_article))
    ]
    return RowGroup(kept, group.score, group.dated)


def entries(found: list[ListRow]) -> list[ListEntry]:
    """Rows as entries. A link that stands twice side by side (picture and title) is one entry."""
    made: list[ListEntry] = []
    last: tuple[tuple[int, str], str] | None = None
    for row in found:
        if not row.title or rows.is_more(row.title) or (row.key, row.anchor.url) == last:
            continue
        made.append(ListEntry(row.title, row.anchor.url, row.published))
        last = (row.key, row.anchor.url)
    return made


def recorded(source: str, base: str) -> list[ListEntry]:
    """Entries that stand as XML inside a script of `source` (JCMS), their addresses resolved against `base`."""
    found = scripted.records(source)
    if not found:
        return []
    items = (part if "<li" in part or "<tr" in part else f"<li>{part}</li>" for part in found)
    return fragment(f"<ul>{''.join(items)}</ul>", base)


def fragment(html: str, base: str) -> list[ListEntry]:
    """Entries of a piece of mark-up that is known to be a list, however short."""
    inner = rows.rows_of(outline.outline(LexborHTMLParser(html), base))
    for row in inner:
        rows.fill(row)
    return entries(inner)


def interpretations(group: RowGroup, anchors: list[Anchor], explained: set[str]) -> dict[str, list[PageLink]]:
    """Interpretation links that stand inside a row, by the row's address. `explained`: addresses of such links."""
    by_box = {id(row.box): row for row in group.rows if row.box is not None}
    own = {row.anchor.index for row in group.rows}
    found: dict[str, list[PageLink]] = {}
    for anchor in anchors:
        if anchor.index in own or anchor.url not in explained:
            continue
        box: Box | None = anchor.box
        while box is not None and id(box) not in by_box:
            box = box.up
        if box is not None:
            link = PageLink(anchor.url, anchor.hint or anchor.text)
            found.setdefault(by_box[id(box)].anchor.url, []).append(link)
    return found


def pieces_of(node: LexborNode) -> list[str]:
    """Text of an element, element by element, blanks left out."""
    raw = node.text(separator=SEPARATOR, strip=True)
    return [text for piece in raw.split(SEPARATOR) if piece and (text := squeeze(piece))]


def may_be_dated(pieces: list[str]) -> bool:
    """Whether text in these pieces can hold a dated list at all, decided without looking at any row."""
    return sum(1 for _ in islice(filter(dates.may_hold_date, pieces), ROWS_UNDATED)) == ROWS_UNDATED


def row_pieces(groups: list[RowGroup]) -> set[str]:
    """Text of the rows of dated lists: no date in it is the page's own."""
    dated = [group for group in groups if sum(row.day is not None for row in group.rows) >= ROWS_UNDATED]
    return {piece for group in dated for row in group.rows for piece in row.pieces}


def of_rows(
    found: list[ListRow], pieces: list[str], reader: dates.DateReader, url: str, headline: str = ""
) -> set[int]:
    """Which of the page's `pieces` (by their place) are rows with a date of their own: a link with a title, and a date.

    `found` are the rows of the page at `url`, which is called `headline`; `reader` reads its dates. A link behind a
    name with a colon (来源：某某网) is a fact of the page, and no row; nor is what holds the page's own headline.
    """
    places: dict[str, list[int]] = {}
    for at, piece in enumerate(pieces):
        places.setdefault(piece, []).append(at)
    taken: set[int] = set()
    for row in found:
        if row.box is None or len(row.anchor.text) < _TITLE_LENGTH or row.anchor.url == url:
            continue
        rows.fill(row, reader)
        if len(row.pieces) > 1 and headline in row.pieces and row.title != headline:
            continue
        if (row.day or row.unread) and is_compact(RowGroup([row])) and not is_fact(row):
            taken |= _run(row.pieces, pieces, places)
    return taken


def is_fact(row: ListRow) -> bool:
    """Whether the link of a row stands behind a name with a colon (来源：某某网): a fact of the page that shows it."""
    text = row.anchor.text
    return any(
        piece.endswith((":", "：")) and after and text.startswith(after) for piece, after in pairwise(row.pieces)
    )


def _run(wanted: list[str], pieces: list[str], places: dict[str, list[int]]) -> set[int]:
    """Where `wanted` stands in `pieces` as a run."""
    for start in places.get(wanted[0], ())[: 4 * _LOOKED_AT]:
        if pieces[start : start + len(wanted)] == wanted:
            return set(range(start, start + len(wanted)))
    return set()


def prose(pieces: list[str], listed: set[str]) -> int:
    """Characters of running text among `pieces`, the page's texts, that are not `listed` (in a row of a list)."""
    return sum(len(piece) for piece in pieces if len(piece) >= 20 and piece not in listed and _SENTENCE.search(piece))
