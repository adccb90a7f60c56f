"""Which interpretation explains which policy.

A match is sure (by an exact or nearly whole title, a number in the title, or the only link) or merely possible. Only
sure matches accuse anybody; a possible one is enough not to say that a policy was never interpreted.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from govcrawl.domain.items import PageItem
from govcrawl.domain.urls import page_key
from pipelines.cross_page.policy_titles import (
    Number,
    explains,
    interpreted_cores,
    is_same_number,
    normalise_title,
    numbers_in,
    policy_cores,
    quoted_cores,
)

_SHORTEST = 8  # characters from which a core inside another one is the same document
_ALIKE = 0.6  # share of the longer core that the shorter must make up
_POSSIBLE = 0.6  # share of the shorter core's pairs of characters that makes a match possible
_QUOTES = 12  # titles in 《》 of a text that are looked at
_COMMON = 1000  # documents with a pair of characters beyond which the pair tells nothing


@dataclass(eq=False)
class PolicyDocument:
    """A policy with all pages that carry it (one document is often posted in several columns)."""

    pages: list[PageItem]
    cores: tuple[str, ...]
    number: Number | None
    sure: list["Interpretation"] = field(default_factory=list)
    possible: bool = False


@dataclass(eq=False)
class Interpretation:
    """An interpretation, its text reduced to what matching needs."""

    page: PageItem
    cores: tuple[str, ...]
    quoted: bool  # the cores stand in 《》, so that they name documents
    numbers: tuple[Number, ...]  # of the title
    mentioned: tuple[Number, ...]  # of the text
    quotes: tuple[str, ...]  # of the text
    links: frozenset[str]  # page keys of its policy links
    sure: list[PolicyDocument] = field(default_factory=list)
    placed: bool = False  # its title names a document, or it may explain one of the site

    @classmethod
    def of(cls, page: PageItem, text: str) -> "Interpretation":
        """What the page's title and `text` say of the policy that it explains."""
        cores, quoted = interpreted_cores(page.title)
        return cls(
            page=page,
            cores=cores,
            quoted=quoted,
            numbers=tuple(numbers_in(page.title)),
            mentioned=tuple(numbers_in(text)),
            quotes=tuple(each for _, each in zip(range(_QUOTES), quoted_cores(text), strict=False)),
            links=frozenset(page_key(url) for url, _ in page.policy_links),
        )


class Index:
    """Documents by core, number, address, and pairs of characters."""

    def __init__(self, documents: Iterable[PolicyDocument]) -> None:
        self.documents = list(documents)
        self._by_core: defaultdict[str, list[PolicyDocument]] = defaultdict(list)
        self._by_number: defaultdict[tuple[str, str], list[PolicyDocument]] = defaultdict(list)
        self._by_key: dict[str, PolicyDocument] = {}
        self._entries: list[tuple[str, PolicyDocument, int]] = []  # core, its document, number of its pairs
        self._by_pair: defaultdict[str, list[int]] = defaultdict(list)  # places in `_entries`
        for document in self.documents:
            self._by_key.update((page_key(page.url), document) for page in document.pages)
            if document.number:
                self._by_number[document.number[1:]].append(document)
            for core in document.cores:
                self._by_core[core].append(document)
                for pair in pairs(core):
                    self._by_pair[pair].append(len(self._entries))
                self._entries.append((core, document, len(pairs(core))))

    def at(self, keys: Iterable[str]) -> list[PolicyDocument]:
        """Policies that stand at one of these page keys."""
        return _once(self._by_key[key] for key in keys if key in self._by_key)

    def numbered(self, numbers: Iterable[Number]) -> list[PolicyDocument]:
        """Policies that have one of these document numbers."""
        return _once(
            document
            for number in numbers
            for document in self._by_number.get(number[1:], ())
            if document.number and is_same_number(document.number, number)
        )

    def titled(self, core: str) -> list[PolicyDocument]:
        """Policies of which a title is reduced to this core."""
        return self._by_core.get(core, [])

    def alike(self, core: str) -> list[tuple[str, PolicyDocument]]:
        """(core, document) of all documents that share enough with this core to be possibly meant."""
        wanted = pairs(core)
        counted: Counter[int] = Counter()
        for pair in wanted:
            found = self._by_pair.get(pair, ())
            if len(found) <= _COMMON:
                counted.update(found)
        alike = []
        for place, shared in counted.items():
            if shared > 1:
                other, document, size = self._entries[place]
                if shared >= _POSSIBLE * min(len(wanted), size):
                    alike.append((other, document))
        return alike


@lru_cache(maxsize=1024)
def pairs(core: str) -> frozenset[str]:
    """All pairs of neighbouring characters of a title's core."""
    return frozenset(core[at : at + 2] for at in range(len(core) - 1))


