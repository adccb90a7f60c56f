"""M01-M04: the national page labels (政府网站发展指引, 网页标签). One finding per page, listing what is missing."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import ColumnItem, PageInventory, PageItem, SiteItem
from govcrawl.domain.targets import WEBSITES
from govcrawl.domain.urls import page_key
from govcrawl.extract.dates import parse_label
from pipelines.absence import PAGE_LABELS, both, is_labelled_article, is_nothing
from pipelines.engine import rule
from pipelines.model import CannotJudge, Check, Confirm, Fail, Result, Skip
from pipelines.windows import day_of

SITE_LABELS = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN_LABELS = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")

_SITE_TAIL = re.compile(r"(?<!\s)\s*+(?:(?<![_|｜])[_|｜]++|(?<!-)-++|(?<!—)—++|－)\s*[^_|｜\-—－]{2,30}$")
_CUT = re.compile(r"(?:(?<!\.)\.{2,}+|(?<!…)…++)$")
_MARKS = re.compile(r"[\W_]+")
_LONGEST = 300  # characters of a title that are compared
_TELLING = 6  # characters from which a part of a title stands for it
_ALIKE = 0.8  # similarity from which two titles are the same one, differently typed


def _labels_seen(wanted: tuple[str, ...], others: tuple[str, ...]) -> Callable[[PageInventory, Mapping[str, Any]], str]:
    """A second reader's word on pages without the `wanted` labels: it sees those that are called missing, or all of
    `others`, which belong to another kind of page.
    """

    def seen_labels(seen: PageInventory, evidence: Mapping[str, Any]) -> str:
        found = [name for name in evidence["missing"] if seen.labels.get(name)]
        if found:
            return f"标签{'、'.join(found)}"
        missing_all = not any(seen.labels.get(name) for name in wanted)
        if missing_all and all(seen.labels.get(name) for name in others):
            return f"另一类页面的标签{'、'.join(others)}"
        return ""

    return seen_labels


@rule("M01", SiteItem, on=WEBSITES, confirm=Confirm.PAGE)
def site_labels_missing(site: SiteItem, _check: Check) -> Iterator[Result]:
    """SiteName, SiteDomain or SiteIDCode is absent, empty or “null” on the home page."""
    if site.answer is not FetchOutcome.REACHABLE:
        yield CannotJudge(f"首页{site.answer.unread}，网站标签无法判断：{site.reason or '原因不明'}")
        return
    missing = _missing(site.labels, SITE_LABELS)
    if missing and site.home_unrendered:
        yield CannotJudge("首页内容需要浏览器运行脚本才能显示，本次未能渲染，网站标签无法判断")
    elif missing:
        yield _lack("首页", missing, site.labels)


@rule("M02", ColumnItem, absence=_labels_seen(COLUMN_LABELS, PAGE_LABELS))
def column_labels_missing(column: ColumnItem, _check: Check) -> Iterator[Result]:
    """ColumnName, ColumnDescription, ColumnKeywords or ColumnType is absent, empty or “null” on a column's own page.
    Pages that only lead to sub-columns are not judged, nor columns that stand in a platform's directory alone, nor
    what its own labels call an article.
    """
    name = f"栏目“{column.name}”"
    if not column.has_page:
        return
    if column.answer is not FetchOutcome.REACHABLE:
        yield CannotJudge(f"{name}{column.answer.unread}，栏目标签无法判断：{column.reason or '原因不明'}")
        return
    missing = _missing(column.labels, COLUMN_LABELS) if column.form != "parent" else []
    if missing and column.unrendered:
        yield CannotJudge(f"{name}需要浏览器运行脚本才能显示，本次未能渲染，栏目标签无法判断")
    elif missing and is_labelled_article(column.labels):
        yield Skip(f"{name}的页面标签表明它是稿件（{column.labels['ArticleTitle']}），不按栏目页检查")
    elif missing:
        yield from _judged(name, missing, column.labels, column.inventory)


@rule("M03", PageItem, absence=_labels_seen(PAGE_LABELS, COLUMN_LABELS))
def article_labels_missing(page: PageItem, _check: Check) -> Iterator[Result]:
    """ArticleTitle, PubDate or ContentSource is absent, empty or “null” on an article page. A file has no labels; a
    page whose labels name it as a column is none.
    """
    if page.answer is not FetchOutcome.REACHABLE:
        yield CannotJudge(f"页面{page.answer.unread}，内容标签无法判断：{page.reason or '原因不明'}")
        return
    missing = _missing(page.labels, PAGE_LABELS)
    if not missing or _is_file(page):
        return
    if len(missing) == len(PAGE_LABELS) and _is_labelled_column(page):
        yield Skip(f"页面标签表明这是栏目页（{page.labels['ColumnName']}），不按内容页检查")
    else:
        yield from _judged("内容页", missing, page.labels, page.inventory)


@rule("M04", PageItem, may_become=("M03",))
def labels_contradict_page(page: PageItem, _check: Check) -> Iterator[Result]:
    """PubDate has another day, or ArticleTitle another title, than the page shows. What the page does not show is
    not compared; cut titles, sub-titles, site names and punctuation make no difference.
    """
    parts: list[str] = []
    evidence: dict[str, str] = {}
    label, shown = page.labels.get("PubDate", ""), day_of(page.shown_published)
    labelled = _day(label) if shown and label else None
    if labelled and shown and labelled != shown:
        parts.append(f"PubDate 标签为{labelled}，页面显示{shown}")
        evidence |= {"PubDate": label, "shown_published": str(page.shown_published)}
    title, seen = page.labels.get("ArticleTitle", ""), page.shown_title
    if seen and not is_nothing(title) and title != seen and not same_title(title, seen):
        parts.append(f"ArticleTitle 标签为“{title}”，页面显示“{seen}”")
        evidence |= {"ArticleTitle": title, "shown_title": seen}
    if parts:
        yield Fail(f"内容页标签与页面不一致：{'；'.join(parts)}", evidence=evidence)


def _missing(labels: dict[str, str], required: tuple[str, ...]) -> list[str]:
    missing = [name for name in required if is_nothing(labels.get(name))]
    if not missing or not labels:
        return missing
    # Names count in any case; extraction spells them as the standard does, other sources may not.
    present = {name.lower() for name, content in labels.items() if not is_nothing(content)}
    return [name for name in missing if name.lower() not in present]


def _is_labelled_column(page: PageItem) -> bool:
    """Whether the page's labels name a column, and the page itself bears that name: an article bears another."""
    name = page.labels.get("ColumnName", "")
    if is_nothing(name) or not any(page.labels.get(label) for label in COLUMN_LABELS[1:3]):
        return False
    site = _plain(page.labels.get("SiteName", ""))
    shown = [_plain(title) for title in (page.title, page.shown_title or "")]
    return _plain(name) in {*shown, *map(_plain, map(_without_site, (page.title, page.shown_title or "")))} or (
        bool(site) and any(title.replace(site, "", 1) == _plain(name) for title in shown)
    )


