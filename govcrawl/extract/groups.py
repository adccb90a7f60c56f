"""Rows that belong together, and which of them are the page's lists."""

from dataclasses import dataclass

from govcrawl.extract.outline import CHROME, CRUMB, FOOT, SIDE
from govcrawl.extract.rows import ListRow, fill, is_article_url, is_more

# Links of a menu with names shorter than this are not looked at as rows.
_MENU_LENGTH = 8


@dataclass(slots=True)
class RowGroup:
    """Rows of one list with what speaks for its being the page's main list."""

    rows: list[ListRow]
    score: float = 0.0
    dated: int = 0  # rows with a date of their own or in the address


def groups_of(rows: list[ListRow]) -> list[RowGroup]:
    """Lists of the page, best first. Menus, breadcrumbs and footers are not even looked at unless dated."""
    by_key: dict[str, list[ListRow]] = {}
    for row in rows:
        if row.flags & (CRUMB | FOOT) or (row.flags & CHROME and len(row.anchor.text) < _MENU_LENGTH):
            continue
        by_key.setdefault(row.key, []).append(row)
    groups = [group for members in by_key.values() if (group := _judge(members)) is not None]
    groups.sort(key=lambda group: -group.score)
    return groups


def _judge(members: list[ListRow]) -> RowGroup | None:
    kept: list[ListRow] = []
    score = 0.0
    dated = 0
    for row in members:
        fill(row)
        if is_more(row.title):
            continue
        length = len(row.title)
        worth = 1.0 if length >= 8 else 0.4 if length >= 5 else 0.1
        if row.day:
            worth += 3
        elif row.url_date:
            worth += 1.5
        elif not is_article_url(row.anchor.url):
            worth *= 0.3
        dated += row.published is not None
        if row.flags & CHROME:
            worth *= 0.15
        elif row.flags & SIDE:
            worth *= 0.25
        score += worth
        kept.append(row)
    return RowGroup(kept, score, dated) if kept else None
