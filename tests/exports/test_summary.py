"""The morning summary of a finished round: counted by hand here, read back from its files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from analysis.round_view import RoundView
from exports.summary import (
    Asked,
    Freeze,
    Run,
    Summary,
    as_record,
    brief,
    full,
    lines,
    subject,
    summarise,
    write_summary,
)
from exports.summary.model import Missed
from govcrawl.domain.decisions import Review
from govcrawl.domain.errors import InputError, OutputError
from govcrawl.domain.rounds import Round
from govcrawl.rubric.columns import load_vocabulary
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.archive import Exchange, ExchangeKind
from govcrawl.store.decisions import store_reviews
from govcrawl.store.reader import read_findings
from govcrawl.store.writer import Writer
from pipelines.catalogue import run
from pipelines.model import Check
from tests.exports.night import FAULTY, VETOED, column, dead, site, target, write_round

DOCS = Path(__file__).resolve().parents[2] / "docs" / "operations.md"
STARTED, ENDED = datetime(2021, 8, 20, 14, 0, tzinfo=UTC), datetime(2021, 8, 20, 21, 5, 29, tzinfo=UTC)
FREEZE = Freeze("portal 0/2", FAULTY.url, f"{FAULTY.url}zwdt/", aside=False)
RUN = Run(STARTED, ENDED, ("portal 1/2",), "var/log/inspect-2021Q3.log", (FREEZE,), ("磁盘空间不足",))
Q2 = Round("2021Q2", date(2021, 5, 20))


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The round, and one before it that had inspected two of its portals."""
    engine = write_round(tmp_path_factory.mktemp("after") / "govcrawl.db")
    check = Check(Q2, load_rubric(), load_vocabulary())
    writer = Writer(engine, Q2, check.rubric)
    writer.begin_round([FAULTY, VETOED])
    for each in (FAULTY, VETOED):
        writer.begin_target(each, resume=False)
    for item in (
        dead(FAULTY, 0),
        dead(FAULTY, 77),
        site(FAULTY),
        column(VETOED, "kb0", "空栏目0", "other", None),
        site(VETOED),
    ):
        writer.add_findings(item, run(item, check))
        writer.add(item)
    writer.close(finished=True)
    yield engine
    engine.dispose()


@pytest.fixture
def summary(after: Engine) -> Summary:
    return summarise(RoundView(after, "2021Q3"), run=RUN)


def test_what_was_asked_and_what_was_inspected(summary: Summary) -> None:
    assert [(each.platform, each.asked, each.inspected) for each in summary.platforms] == [
        ("portal", 6, 3),
        ("disclosure", 1, 1),
    ]
    assert [(each.target, each.reason) for each in summary.missed] == [
        ("锦滩县门户网站", "被防护拦截：被动态防护拦截（412）"),
        ("霜林县门户网站", "打不开：连接被拒绝"),
        ("望川县门户网站", "检查没有做完，可加 --resume 继续"),
    ]
    assert not summary.complete


def test_findings_are_all_counted(summary: Summary, after: Engine) -> None:
    stored = list(read_findings(after, "2021Q3", "all"))
    for outcome, severity, kind in (
        ("fail", "problem", "problem"),
        ("fail", "warning", "warning"),
        ("fail", "clue", "clue"),
        ("error", None, "undecided"),
        ("skip", None, "not_applicable"),
    ):
        of = [each for each in stored if each.outcome == outcome and severity in (None, each.severity)]
        assert summary.of_kind(kind) == len(of), kind
        for rule in summary.rules:
            assert getattr(rule, kind) == sum(each.rule == rule.rule for each in of)
    assert {each.rule for each in summary.rules} == {each.rule for each in stored}
    assert summary.of_kind("problem") > 10


def test_who_does_not_pass(summary: Summary) -> None:
    assert summary.below == ()  # nobody has confirmed the veto yet
    (below,) = summary.suspected
    assert (below.unit, below.target, below.url, below.total) == ("白石县", VETOED.name, VETOED.url, None)
    assert below.veto == ("栏目不更新：空白栏目5个以上",)
    assert (summary.passed, summary.unfinished) == (3, 3)


