"""The city one quarter earlier: what had not been mended then, and what the verification of today must say of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlsplit

from govcrawl.apps.demo.counties import BAISHI, LUMING, QINGHE, WANGCHUAN, YUNTING
from govcrawl.apps.demo.departments import FORESTRY
from govcrawl.apps.demo.files import file
from govcrawl.apps.demo.model import County
from govcrawl.apps.demo.planted.tools import Built, Where
from govcrawl.apps.demo.render import url_of

ROUND, DATE = "2021Q2", "2021-08-19"  # the day before the city's own date: all ages are those of its pages


@dataclass(frozen=True, slots=True)
class Expectation:
    """A problem of the earlier quarter, by its rule and page, and what has become of it."""

    rule: str
    url: str
    state: str
    note: str


def go_back(sites: Sequence[Built]) -> list[Expectation]:
    """Change the sites into what they were; everything else is found again today (未整改)."""
    by_owner = {built.portal.county: built for built in sites}
    found = []
    for owner, undo in _CHANGES:
        built = by_owner[owner]
        for rule, where, state, note in undo(built):
            found.append(Expectation(rule, url_of(built.portal, built.style, where), state, note))
    for built in sites:
        for key, article in built.earlier.items():
            if article is not None:  # it was put into its list since then
                built.portal.column(key).articles.remove(article)
    return found


_VerifiedRow = tuple[str, Where, str, str]


def _label(built: Built) -> Iterator[_VerifiedRow]:
    page = built.article("tzgg", 7)
    page.labels["ContentSource"] = None
    yield "M03", page, "已整改", "内容页标签已补齐"


def _dead_link(built: Built) -> Iterator[_VerifiedRow]:
    page = built.article("yw", 7)
    built.link(page, "/zt/2017/xsd/", "往年专题")
    yield "A03", page, "已整改", "失效链接已去掉"


def _vanished(built: Built) -> Iterator[_VerifiedRow]:
    column = built.portal.column("rsxx")
    model = column.articles[-1]
    page = replace(
        model,
        number=model.number + 5000,
        title=f"{built.portal.county.name}事业单位岗位聘用公示",
        day=model.day - timedelta(days=30),
        files=[file("gs9", "doc", "聘用名单.doc")],
        related=[],
        labels={},
    )
    column.articles.append(page)
    yield "T01", page, "页面已消失", "页面被删除，没有改为 PDF"


def _mark(built: Built) -> Iterator[_VerifiedRow]:
    built.portal.without |= {"report"}
    yield "S03", None, "已整改", "已加上找错入口"


def _open_letter(built: Built) -> Iterator[_VerifiedRow]:
    page = built.article("jzxx", 3)
    built.portal.extra.pop(urlsplit(url_of(built.portal, built.style, page)).path)
    page.labels["ContentSource"] = None
    yield "M03", page, "无法核实", "信件现在须登录才能查看"


_CHANGES: tuple[tuple[County, Callable[[Built], Iterator[_VerifiedRow]]], ...] = (
    (BAISHI, _label),
    (YUNTING, _dead_link),
    (QINGHE, _vanished),
    (WANGCHUAN, _mark),
    (LUMING, _label),
    (FORESTRY, _open_letter),
)
