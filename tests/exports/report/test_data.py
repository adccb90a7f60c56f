"""The report holds every finding and the workbooks' own numbers, and is the same each time, of closed rounds too."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from analysis.comparison.verification import verify
from analysis.round_view import RoundView
from exports import export_round
from exports.cell_values import china_time
from exports.frozen_round import to_keep
from exports.report import FOLDER, write_report
from exports.tables.problems import state_of
from govcrawl.domain.errors import OutputError
from govcrawl.domain.rounds import CHINA
from govcrawl.domain.sanitize import cell_text
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.closing import store_exports
from govcrawl.store.reader import read_findings
from govcrawl.store.session import open_database
from govcrawl.store.verifications import store_verifications
from govcrawl.store.writer import Writer
from pipelines.catalogue import REGISTRY
from tests.exports.night import FAULTY, NIGHT, Q3
from tests.exports.report.night import EARLIER, HOSTILE, ROUND, write_round
from tests.exports.report.reading import Report, one

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_finding_is_in_the_data_as_it_stands(engine: Engine, report: Report) -> None:
    standings = RoundView(engine, ROUND).statuses
    expected = {
        each.key: (
            cell_text(each.unit), each.rule, state_of(each, standings.of(each)), cell_text(each.message),
            cell_text(each.title), cell_text(each.url), cell_text(each.value), str(china_time(each.found_at)),
            standings.of(each).reason, standings.counts(each),
        )
        for each in read_findings(engine, ROUND, "all")
    }  # fmt: skip
    told = {
        each["key"]: (
            each["unit"], each["rule"], each["state"], each["message"], each["title"], each["url"], each["value"],
            each["found_at"], each["reason"], each["counts"],
        )
        for each in report.findings()
    }  # fmt: skip
    assert told == expected
    assert {"不属实", "例外", "未能判定", "问题"} <= {each["state"] for each in report.findings()}
    assert datetime(2021, 8, 20, 15, 30, 1, tzinfo=UTC).astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S") in {
        each["found_at"] for each in report.findings()
    }


def test_a_key_leads_to_its_finding(report: Report) -> None:
    keys, positions = report.data("keys/all")
    by_key = {keys[20 * at : 20 * at + 20]: position for at, position in enumerate(positions)}
    assert by_key == {each["key"]: each["position"] for each in report.findings()}
    assert list(by_key) == sorted(by_key)


def test_scores_are_those_of_the_workbooks(engine: Engine, report: Report) -> None:
    for score in (*RoundView(engine, ROUND).website_scores, *RoundView(engine, ROUND).disclosure_scores):
        number = report.data("index")["units"].index(cell_text(score.unit))
        text = report.tree(f"units/{number + 1:04d}.html").text(separator=" ")
        assert score.grade in text
        if score.total is not None:
            assert f"{score.total:g} 分" in text
    scores = [*RoundView(engine, ROUND).website_scores, *RoundView(engine, ROUND).disclosure_scores]
    scores += [each.score for each in RoundView(engine, ROUND).media_units]
    lines = [line for score in scores for line in score.lines if line.indicator]
    told = {(each["indicator"], each["key"]) for each in report.findings() if each["indicator"]}
    assert told == {(line.indicator, key) for line in lines for key in line.keys}


def figures_of(report: Report) -> dict[str, str]:
    return {one(each, "dt").text(): one(each, "dd").text() for each in report.tree("index.html").css(".figures > div")}


def test_figures_are_counts_of_the_findings(engine: Engine, report: Report) -> None:
    tree, figures = report.tree("index.html"), figures_of(report)
    told = list(report.findings())
    assert figures["问题"] == str(sum(each["counts"] for each in told))
    assert figures["未能判定"] == str(sum(each["state"] == "未能判定" for each in told))
    scores = RoundView(engine, ROUND).website_scores
    passed, missed = (sum(each.grade == grade for each in scores) for grade in ("合格", "未完成检查"))
    assert figures["网站合格率"] == f"{passed / (len(scores) - missed):.1%}"
    assert {name: figures[name] for name in ("新增", "消除", "持续")} == {
        "新增": str(sum(each["change"] == "新增" for each in told)), "消除": "1", "持续": "1",
    }  # fmt: skip
    cells = [int(cell.text()) for cell in tree.css(".heat tbody td:not(.total) a")]
    assert sum(cells) == sum(each["counts"] for each in told)


def test_every_platform_is_counted_as_its_workbook_counts_it(engine: Engine, report: Report) -> None:
    view = RoundView(engine, ROUND)
    media = view.media_units
    answers = [each for platform in view.qa_platforms for each in platform.units]
    rows = {one(row, "th").text(): [cell.text() for cell in row.css("td")] for row in report.tree("index.html").css(
        "[aria-labelledby=platforms] tbody tr")}  # fmt: skip
    told = list(report.findings())
    assert rows["政务新媒体账号"][:3] == [
        str(sum(getattr(each, name) for each in media)) for name in ("running", "inspected", "qualified")
    ]
    assert rows["政策问答平台"][:3] == ["2", "2", str(sum(each.verdict in ("表扬", "正常") for each in answers))]
    assert rows["信息公开平台"][:3] == [
        "1",
        "1",
        str(sum(each.grade == "合格" for each in RoundView(engine, ROUND).disclosure_scores)),
    ]
    for name, (*_, problems, doubts) in rows.items():
        mine = [each for each in told if each["platform"] == name]
        assert problems == str(sum(each["counts"] for each in mine))
        assert doubts == str(sum(each["state"] == "未能判定" for each in mine))


def test_every_rule_and_unit_has_its_page(report: Report) -> None:
    assert {path.stem for path in (report.folder / "rules").iterdir()} == set(REGISTRY)
    units = report.data("index")["units"]
    assert len(list((report.folder / "units").iterdir())) == len(units)
    headings = [one(report.tree(f"units/{number:04d}.html"), "h1").text() for number in range(1, len(units) + 1)]
    assert headings == units


def test_links_inside_the_folder_lead_somewhere(report: Report) -> None:
    for path in report.folder.rglob("*.html"):
        tree = report.tree(path.relative_to(report.folder).as_posix())
        places = [node.attributes.get(name) for name in ("href", "src") for node in tree.css(f"[{name}]")]
        for place in filter(None, places):
            if not place.startswith(("http://", "https://", "#")):
                assert (path.parent / place.partition("#")[0]).resolve().is_relative_to(report.folder.resolve())
                assert (path.parent / place.partition("#")[0]).is_file(), (path, place)


def test_nothing_of_a_text_becomes_markup(report: Report) -> None:
    """No page or data file holds a tag, a script or an address that came from a crawled page."""
    for path in (*report.folder.rglob("*.html"), *(report.folder / "data").rglob("*.js")):
        text = path.read_text(encoding="utf-8")
        assert not any(each in text for each in (*HOSTILE[:4], "<b>教育局", 'onerror="window', "\u2028")), path
        if path.suffix == ".js":
            assert "<" not in text
    for path in report.folder.rglob("*.html"):
        tree = report.tree(path.relative_to(report.folder).as_posix())
        assert all(node.attributes.get("src") for node in tree.css("script"))
        assert not tree.css("[style], [onclick], [onerror], [onload], style, iframe, object, embed, base, form[action]")
        assert not tree.css('[href^="javascript:" i], [href^="data:" i]')
        policy = one(tree, 'meta[http-equiv="Content-Security-Policy"]').attributes["content"]
        assert policy == POLICY
        for link in tree.css('[href^="http"]'):
            assert "noreferrer" in str(link.attributes["rel"])


def test_the_same_round_gives_the_same_bytes(engine: Engine, report: Report, tmp_path: Path) -> None:
    assert files(write_report(RoundView(engine, ROUND), tmp_path)[0].parent) == files(report.folder)


def test_the_folder_is_written_anew_or_not_at_all(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "units").mkdir()
    (tmp_path / FOLDER / "units" / "9999.html").write_text("上一次")
    written = write_report(RoundView(engine, ROUND), tmp_path)
    assert written[0] == tmp_path / FOLDER / "index.html"
    assert sorted(written) == sorted(path for path in (tmp_path / FOLDER).rglob("*") if path.is_file())
    assert [path.name for path in tmp_path.iterdir()] == [FOLDER]
    (tmp_path / "taken").write_text("我的文件")
    with pytest.raises(OutputError, match="无法写出"):
        write_report(RoundView(engine, ROUND), tmp_path / "taken")


def test_a_closed_round_gives_the_report_that_it_kept(tmp_path: Path) -> None:
    engine = write_round(tmp_path / "govcrawl.db")
    out = tmp_path / "out"
    written = export_round(RoundView(engine, ROUND), out, ["report", "screenshots"])
    kept = to_keep(out, [(each.path, each.meaning) for each in written])
    assert {name for name, _, _ in kept if not name.startswith("截图/")} == {"报告.zip"}
    texts = sum(len(content) for name, content in files(out / FOLDER).items() if not name.startswith("images/"))
    assert sum(len(content) for name, _, content in kept if name == "报告.zip") < texts / 2
    store_exports(engine, ROUND, kept, datetime(2021, 9, 1, tzinfo=UTC))
    again = export_round(RoundView(engine, ROUND), tmp_path / "again")
    engine.dispose()
    assert files(tmp_path / "again") == files(out)
    assert {each.path for each in again} == {path for path in (tmp_path / "again").rglob("*") if path.is_file()}
    assert again[-1].meaning.startswith("网页报告")


def test_columns_and_attachments_stand_on_the_units_page(report: Report) -> None:
    number = report.data("index")["units"].index(FAULTY.unit)
    tree = report.tree(f"units/{number + 1:04d}.html")
    rows = tree.css(".freshness tbody tr")
    news = next(row for row in rows if one(row, "td").text(strip=True).startswith("政务动态"))
    assert "2021-08-05" in news.text()
    assert "15 天前" in news.text()
    assert news.css_first("svg .bad") is not None
    formats = {one(row, "th").text(): row.css("td")[0].text() for row in tree.css(".formats tbody tr")}
    assert formats == {"PDF、OFD": "2", "Word": "2"}


def test_a_round_that_has_hardly_begun(tmp_path: Path) -> None:
    """Nothing is known yet: no page fails, no zeros accuse anybody."""
    engine = open_database(f"sqlite:///{tmp_path / 'govcrawl.db'}")
    writer = Writer(engine, Q3, load_rubric())
    writer.begin_round([FAULTY])
    writer.close(finished=True)
    report = Report(write_report(RoundView(engine, ROUND), tmp_path)[0].parent)
    engine.dispose()
    assert list(report.findings()) == []
    figures = {
        one(each, "dt").text(): one(each, "dd").text() for each in report.tree("index.html").css(".figures > div")
    }
    assert (figures["检查对象"], figures["完成检查"], figures["网站合格率"]) == ("1", "0", "—")
    assert "检查没有做完" in one(report.tree("index.html"), "[aria-labelledby=missed] tbody").text()
    assert "未完成检查" in one(report.tree("units/0001.html"), "main").text()


def test_what_has_become_of_earlier_problems(tmp_path: Path) -> None:
    engine = write_round(tmp_path / "govcrawl.db")
    rows = verify(engine, ROUND, EARLIER.name)
    store_verifications(engine, ROUND, rows, NIGHT)
    report = Report(write_report(RoundView(engine, ROUND), tmp_path)[0].parent)
    engine.dispose()
    told = []
    for number, unit in enumerate(report.data("index")["units"], 1):
        for row in report.tree(f"units/{number:04d}.html").css("[aria-labelledby=verified] tbody tr"):
            state, problem, place, reason = (cell.text() for cell in row.css("td"))
            told.append((unit, state, problem.partition("：")[2], place, reason))
    expected = [(each.finding.unit, each.state, each.finding.message, each.finding.url, each.reason) for each in rows]
    assert sorted(told) == sorted(expected)
    assert {state for _, state, *_ in told} == {"未整改", "页面已消失"}
