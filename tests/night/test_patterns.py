"""What most pages of a site lack: each is accused where the browser sees the same, else nobody is."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from govcrawl.domain.findings import Finding
from govcrawl.domain.items import SiteItem
from govcrawl.store.reader import read_findings, read_round
from govcrawl.store.session import open_database
from pipelines.cross_page.runner import run_cross_page
from pipelines.recheck import recheck_round
from tests.night.city import ROUND, environment
from tests.night.handmade import Inspected, Site, inspect

COLUMNS = ("tzgg", "zwdt", "zcwj", "rsrm", "czzj", "yjgl", "hjbh")
_PROSE = "<p>现将有关事项通知如下，请各单位结合实际认真贯彻执行，工作中遇到的问题及时报告。</p>" * 6
_ARTICLE = (
    '<meta name="ArticleTitle" content="{}"><meta name="PubDate" content="{}"><meta name="ContentSource" content="x">'
)
_LABELS = {"ColumnName": "名称", "ColumnDescription": "说明", "ColumnKeywords": "词", "ColumnType": "类别"}
# A template of today: a script in the head writes the labels.
_SCRIPT = "".join(
    f"m=document.createElement('meta');m.name='{name}';m.content='{text}';document.head.appendChild(m);"
    for name, text in _LABELS.items()
)


def _page(title: str, main: str, head: str = "") -> bytes:
    menu = "".join(f'<td><a href="/{each}/">{each}栏目</a></td>' for each in COLUMNS)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        f"<table><tr><td><a href='/'>首页</a></td>{menu}</tr></table><section>{main}</section></body></html>"
    ).encode()


def _site(head: str = "") -> dict[str, bytes]:
    pages = {"/": _page("示例县人民政府", _PROSE)}
    for at, column in enumerate(COLUMNS):
        rows = [
            (f"/{column}/{n}.html", f"{column}关于第{n}项工作安排的通知", f"2021-08-{n + at:02}") for n in range(1, 5)
        ]
        shown = "".join(f'<p><a href="{url}">{title}</a> {day}</p>' for url, title, day in rows)
        pages[f"/{column}/"] = _page(f"{column}栏目", f"<h2>{column}栏目</h2>{shown}", head)
        pages |= {
            url: _page(title, f"<h1>{title}</h1><p>{day}</p>{_PROSE}", _ARTICLE.format(title, day))
            for url, title, day in rows
        }
    return pages


WITHOUT = Site("127.0.17.9", _site())
BY_SCRIPT = Site("127.0.17.10", _site(f"<script>var m;{_SCRIPT}</script>"))
SITES = (WITHOUT, BY_SCRIPT)


def _labels(site: SiteItem, findings: Iterable[Finding]) -> tuple[list[Finding], int]:
    found = [each for each in findings if each.rule == "M02"]
    return found, sum(pattern.looked for pattern in site.patterns if pattern.rule == "M02")


def _judged_again(engine: Engine) -> None:
    """Judging the stored facts again changes nothing."""
    found = list(read_findings(engine, ROUND, "all"))
    recheck_round(engine, ROUND)
    run_cross_page(engine, ROUND)
    assert list(read_findings(engine, ROUND, "all")) == found


def test_judged_again_all_sites_are_judged_the_same(handmade: Inspected, tmp_path: Path) -> None:
    """Those whose pages lack something, and the handmade sites of other tests."""
    shutil.copy(str(handmade.engine.url.database), tmp_path / "again.db")
    engine = open_database(f"sqlite:///{tmp_path / 'again.db'}", create=False)
    _judged_again(engine)
    engine.dispose()


@pytest.mark.browser
def test_a_site_without_any_labels_is_accused_on_each_column_with_one_cause(handmade: Inspected) -> None:
    found, looked = _labels(handmade.site(WITHOUT), handmade.findings(WITHOUT))
    assert [each.outcome for each in found] == ["fail"] * len(COLUMNS)
    assert len({each.key for each in found}) == len(COLUMNS)
    assert len({each.evidence["cause"] for each in found}) == 1
    assert (found[0].evidence["cause_total"], looked) == (len(COLUMNS), 3)


def test_without_a_browser_nobody_is_accused_of_what_all_pages_lack(tmp_path: Path) -> None:
    with environment(GOVCRAWL_BROWSER="none"):
        engine = inspect(WITHOUT.host, WITHOUT.pages, tmp_path)
    (site,) = [state.site for state in read_round(engine, ROUND).targets]
    assert site is not None
    found, looked = _labels(site, read_findings(engine, ROUND, "all"))
    _judged_again(engine)
    engine.dispose()
    assert ([each.outcome for each in found], looked) == (["error"] * len(COLUMNS), 0)


@pytest.mark.browser
def test_labels_that_a_script_writes_accuse_nobody(handmade: Inspected) -> None:
    found, looked = _labels(handmade.site(BY_SCRIPT), handmade.findings(BY_SCRIPT))
    assert ([each.outcome for each in found], looked) == (["error"] * len(COLUMNS), 3)
    assert {each.evidence["seen"] for each in found} == {
        "标签ColumnName、ColumnDescription、ColumnKeywords、ColumnType"
    }
    assert all("缺少标签" in str(each.evidence["read"]) for each in found)