def test_changes_since_the_last_round(summary: Summary) -> None:
    found = summary.changes
    assert found.against == "2021Q2"
    # Kept are a link and an empty column; of the platform and of 霜林县 nobody knows, nobody had looked at them.
    assert (found.new, found.gone, found.kept, found.unseen) == (17, 1, 2, 2)
    assert [(each.unit, each.problems) for each in found.new_by_unit] == [("青禾县", 13), ("白石县", 4)]


def test_the_first_round_has_no_changes(engine: Engine) -> None:
    told = summarise(RoundView(engine, "2021Q3"))
    assert told.changes.against is None
    assert "相比" not in full(told)


def test_decisions_count(tmp_path: Path) -> None:
    engine = write_round(tmp_path / "govcrawl.db")
    before = summarise(RoundView(engine, "2021Q3"))
    keys = [each.key for each in read_findings(engine, "2021Q3", rules=["M03"])]
    now = datetime(2021, 8, 21, tzinfo=UTC)
    said = [("不属实", "看错"), ("不属实", "看错"), ("属实", ""), ("待定", "")]
    store_reviews(
        engine,
        "2021Q3",
        [Review(key, how, why, "甲", now) for key, (how, why) in zip(keys, said, strict=False)],  # type: ignore[arg-type]
    )
    after = summarise(RoundView(engine, "2021Q3"))
    engine.dispose()
    assert (before.set_aside, after.set_aside) == (0, 2)
    assert after.unreviewed == before.unreviewed - 3, "what is 待定 is still to be decided"
    assert after.of_kind("problem") == before.of_kind("problem")


def test_one_platform_and_unit(after: Engine) -> None:
    asked = Asked(("portal",), "青禾县", [FAULTY], "台账 2021.xlsx")
    told = summarise(RoundView(after, "2021Q3"), asked)
    assert told.complete
    assert [(each.platform, each.asked, each.inspected) for each in told.platforms] == [("portal", 1, 1)]
    assert "只检查 青禾县" in full(told)
    assert not any("--resume" in command for command in told.next)
    broken = summarise(RoundView(after, "2021Q3"), asked, replace(RUN, failed_workers=("1/2",)))
    database = f"--db sqlite:///{after.url.database}"
    assert broken.next == (
        "govcrawl inspect --register '台账 2021.xlsx' --round 2021Q3 --date 2021-08-20"
        f" --unit '青禾县' --platform portal --resume {database}",
        f"govcrawl serve {database}",
        f"govcrawl export --round 2021Q3 {database}",
    )


def test_a_target_that_no_worker_reached(after: Engine) -> None:
    lost = target("新县", "xin")
    told = summarise(RoundView(after, "2021Q3"), Asked(("portal",), targets=[FAULTY, lost]))
    assert [(each.target, each.reason) for each in told.missed] == [(lost.name, "检查没有开始，可加 --resume 继续")]
    assert "--resume" in told.next[0]


def test_an_unknown_round(after: Engine) -> None:
    with pytest.raises(InputError, match="没有检查期 2020Q1"):
        summarise(RoundView(after, "2020Q1"))


# -- files -----------------------------------------------------------------------------------------------------------


def test_both_files(summary: Summary, tmp_path: Path) -> None:
    written = write_summary(summary, tmp_path / "new" / "folder")
    assert [path.name for path in written] == ["summary-2021Q3-2021-08-20.txt", "summary-2021Q3-2021-08-20.json"]
    assert sorted(path.name for path in written[0].parent.iterdir()) == sorted(path.name for path in written)
    text, record = written[0].read_text(encoding="utf-8"), json.loads(written[1].read_text(encoding="utf-8"))
    assert text == full(summary)
    assert text.splitlines()[0] == subject(summary)
    assert record == as_record(summary)
    assert record["run"] == {
        "started": "2021-08-20T14:00:00+00:00",
        "ended": "2021-08-20T21:05:29+00:00",
        "minutes": 425,
        "failed_workers": ["portal 1/2"],
        "freezes": [asdict(FREEZE)],
        "broken_off": ["磁盘空间不足"],
    }
    assert "检查时间：2021-08-20 22:00 至 2021-08-21 05:05（7 小时 5 分钟）" in text
    assert "检查进程异常退出：portal 1/2，可加 --resume 继续" in text
    assert "检查中断  磁盘空间不足\n" in text
    assert f"检查进程停顿后重新启动  portal 0/2，停在 {FAULTY.url}zwdt/\n" in text


