"""Lists whose rows show their day at an end of the link's own text: 关于……的公告（2021-08-16）."""

import re

from govcrawl.extract.date_forms import Form, Spotted
from govcrawl.extract.dates import DateReader, day_of
from govcrawl.extract.rows import ListRow

_LEAST = 3  # rows that tell how a list is written
_TITLE = 5  # characters that are left of a title at least
_EDGE = "[]()（）【】〔〕|·•—-_:： \t\r\n\u3000\xa0"
_CLOCK = re.compile(r"(?:(?<!\s)\s++)?\d{1,2}:\d{2}(?::\d{2})?")


def fill(members: list[ListRow], reader: DateReader) -> None:
    """Give the rows of one list the whole dates with which all their titles end, or begin.

    That is a habit of the list; a single title may well end with the day of what it tells of. Titles are cut where that
    leaves them distinct.
    """
    if len(members) < _LEAST or any(row.day or row.unread for row in members):
        return
    for at_end in (True, False):
        found = [_edge(row.title, reader, at_end=at_end) for row in members]
        cut = [each for each in found if each is not None]
        if len(cut) < len(found):
            continue
        are_distinct = len({title for title, _ in cut}) == len(cut)
        for row, (title, spotted) in zip(members, cut, strict=True):
            when = reader.read(spotted)
            row.day = day_of(when) if when is not None else None
            row.title = title if are_distinct else row.title
        return


def _edge(title: str, reader: DateReader, *, at_end: bool) -> tuple[str, Spotted] | None:
    """What is left of a title without the whole date at its end, or its beginning, and that date."""
    spots = reader.spot(title)
    spotted = (spots[-1] if at_end else spots[0]) if spots else None
    if spotted is None or spotted.form is not Form.WHOLE or reader.read(spotted) is None:
        return None
    before, after = title[: spotted.start], title[spotted.end :]
    beyond, rest = (after, before) if at_end else (before, after)
    if _CLOCK.sub("", beyond).strip(_EDGE):
        return None
    rest = rest.rstrip(_EDGE.replace("）", "").replace(")", "")) if at_end else rest.lstrip(_EDGE)
    return (rest, spotted) if len(rest) >= _TITLE else None
