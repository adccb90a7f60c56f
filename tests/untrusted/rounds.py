"""Two rounds whose every name, title, address and reason is nasty, judged by the real rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Engine

from analysis.comparison.verification import verify
from govcrawl.domain.decisions import Mark, Review
from govcrawl.domain.fetch_outcomes import FetchOutcome, LinkState
from govcrawl.domain.items import (
    AccountFacts,
    Attachment,
    Bound,
    ColumnItem,
    CrossPost,
    DisclosureFacts,
    Duty,
    Entry,
    Forwarding,
    Item,
    Link,
    LinkedAccount,
    Missing,
    PageItem,
    QaFacts,
    QuestionItem,
    SearchFacts,
    SiteItem,
    UnitAnswers,
    Unread,
)
from govcrawl.domain.rounds import Round
from govcrawl.domain.targets import Target
from govcrawl.register import Account, Exemption, Register, RegisterRecord, Unit
from govcrawl.rubric.columns import load_vocabulary
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.decisions import store_marks, store_reviews
from govcrawl.store.reader import read_findings
from govcrawl.store.session import open_database
from govcrawl.store.verifications import store_verifications
from govcrawl.store.writer import Writer
from pipelines.catalogue import run
from pipelines.cross_page.runner import run_cross_page
from pipelines.model import Check
from tests.exports.night import NIGHT, Q3
from tests.untrusted.nasty import BAD_LINKS, LONG, NASTY, ODD_LINKS

Q2 = Round("2021Q2", date(2021, 5, 20))
# The register refuses most of these names; a database that holds NUL in them there cannot be.
NAMES = [text.replace("\x00", "") for text in NASTY.values()]
UNITS = [Unit(name, "县市区", on_policy_qa=True) for name in NAMES]
ACCOUNTS = [Account(name, "微信", name, home=f"http://media-demo.test/{number}") for number, name in enumerate(NAMES)]


def _targets(kind: str, host: str) -> list[Target]:
    return [
        Target(name, kind, name, f"http://{host}{number}-demo.gov.cn/", "县市区") for number, name in enumerate(NAMES)
    ]


SITES, PLATFORMS = _targets("portal", "n"), _targets("disclosure", "p")
QA = Target(UNITS[0].name, "policy_qa", NASTY["colours"], "http://wenda-demo.gov.cn/", "部门")
MEDIA = Register(UNITS, [], ACCOUNTS).account_targets()
TARGETS = [*SITES, *PLATFORMS, QA, *MEDIA]
RECORD = RegisterRecord(
    tuple(UNITS),
    tuple(ACCOUNTS),
    tuple(Exemption("C01", text, text, date(2021, 12, 31), unit=text) for text in NAMES),
)


def _column(of: Target, text: str, place: str, days: int | None) -> ColumnItem:
    item = ColumnItem(of, f"{of.url}{place}/{text}/", text, NIGHT, kind="news", path=("首页", text))
    if days is None:
        item.form, item.empty_statement = "empty", None
    else:
        item.newest, item.newest_url = Q3.date - timedelta(days=days), f"{item.url}{text}.html"
        item.entries = [Entry(text, item.newest_url, item.newest, "row")]
        item.dated_entries, item.dates_from = 1, "row"
    return item


def _page(of: Target, text: str) -> PageItem:
    """An article without labels that offers a Word file."""
    page = PageItem(of, f"{of.url}{text}.html", NIGHT, title=text, published=date(2021, 8, 1), column_name=text)
    page.attachments = [Attachment(f"{of.url}{text}.doc", text, "doc", LinkState.OK, 200, 900, "ole")]
    return page


def _dead(of: Target, url: str, text: str, rank: int = 2) -> Link:
    return Link(of, url, f"{of.url}{text}", text, rank, False, LinkState.GONE, 404, f"页面不存在：{text}", NIGHT)


def _site(of: Target, text: str) -> SiteItem:
    item = SiteItem(of, NIGHT, FetchOutcome.REACHABLE, None, 200, f"{of.url}{text}", text, home_entries=9)
    item.home_newest, item.home_newest_url = date(2021, 7, 1), f"{of.url}{text}"
    item.bounds = [Bound("list_pages", 60, f"{of.url}{text}")]
    item.unread = [Unread(f"{of.url}{text}", FetchOutcome.BLOCKED, text)]
    item.missing = [Missing(text, (text,), text)]
    item.linked_accounts = [LinkedAccount("微博", f"http://weibo-demo.test/{text}", text, of.url, "unknown")]
    item.duties = [Duty(text, text, f"{of.url}a/{text}/"), Duty(f"无{text}", text)]
    item.search = SearchFacts(True, of.url, "", [text], reason=text)
    item.https_reason = text
    return item


def items() -> Iterator[Item]:
    for of, text in zip(SITES, NASTY.values(), strict=True):
        yield _column(of, text, "a", 90)
        yield _column(of, text, "b", None)
        yield _page(of, text)
        yield _dead(of, f"http://elsewhere.test/{text}", text)
        yield _site(of, text)
    first = SITES[0]
    for number, url in enumerate((*BAD_LINKS, *ODD_LINKS)):
        yield _dead(first, url, f"链接{number}", rank=0)
    yield PageItem(first, f"{first.url}long.html", NIGHT, title=LONG, published=date(2021, 8, 1), column_name=LONG)
    for of, text in zip(PLATFORMS, NASTY.values(), strict=True):
        yield _column(of, text, "a", 90)
        yield _page(of, text)
        facts = DisclosureFacts([text], [("指南", text, f"{of.url}{text}")], [text], [2019], text, f"{of.url}{text}")
        facts.cross_posts = [CrossPost(text, f"{of.url}{text}", text, of.url, text, text, of.url)]
        yield replace(_site(of, text), disclosure=facts)
    yield from _questions()
    for of, text in zip(MEDIA, NASTY.values(), strict=True):
        account = AccountFacts("微信", text, "feed", 3, newest=date(2021, 7, 1), newest_url=f"{of.url}{text}")
        account.newest_title = text
        account.forwarding = [Forwarding(text, date(2021, 8, 1), date(2021, 8, 4), covered=True)]
        yield SiteItem(of, NIGHT, FetchOutcome.REACHABLE, account=account)


def _questions() -> Iterator[Item]:
    for number, text in enumerate(NAMES):
        question = QuestionItem(QA, f"{QA.url}{number}{text}", NIGHT, title=text, unit=text, unit_text=text, reply="")
        question.asked = date(2021, 8, 1)
        yield question
    answers = [UnitAnswers(text, 9, 9 if place % 2 else 0) for place, text in enumerate(NAMES)]
    qa = QaFacts(answers, [(f"外{text}", 2) for text in NAMES], [(text, 3) for text in NAMES])
    yield replace(_site(QA, NASTY["escape"]), qa=qa)


def write_rounds(path: Path) -> Engine:
    """2021Q2 and 2021Q3 in a fresh database, decided and verified, all by nasty people."""
    engine = open_database(f"sqlite:///{path}")
    for when in (Q2, Q3):
        _inspect(engine, when)
    store_verifications(engine, Q3.name, verify(engine, Q3.name, Q2.name))
    texts = NAMES
    found = [each for each in read_findings(engine, Q3.name) if each.rule == "M03"]
    reviews = [
        Review(each.key, ("属实", "不属实")[number % 2], texts[number % len(texts)], texts[-number % len(texts)], NIGHT)
        for number, each in enumerate(found)
    ]
    store_reviews(engine, Q3.name, reviews)
    store_marks(
        engine, Q3.name, [Mark(of.url, "A1", 1, text, text, NIGHT) for of, text in zip(SITES, texts, strict=True)]
    )
    return engine


def _inspect(engine: Engine, when: Round) -> None:
    check = Check(when, load_rubric(), load_vocabulary())
    writer = Writer(engine, when, check.rubric)
    writer.begin_round(TARGETS, RECORD.units, RECORD)
    for of in TARGETS:
        writer.begin_target(of, resume=False)
    for item in items():
        writer.add_findings(item, run(item, check))
        writer.add(item)
    writer.close(finished=True)
    run_cross_page(engine, when.name, {of.url for of in TARGETS}, check)
