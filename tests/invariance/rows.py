"""The same rows in other boxes, and their dates in other forms and places."""

from __future__ import annotations

import re
from datetime import date
from random import Random

from tests.invariance.dom import Document, Element, Text, edited

_DATE = re.compile(
    r"[\[(（【]?\s*(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?\s*(?:\d{1,2}:\d\d(?::\d\d)?)?\s*[\])）】]?"
)
_CHINESE = "〇一二三四五六七八九"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def lists_of(document: Document) -> list[list[Element]]:
    """Lists of rows: li of one ul that each hold one link or more, and show something beside menus' short names."""
    found = []
    for box in document.body.all("ul", "ol"):
        items = box.elements
        rows = [item for item in items if item.tag == "li" and item.first("a") is not None and item.first("ul") is None]
        long = [row for row in rows if len(row.text) >= 12]
        if len(items) == len(rows) and 2 * len(long) >= len(rows) > 0:
            found.append(rows)
    return found


def table_rows_of(document: Document) -> list[tuple[Element, list[Element]]]:
    """Tables whose rows are rows of a list: (table, tr with a link)."""
    found = []
    for table in document.body.all("table"):
        rows = [row for row in table.all("tr") if row.first("table") is None]
        linked = [row for row in rows if 1 <= len(row.all("a")) <= 2 and len(row.text) >= 12]
        if len(linked) >= 2 and len(linked) + 1 >= len(rows):
            found.append((table, rows))
    return found


def _rebuilt(document: Document, outer: str, inner: str, between: str | None = None) -> None:
    for rows in lists_of(document):
        box = rows[0].parent
        if box is None:
            continue
        box.tag = outer
        for row in rows:
            row.tag = inner
            if between:
                row.set([Element(between).add(*row.children)])


@edited
def rows_in_dl(document: Document, random: Random) -> None:
    """dl and dd in place of ul and li."""
    _rebuilt(document, "dl", "dd")


@edited
def rows_in_divs(document: Document, random: Random) -> None:
    """div in place of ul and li."""
    _rebuilt(document, "div", "div")


@edited
def rows_in_paragraphs(document: Document, random: Random) -> None:
    """p in a div in place of ul and li."""
    _rebuilt(document, "div", "p")


@edited
def rows_in_table(document: Document, random: Random) -> None:
    """A table whose cells hold what stood side by side."""
    for rows in lists_of(document):
        box = rows[0].parent
        if box is None:
            continue
        attributes, lines = box.attributes, []
        for row in rows:
            cells: list[Element] = []
            for child in row.children:
                if isinstance(child, Text) and not child.text.strip():
                    continue
                dated = isinstance(child, Element) and child.tag in ("span", "em", "i", "b", "div")
                if not cells or dated:
                    cells.append(Element("td"))
                cells[-1].add(child)
            lines.append(Element("tr", row.attributes).add(*cells))
        box.tag, box.attributes = "table", attributes
        box.set([Element("tbody").add(*lines)])


@edited
def rows_in_cards(document: Document, random: Random) -> None:
    """Cards: the headline in a heading, the rest in a line below."""
    for rows in lists_of(document):
        box = rows[0].parent
        if box is None:
            continue
        box.tag = "div"
        for row in rows:
            row.tag = "div"
            link = row.first("a")
            if link is not None and link.parent is row:
                rest = [child for child in row.children if child is not link]
                row.set([Element("h4").add(link), Element("div", {"class": "meta"}).add(*rest)])


@edited
def rows_in_links(document: Document, random: Random) -> None:
    """The whole row is the link, its date inside."""
    for rows in lists_of(document):
        for row in rows:
            links = row.all("a")
            if len(links) == 1 and links[0].parent is row:
                link = links[0]
                rest = [child for child in row.children if child is not link]
                link.set([Element("span").add(*link.children), *rest])
                row.set([link])


@edited
def tables_as_lists(document: Document, random: Random) -> None:
    """ul and li in place of tables of rows."""
    for table, rows in table_rows_of(document):
        items = []
        for row in rows:
            item = Element("li", row.attributes)
            for cell in row.elements:
                item.add(Element("span", cell.attributes).add(*cell.children))
            items.append(item)
        table.tag = "ul"
        table.set([*items])


def written(day: date, form: str) -> str:
    """`day` in one of the forms that real lists have."""
    year, month, number = day.year, day.month, day.day
    digits = "".join(_CHINESE[int(digit)] for digit in str(year))
    return {
        "slash": f"{year}/{month:02}/{number:02}",
        "dot": f"{year}.{month:02}.{number:02}",
        "chinese": f"{year}年{month}月{number}日",
        "chinese0": f"{year}年{month:02}月{number:02}日",
        "bracket": f"[{year}-{month:02}-{number:02}]",
        "round": f"（{year}-{month:02}-{number:02}）",
        "wide": f"{year}-{month:02}-{number:02}".translate(str.maketrans("0123456789-", "０１２３４５６７８９－")),
        "dash": f"{year}–{month:02}–{number:02}",
        "short": f"{year}-{month}-{number}",
        "under": f"{year}_{month:02}_{number:02}",
        "digits": f"{year}{month:02}{number:02}",
        "two": f"{year % 100:02}-{month:02}-{number:02}",
        "numerals": f"{digits}年{_numeral(month)}月{_numeral(number)}日",
        "english": f"{_MONTHS[month - 1]} {number}, {year}",
        "clock": f"{year}-{month:02}-{number:02} 08:30:00",
    }[form]


FORMS = (
    "slash", "dot", "chinese", "chinese0", "bracket", "round", "wide", "dash", "short", "under", "digits", "two",
    "numerals", "english", "clock",
)  # fmt: skip


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else f"{_CHINESE[tens]}十") + (_CHINESE[ones] if ones else "")


def _rows(document: Document) -> list[Element]:
    rows = [row for rows in lists_of(document) for row in rows]
    return rows + [row for _, table in table_rows_of(document) for row in table]


def row_date(row: Element) -> tuple[Text, date] | None:
    """The text of a row that is a date and nothing else, with its day."""
    for text in row.texts():
        found = _DATE.fullmatch(text.text.strip())
        if found:
            try:
                return text, date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                continue
    return None


def rows_dated_as(form: str) -> object:
    """A transformation: the dates of rows in this form."""

    @edited
    def transform(document: Document, random: Random) -> None:
        for row in _rows(document):
            found = row_date(row)
            if found:
                found[0].text = written(found[1], form)

    return transform


@edited
def row_dates_first(document: Document, random: Random) -> None:
    """The date before the headline."""
    for row in _rows(document):
        found = row_date(row)
        element = found[0].parent if found else None
        if element is not None and element.parent is row and element.tag != "a":
            row.set([element, *(child for child in row.children if child is not element)])


@edited
def row_dates_split(document: Document, random: Random) -> None:
    """The day big, year and month small below it, as calendars of news have it."""
    for row in _rows(document):
        found = row_date(row)
        if found and found[0].parent is not None:
            text, day = found
            big, small = Element("b").add(Text(f"{day.day:02}")), Element("i").add(Text(f"{day:%Y-%m}"))
            parent = text.parent
            if parent is not None and parent.tag != "a":
                parent.set([Element("div").add(big), Element("div").add(small)])


@edited
def row_dates_in_time(document: Document, random: Random) -> None:
    """<time datetime="…"> with the day in words."""
    for row in _rows(document):
        found = row_date(row)
        if found and found[0].parent is not None and found[0].parent.tag != "a":
            text, day = found
            parent = text.parent
            if parent is not None:
                parent.set([Element("time", {"datetime": day.isoformat()}).add(Text(written(day, "chinese")))])
