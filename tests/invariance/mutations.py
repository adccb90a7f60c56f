"""Mutations under which exactly one fact of a page must change: the counterpart of the transformations.

Each takes the tree of a page and changes one thing that a reader would notice. A function gives False where a page has
nothing to change.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from tests.invariance.boxes import main_block
from tests.invariance.dom import Document, Element, Text, insert_beside, parse, read
from tests.invariance.rows import lists_of, row_date, table_rows_of

_IDENTITY = "11010519491231002X"  # the example of the standard on such numbers
_HIDDEN = "<div style='position:absolute;left:-9999px'><a href='http://www.qipai-yule888.example/'>真人棋牌</a></div>"


def _rows(document: Document) -> list[Element]:
    rows = [row for each in lists_of(document) for row in each]
    return rows + [row for _, each in table_rows_of(document) for row in each]


def _longest(document: Document) -> list[Element]:
    every = lists_of(document) + [rows for _, rows in table_rows_of(document)]
    return max(every, key=len, default=[])


def take_rows_away(document: Document) -> bool:
    """The list is there, its rows are not."""
    rows = _longest(document)
    for row in rows:
        row.replace()
    return bool(rows)


def age_dates(document: Document) -> bool:
    """Every row of the page is two years older."""
    aged = False
    for row in _rows(document):
        found = row_date(row)
        if found:
            text, day = found
            text.text = (day - timedelta(days=730)).isoformat()
            aged = True
    return aged


def drop_label(document: Document, name: str) -> bool:
    """The label `name` is gone."""
    metas = [meta for meta in document.root.all("meta") if meta.get("name").lower() == name.lower()]
    for meta in metas:
        meta.replace()
    return bool(metas)


def drop_date(document: Document) -> bool:
    """An article shows no publication date, and its label says none."""
    changed = drop_label(document, "PubDate")
    for text in document.body.texts():
        shown = re.sub(
            r"(?:发布|发稿)(?:时间|日期)\s*[:：]?\s*20\d\d[-/.年]\d+[-/.月]\d+日?(?:\s*\d+:\d\d)?", "", text.text
        )
        changed = changed or shown != text.text
        text.text = shown
    return changed


def swap_for_word(document: Document) -> bool:
    """Its PDF files are Word files."""
    swapped = False
    for link in document.body.all("a"):
        if link.get("href").lower().endswith((".pdf", ".ofd")):
            link.attributes["href"] = re.sub(r"\.(?:pdf|ofd)$", ".doc", link.get("href"), flags=re.I)
            for text in link.texts():
                text.text = re.sub(r"\.(?:pdf|ofd)", ".doc", text.text, flags=re.I)
            swapped = True
    return swapped


def unlink_interpretation(document: Document) -> bool:
    """The block that links its interpretation is gone."""
    for heading in document.body.all("h2", "h3", "h4", "strong"):
        if "解读" in heading.text and len(heading.text) <= 8 and heading.parent is not None:
            heading.parent.replace()
            return True
    return False


def show_identity_number(document: Document) -> bool:
    """A person's whole identity number stands in the text."""
    prose = [element for element in document.body.all("p") if len(element.text) >= 20]
    if prose:
        insert_beside(prose[0], Element("p").add(Text(f"申请人王某某，身份证号{_IDENTITY}。")), after=True)
    return bool(prose)


def hide_foreign_link(document: Document) -> bool:
    """A link to a gambling site, out of sight."""
    document.body.add(*parse(_HIDDEN))
    return True


def redate(document: Document, day: date) -> bool:
    """The label says `day`, the page what it said before."""
    metas = [meta for meta in document.root.all("meta") if meta.get("name").lower() == "pubdate"]
    for meta in metas:
        meta.attributes["content"] = f"{day} 09:00"
    return bool(metas)


def empty_main(document: Document) -> bool:
    """Nothing stands where the content was."""
    block = main_block(document)
    if block is not None:
        block.set([])
    return block is not None


def mutated(body: bytes, mutation: Callable[..., bool], *arguments: object) -> bytes | None:
    """The page `body` with one `mutation`; None where there is nothing to change."""
    document = read(body)
    return document.bytes() if mutation(document, *arguments) else None
