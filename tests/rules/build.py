"""Items from the short data of fixtures: what a case does not say has a harmless default."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import ColumnItem, Entry, Item, Link, PageItem, ProbeItem, QuestionItem, SiteItem
from govcrawl.domain.rounds import Round, parse_round
from govcrawl.rubric.columns import load_vocabulary
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.codec import decoder
from pipelines.catalogue import run
from pipelines.cross_page.availability import ProbedSite
from pipelines.cross_page.backdated import SeenColumn
from pipelines.cross_page.forwarding import UnitAccounts, judge_forwarding
from pipelines.cross_page.interpretation import judge_interpretations
from pipelines.model import Case, Check, Rule

Data = dict[str, Any]
AT = "2021-08-20T20:00:00+00:00"
TARGET = {"unit": "青石县", "platform": "portal", "name": "青石县人民政府", "url": "http://www.qingshi-demo.gov.cn/"}
DEFAULTS: dict[type, Data] = {
    SiteItem: {"answer": "reachable", "channels": ["县长信箱"]},
    ColumnItem: {"url": "http://www.qingshi-demo.gov.cn/lm/", "name": "通知公告", "path": ["通知公告"]},
    PageItem: {
        "url": "http://www.qingshi-demo.gov.cn/lm/1.html",
        "column_name": "通知公告",
        "title": "关于供水的通知",
        "labels": {"ArticleTitle": "关于供水的通知", "PubDate": "2021-08-01", "ContentSource": "县水利局"},
    },
    QuestionItem: {
        "url": "http://www.qingshi-demo.gov.cn/qa/1.html",
        "title": "关于落户的问题",
        "target": {"platform": "policy_qa"},
    },
    Link: {
        "url": "http://www.qingshi-demo.gov.cn/x.html",
        "found_on": "http://www.qingshi-demo.gov.cn/",
        "checked_at": AT,
    },
}


def check(round_: Round | None = None) -> Check:
    """The rules' view of round 2021Q3 at 2021-08-20, with the rubric and vocabulary of the program."""
    return Check(round_ or parse_round("2021Q3", "2021-08-20"), load_rubric(), load_vocabulary())


def item(kind: type, data: Data) -> Any:
    """An item of this type. Entries may be `[title, date]`, or with address and linked interpretations."""
    values = {"target": TARGET, **DEFAULTS[kind], **data}
    values["target"] = {**TARGET, **values["target"]}
    if kind is not Link:
        values.setdefault("fetched_at", AT)
    if "labels" in values:
        values["labels"] = {name: _as_text(name, content) for name, content in values["labels"].items()}
    if kind is ColumnItem:
        _finish_column(values)
    if kind is PageItem:
        values["attachments"] = [_attachment(each) for each in values.get("attachments", ())]
    return decoder(kind)(values)


def _as_text(label: str, content: object) -> str:
    """YAML reads dates without quotes as dates; of a number it has lost how it was written."""
    if isinstance(content, str | date):
        return str(content)
    raise ValueError(f"labels are texts: write {label} in quotes, it was read as {content!r}")


def _finish_column(values: Data) -> None:
    values["entries"] = [_entry(number, each) for number, each in enumerate(values.get("entries", ()))]
    dated = [each for each in values["entries"] if each["published"]]
    if dated:
        newest = max(dated, key=lambda each: each["published"])
        values.setdefault("newest", newest["published"])
        values.setdefault("newest_url", newest["url"])
    values.setdefault("dated_entries", len(dated))
    values.setdefault("level", len(values["path"]))


def _entry(number: int, row: list[Any]) -> Data:
    title, published, *more = row
    return {
        "title": title,
        "published": published,
        "url": more[0] if more else f"http://www.qingshi-demo.gov.cn/lm/{number}.html",
        "interpretations": more[1] if len(more) > 1 else [],
    }


def _attachment(row: Data) -> Data:
    extension = row["url"].rpartition(".")[2].lower()
    known = {
        "state": "ok",
        "extension": extension,
        "content": _CONTENT.get(extension),
        "text": row["url"].rpartition("/")[2],
    }
    return {**known, **row}


_CONTENT = {
    "pdf": "pdf",
    "ofd": "ofd",
    "doc": "ole",
    "wps": "ole",
    "xls": "ole",
    "docx": "docx",
    "xlsx": "xlsx",
    "rtf": "rtf",
}


def probes(case: Data) -> list[ProbeItem]:
    """As many probes as the case says: sound ones, failed ones, slow ones and blocked ones."""
    target = item(SiteItem, {}).target
    kinds = (("sound", FetchOutcome.REACHABLE, 200), ("failed", FetchOutcome.UNREACHABLE, 15_000),
             ("slow", FetchOutcome.REACHABLE, 15_000), ("blocked", FetchOutcome.BLOCKED, 90))  # fmt: skip
    made = [(answer, time) for kind, answer, time in kinds for _ in range(case.get(kind, 0))]
    start = datetime(2021, 8, 14, tzinfo=UTC)
    return [
        ProbeItem(target, start + timedelta(hours=number), answer, None, 200, time)
        for number, (answer, time) in enumerate(made)
    ]


def judge(rule: Rule, case: Data) -> list[Finding]:
    """Findings of the rule's whole family on a case."""
    round_ = parse_round(case.get("round", "2021Q3"), case.get("date", "2021-08-20"))
    if rule.looks_at is UnitAccounts:
        return judge_forwarding([item(SiteItem, each) for each in case["accounts"]], check(round_))
    if rule.looks_at is ProbedSite:
        return list(run(ProbedSite(item(SiteItem, {}), probes(case)), check(round_), {"A"}))
    if rule.looks_at is SeenColumn:
        earlier = [
            Entry(title, f"http://www.qingshi-demo.gov.cn/old/{n}.html", day)
            for n, (title, day) in enumerate(case["earlier"])
        ]
        return list(run(SeenColumn(item(ColumnItem, case["item"]), earlier, case["since"]), check(round_), {"F"}))
    if issubclass(rule.looks_at, Case):
        pages = [
            item(PageItem, {"url": f"http://www.qingshi-demo.gov.cn/zc/{n}.html", **each})
            for n, each in enumerate(case["pages"])
        ]
        columns = [item(ColumnItem, each) for each in case.get("columns", ())]
        site = item(SiteItem, case["site"]) if "site" in case else None
        elsewhere = [item(PageItem, each) for each in case.get("elsewhere", ())]
        return judge_interpretations(
            pages, check(round_), columns=columns, site=site, elsewhere=elsewhere, unread=case.get("unread")
        )
    judged: Item = item(rule.looks_at, case["item"])
    return list(run(judged, check(round_), {rule.family}))
