"""A round with every platform in it, hostile texts, decisions, pictures, and an earlier round beside it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from govcrawl.domain.decisions import Review
from govcrawl.domain.fetch_outcomes import OK, FetchOutcome, LinkState
from govcrawl.domain.items import (
    AccountFacts,
    Attachment,
    Item,
    Link,
    PageItem,
    QaFacts,
    QuestionItem,
    SiteItem,
    UnitAnswers,
)
from govcrawl.domain.rounds import Round
from govcrawl.domain.targets import Target
from govcrawl.register import Account, Exemption, Register, RegisterRecord, Unit
from govcrawl.rubric.columns import load_vocabulary
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.archive import Exchange, ExchangeKind
from govcrawl.store.archive.location import archive_root
from govcrawl.store.decisions import store_reviews
from govcrawl.store.reader import read_findings
from govcrawl.store.session import open_database
from govcrawl.store.writer import Writer
from pipelines.catalogue import run
from pipelines.model import Check
from tests.exports.inspected import inspected
from tests.exports.night import FAULTY, NIGHT, TARGETS, VETOED, column, page, site
from tests.exports.night import items as website_items

ROUND, EARLIER = "2021Q3", Round("2021Q2", date(2021, 5, 20))
HOSTILE = (
    "</script><script>window.hacked = 1</script>",
    '"><img src=x onerror="window.hacked=1">',
    "<style>*{display:none}</style><iframe src='https://evil.test/'></iframe>",
    "]]>--><svg onload=window.hacked=1>\u2028window.hacked=1//",
    "{{ 7 * 7 }}{% raw %}",
)
QA = Target("商务局", "policy_qa", "政策问答平台", "http://wenda-demo.gov.cn/", "部门")
UNITS = (
    *(Unit(name, "县市区") for name in ("青禾县", "白石县", "云汀县", "锦滩县", "霜林县", "望川县")),
    Unit("商务局", "部门", on_policy_qa=True),
    Unit("<b>教育局</b>", "部门", on_policy_qa=True),
)
ACCOUNTS = (
    Account("青禾县", "微博", "青禾发布", home="http://media-demo.test/1"),
    Account("白石县", "微信", "白石发布", home="http://media-demo.test/2"),
)
EXCEPTED = Exemption("F03", "机构改革", "办公室", date(2021, 12, 31), unit=FAULTY.unit)
PAGES = 70  # articles without labels: more problems than a page of the list shows
PICTURED = f"{FAULTY.url}tzgg/0.html"


def write_round(path: Path) -> Engine:
    """The round 2021Q3 in a fresh SQLite database with its archive beside it."""
    _write_earlier(path)
    accounts = Register(list(UNITS), [], list(ACCOUNTS)).account_targets()
    record = RegisterRecord(UNITS, ACCOUNTS, (EXCEPTED,))
    engine = inspected(path, record, [*TARGETS, QA, *accounts], [*website_items(), *_more(accounts)])
    _picture(engine)
    (news,) = read_findings(engine, ROUND, rules=["F02"])
    store_reviews(engine, ROUND, [Review(news.key, "不属实", "当天已更新<script>", "复核员", NIGHT)])
    return engine


def _more(accounts: list[Target]) -> Iterator[Item]:
    for number, title in enumerate((*HOSTILE, *(f"第{n}号通知" for n in range(PAGES)))):
        yield page(FAULTY, 100 + number, title)
    yield Link(FAULTY, "javascript:alert(1)", FAULTY.url, HOSTILE[1], 2, True, LinkState.GONE, 404, "页面不存在", NIGHT)
    yield _attachments()
    yield QuestionItem(QA, f"{QA.url}1.html", NIGHT, title=HOSTILE[0], unit="商务局", unit_text="商务局", reply="")
    answered = [UnitAnswers("商务局", 30, 10, newest=date(2021, 8, 18), newest_url=f"{QA.url}9.html")]
    yield site(QA, qa=QaFacts(units=[*answered, UnitAnswers("<b>教育局</b>")]))
    for target, newest in zip(accounts, (date(2021, 7, 1), None), strict=True):
        facts = AccountFacts("微博", target.name, "feed", 9, newest=newest)
        answer = FetchOutcome.REACHABLE if newest else FetchOutcome.BLOCKED
        yield SiteItem(target, NIGHT, answer, None if newest else "需要登录才能查看", account=facts)


def _attachments() -> PageItem:
    item = page(FAULTY, 99, "附件一览")
    names = (("doc", LinkState.OK), ("docx", LinkState.OK), ("pdf", LinkState.GONE), ("ofd", LinkState.OK))
    item.attachments = [
        Attachment(f"{FAULTY.url}files/{number}.{extension}", f"附件{number}", extension, state)
        for number, (extension, state) in enumerate(names)
    ]
    return item


def _write_earlier(path: Path) -> None:
    """An inspection of two sites three months before, by the same rules."""
    engine = open_database(f"sqlite:///{path}")
    check = Check(EARLIER, load_rubric(), load_vocabulary())
    writer = Writer(engine, EARLIER, check.rubric)
    writer.begin_round([FAULTY, VETOED], list(UNITS[:2]), RegisterRecord(UNITS))
    empty: list[Item] = [
        column(VETOED, "kb0", "空栏目0", "other", None),
        column(FAULTY, "old", "旧栏目", "other", None),
    ]
    for target in (FAULTY, VETOED):
        writer.begin_target(target, resume=False)
    for item in [*empty, site(VETOED), site(FAULTY)]:
        writer.add_findings(item, run(item, check))
        writer.add(item)
    writer.close(finished=True)
    engine.dispose()


def _picture(engine: Engine) -> None:
    """What `inspect --screenshots fail` archives."""
    root = archive_root(engine.url)
    writer = Writer(engine, Round(ROUND, date(2021, 8, 20)), load_rubric(), {"platform": "screenshots"}, archive=root)
    writer.begin_round([*TARGETS, QA], list(UNITS), RegisterRecord(UNITS, ACCOUNTS, (EXCEPTED,)))
    headers = [("Content-Type", "image/png")]
    writer.keep(FAULTY, Exchange(PICTURED, ExchangeKind.SCREENSHOT, NIGHT, final_url=PICTURED, status=200,
        headers=headers,
                                 body=png(320, 900), verdict=OK))  # fmt: skip
    writer.close(finished=True)


def png(width: int, height: int) -> bytes:
    """A grey picture."""

    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + b"\xc0" * width for _ in range(height))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")
