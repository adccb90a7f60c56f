"""The policies and interpretations of one target, gathered into the cases that I01-I03 judge."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import ColumnItem, Entry, PageItem, SiteItem
from govcrawl.domain.urls import page_key
from pipelines.cross_page.normative import is_normative, is_superior
from pipelines.cross_page.policy_match import Index, Interpretation, PolicyDocument, documents_of, match
from pipelines.cross_page.policy_titles import core, explains, is_interpretation, policy_cores
from pipelines.model import Case, Check
from pipelines.windows import day_of

_CUTTING = frozenset({"columns", "pages", "time", "depth", "sitemap", "family", "characters"})
_EXPLAINED = 3  # documents that one interpretation may explain together
_KIND_ORDER = {"normative": 0, "policy": 1}


@dataclass(slots=True)
class PolicyCase(Case[PageItem]):
    """A policy page with what the rest of the target says of its interpretation."""

    interpretations: list[PageItem]  # that surely explain it, published by the inspection date
    linked: bool  # the page, its list row, or another copy of it links one of them
    owes: bool  # normative, and the unit's own
    interpreted: bool  # an interpretation is there, or may be
    doubt: str | None = None  # why one that is there may not have been read
    mentioned: str = ""  # the address of one of the interpretations, where the page holds it and does not link it


@dataclass(slots=True)
class InterpretationCase(Case[PageItem]):
    """An interpretation page with the policies that it surely explains."""

    policies: list[PageItem]
    linked: bool
    mentioned: str = ""  # the address of one of the policies, where the page holds it and does not link it


class Gathered:
    """The policies and interpretations of one target while they are gathered, and what its unit's others explain."""

    def __init__(self, check: Check, site: SiteItem | None, unread: str | None = None) -> None:
        self._check, self._site, self._not_read = check, site, unread
        self._since = check.cutoff("interpretation_window")
        self._policies: list[PageItem] = []
        self._unread: list[PageItem] = []
        self._interpretations: dict[str, Interpretation] = {}
        self._hints: list[Interpretation] = []  # pages that may explain something, whatever they are
        self._elsewhere: list[Interpretation] = []  # what may explain something on the unit's other websites
        self._named_elsewhere: set[str] = set()  # cores of the documents that stand there
        self._columns: list[ColumnItem] = []
        self._entries: dict[str, PageItem] = {}
        self._beside: dict[str, set[str]] = {}  # by a row's page key: interpretations that the row itself links
        self._holding: Counter[str] = Counter()  # by page key: pages that hold the address as no link
        self._lists: set[str] = set()  # page keys of columns: what leads to one is a menu, whatever it is called

    def take_page(self, page: PageItem) -> None:
        """After all columns."""
        key, light = page_key(page.url), replace(page, text="", labels={})
        self._holding.update({page_key(url) for url in page.mentioned})
        entry = self._entries.pop(key, None)
        listed = entry is not None and entry.column_kind == "interpretation"
        if page.column_kind == "interpretation" or is_interpretation(page.title):
            self._take_interpretation(key, page, light)
        elif self._is_policy(page):
            (self._policies if page.answer is FetchOutcome.REACHABLE else self._unread).append(light)
        elif listed:
            self._take_interpretation(key, page, light)
        elif explains(page.title):
            self._hints.append(Interpretation.of(light, page.text))

    def take_elsewhere(self, item: ColumnItem | PageItem) -> None:
        """What a page or column of another website of the unit may explain: it answers for this one, and is no case."""
        if isinstance(item, ColumnItem):
            if item.kind == "interpretation":
                self._columns.append(replace(item, entries=[], leads_to=[], labels={}))
                self._note_oldest(item)
            told = [each for each in item.entries if item.kind == "interpretation" or explains(each.title)]
            self._elsewhere += [Interpretation.of(_unread_page(item, each), "") for each in told]
        elif item.column_kind == "interpretation" or explains(item.title):
            self._elsewhere.append(Interpretation.of(replace(item, text="", labels={}), item.text))
        elif self._is_policy(item):
            self._named_elsewhere.update(policy_cores(item.title))

    def _take_interpretation(self, key: str, page: PageItem, light: PageItem) -> None:
        if page.answer is FetchOutcome.REACHABLE:
            self._interpretations[key] = Interpretation.of(light, page.text)
        else:
            self._unread.append(light)

    def _is_policy(self, page: PageItem) -> bool:
        if page.column_kind in _KIND_ORDER:
            return True
        return self._check.kind(page.column_kind).group == "notice_policy" and is_normative(page)

    def take_column(self, column: ColumnItem) -> None:
        """Of a column only its address, entries that may be interpretations, and those that link some, matter."""
        if column.form in ("list", "parent"):
            self._lists.add(page_key(column.url))
        if column.kind == "interpretation":
            self._columns.append(replace(column, entries=[], leads_to=[], labels={}))
            self._note_oldest(column)
        for entry in column.entries:
            if entry.interpretations:
                self._beside.setdefault(page_key(entry.url), set()).update(
                    page_key(url) for url, _ in entry.interpretations
                )
            if column.kind == "interpretation" or explains(entry.title):
                self._entries.setdefault(page_key(entry.url), _unread_page(column, entry))

    def _note_oldest(self, column: ColumnItem) -> None:
        days = [day for entry in column.entries if (day := day_of(entry.published))]
        self._columns[-1].newest = min(days, default=None)  # of these copies only the reach back in time matters

    # -- cases -----------------------------------------------------------------------------------------------------

    def cases(self) -> Iterator[PolicyCase | InterpretationCase]:
        """A case for each policy and each interpretation of the target, whatever the order in which its pages came."""
        documents = documents_of(sorted(self._policies, key=lambda page: page.url))
        index = Index(documents)
        links = {document: _links_of(document, self._beside) - self._lists for document in documents}
        shown = {document: self._shown(document) for document in documents}
        common = _on_many({document: links[document] | shown[document] for document in documents})
        linked_by: defaultdict[str, list[PolicyDocument]] = defaultdict(list)
        for document in documents:
            links[document] -= common
            shown[document] -= common
            for key in links[document]:
                linked_by[key].append(document)
        read = self._interpretations
        unread = [Interpretation.of(page, "") for page in self._entries.values()]
        unread += [Interpretation.of(page, "") for page in self._unread if page.column_kind not in _KIND_ORDER]
        match(index, [read[key] for key in sorted(read)], linked_by)
        known = {document: list(document.sure) for document in documents}
        own = {each for document in documents for each in document.cores}
        others = self._named_elsewhere - own  # what is named after one of these explains that one
        elsewhere = [each for each in self._elsewhere if not (each.quoted and others.issuperset(each.cores))]
        match(index, [*unread, *self._hints, *elsewhere], linked_by)  # possible at most: they accuse nobody
        doubt, latest = self._doubt(), self._latest_open(unread)
        for document in documents:
            document.possible = document.possible or bool(document.sure)
            document.sure = known[document]
            links[document] |= {key for key in shown[document] if self._may_serve(key, document)}
            yield from self._policy_case(document, links[document], doubt, latest)
        for key in sorted(read):
            yield from self._interpretation_case(read[key])
        yield from self._unread_cases()

    def _policy_case(
        self, document: PolicyDocument, links: set[str], doubt: str | None, latest: date | None
    ) -> Iterator[PolicyCase]:
        pages = sorted((page for page in document.pages if self._in_window(page)), key=_rank)
        if not pages:
            return
        there = [each.page for each in document.sure if not self._is_later(each.page)]
        yield PolicyCase(
            pages[0],
            interpretations=sorted(there, key=lambda page: page.url),
            linked=any(self._may_serve(key, document) for key in links),
            owes=is_normative(pages[0]) and not any(is_superior(page) for page in pages),
            interpreted=bool(document.sure or links or document.possible) or _offers_interpretation(document),
            mentioned=self._mentioned(document.pages, there),
            doubt=doubt or self._cut_before(pages[0]) or self._open_since(pages[0], latest),
        )

    def _shown(self, document: PolicyDocument) -> set[str]:
        """Page keys of the interpretations that the document's pages lead to by any link, whatever its words."""
        keys = {page_key(url) for page in document.pages for url in page.own_links}
        return keys & self._interpretations.keys()

    def _may_serve(self, key: str, document: PolicyDocument) -> bool:
        """Whether a link leads to an interpretation of this document, unless it surely explains another."""
        target = self._interpretations.get(key)
        return target is None or not target.sure or document in target.sure

    def _interpretation_case(self, each: Interpretation) -> Iterator[InterpretationCase]:
        policies = [page for document in each.sure for page in sorted(document.pages, key=_rank)]
        if not policies or not self._in_window(each.page):
            return
        keys = {page_key(page.url) for page in policies}
        known = {page_key(page.url) for page in self._policies}
        shown = {page_key(url) for url in each.page.own_links}
        linked = bool((each.links | shown) & keys) or any(
            _names_policy(text, each) or (page_key(url) not in known and "原文" in text)
            for url, text in each.page.policy_links
        )
        yield InterpretationCase(each.page, policies, linked, self._mentioned([each.page], policies))

    def _mentioned(self, pages: Iterable[PageItem], others: Iterable[PageItem]) -> str:
        """The first address of the `others` that stands in the mark-up of these `pages` as no link; "" for none. What
        more pages hold than one interpretation explains documents is a script of them all.
        """
        keys = {page_key(each.url): each.url for each in others}
        found = (key for page in pages for key in map(page_key, page.mentioned))
        return next((keys[key] for key in found if key in keys and self._holding[key] <= _EXPLAINED), "")

    def _unread_cases(self) -> Iterator[PolicyCase | InterpretationCase]:
        for page in self._unread:
            if page.column_kind in _KIND_ORDER:
                yield PolicyCase(page, [], linked=False, owes=False, interpreted=False)
            elif page.column_kind == "interpretation":
                yield InterpretationCase(page, [], linked=False)

    def _in_window(self, page: PageItem) -> bool:
        day = day_of(page.published)
        return day is not None and self._since <= day <= self._check.date

    def _is_later(self, page: PageItem) -> bool:
        day = day_of(page.published)
        return day is not None and day > self._check.date

    # -- what may have been missed -----------------------------------------------------------------------------------

    def _doubt(self) -> str | None:
        """Why interpretations may be there that were not read, whatever the policy."""
        if self._not_read:
            return self._not_read
        for column in self._columns:
            if column.answer is not FetchOutcome.REACHABLE or column.unrendered:
                return f"解读栏目“{column.name}”未能读取"
        return reached_limit(self._site) if self._site else None

    def _latest_open(self, unread: list[Interpretation]) -> date | None:
        """The latest date of an unread interpretation that may be of any document; None when there is none."""
        pages = [each.page for each in unread if each.page.column_kind == "interpretation" and not each.placed]
        return max((day_of(page.published) or date.max for page in pages), default=None)

    def _open_since(self, page: PageItem, latest: date | None) -> str | None:
        published = day_of(page.published)
        if latest is None or (published and latest < published):
            return None
        return "有标题未写明文件名的解读未能读取"

    def _cut_before(self, page: PageItem) -> str | None:
        published = day_of(page.published)
        for column in self._columns:
            if column.truncated and (column.newest is None or published is None or column.newest > published):
                return f"解读栏目“{column.name}”没有读到文件发布之日"
        return None


