"""Pipelines, store and cross-page rules against a real database."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.spiders import Spider
from scrapy.utils.misc import load_object
from sqlalchemy import Engine

from govcrawl import settings
from govcrawl.domain.errors import InputError
from govcrawl.domain.items import ColumnItem, Item, Link, PageItem, SiteItem
from govcrawl.domain.targets import Target
from govcrawl.register import Unit
from govcrawl.store.reader import read_findings, read_items
from govcrawl.store.session import open_database
from govcrawl.store.writer import Writer
from pipelines.cross_page.extension import CrossPageRules
from pipelines.cross_page.runner import run_cross_page
from pipelines.recheck import recheck_round
from tests.rules.build import check, item

PIPELINES = sorted(settings.ITEM_PIPELINES, key=settings.ITEM_PIPELINES.__getitem__)
HOME = {"SiteName": "青石县人民政府", "SiteDomain": "www.qingshi-demo.gov.cn", "SiteIDCode": "0000000001"}
COLUMN = dict.fromkeys(("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"), "通知公告")
ARTICLE = {"ArticleTitle": "关于供水的通知", "PubDate": "2021-08-01", "ContentSource": "县水利局"}
POLICY = {
    "url": "http://www.qingshi-demo.gov.cn/zc/1.html",
    "title": "关于印发《青石县养老服务管理办法》的通知",
    "column_kind": "policy",
    "published": "2021-06-01",
    "number": "青政规〔2021〕3号",
    "labels": {**ARTICLE, "ArticleTitle": "关于印发《青石县养老服务管理办法》的通知"},
}
HOME_PAGE = {"labels": HOME, "home_entries": 9, "home_newest": "2021-08-19"}


def facts() -> list[Item]:
    return [
        item(ColumnItem, {"kind": "notice", "labels": COLUMN, "entries": [["关于供水的通知", "2021-02-01"]]}),
        item(PageItem, {"labels": ARTICLE, "attachments": [{"url": "http://www.qingshi-demo.gov.cn/f/1.doc"}]}),
        item(PageItem, POLICY),
        item(Link, {"state": "gone", "reason": "页面不存在（404）"}),
        item(SiteItem, HOME_PAGE),
    ]


EXPECTED = [
    ("A01", "skip"), ("A03", "fail"), ("C03", "skip"), ("F03", "fail"), ("I03", "fail"), ("T01", "fail"),
    ("V02", "skip"),
]  # fmt: skip


def outcomes(engine: Engine) -> list[tuple[str, str]]:
    return [(each.rule, each.outcome) for each in read_findings(engine, "2021Q3", "all")]


@pytest.fixture
def crawler(tmp_path: Path) -> Crawler:
    """A crawler with an open inspection, as the spider leaves it for pipelines and extensions."""
    engine = open_database(f"sqlite:///{tmp_path / 'rules.db'}")
    view = check()
    writer = Writer(engine, view.round, view.rubric)
    target = facts()[0].target
    writer.begin_round([target], [Unit(target.unit, "县市区")])
    writer.begin_target(target, resume=False)
    crawler = Crawler(Spider)
    register = SimpleNamespace(targets=[target])
    inspection = SimpleNamespace(check=view, writer=writer, round=view.round, register=register)
    vars(crawler)["inspection"] = inspection
    return crawler


def pass_all(crawler: Crawler) -> Writer:
    """All items through all pipelines, as Scrapy hands them on."""
    pipelines: list[Any] = [load_object(path).from_crawler(crawler) for path in PIPELINES]
    for each in facts():
        for pipeline in pipelines:
            assert pipeline.process_item(each) is each
    writer: Writer = vars(crawler)["inspection"].writer
    return writer


def test_a_crawl_stores_items_and_findings_and_judges_across_pages_at_its_end(crawler: Crawler) -> None:
    writer = pass_all(crawler)
    extension = CrossPageRules.from_crawler(crawler)
    crawler.signals.send_catch_log(signals.spider_closed, spider=Spider("any"), reason="finished")
    assert extension
    assert outcomes(writer.engine) == EXPECTED
    assert len(list(read_items(writer.engine, "2021Q3"))) == len(facts())


def test_recheck_comes_to_the_same_findings(crawler: Crawler) -> None:
    writer = pass_all(crawler)
    writer.flush()
    for _ in range(2):
        assert recheck_round(writer.engine, "2021Q3") == len(facts())
        assert run_cross_page(writer.engine, "2021Q3") == 2
        assert outcomes(writer.engine) == EXPECTED


def test_an_unfinished_target_is_not_judged_across_pages(crawler: Crawler) -> None:
    writer: Writer = vars(crawler)["inspection"].writer
    writer.add(item(PageItem, POLICY))
    writer.flush()
    assert run_cross_page(writer.engine, "2021Q3") == 0


def test_an_interpretation_on_another_website_of_the_unit_counts(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'rules.db'}")
    view = check()
    writer = Writer(engine, view.round, view.rubric)
    portal = item(SiteItem, HOME_PAGE).target
    platform = replace(
        portal, platform="disclosure", name="青石县政府信息公开平台", url="http://xxgk.qingshi-demo.test/"
    )
    writer.begin_round([portal, platform], [Unit(portal.unit, "县市区")])

    def inspect(target: Target, *found: Item) -> list[tuple[str, str]]:
        writer.begin_target(target, resume=False)
        for each in (*found, item(SiteItem, HOME_PAGE)):
            writer.add(replace(each, target=target))
        writer.flush()
        run_cross_page(engine, "2021Q3", {target.url})
        return [each for each in outcomes(engine) if each[0] == "I03"]

    explained = item(PageItem, {"url": f"{platform.url}jd/1.html", "title": "图解：《青石县养老服务管理办法》"})
    assert inspect(portal, item(PageItem, POLICY)) == [("I03", "error")]
    assert inspect(platform) == [("I03", "fail")]
    assert inspect(platform, explained) == []


def test_an_unknown_round_is_refused(crawler: Crawler) -> None:
    writer: Writer = vars(crawler)["inspection"].writer
    with pytest.raises(InputError, match="2020Q1"):
        run_cross_page(writer.engine, "2020Q1")
