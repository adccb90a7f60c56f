"""A closed round: nothing changes any more, and its files come out as they went in."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine, select, update
from typer.testing import CliRunner

from analysis.round_view import RoundView
from exports import export_round
from govcrawl.apps.cli.main import app
from govcrawl.domain.decisions import Mark, Review
from govcrawl.domain.errors import InputError, StoreError
from govcrawl.rubric.reader import COMPANIONS, DEFAULT, load_rubric
from govcrawl.store.decision_models import ExportRow
from govcrawl.store.decisions import store_marks, store_reviews
from govcrawl.store.inspection_lock import inspection_lock
from govcrawl.store.models import CrawlRow
from govcrawl.store.reader import read_findings, read_round
from govcrawl.store.session import writing
from govcrawl.store.verifications import store_verifications
from govcrawl.store.writer import Writer
from pipelines.recheck import recheck_round
from tests.exports.night import BLOCKED, CLEAN, DOWN, NIGHT, PENDING, Q3, TARGETS, page, write_round

ROUND = "2021Q3"


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return write_round(tmp_path / "govcrawl.db")


def govcrawl(engine: Engine, *arguments: str) -> str:
    done = CliRunner().invoke(app, [*arguments, "--db", str(engine.url)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_its_files_are_the_same_for_ever(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "已关闭" in govcrawl(engine, "round", "close", ROUND, "--deadline", "2021-09-20")
    export_round(RoundView(engine, ROUND), tmp_path / "first")
    rubrics = tmp_path / "rubrics"
    rubrics.mkdir()
    text = DEFAULT.read_text(encoding="utf-8").replace("points: 5,", "points: 4,")
    (rubrics / DEFAULT.name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("GOVCRAWL_RUBRICS", str(rubrics))
    assert load_rubric().hash != read_round(engine, ROUND).rubric_hash
    export_round(RoundView(engine, ROUND), tmp_path / "second")
    first, second = files(tmp_path / "first"), files(tmp_path / "second")
    assert first == second
    assert {"附件1-政府网站检查情况.xlsx", "通报(草稿).docx", "整改清单/青禾县.xlsx"} <= first.keys()
    assert "附件1" in govcrawl(engine, "export", "--round", ROUND, "--out", str(tmp_path / "third"))
    assert files(tmp_path / "third" / ROUND) == first


def test_nothing_changes_it(engine: Engine) -> None:
    before = list(read_findings(engine, ROUND, "all"))
    writer = Writer(engine, Q3, load_rubric())
    writer.begin_round(TARGETS)
    writer.begin_target(CLEAN, resume=True)
    writer.add(page(CLEAN, 1, "晚到的稿件"))
    with writing(engine) as connection:
        connection.execute(update(CrawlRow).values(ended_at=NIGHT))
    govcrawl(engine, "round", "close", ROUND)
    refused = "检查期 2021Q3 已于 .* 关闭"
    review = Review(before[0].key, "不属实", "核对", "复核员", NIGHT)
    mark = Mark(CLEAN.url, "E1", 3.0, "智能问答", "评定员", NIGHT)
    with pytest.raises(InputError, match=refused):
        writer.flush()
    with pytest.raises(InputError, match=refused):
        Writer(engine, Q3, load_rubric()).begin_round(TARGETS)
    with pytest.raises(InputError, match=refused):
        recheck_round(engine, ROUND)
    with pytest.raises(InputError, match=refused):
        store_reviews(engine, ROUND, [review])
    with pytest.raises(InputError, match=refused):
        store_marks(engine, ROUND, [mark])
    with pytest.raises(InputError, match=refused):
        store_verifications(engine, ROUND, [])
    with pytest.raises(InputError, match="已经关闭"):
        govcrawl(engine, "round", "close", ROUND)
    assert list(read_findings(engine, ROUND, "all")) == before


def test_inspect_refuses_it_before_anything_starts(engine: Engine, tmp_path: Path) -> None:
    govcrawl(engine, "round", "close", ROUND)
    register = tmp_path / "register.xlsx"
    book = Workbook()
    units, sites = book.create_sheet("单位", 0), book.create_sheet("网站", 1)
    units.append(["单位名称", "单位类别"])
    units.append(["示例县", "县市区"])
    sites.append(["单位名称", "平台类型", "名称", "网址"])
    sites.append(["示例县", "门户网站", "示例县网站", "http://127.0.18.1/"])
    del book["Sheet"]
    book.save(register)
    arguments = ["--register", str(register), "--round", ROUND, "--date", "2021-08-20"]
    with pytest.raises(InputError, match="关闭"):
        govcrawl(engine, "inspect", *arguments)
    with engine.connect() as connection:
        assert len(connection.execute(select(CrawlRow.id)).all()) == 1


def test_a_running_inspection_keeps_it_open(engine: Engine) -> None:
    with (
        inspection_lock(engine, ROUND, ["department"], {"department": "部门网站"}),
        pytest.raises(InputError, match=r"的部门网站正在由 .*（进程 \d+，.* 开始）检查"),
    ):
        govcrawl(engine, "round", "close", ROUND)
    assert read_round(engine, ROUND).closed_at is None
    assert "已关闭" in govcrawl(engine, "round", "close", ROUND)


def test_closing_says_what_was_not_inspected(engine: Engine) -> None:
    told = govcrawl(engine, "round", "close", ROUND).replace("\n", "")
    assert "其中 3 个检查对象未完成检查：" in told
    assert all(each.name in told for each in (BLOCKED, DOWN, PENDING))


def test_a_file_that_is_not_what_was_stored_is_told(engine: Engine, tmp_path: Path) -> None:
    govcrawl(engine, "round", "close", ROUND)
    with writing(engine) as connection:
        connection.execute(update(ExportRow).values(content=b"changed"))
    with pytest.raises(StoreError, match="已损坏"):
        export_round(RoundView(engine, ROUND), tmp_path)


def test_every_platform_has_its_rubric_kept(engine: Engine) -> None:
    kept = read_round(engine, ROUND).rubrics
    assert sorted(kept) == sorted(COMPANIONS)
    assert {name: each["hash"] for name, each in kept.items()} == {
        name: each.hash for name, each in load_rubric().companions.items()
    }