def _judged(place: str, missing: list[str], labels: dict[str, str], seen: PageInventory | None) -> Iterator[Result]:
    """Labels are missing where another reader does not see them either."""
    also = [name for name in missing if seen is not None and not is_nothing(seen.labels.get(name))]
    if also:
        shown = "、".join(f"{name}（{seen.labels[name]}）" for name in also) if seen else ""
        message = f"{place}没有读到标签{'、'.join(missing)}，而页面源码中有{shown}，写法需人工查看"
        yield CannotJudge(message, evidence={"missing": missing} | both(f"缺少{'、'.join(missing)}", shown))
    else:
        yield _lack(place, missing, labels)


def _lack(place: str, missing: list[str], labels: dict[str, str]) -> Fail:
    empty = {name: labels[name] for name in missing if name in labels}
    text = "、".join(missing)
    return Fail(f"{place}缺少标签：{text}", value=text, evidence={"missing": missing, "empty": empty})


def _is_file(page: PageItem) -> bool:
    """A row that links a file is a page that consists of its attachment."""
    return len(page.attachments) == 1 and page_key(page.attachments[0].url) == page_key(page.url)


def _day(label: str) -> date | None:
    """The day in China that a label gives, in any of the forms that pages use; None when it gives none."""
    return day_of(parse_label(label))


def same_title(label: str, shown: str) -> bool:
    """Whether both are one title: alike, one cut short, or one with a sub-title or the site's name.

    `label` is the title that the page's label gives, `shown` the headline.
    """
    one, other = _plain(label), _plain(shown)
    if not one or not other or _is_part(one, other):
        return True
    if _is_part(_plain(_without_site(label)), other) or _is_part(one, _plain(_without_site(shown))):
        return True
    # Another year or number is another title, however alike the rest.
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _is_part(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short in long and (len(short) >= _TELLING or 2 * len(short) >= len(long))


def _plain(title: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", _CUT.sub("", title.strip()))[:_LONGEST]).lower()


def _without_site(title: str) -> str:
    return _SITE_TAIL.sub("", title.strip())
