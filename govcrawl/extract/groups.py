"""Rows that belong together: those of one container, the element that holds the repeated siblings."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from statistics import median

from selectolax.lexbor import LexborNode

from govcrawl.extract import dates, periods, titled_dates
from govcrawl.extract.outline import CHROME, FOOT, SIDE, Box
from govcrawl.extract.rows import ListRow, fill, is_more, repeated_in

# Links of a menu with names shorter than this are not looked at as rows.
_MENU_LENGTH = 8
# Between the parts of a list stand rules and blanks; more elements than this are not looked at.
_BETWEEN = 8
# Rows of one link each in boxes of their own: so many alike are a list.
_CARDS = 2
# Two blocks of at least so many dated rows are one list only where the dates of the second go on from the first.
_BLOCK = 3
_CLIMB = 12


@dataclass(slots=True, eq=False)
class RowGroup:
    """Rows of one list in document order."""

    rows: list[ListRow]
    score: float = 0.0  # what the rows are worth, whatever stands around them
    dated: int = 0  # rows with a date of their own or in the address

    @property
    def container(self) -> Box:
        """The element that holds the first rows."""
        first = self.rows[0]
        return (first.box.up if first.box else None) or first.anchor.box


@dataclass(slots=True, eq=False)
class _Part:
    """Rows with one parent. `top` is the largest element that shows nothing but them, `path` the tags down to them."""

    rows: list[ListRow]
    top: LexborNode | None
    path: str


def groups_of(rows: list[ListRow], reader: dates.DateReader = dates.PLAIN) -> list[RowGroup]:
    """Lists of the page, best first. Menus of short names are not even looked at. `reader` reads the rows' dates."""
    by_parent: dict[tuple[int, str], list[ListRow]] = defaultdict(list)
    for row in rows:
        by_parent[row.key].append(row)
    kept = [members for members in by_parent.values() if not _is_plain_menu(members)]
    for members in kept:
        repeated = repeated_in(members)
        for row in members:
            fill(row, reader, repeated)
        titled_dates.fill(members, reader)
    parts = [_part(members) for members in kept]
    headings = periods.Periods()
    for part in parts:
        _date_by_heading(part, headings)
    groups = [group for members in _joined(parts) if (group := _judge(members)) is not None]
    groups.sort(key=lambda group: -group.score)
    return groups


def _is_plain_menu(members: list[ListRow]) -> bool:
    """Short names in a box that calls itself a menu or a footer."""
    return bool(members[0].flags & CHROME) and all(
        row.flags & CHROME and len(row.anchor.text) < _MENU_LENGTH and not row.mates for row in members
    )


def _part(members: list[ListRow]) -> _Part:
    first = members[0]
    box = first.box.up if first.box is not None else first.anchor.box
    path = [first.box.tag if first.box is not None else "a"]
    top = box
    for _ in range(_CLIMB):
        if box is None or box.node is None or box.tag in ("body", "html", ""):
            break
        top = box
        path.append(box.tag)
        up = box.up
        if up is None or up.links > box.links or _shows_beside(box.node):
            break
        box = up
    return _Part(members, top.node if top is not None else None, "<".join(path))


def _date_by_heading(part: _Part, headings: periods.Periods) -> None:
    """Give rows that show month and day alone the year of the heading above them."""
    for row in part.rows:
        pieces = row.pieces if row.day is None else []
        short = [piece for piece in pieces if piece != row.title and periods.may_be_within(piece)]
        node = row.box.node if row.box is not None else row.anchor.node
        period = headings.above(node) if short and node is not None else None
        if period is None:
            continue
        row.day = next((day for piece in short if (day := periods.day_within(piece, period))), None)
        row.unread = row.unread if row.day is None else ""


def _shows_beside(node: LexborNode) -> bool:
    """Whether an element has siblings with text."""
    for step in ("prev", "next"):
        other = getattr(node, step)
        for _ in range(_BETWEEN):
            if other is None:
                break
            if _shows(other):
                return True
            other = getattr(other, step)
    return False


def _shows(node: LexborNode) -> bool:
    """Whether a node shows text other than the year or the month that heads a part of a list."""
    if node.is_text_node or node.is_element_node:
        return bool((node.text() or "").strip()) and not periods.heads(node)
    return False


def _joined(parts: list[_Part]) -> list[list[ListRow]]:
    """Rows of parts that follow each other with nothing between them, and are of one make, are one list."""
    made: list[list[ListRow]] = []
    open_parts: dict[tuple[int, str], tuple[_Part, list[ListRow]]] = {}
    for part in parts:
        parent = part.top.parent if part.top is not None else None
        key = (parent.mem_id if parent is not None else 0, part.path)
        last = open_parts.get(key)
        if last is not None and _goes_on(last[0], part):
            last[1].extend(part.rows)
            open_parts[key] = (part, last[1])
            continue
        members = list(part.rows)
        made.append(members)
        open_parts[key] = (part, members)
    return made


def _goes_on(before: _Part, after: _Part) -> bool:
    if before.top is None or after.top is None or not _adjoin(before.top, after.top):
        return False
    first = [row.published for row in before.rows if row.published]
    second = [row.published for row in after.rows if row.published]
    if (_is_undated(before, first) and _is_dated(after, second)) or (
        _is_undated(after, second) and _is_dated(before, first)
    ):
        return False
    if len(first) < _BLOCK or len(second) < _BLOCK:
        return len(before.rows) < _BLOCK or len(after.rows) < _BLOCK or _folders(before) & _folders(after) != set()
    middle = median(day.toordinal() for day in first)
    falling = first[0] >= first[-1] and all(day.toordinal() <= middle for day in second)
    rising = first[0] <= first[-1] and all(day.toordinal() >= middle for day in second)
    return falling or rising


def _is_undated(part: _Part, days: list[date]) -> bool:
    """Whether a part is a list without dates, which goes on from none with dates."""
    return not days and len(part.rows) >= _BLOCK


def _is_dated(part: _Part, days: list[date]) -> bool:
    """Whether most rows of a part have dates, those with the names of columns and pages aside."""
    return 2 * len(days) > sum(len(row.title) >= _MENU_LENGTH for row in part.rows)


def _folders(part: _Part) -> set[str]:
    return {row.anchor.url.rpartition("/")[0] for row in part.rows}


def _adjoin(before: LexborNode, after: LexborNode) -> bool:
    """Whether nothing is shown between two siblings."""
    node = before.next
    for _ in range(2 * _BETWEEN):
        if node is None:
            return False
        if node.mem_id == after.mem_id:
            return True
        if _shows(node):
            return False
        node = node.next
    return False


def _judge(members: list[ListRow]) -> RowGroup | None:
    kept: list[ListRow] = []
    score = 0.0
    dated = 0
    for row in members:
        if is_more(row.title):
            continue
        length = len(row.title)
        worth = 1.0 if length >= 8 else 0.4 if length >= 5 else 0.1
        if row.day:
            worth += 3
        elif row.url_date:
            worth += 1.5
        elif not row.anchor.is_article:
            worth *= 0.3
        dated += row.published is not None
        if row.flags & (CHROME | FOOT):
            worth *= 0.4
        elif row.flags & SIDE:
            worth *= 0.5
        score += worth
        kept.append(row)
    return RowGroup(kept, score, dated) if kept else None