def test_screen_and_file_say_the_same(summary: Summary) -> None:
    shown = {str(line) for line in lines(summary)}
    written = set(full(summary).splitlines()) - {subject(summary), ""}
    assert shown == written


def test_the_same_round_gives_the_same_bytes(after: Engine, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        write_summary(summarise(RoundView(after, "2021Q3"), run=RUN), tmp_path / folder)
    for one in (tmp_path / "a").iterdir():
        assert one.read_bytes() == (tmp_path / "b" / one.name).read_bytes()


def test_long_lists_are_cut_in_mails_and_whole_on_the_screen_and_in_json(summary: Summary) -> None:
    many = tuple(Missed("portal", "县", f"网站{number}", "http://x/", "打不开") for number in range(60))
    told = replace(summary, missed=many)
    assert full(told).count("未完成检查  网站") == 20
    assert "未完成检查  …… 另有 40 个\n" in full(told)
    assert sum("未完成检查  网站" in str(line) for line in lines(told)) == 60
    assert len(as_record(told)["missed"]) == 60
    assert brief(told).count("未完成检查  网站") == 5
    assert len(brief(told).encode()) < 2048
    assert not any(f"  {rule.rule}  " in brief(told) for rule in told.rules)


def test_text_of_others_stays_on_its_line(summary: Summary) -> None:
    nasty = Missed("portal", "县", "网站\n发现问题 0 个\x1b[2J", "http://x/", "原因\u202e\u2028")
    told = replace(summary, missed=(nasty,))
    for text in (full(told), brief(told)):
        assert "未完成检查  网站 发现问题 0 个\\x1b[2J：原因\\u202e \n" in text
    assert as_record(told)["missed"][0]["target"] == nasty.target


def test_what_the_database_did_not_take_is_told(summary: Summary) -> None:
    lost = Missed("portal", "县", "网站", "http://x/1", "数据未能存入数据库：数值过大")
    for text in (full(told := replace(summary, not_stored=(lost,))), brief(told)):
        assert "未能入库  网站 http://x/1：数据未能存入数据库：数值过大\n" in text
    assert as_record(told)["not_stored"][0]["url"] == lost.url
    assert "未能入库" not in full(summary)


def test_a_folder_that_cannot_be_written(summary: Summary, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(OutputError, match="taken"):
        write_summary(summary, tmp_path / "taken")


def test_docs_name_every_field_in_its_order(summary: Summary) -> None:
    text = DOCS.read_text(encoding="utf-8")
    section = text.partition("<!-- fields of the summary -->")[2].partition("<!-- end of fields -->")[0]
    told = re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)
    unstored = (Missed("portal", "县", "网站", "http://x/", "原因"),)
    whole = replace(summary, not_stored=unstored, below=summary.suspected)
    assert told == list(dict.fromkeys(_paths(as_record(whole))))


def _paths(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _paths(each, f"{path}.{name}" if path else name)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for each in value:
            yield from _paths(each, f"{path}[]")
    else:
        yield path


def test_pages_that_the_browser_has_opened(tmp_path: Path) -> None:
    """Whatever it was opened for, and in whichever of the night's runs; pictures of pages are none."""
    engine = write_round(tmp_path / "govcrawl.db")
    for kinds in ("browser", "plain", "challenge"), ("browser", "screenshot", "probe"):
        writer = Writer(engine, Round("2021Q3", date(2021, 8, 20)), load_rubric(), archive=tmp_path / "archive")
        writer.begin_round([FAULTY, VETOED])
        for number, kind in enumerate(kinds):
            url = f"{FAULTY.url}{number}.html"
            writer.keep(FAULTY, Exchange(url, ExchangeKind(kind), STARTED, final_url=url, status=200, body=b"<p>1</p>"))
        writer.keep(VETOED, Exchange(VETOED.url, ExchangeKind.BROWSER, STARTED, status=200, body=b"<p>1</p>"))
        writer.close(finished=True)
    summary = summarise(RoundView(engine, "2021Q3"))
    engine.dispose()
    assert (summary.rendered, summary.most_rendered) == (5, 3)
    assert "由浏览器打开的页面：共 5 个，最多的检查对象 3 个" in full(summary)
    assert as_record(summary)["browser"] == {"pages": 5, "most": 3}
