"""Articles whose date and headline are written another way."""

from __future__ import annotations

import re
from datetime import date
from random import Random

from tests.invariance.dom import Document, Element, Text, edited, insert_beside
from tests.invariance.rows import written

_SHOWN = re.compile(
    r"((?:发布|发稿|更新|发文)(?:时间|日期)\s*[:：]?\s*)(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?(\s*\d{1,2}:\d\d(?::\d\d)?)?"
)
LABELS = ("发布日期：", "日期：", "时间：", "发布于 ", "发布时间 ", "[发布时间]", "发稿时间：", "")


def _shown(document: Document) -> list[tuple[Text, re.Match[str], date]]:
    found = []
    for text in document.body.texts():
        match = _SHOWN.search(text.text)
        if match:
            try:
                found.append((text, match, date(int(match[2]), int(match[3]), int(match[4]))))
            except ValueError:
                continue
    return found


def article_dated_as(form: str) -> object:
    """A transformation: the publication date under the headline in this form, no clock."""

    @edited
    def transform(document: Document, random: Random) -> None:
        for text, match, day in _shown(document):
            text.text = text.text[: match.start()] + match[1] + written(day, form) + text.text[match.end() :]

    return transform


@edited
def date_label_changed(document: Document, random: Random) -> None:
    """Another word before the publication date, or none."""
    label = random.choice(LABELS)
    for text, match, _ in _shown(document):
        text.text = text.text[: match.start()] + label + text.text[match.end(1) :]


@edited
def date_in_own_element(document: Document, random: Random) -> None:
    """Label and date in cells of their own."""
    for text, match, _ in _shown(document):
        parent = text.parent
        if parent is None:
            continue
        before, after = text.text[: match.start()], text.text[match.end() :]
        pieces: list[Element | Text] = [
            Text(before),
            Element("span").add(Text(match[1])),
            Element("span").add(Text(match[0][len(match[1]) :])),
            Text(after),
        ]
        at = next(n for n, child in enumerate(parent.children) if child is text)
        parent.set([*parent.children[:at], *pieces, *parent.children[at + 1 :]])


@edited
def date_above_headline(document: Document, random: Random) -> None:
    """The line with the date above the headline."""
    shown, headline = _shown(document), document.body.first("h1")
    if len(shown) == 1 and headline is not None:
        line = shown[0][0].parent
        if line is not None and line.parent is headline.parent and len(line.text) < 80:
            line.replace()
            insert_beside(headline, line, after=False)


@edited
def event_time_in_text(document: Document, random: Random) -> None:
    """The text names a time of something else before it ends."""
    prose = [element for element in document.body.all("p") if len(element.text) >= 40 and "。" in element.text]
    if prose:
        insert_beside(
            prose[0],
            Element("p").add(Text("时间：2021年9月15日上午9时，地点：三楼会议室。报名截止日期：2021-09-10。")),
            after=True,
        )
