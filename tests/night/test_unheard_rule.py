"""A rule that no other code has heard of goes all the way, from the crawl to the verification of the next round."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.request import urlopen

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import Engine

from analysis import dataframes
from analysis.comparison.verification import verify
from analysis.round_view import RoundView
from exports import export_round
from exports.evidence_labels import labelled_evidence
from exports.review_book import write_review_book
from govcrawl.apps.cli.inspection_run import InspectionPlan, run_inspection
from govcrawl.apps.desk.desk import Desk
from govcrawl.domain.findings import Finding
from govcrawl.store.reader import read_findings
from govcrawl.store.session import open_database
from govcrawl.store.verifications import store_verifications
from pipelines import docs
from pipelines.cross_page.runner import run_cross_page
from pipelines.recheck import recheck_round
from pipelines.rules import REGISTRY
from pipelines.texts import load_texts
from tests.desk.desk import served
from tests.night import unheard
from tests.night.city import DATE, ROUND, SETTINGS, environment
from tests.night.handmade import page, serving, write_register

HOST = "127.0.17.9"
BEFORE, BEFORE_DATE = "2021Q2", "2021-05-20"
_ADDON = 'ADDONS={"tests.night.unheard.UnheardRule": 0}'
_TEXT = "<p>现将有关事项通知如下，请各单位结合实际认真贯彻执行，工作中遇到的问题及时报告。</p>" * 6


def _site(month: str, *void: int) -> dict[str, bytes]:
    """A site with seven articles of this month; those of these numbers are void. Nothing of it is a veto."""
    titles = {n: f"关于第{n}项工作安排的通知" + "（作废）" * (n in void) for n in range(1, 8)}
    row = '<li><a href="/tzgg/{}.html">{}</a><span>{}-1{}</span></li>'
    rows = "".join(row.format(n, title, month, n) for n, title in titles.items())
    pages = {f"/tzgg/{n}.html": page(title, f"<h1>{title}</h1>{_TEXT}") for n, title in titles.items()}
    home = page("示例县人民政府", f'<ul>{rows}</ul>{_TEXT}<a href="/zxzx.html">在线咨询</a>')
    asking = page("在线咨询", f"<form><input name='title'></form>{_TEXT}")
    return {"/": home, "/tzgg/": page("通知公告", f"<ul>{rows}</ul>"), "/zxzx.html": asking, **pages}


@dataclass
class Nights:
    """Two nights on one site, at the second of which one of two void pages is gone, and the files of the second."""

    engine: Engine
    out: Path

    def found(self, name: str = ROUND) -> list[Finding]:
        return list(read_findings(self.engine, name, "all", rules=(unheard.RULE,)))


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    folder = tmp_path_factory.mktemp("unheard")
    unheard.write_office_files(folder)
    database = f"sqlite:///{folder / 'govcrawl.db'}"
    with environment(GOVCRAWL_DATABASE_URL=database, GOVCRAWL_RUBRICS=str(folder)):
        load_texts.cache_clear()
        unheard.register()
        try:
            register = folder / "register.xlsx"
            with serving(HOST, pages := _site("2021-05", 2, 5)) as home:
                plan = InspectionPlan(
                    write_register(register, home), BEFORE, BEFORE_DATE, ("portal",),
                    settings=(*SETTINGS, _ADDON), log_file=folder / "inspect.log",
                )  # fmt: skip
                assert run_inspection(plan, lambda: None).failed == []
                pages.update(_site("2021-08", 5))
                assert run_inspection(replace(plan, round=ROUND, date=DATE), lambda: None).failed == []
            engine = open_database(database, create=False)
            store_verifications(engine, ROUND, verify(engine, ROUND, BEFORE))
            export_round(RoundView(engine, ROUND), folder / "out")
            yield Nights(engine, folder / "out")
            engine.dispose()
        finally:
            REGISTRY.remove(unheard.RULE)
            load_texts.cache_clear()


def test_the_crawl_raises_it_after_a_second_look(nights: Nights) -> None:
    assert len(nights.found(BEFORE)) == 2
    (finding,) = nights.found()
    assert (finding.outcome, finding.severity, finding.value) == ("fail", "problem", "（作废）")
    assert finding.url.endswith("/tzgg/5.html")
    assert finding.evidence["second_look"] in ("direct", "browser")
    assert (unheard.LABEL, "（作废）") in labelled_evidence(finding)


def test_a_recheck_comes_to_the_same(nights: Nights) -> None:
    before = nights.found()
    recheck_round(nights.engine, ROUND)
    run_cross_page(nights.engine, ROUND)
    assert nights.found() == before


def test_it_costs_what_the_rubric_says(nights: Nights) -> None:
    (score,) = RoundView(nights.engine, ROUND).website_scores
    (line,) = [line for line in score.lines if unheard.RULE in line.rules]
    assert (line.text, line.points) == (unheard.COSTS, 1)


def test_every_workbook_that_lists_problems_names_it(nights: Nights) -> None:
    told = {path.relative_to(nights.out).as_posix(): _cells(path) for path in nights.out.rglob("*.xlsx")}
    assert unheard.TITLE in told["附件1-政府网站检查情况.xlsx"]
    assert {unheard.TITLE, unheard.REMEDY} <= told["整改清单/示例县.xlsx"]
    assert unheard.TITLE in next(cells for name, cells in told.items() if "变化" in name)
    review = nights.out.parent / "review.xlsx"
    write_review_book(RoundView(nights.engine, ROUND), review)
    assert unheard.TITLE in _cells(review)


def _cells(path: Path) -> set[str]:
    book = load_workbook(path, read_only=True)
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return {str(cell) for row in rows for cell in row if cell is not None}


def test_the_notice_counts_it_under_its_heading(nights: Nights) -> None:
    (notice,) = nights.out.glob("*.docx")
    text = "\n".join(paragraph.text for paragraph in Document(str(notice)).paragraphs)
    assert unheard.HEADING in text


def test_the_report_has_a_page_of_it(nights: Nights) -> None:
    (page_of,) = nights.out.rglob(f"{unheard.RULE}.html")
    rules = "".join(path.read_text(encoding="utf-8") for path in (page_of, *nights.out.rglob("rules.js")))
    for each in (unheard.TITLE, unheard.MEANING, unheard.BASIS, unheard.REMEDY):
        assert each in rules or json.dumps(each)[1:-1] in rules


def test_the_desk_explains_it(nights: Nights) -> None:
    (finding,) = nights.found()
    with served(Desk(nights.engine)) as home, urlopen(f"{home}/r/{ROUND}/f/{finding.key}") as answer:
        text = answer.read().decode()
    for each in (unheard.TITLE, unheard.MEANING, unheard.BASIS, unheard.REMEDY, unheard.LABEL):
        assert each in text


def test_verification_tells_what_has_become_of_it(nights: Nights) -> None:
    rows = [row for row in verify(nights.engine, ROUND, BEFORE) if row.finding.rule == unheard.RULE]
    states = {row.finding.url.rpartition("/")[2]: row.state for row in rows}
    assert states == {"2.html": "已整改", "5.html": "未整改"}


def test_data_frames_and_docs_name_it(nights: Nights) -> None:
    frame = dataframes.findings(round=ROUND, engine=nights.engine)
    assert unheard.TITLE in set(frame["rule_title"])
    assert f"| {unheard.RULE} | `void_page_shown` | page |" in docs.table()
    assert unheard.REMEDY in docs.meanings()
