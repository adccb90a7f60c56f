"""When a page was published, as distinct from when its content was drafted or the file was generated.

What a date means is decided by its place: the line of facts beside the headline, then a label that says so elsewhere.
Running text never tells it, and no period does.
"""

import re
from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice

from govcrawl.extract import date_pieces, dates
from govcrawl.extract.date_forms import Form, Spotted, spot
from govcrawl.extract.date_labels import FACTS, Meaning, meaning_before
from govcrawl.extract.headline_places import LINE, REACH, SENTENCE, PageText
from govcrawl.extract.model import Published

# Other metas that carry the publication time, in order of trust.
_METAS = (
    "firstpublishedtime",
    "publishdate",
    "pubtime",
    "publishtime",
    "article:published_time",
    "og:release_date",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
)
_GENERATED = ("others", "maketime", "generatetime", "createtime", "generator_time")
_GAP = r"[\s\x1f]*"
_DRAFTED = re.compile(
    rf"(?:成{_GAP}文|生{_GAP}成|印{_GAP}发|发{_GAP}文){_GAP}(?:日{_GAP}期|时{_GAP}间){_GAP}[:：]?{_GAP}"
)
_EDGES = " \t\xa0\u3000\x1f[]()（）【】|｜/,:：-·•"
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}\s*[:：]\s*$")
_CLOCK = re.compile(r"今天|今日|现在|北京时间|欢迎|农历|阴历")
_EVENT = re.compile(r"^(?:地\s*点|会\s*场|地\s*址|对\s*象|主\s*题|议\s*程|参\s*加|主\s*办)")
# A day in round brackets below a headline is that of the speech or decision, not of its publication.
_OF_DOCUMENT = re.compile(r"[（(][\s\x1f]*[^（()）]{0,20}年[^（()）]{0,20}[）)]")
# A label that says 发布 outright may stand further away, in a table above the headline or below the text.
_TABLE = 600
_COMPANY = 12  # characters of a name or a weekday that may stand beside an unlabelled date
_DATES = 5_000  # of a page that are looked at; real pages show hundreds


@dataclass(frozen=True, slots=True)
class ShownDates:
    """What the visible page says of its day of publication.

    `when` is the date of publication, `updated` that of the last change, `unread` a text in the place of the date
    that no day can be read from.
    """

    when: Published | None = None
    updated: Published | None = None
    unread: str = ""
    relative: bool = False  # `unread` counts from the moment of fetching, which is not known


@dataclass(frozen=True, slots=True)
class _Candidate:
    at: int
    when: Published
    meaning: Meaning
    exact: bool


def shown(
    flat: str, title: str, reader: dates.DateReader = dates.PLAIN, expected: Set[date] = frozenset()
) -> ShownDates:
    """What the visible page says of its day of publication.

    `flat` is the page's text, pieces divided by \\x1f; dates close to where it says `title` count first. `reader` reads
    the page's dates. Of several days in the line of facts, one of the `expected` (label, address) wins.
    """
    text, found, unread = _candidates(flat, title, reader)
    best = _best(text, found, expected) or _spread(text, reader)
    updated = next((each.when for each in found if each.meaning is Meaning.UPDATED and text.in_head(each.at)), None)
    if best is not None or unread is None:
        return ShownDates(best, updated)
    return ShownDates(None, updated, flat[unread.start : unread.end], unread.form is Form.RELATIVE)


@lru_cache(maxsize=2)  # a page is asked once for its kind and once for its day, mostly of the same text
def _candidates(flat: str, title: str, reader: dates.DateReader) -> tuple[PageText, list[_Candidate], Spotted | None]:
    """Dates in `flat` that may speak for the page called `title`, and the first text in the place of one that says no
    day.
    """
    text = PageText(flat, title)
    found: list[_Candidate] = []
    unread: Spotted | None = None
    for spotted in islice(reader.spot(flat), _DATES):
        meaning, exact = meaning_before(flat, spotted.start, text.behind_title(spotted.start))
        if meaning is Meaning.OTHER or dates.is_period(flat, spotted) or not _is_told(text, spotted, meaning):
            continue
        when = reader.read(spotted)
        if when is not None:
            found.append(_Candidate(spotted.start, when, meaning, exact))
        elif unread is None and (meaning is Meaning.PUBLISHED or text.in_head(spotted.start)):
            unread = spotted
    return text, found, unread


def _is_told(text: PageText, spotted: Spotted, meaning: Meaning) -> bool:
    """Whether a date stands where pages tell when they were published."""
    start, end = text.piece(spotted.start)
    last = text.piece(spotted.end - 1)[1]
    long = end - start > LINE
    # Of a longer line only what is near is looked at, so that a line full of dates takes linear time.
    start, end = max(start, spotted.start - 2 * LINE), min(end, spotted.end + 2 * LINE)
    piece, last = text.flat[start:end], min(last, spotted.end + 2 * LINE)
    rest = text.flat[start : spotted.start] + text.flat[spotted.end : last]
    if _CLOCK.search(rest):
        return False
    if meaning is Meaning.PUBLISHED:
        return True
    if spotted.form not in (Form.WHOLE, Form.RELATIVE, Form.UNREAD, Form.PARTIAL) and rest.strip(_EDGES):
        return meaning is not Meaning.NONE
    facts = FACTS.search(piece)
    if long or (SENTENCE.search(rest) and not facts):
        return False
    if meaning is Meaning.NEUTRAL:
        return not _EVENT.match(text.flat[last + 1 : last + 12])
    if meaning is Meaning.NONE:
        if _OF_DOCUMENT.match(text.flat, max(0, spotted.start - 1)) and not facts:
            return False
        alone = len(_without_labelled(rest).strip(_EDGES)) <= _COMPANY and _is_set_off(text.flat, spotted, start, last)
        return bool(facts) or alone
    return True


