"""Pagers, known by their structure: a run of short sibling links whose addresses differ by one number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from govcrawl.domain.urls import host_of, page_key
from govcrawl.extract.outline import Outline, squeeze

# No list that anyone inspects is longer; a pager that claims more is a trap.
MAX_PAGES = 1000
_LABEL = 12  # characters of a label of a pager
_CLIMB = 4  # levels up to what holds all links of a pager
_SEPARATOR = "\x1f"
_NUMBER = re.compile(r"^[\[【(（<第\s]*(\d{1,4})[\]】)）>页\s]*$")
# Words are weights: they tell which link leads on where the numbers do not.
NEXT = re.compile(r"^\W*(?:下一?页|后一?页|下页|下一张|next(?: page)?)\W*$|^下一页|^\s*(?:>|›|»|→|>>)\s*$", re.I)
_NEXT_WORD = re.compile(r"下一?页|后一?页|下页")
LAST = re.compile(r"^\W*(?:尾页|末页|最后一?页|最末页|last(?: page)?)\W*$|^\s*(?:>\||>>\||»\|)\s*$", re.I)
BACK = re.compile(r"^\W*(?:上一?页|前一?页|首页|第一页|prev\w*|first)\W*$|^\s*(?:<|‹|«|←|<<)\s*$", re.I)
_OF_PAGES = re.compile(
    r"共\s*(\d{1,5})\s*页|(?:第|页次)\s*+[:：]?\s*+\d++\s*+/\s*(\d{1,5})\s*页?|\b\d{1,4}\s*/\s*(\d{1,5})\s*页"
)
_AT_PAGE = re.compile(r"(?:第|当前页?\s*+[:：]?)\s*+(\d{1,4})\s*+页?\s*+[/，,]?\s*+共")
_WORD = re.compile(r"\w")
_SHORT_TEXT = 160  # of a pager that says which page of how many it is
_SHORT_FRACTION = re.compile(r"(?<![\d/])(\d{1,4})\s*/\s*(\d{1,4})(?![\d/])")
_COUNTED = re.compile(r"[\w.\[\]%-]+=\d{0,5}")
_COUNTER = re.compile(r"[-_](?:p|page)\d+|[-_]?\d+")
_OWN_PAGE = re.compile(r"^(?:index|default|list|main)?(?:\.\w+)?$")
_ENDING = re.compile(r"\.\w+$")
_PAGE_FOLDER = re.compile(r"(?:/p|/page)?/\d{1,5}$")
# A month on one page is a calendar, and its days lead to dates.
_MONTH = range(28, 32)
_YEARS = range(1990, 2100)


class PagerStep(NamedTuple):
    """One link of a pager; without an address its script says where it leads."""

    label: str
    url: str | None
    script: str
    node: LexborNode
    place: int


@dataclass(slots=True)
class Pager:
    """A run of steps. `numbered` holds the addresses of pages by their numbers, `scripted` numbers that only scripts
    know the addresses of; `count` is the number of pages as the pager shows it, None when it does not."""

    steps: list[PagerStep]
    numbered: dict[int, str] = field(default_factory=dict)
    scripted: dict[int, str] = field(default_factory=dict)
    current: int = 1
    count: int | None = None
    text: str = ""


def runs(outline: Outline, host: str) -> Iterator[list[PagerStep]]:
    """Runs of neighbouring steps with short labels that one box holds, in the order of the page at `host`."""
    anchors = (
        PagerStep(a.text or a.hint, a.url, "", a.node, a.index)
        for a in outline.anchors
        if len(a.text) <= _LABEL and host_of(a.url) == host
    )
    calls = (PagerStep(c.text, None, c.script, c.node, c.place) for c in outline.calls if len(c.text) <= _LABEL)
    found: list[PagerStep] = []
    last: set[int] = set()  # boxes around the step before
    # A script call stands before the anchor that has its place.
    for step in sorted([*calls, *anchors], key=lambda step: (step.place, step.url is not None)):
        boxes = _above(step.node)
        is_beside = bool(found) and (found[-1].node.mem_id == step.node.mem_id or bool(last & boxes))
        if found and (step.place - found[-1].place > 1 or not is_beside):
            yield found
            found = []
        found.append(step)
        last = boxes
    if found:
        yield found


def _above(node: LexborNode) -> set[int]:
    """Memory ids of the boxes within reach around an element; the whole page is none."""
    found: set[int] = set()
    around = node.parent
    for _ in range(_CLIMB - 1):
        if around is None or around.tag in ("body", "html"):
            break
        found.add(around.mem_id)
        around = around.parent
    return found


def pager_in(steps: list[PagerStep], url: str) -> Pager | None:
    """The pager of the page at `url` among the `steps` of one run; None when nothing proves that they are one."""
    while steps and not is_step(steps[0].label):  # what stands beside it: tools, a menu
        steps = steps[1:]
    while steps and not is_step(steps[-1].label):
        steps = steps[:-1]
    numbers = [(int(match[1]), step) for step in steps if (match := _NUMBER.match(step.label))]
    words = [step for step in steps if any(word.search(step.label) for word in (NEXT, LAST, BACK))]
    if not numbers and not words:
        return None
    pager = Pager(steps, text=_text_around(steps))
    for number, step in numbers:
        if step.url is not None:
            pager.numbered.setdefault(number, step.url)
        elif _argument(step.script, number):
            pager.scripted.setdefault(number, step.script)
    known = sorted({*pager.numbered, *pager.scripted})
    if not known and not words:
        return None
    if _is_calendar(known) or (known and all(number in _YEARS for number in known)):
        return None
    shown = _pages_said(pager.text)
    pager.current = _current(pager, url, shown)
    pager.count = max([*known, *([shown[1]] if shown else [])], default=None)
    return pager if _is_proven(pager, url, shown is not None) else None


def is_step(label: str) -> bool:
    """Whether a label, in a run that is a pager, is that of one of its pages rather than of something beside it."""
    return is_page_name(label) or not _WORD.search(label)


def is_page_name(label: str) -> bool:
    """Whether a label names a page of some list, wherever it stands: a number, or the word of a pager; no arrow."""
    named = any(word.search(label) for word in (NEXT, LAST, BACK)) and bool(_WORD.search(label))
    return named or bool(_NUMBER.match(label))


def _text_around(steps: list[PagerStep]) -> str:
    """Text of the smallest box that holds all steps, in pieces; of a single link the nearest box that says more."""
    ends = (steps[0].node, steps[-1].node)
    box = ends[0].parent
    shared = _above(ends[0]) & _above(ends[1])
    for _ in range(_CLIMB):
        if box is None or box.tag in ("body", "html"):
            return ""
        text = box.text(separator=_SEPARATOR)
        if (box.mem_id in shared or len(steps) == 1) and (len(steps) > 1 or squeeze(text) != steps[0].label):
            return text if len(text) <= 2000 else ""
        box = box.parent
    return ""


def _pages_said(text: str) -> tuple[int, int] | None:
    """(current page, number of pages) that the text says; the current one is 0 where it does not say that."""
    tight = text.replace(_SEPARATOR, " ")
    match = _OF_PAGES.search(text.replace(_SEPARATOR, "")) or _OF_PAGES.search(tight)
    fraction = _SHORT_FRACTION.search(tight) if len(tight) <= _SHORT_TEXT else None
    if match:
        at = _AT_PAGE.search(text.replace(_SEPARATOR, " ")) or fraction
        return (int(at[1]) if at else 0, int(next(group for group in match.groups() if group)))
    if fraction and 0 < int(fraction[1]) <= int(fraction[2]):
        return int(fraction[1]), int(fraction[2])
    return None


def _argument(script: str, number: int) -> bool:
    """Whether a script is given the number of the page, counted from 1 or from 0, and no other number."""
    given = {int(found) for found in re.findall(r"(?<![\w.#/?=&-])\d{1,5}(?![\w./])", script)}
    return given in ({number}, {number - 1})


def _is_calendar(numbers: Sequence[int]) -> bool:
    return len(numbers) in _MONTH and numbers[-1] in _MONTH


def _current(pager: Pager, url: str, shown: tuple[int, int] | None) -> int:
    """The number of the page at hand: the pager links its own address, shows the number without a link, or says it."""
    own = page_key(url)
    for number, address in pager.numbered.items():
        if page_key(address) == own:
            return number
    if shown and shown[0]:
        return shown[0]
    known = {*pager.numbered, *pager.scripted}
    for piece in pager.text.split(_SEPARATOR):
        match = _NUMBER.match(piece.strip())
        if match and int(match[1]) not in known and {int(match[1]) - 1, int(match[1]) + 1} & known:
            return int(match[1])
    return 1 if 1 not in known or len(known) > 1 else max(known)


def _is_proven(pager: Pager, url: str, said: bool) -> bool:
    """Whether the run is a pager of this page: by its own number, by what it says, or by the addresses."""
    known = sorted({*pager.numbered, *pager.scripted})
    own = page_key(url)
    if said or any(page_key(step.url) == own for step in pager.steps if step.url and _NUMBER.match(step.label)):
        return bool(known) or any(step.url and is_sibling(url, step.url) for step in pager.steps) or said
    if pager.scripted and len(known) > 1:
        return True
    if any(step.url and _NEXT_WORD.search(step.label) for step in pager.steps):
        return True
    unlinked = pager.current not in known and bool({pager.current - 1, pager.current + 1} & set(known))
    if unlinked and str(pager.current) in [piece.strip("[]【】 ") for piece in pager.text.split(_SEPARATOR)]:
        return True
    leading = [step for step in pager.steps if step.url and (_NUMBER.match(step.label) or NEXT.search(step.label))]
    return any(is_sibling(url, step.url) for step in leading if step.url)


def is_sibling(url: str, other: str) -> bool:
    """Whether two addresses can be pages of one list: they differ in a number, or one has it and the other has not."""
    if host_of(url) != host_of(other) or page_key(url) == page_key(other):
        return False
    return not _stems(url).isdisjoint(_stems(other))


def _stems(url: str) -> set[str]:
    """What the pages of a list have in common: /list.htm, /list/2.htm, /list/2/, /list/index_2.htm, /list?page=2."""
    path, _, query = page_key(url).partition("?")
    folder, _, name = path.rpartition("/")
    kept = [part for part in query.split("&") if part and not _COUNTED.fullmatch(part)]
    tail = "?" + "&".join(sorted(kept))
    bare = _OWN_PAGE.sub("", _COUNTER.sub("", name))
    found = {f"{folder}/{bare}{tail}", f"{folder}/{_ENDING.sub('', bare)}{'/' if bare else ''}{tail}"}
    if not bare and (above := _PAGE_FOLDER.sub("", folder)) != folder:
        found.add(f"{above}/{tail}")
    return found
