"""When a page was published, as distinct from when its content was drafted or the file was generated."""

import re
from datetime import date, datetime, timedelta

from govcrawl.extract import dates
from govcrawl.extract.model import Published
from govcrawl.extract.titles import norm

# Other metas that carry the publication time, in order of trust.
_METAS = (
    "firstpublishedtime",
    "publishdate",
    "pubtime",
    "publishtime",
    "article:published_time",
    "og:release_date",
    "datepublished",
)
_GENERATED = ("others", "maketime", "generatetime", "createtime", "generator_time")
_GAP = r"[\s\x1f]*"
_STRONG = re.compile(
    rf"(?:发{_GAP}布{_GAP}(?:时{_GAP}间|日{_GAP}期)|发布于|公开{_GAP}(?:日期|时间)|公布(?:日期|时间)|发表(?:时间|日期)|发稿(?:时间|日期)|上网(?:时间|日期)|"
    rf"刊登(?:时间|日期)|添加(?:时间|日期)|录入(?:时间|日期)|信息时间|文章日期|稿件时间|发布){_GAP}[:：]?{_GAP}[\[【(（]?{_GAP}{dates.DATE}"
)
_WEAK = re.compile(rf"(?:时{_GAP}间|日{_GAP}期){_GAP}[:：]{_GAP}[\[【(（]?{_GAP}{dates.DATE}")
_DRAFTED = re.compile(
    rf"(?:成{_GAP}文|生{_GAP}成|印{_GAP}发|发{_GAP}文){_GAP}(?:日{_GAP}期|时{_GAP}间){_GAP}[:：]?{_GAP}{dates.DATE}"
)
_OTHER = re.compile(dates.NOT_PUBLICATION)
_BARE = re.compile(rf"(?<![\d.]){dates.DATE}")
_BESIDE = re.compile(r"来\s*源|作\s*者|编辑|浏览|点击|阅读|字\s*[号体]|分享|记者|打印|访问")
_SENTENCE = re.compile(r"公布|施行|通过|第.{1,6}号|修[订正]|截[至止]|[，。；]|今天|星期|欢迎")
# How far from the headline an unlabelled date may stand.
_REACH = 260
_PIECES = 14
# A longer piece is running text.
_LINE = 90


def shown(flat: str, title: str) -> Published | None:
    """The publication date that the visible page shows, or None.

    `flat` is the page's text, pieces divided by \\x1f; dates close to where it says `title` count first.
    """
    spots = _title_spots(flat, title)
    strong = [(match.start(), when) for match in _STRONG.finditer(flat) if (when := dates.from_match(match))]
    if strong:
        return _nearest(strong, spots)
    weak = []
    for match in _WEAK.finditer(flat):
        before = flat[max(0, match.start() - 8) : match.start()].rpartition("\x1f")[2]
        when = dates.from_match(match)
        if when and not _OTHER.search(before):
            weak.append((match.start(), when))
    near = [(spot, when) for spot, when in weak if not spots or any(-400 < spot - end < 600 for end in spots)]
    if near:
        return _nearest(near, spots)
    return _beside_title(flat, spots)


def _title_spots(flat: str, title: str) -> list[int]:
    """Where the headline ends in the text, each time it stands there."""
    if len(title) < 4:
        return []
    spots = [match.end() for match in re.finditer(re.escape(title), flat)]
    if not spots:
        words = [re.escape(word) for word in title.split()][:30]
        spots = [match.end() for match in re.finditer(r"[\s\x1f]*".join(words), flat)] if words else []
    if not spots:
        # Headlines broken over lines, or with other brackets: compare without white space.
        head, wanted, position = norm(title)[:14], [], 0
        for piece in flat.split("\x1f"):
            position += len(piece) + 1
            if len(piece) >= 6 and norm(piece).startswith(head[: max(6, min(14, len(piece)))]):
                wanted.append(position - 1)
        spots = wanted
    return spots[:20]


def _nearest(found: list[tuple[int, Published]], spots: list[int]) -> Published:
    """The date nearest to a headline; behind it rather than before it."""
    if not spots:
        return found[0][1]

    def distance(item: tuple[int, Published]) -> int:
        return min(item[0] - end if item[0] >= end else 2 * (end - item[0]) for end in spots)

    best = min(found, key=distance)
    same_day = [when for _, when in found if dates.day_of(when) == dates.day_of(best[1]) and dates.has_time(when)]
    return same_day[0] if same_day and not dates.has_time(best[1]) else best[1]


def _beside_title(flat: str, spots: list[int]) -> Published | None:
    """A date without a label between the headline and the first sentence: below that it may be the signature's."""
    for end in spots:
        pieces = flat[end : end + _REACH].split("\x1f")[:_PIECES]
        for index, piece in enumerate(pieces):
            spread = dates.of_split(pieces[index : index + 2], None)
            if spread:
                return spread
            match = _BARE.search(piece) if len(piece) <= _LINE else None
            if match is None:
                if len(piece) > _LINE or (piece.endswith(("。", "：", ":")) and not _BESIDE.search(piece)):
                    break
                continue
            rest = piece[: match.start()] + piece[match.end() :]
            if _SENTENCE.search(rest) or _OTHER.search(piece[: match.start()]):
                continue
            when = dates.from_match(match)
            alone = len(rest.strip(" []()（）【】|\xa0\u3000")) <= 6
            company = "".join(pieces[index : index + 4])
            if when and (alone or _BESIDE.search(company)):
                return when
    return None


def drafted(flat: str) -> date | None:
    """The day on which the document says it was drawn up (成文日期), in the page's `flat` text; None without one."""
    match = _DRAFTED.search(flat) if "文" in flat or "成" in flat else None
    when = dates.from_match(match) if match else None
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


def decide(metas: dict[str, str], visible: Published | None, url: str) -> tuple[Published | None, str | None]:
    """The publication date and where it was read: label, page, url.

    `metas` are the page's meta tags, `visible` is the date that the page shows. What the page shows wins over a label
    of another day, because it is what people read; a label of the same day adds the time. A label that nothing bears
    out counts unless it is the moment of generation, or a date in the address says otherwise.
    """
    label = from_labels(metas)
    address = dates.from_url(url)
    if visible is not None:
        if label is not None and dates.day_of(label) == dates.day_of(visible):
            return (label, "label") if dates.has_time(label) or not dates.has_time(visible) else (visible, "page")
        return visible, "page"
    if label is not None:
        agrees = address is not None and address == dates.day_of(label)
        if agrees or (address is None and not is_generation_time(label, metas)):
            return label, "label"
        if (
            address is not None
            and abs(address - dates.day_of(label)) <= timedelta(days=31)
            and not is_generation_time(label, metas)
        ):
            return label, "label"
    return (address, "url") if address is not None else (None, None)
