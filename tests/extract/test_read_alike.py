"""Articles that were read before their template was learned: whether that reading stands."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from govcrawl.extract import Page, SiteModel
from tests.extract.test_site import HOST, columns_with, learned, page

_TOOLS = "<div><b>常用</b><a href='/print/'>打印本页</a><a href='/wx/'>微信</a><a href='/font/'>大字</a></div>"


def _article(number: int, tools: str = "", column: str = "alan") -> Page:
    text = f"<h1>关于第{number}项工作的通知</h1><p>发布时间：2021-08-{number + 1:02}</p><p>请各单位认真组织实施。</p>"
    return page(f"/{column}/202108/n{7000 + number}.jhtml", f"{text}{tools}", name=f"关于第{number}项工作的通知")


def test_articles_that_add_nothing_are_read_alike_with_and_without_them() -> None:
    columns = learned(columns_with([""] * 6))
    both = SiteModel()
    both.merge(columns)
    traces = [both.learn(_article(number), SiteModel.ARTICLES) for number in range(9)]
    assert len(both) == len(columns) + 9
    assert all(both.reads_alike(columns, each) for each in traces)


def test_what_articles_repeat_makes_their_readings_other_ones() -> None:
    """A box of links that stands on articles alone, and on most of them: what has it must be read again."""
    columns = learned(columns_with([""] * 6))
    both = SiteModel()
    both.merge(columns)
    with_tools = [both.learn(_article(number, _TOOLS), SiteModel.ARTICLES) for number in range(8)]
    plain = both.learn(_article(20), SiteModel.ARTICLES)
    assert not any(both.reads_alike(columns, each) for each in with_tools)
    assert both.reads_alike(columns, plain)
    assert "打印本页" not in _article(3, _TOOLS).within(both).article().text
    assert "打印本页" in _article(3, _TOOLS).within(columns).article().text


def test_other_addresses_of_articles_and_pages_that_are_cut_are_no_grounds_for_reading_alike() -> None:
    columns = learned(columns_with([""] * 6))
    both = SiteModel()
    both.merge(columns)
    rows = "".join(
        f"<li><a href='/wj/{at}.x'>关于印发第{at}号方案的通知</a> 2021-08-{at:02}</li>" for at in range(1, 8)
    )
    learns = both.learn(_article(1, f"<ul>{rows}</ul>"), SiteModel.ARTICLES)
    assert both.is_article(f"{HOST}/wj/9.x")
    assert not both.reads_alike(columns, learns)
    endless = "".join(
        f"<div><p>第{at}组</p><a href='/x/{at}'>甲</a><a href='/y/{at}'>乙</a></div>" for at in range(700)
    )
    assert not columns.reads_alike(columns, _article(2, endless).traces())


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from(["", "<div><a href='/p/'>打印</a><a href='/w/'>分享</a></div>"]), min_size=3, max_size=9)
)
def test_a_page_that_is_read_alike_reads_alike(tools: list[str]) -> None:
    columns = learned(columns_with([""] * 6))
    both = SiteModel()
    both.merge(columns)
    for number, each in enumerate(tools):
        one = _article(number, each)
        if both.reads_alike(columns, both.learn(one, SiteModel.ARTICLES)):
            mine, other = one.within(both), one.within(columns)
            assert (mine.article(), mine.links(), mine.template()) == (other.article(), other.links(), other.template())
