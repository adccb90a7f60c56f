"""The addresses of the pages of a pager: those that it links, and those that follow from them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from govcrawl.domain.urls import page_key
from govcrawl.extract.outline import Anchor
from govcrawl.extract.pagers import LAST, MAX_PAGES, NEXT, Pager, is_sibling
from govcrawl.extract.purposes import CHROME

# What is longer is no number of a page; cut so, it still stands in an address as it was.
_LONE = 12  # characters of a link to the next page
_ARROW = re.compile(r"[>›»＞→]")
_NUMBERED = re.compile(r"(?<![a-z])(?:page|p|pn|pageno|pagenum|pageindex|list)[=/_-]?(\d{1,4})(?!\d)", re.I)
_FOLDER = re.compile(r"/(\d{1,4})/?$")
_DIGITS = re.compile(r"\d{1,18}")


def pages_after(pager: Pager, url: str) -> list[str]:
    """Addresses of the pages after the current one as far as they are known or follow from each other."""
    made = _template(pager, url)
    last = min(_last(pager, made), pager.current + MAX_PAGES)
    found: list[str] = []
    for number in range(pager.current + 1, last + 1):
        address = pager.numbered.get(number) or (made(number) if made else None)
        if address is None:
            break
        found.append(address)
    if not found:
        found = _by_words(pager, url)
    return [page for page in dict.fromkeys(found) if page_key(page) != page_key(url)][:MAX_PAGES]


def lone_next(anchors: Iterable[Anchor], url: str) -> list[str]:
    """The next page of the list at `url` where a single link leads there, whatever it is called: its address is the
    page's own but for the number of a page, one higher."""
    own = _page_number(url)
    for anchor in anchors:
        if anchor.box.flags & CHROME or len(anchor.text) > _LONE or not is_sibling(url, anchor.url):
            continue
        number = _page_number(anchor.url, bare=bool(_ARROW.search(anchor.text)))
        if number is not None and number == (own or 1) + 1:
            return [anchor.url]
    return []


def _page_number(url: str, *, bare: bool = False) -> int | None:
    """The number of a page that an address names, as page/2, p=2 or list_2; with `bare` also a folder that is one."""
    key = page_key(url)
    match = _NUMBERED.search(key) or (_FOLDER.search(key) if bare else None)
    return int(match[1]) if match else None


def _last(pager: Pager, made: Callable[[int], str] | None) -> int:
    """The number of the last page: what the pager says, or the highest that an address of its links stands for."""
    count = pager.count or 0
    if made is None:
        return count
    form = _DIGITS.split(page_key(made(1)))
    keys = {page_key(step.url) for step in pager.steps if step.url} - set(map(page_key, pager.numbered.values()))
    keys = {key for key in keys if _DIGITS.split(key) == form}
    numbers = range(count + 1, MAX_PAGES + 1) if keys else ()
    return max((number for number in numbers if page_key(made(number)) in keys), default=count)


def _template(pager: Pager, url: str) -> Callable[[int], str] | None:
    """How the address of a page follows from its number, by two of them, or by one that holds it."""
    known = sorted((number, address) for number, address in pager.numbered.items() if number > 1) or sorted(
        pager.numbered.items()
    )
    for index, (number, address) in enumerate(known):
        for other, second in known[index + 1 :]:
            if found := _between(number, address, other, second):
                return found
    end = next((step.url for step in pager.steps if step.url and LAST.search(step.label)), None)
    for number, address in known:
        if pager.count and end and (found := _between(number, address, pager.count, end)):
            return found
    for number, address in known:
        if number > 1 and (found := _holding(number, address, url)):
            return found
    return None


def _between(one: int, first: str, other: int, second: str) -> Callable[[int], str] | None:
    texts, numbers = _DIGITS.split(first), _DIGITS.findall(first)
    if texts != _DIGITS.split(second) or one == other:
        return None
    changed = [at for at, pair in enumerate(zip(numbers, _DIGITS.findall(second), strict=True)) if pair[0] != pair[1]]
    if len(changed) != 1:
        return None
    spot = changed[0]
    step, rest = divmod(int(_DIGITS.findall(second)[spot]) - int(numbers[spot]), other - one)
    if rest or step not in (1, -1):
        return None
    return lambda number: _put(texts, numbers, spot, int(numbers[spot]) + step * (number - one))


def _holding(number: int, address: str, url: str) -> Callable[[int], str] | None:
    """By one address that holds the number of its page, counted from 1 or 0, where the page's own does not."""
    texts, numbers = _DIGITS.split(address), _DIGITS.findall(address)
    own = _DIGITS.findall(url)
    spots = [at for at, found in enumerate(numbers) if int(found) in (number, number - 1)]
    fresh = [at for at in spots if not (len(own) == len(numbers) and own[at] == numbers[at])]
    if not fresh:
        return None
    spot = fresh[-1]
    return lambda wanted: _put(texts, numbers, spot, int(numbers[spot]) + wanted - number)


def _put(texts: list[str], numbers: list[str], spot: int, value: int) -> str:
    parts = [*numbers[:spot], str(max(value, 0)), *numbers[spot + 1 :]]
    return "".join(piece for pair in zip(texts, [*parts, ""], strict=True) for piece in pair)


def _by_words(pager: Pager, url: str) -> list[str]:
    """The next page by its word or arrow, and what lies between it and the last one."""
    steps = [step for step in pager.steps if step.url and page_key(step.url) != page_key(url)]
    following = next((step.url for step in steps if NEXT.search(step.label)), None)
    last = next((step.url for step in steps if LAST.search(step.label)), None)
    if following is None:
        return [last] if last is not None and pager.count == pager.current + 1 else []
    if last is None or last == following:
        return [following]
    return _span(following, last) or [following]


def _span(first: str, last: str) -> list[str] | None:
    """All addresses from `first` to `last` when they differ in one number; downwards too (VSB counts down)."""
    texts, left, right = _DIGITS.split(first), _DIGITS.findall(first), _DIGITS.findall(last)
    if texts != _DIGITS.split(last):
        return None
    changed = [at for at, pair in enumerate(zip(left, right, strict=True)) if pair[0] != pair[1]]
    if len(changed) != 1:
        return None
    spot = changed[0]
    begin, end = int(left[spot]), int(right[spot])
    step = 1 if end > begin else -1
    if abs(end - begin) >= MAX_PAGES:
        end = begin + step * (MAX_PAGES - 1)
    return [_put(texts, left, spot, number) for number in range(begin, end + step, step)]