def _once(documents: Iterable[PolicyDocument]) -> list[PolicyDocument]:
    return list(dict.fromkeys(documents))


def documents_of(pages: Iterable[PageItem]) -> list[PolicyDocument]:
    """Pages as documents: copies have one title where none of them has another number, or one number and like titles.

    A number alone joins nothing: a page may show that of a document which it only quotes.
    """
    by_number: dict[Number, PolicyDocument] = {}
    by_title: dict[tuple[str, ...], PolicyDocument] = {}
    documents = []
    for page in pages:
        number = next(iter(numbers_in(page.number or "")), None) or next(iter(numbers_in(page.title)), None)
        cores = policy_cores(page.title)
        known = by_number.get(number) if number else None
        if known is not None and not _are_alike(cores, known.cores):
            known = None
        if known is None and cores:
            same = by_title.get(cores)
            known = same if same and (not number or not same.number) else None
        if known is None:
            known = PolicyDocument([], cores, number)
            documents.append(known)
        known.pages.append(page)
        known.number = known.number or number
        if known.number:
            by_number.setdefault(known.number, known)
        by_title.setdefault(cores, known)
    return documents


def _are_alike(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether titles with these cores may be those of one document; a title that names nothing may be any."""
    mine, theirs = list(one), list(other)
    if not mine or not theirs:
        return True
    return any(len(pairs(a) & pairs(b)) >= _POSSIBLE * min(len(pairs(a)), len(pairs(b))) for a in mine for b in theirs)


def match(
    index: Index, interpretations: Iterable[Interpretation], linked_by: Mapping[str, list[PolicyDocument]]
) -> None:
    """Fill `sure` of both sides and `possible` of the documents. `linked_by`: documents that link an address."""
    for each in interpretations:
        back = linked_by.get(page_key(each.page.url), [])
        sure = _sure(index, each, back) if _may_explain(index, each) else []
        each.sure = sure
        for document in sure:
            document.sure.append(each)
        possible = _possible(index, each, back)
        for document in possible:
            document.possible = True
        each.placed = each.quoted or bool(possible)


def _may_explain(index: Index, each: Interpretation) -> bool:
    """A copy of the policy itself in the interpretation column explains nothing."""
    if explains(each.page.title):
        return True
    title = normalise_title(each.page.title)
    return not any(
        title == normalise_title(page.title) for core in each.cores for d in index.titled(core) for page in d.pages
    )


def _sure(index: Index, each: Interpretation, back: list[PolicyDocument]) -> list[PolicyDocument]:
    by_title = _by_title(index, each)
    if by_title:
        return by_title
    if each.quoted and each.cores:
        # A title that names its document speaks for itself: a link only helps to a document of a like name.
        alike = {document for core in each.cores for _, document in index.alike(core)}
        linked = [document for document in _once([*index.at(each.links), *back]) if document in alike]
        return linked if len(linked) == 1 else []
    mentioned = [document for document in index.numbered(each.mentioned) if _shares_words(each, document)]
    for found in (index.numbered(each.numbers), index.at(each.links), back, mentioned):
        if len(found) == 1:
            return found
        if found:
            return []
    return []


def _shares_words(each: Interpretation, document: PolicyDocument) -> bool:
    """Whether both titles have a word in common: a number in the text may be that of a document that is only quoted."""
    return any(pairs(mine) & pairs(theirs) for mine in each.cores for theirs in document.cores)


def _by_title(index: Index, each: Interpretation) -> list[PolicyDocument]:
    found = []
    for core in each.cores:
        titled = _by_number(index.titled(core), index, each)
        if not titled and len(core) >= _SHORTEST:
            near = [document for other, document in index.alike(core) if _is_part(core, other)]
            titled = _by_number(_once(near), index, each)
        if len(titled) == 1:
            found += titled
    return _once(found)


def _by_number(documents: list[PolicyDocument], index: Index, each: Interpretation) -> list[PolicyDocument]:
    """Of several documents of one title, the one whose number the interpretation gives."""
    if len(documents) < 2:
        return documents
    named = index.numbered(each.numbers) or index.numbered(each.mentioned)
    return [document for document in documents if document in named]


def _is_part(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST and short in long and len(short) >= _ALIKE * len(long)


def _possible(index: Index, each: Interpretation, back: list[PolicyDocument]) -> list[PolicyDocument]:
    found = [*back, *index.at(each.links), *index.numbered((*each.numbers, *each.mentioned))]
    for core in each.cores:
        exact = index.titled(core) if each.quoted else []  # a name in 《》 that a document bears means no like one
        found += exact or [document for _, document in index.alike(core)]
    for core in each.quotes:
        found += index.titled(core)
        found += [document for other, document in index.alike(core) if other in core or core in other]
    return _once(found)