def _without_labelled(line: str) -> str:
    """A line without the dates that have labels of their own (成文日期：2021-07-03), which say nothing of another."""
    if "：" not in line and ":" not in line:
        return line
    for spotted in reversed(spot(line)):
        label = _LABEL.search(line[: spotted.start])
        if label:
            line = line[: label.start()] + line[spotted.end :]
    return line


def _is_set_off(flat: str, spotted: Spotted, start: int, end: int) -> bool:
    """Whether blanks or brackets part the date from the rest of its line, as they do between facts and not in prose."""
    before = flat[max(start, spotted.start - 1) : spotted.start]
    after = flat[spotted.end : min(end, spotted.end + 1)] or flat[spotted.end - 1 : spotted.end]
    return (not before or before in _EDGES) and (
        spotted.end >= end or after in _EDGES or flat[spotted.end - 1].isspace()
    )


def _best(text: PageText, found: list[_Candidate], expected: Set[date]) -> Published | None:
    """The date that speaks for the page: named as such near the headline, beside it, named as such elsewhere."""
    named = [each for each in found if each.meaning is Meaning.PUBLISHED]
    near = [each for each in named if text.in_head(each.at) or (each.exact and text.distance(each.at) < _TABLE)]
    if near:
        return _nearest(near, text)
    plain = [each for each in found if each.meaning in (Meaning.NONE, Meaning.NEUTRAL) and text.in_head(each.at)]
    if plain:
        agreed = [each for each in plain if dates.day_of(each.when) in expected]
        return _nearest(agreed or plain, text)
    far = [each for each in named if each.exact]
    if far:
        return _nearest(far, text)
    if not text.titles:
        first = [each for each in found if each.meaning is Meaning.NEUTRAL and each.at < _TABLE]
        return first[0].when if first else None
    above = [each for each in found if each.meaning is Meaning.NEUTRAL and text.distance(each.at) < REACH]
    return _nearest(above, text) if above else None


def _nearest(found: list[_Candidate], text: PageText) -> Published:
    """The date nearest to a headline, with the time of day where another one of the same day has it."""
    best = min(found, key=lambda each: text.distance(each.at)).when
    same_day = [
        each.when for each in found if dates.day_of(each.when) == dates.day_of(best) and dates.has_time(each.when)
    ]
    return same_day[0] if same_day and not dates.has_time(best) else best


def _spread(text: PageText, reader: dates.DateReader) -> Published | None:
    """A date in two or three pieces below the headline (15 above 2021-08), or right before it."""
    for start, end in text.heads:
        pieces = text.flat[start:end].split("\x1f")
        if when := date_pieces.of_split(pieces, None):
            return when
    for end in text.titles:
        first, _ = text.piece(end - 1)
        pieces = text.flat[max(0, first - 24) : max(0, first - 1)].split("\x1f")[-3:]
        when = date_pieces.of_split(pieces[-3:], None) or date_pieces.of_split(pieces[-2:], None)
        if when:
            return when
    return None


def drafted(flat: str) -> date | None:
    """The day on which the document says it was drawn up (成文日期), in the page's `flat` text; None without one."""
    match = _DRAFTED.search(flat) if "文" in flat or "成" in flat else None
    found = dates.PLAIN.spot(flat[match.end() : match.end() + 40]) if match else []
    when = found[0].when if found and found[0].start <= 2 else None
    return dates.day_of(when) if when else None


def from_labels(metas: dict[str, str]) -> Published | None:
    """The publication time of the page's labels; None when it is only the moment the file was generated."""
    content = metas.get("PubDate")
    when = dates.parse_label(content) if content else None
    if when is None:
        when = next((found for name in _METAS if metas.get(name) and (found := dates.parse_label(metas[name]))), None)
    return when


def is_generation_time(when: Published, metas: dict[str, str]) -> bool:
    """Whether `when`, read from a label, is the stamp that the content system sets each time it writes the file.

    `metas` are the page's meta tags, content by lower-case name.
    """
    if not isinstance(when, datetime):
        return False
    for name in _GENERATED:
        stamp = dates.parse_label(metas[name]) if metas.get(name) else None
        if isinstance(stamp, datetime) and abs(stamp - when) <= timedelta(minutes=2):
            return True
    return False


def decide(
    metas: dict[str, str], page: ShownDates, url: str, data: Published | None = None
) -> tuple[Published | None, str | None]:
    """The publication date and where it was read: label, page, data, url; relative or unread where there is one that
    no day can be read from.

    `metas` are the page's meta tags, `page` is what it shows, `data` the date of its structured data. What the page
    shows wins over a label of another day, because it is what people read; a label of the same day adds the time. A
    label that nothing bears out counts unless it is the moment of generation, or a date in the address says otherwise.
    """
    visible = page.when
    label = from_labels(metas)
    address = dates.from_url(url)
    if visible is not None:
        if label is not None and dates.day_of(label) == dates.day_of(visible):
            return (label, "label") if dates.has_time(label) or not dates.has_time(visible) else (visible, "page")
        return visible, "page"
    if label is not None and not is_generation_time(label, metas):
        near = timedelta(days=31)
        if address is None or abs(address - dates.day_of(label)) <= near:
            return label, "label"
    elif label is not None and address == dates.day_of(label):
        return label, "label"
    if data is not None:
        return data, "data"
    if address is not None:
        return address, "url"
    if page.unread:
        return None, "relative" if page.relative else "unread"
    return (page.updated, "page") if page.updated is not None else (None, None)