def reached_limit(site: SiteItem) -> str | None:
    """Why not all pages of a site were read, in Chinese; None where no limit was met."""
    return "检查达到上限，部分页面未读" if any(bound.name in _CUTTING for bound in site.bounds) else None


def _unread_page(column: ColumnItem, entry: Entry) -> PageItem:
    """What a list says of a page that may not have been read."""
    return PageItem(
        column.target,
        entry.url,
        column.fetched_at,
        column_kind=column.kind,
        title=entry.title,
        published=entry.published,
    )


def _links_of(document: PolicyDocument, rows: Mapping[str, set[str]]) -> set[str]:
    """Page keys of all interpretation links on the document's pages and beside their list rows."""
    keys = {page_key(url) for page in document.pages for url, _ in page.interpretation_links}
    for page in document.pages:
        keys |= rows.get(page_key(page.url), set())
    return keys


def _on_many(links: Mapping[PolicyDocument, set[str]]) -> set[str]:
    """Page keys that more documents link than one interpretation explains: they stand in a menu or a common box."""
    counts = Counter(key for keys in links.values() for key in keys)
    return {key for key, count in counts.items() if count > _EXPLAINED}


def _rank(page: PageItem) -> tuple[int, str]:
    return _KIND_ORDER.get(page.column_kind, 2), page.url


def _offers_interpretation(document: PolicyDocument) -> bool:
    """Whether a page of the document offers its interpretation as a file."""
    return any(explains(attachment.text) for page in document.pages for attachment in page.attachments)


def _names_policy(text: str, each: Interpretation) -> bool:
    """Whether a link's text names the document that the page explains."""
    name = core(text)
    return len(name) >= 4 and any(name in own or own in name for document in each.sure for own in document.cores)
