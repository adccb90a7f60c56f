"""Local packs: rubric files that say only where they differ from the program's own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis.scoring.scores import score_target
from govcrawl.apps.cli.main import app
from govcrawl.domain.errors import RubricError
from govcrawl.rubric.reader import DEFAULT, load_rubric, parse_rubric
from tests.test_scores import BUREAU, GOLDEN, PORTAL, column, finding

HEAD = f'overlays: {DEFAULT.name}\nversion: "1"\n'


def pack(folder: Path, text: str, name: str = DEFAULT.name) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def check(folder: Path | str) -> tuple[int, list[str]]:
    done = CliRunner().invoke(app, ["rubric", "check", str(folder)])
    return done.exit_code, [line for line in done.output.splitlines() if line]


@pytest.mark.parametrize("name", ["national", "zhaoqing", "weekly-accounts"])
def test_packs_of_the_program_are_sound(name: str) -> None:
    code, told = check(name)
    assert (code, told[-1]) == (0, "评分指标没有发现错误。")
    assert told[1].startswith("  依据 国办秘函〔2019〕19号 政府网站检查指标（版本 ")


def test_the_national_reading_scores_portals_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVCRAWL_RUBRICS", "national")
    rubric = load_rubric()
    assert rubric.changes == ("scoring applies_to：portal、department → portal",)
    assert score_target(BUREAU, GOLDEN, rubric).total is None
    assert score_target(PORTAL, GOLDEN, rubric).total == 89.0
    stored = parse_rubric(rubric.text, "2021Q3")  # as it is stored with a round
    assert (stored.changes, stored.base, stored.scoring) == (rubric.changes, rubric.base, rubric.scoring)


def test_points_of_services_are_shared_among_the_other_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """肇庆: 20 points of 办事服务 make 34, 25 and 21 points into 40⅔, 31⅔ and 27⅔ for a unit without services."""
    monkeypatch.setenv("GOVCRAWL_RUBRICS", "zhaoqing")
    rubric = load_rubric()
    bureau = score_target(BUREAU, GOLDEN, rubric)
    cost = 5 * (34 + 20 / 3) / 34 + 3 * (25 + 20 / 3) / 25 + 1 * (21 + 20 / 3) / 21
    assert bureau.total == pytest.approx(100 - cost, abs=0.005)
    assert bureau.reason == "无对外服务职能，不检查办事服务，该部分20分平均计入其他部分，各部分的扣分按比例放大"
    assert score_target(BUREAU, [], rubric).total == 100.0
    everything = [column("C01", n) for n in range(4)] + [column("F07", n) for n in range(9, 30)]
    assert score_target(PORTAL, everything, rubric).total == 92.0  # 其他栏目 costs 8 at most there
    assert next(each.cap for each in rubric.indicators if each.id == "E1") == 25


def test_a_weekly_rule_for_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVCRAWL_RUBRICS", "weekly-accounts")
    rubric = load_rubric()
    assert rubric.days("account_update") == 7
    assert "thresholds account_update days：14 → 7" in rubric.changes


def test_an_overlay_may_add_and_remove_indicators(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = """
indicators:
  - {id: L1, remove: true}
  - {id: L10, part: deduction, group: 本市要求, title: 证书, cap: 0, source: assumed}
"""
    monkeypatch.setenv("GOVCRAWL_RUBRICS", str(pack(tmp_path, HEAD + own)))
    rubric = load_rubric()
    assert rubric.changes == ("indicators L1：删去", "indicators L10：新增（证书）")
    assert {each.id for each in load_rubric(DEFAULT).indicators} - {each.id for each in rubric.indicators} == {"L1"}


WRONG = [
    ("scoring: {aplies_to: [portal]}", "scoring 的 aplies_to：不是已知字段"),
    ("threshold: {}", "threshold：不是已知字段"),
    ("thresholds: {acount: {days: 3}}", "thresholds 的 acount：不是已知字段"),
    (
        "thresholds: {backdated: {days: 7, chinese: 一周}}",
        "thresholds 的 backdated 的 days：改了数值，须同时写明 source",
    ),
    (
        "thresholds: {backdated: {days: 7, source: assumed}}",
        "thresholds 的 backdated 的 days：改了数值，须同时写明 chinese（现为“两周”）",
    ),
    (
        "indicators: [{id: A4, cap: 9, source: assumed}]",
        "scoring：blocks 中“发布解读”为31分，该部分各指标的 cap 合计35分，两者应相等",
    ),
    ("indicators: [{id: A1, title: 甲}, {id: A1, title: 乙}]", "indicators “A1”：重复"),
    ("indicators: [{id: Z9, remove: true}]", "indicators “Z9” 的 remove：所依据的指标中没有这一项"),
    ("indicators: [{id: A1, remove: true, title: 甲}]", "indicators “A1” 的 remove：应为 true，且不能再写其他字段"),
    ("indicators: [{title: 甲}]", "indicators：各行须写明 id"),
    ("indicators: [{id: Z9, title: 甲}]", "indicators “Z9” 的 part：缺少"),
    ("scoring: {service_share: half}", "scoring 的 service_share：“half”无效，应为 scale、average 之一"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), WRONG)
def test_what_an_overlay_may_not_say(text: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, lines = check(pack(tmp_path, f"{HEAD}{text}\n"))
    assert code == 2
    assert f"错误：{DEFAULT.name} 的 {told}" in lines
    monkeypatch.setenv("GOVCRAWL_RUBRICS", str(tmp_path))
    with pytest.raises(RubricError):
        load_rubric()


def test_an_overlay_names_what_it_overlays(tmp_path: Path) -> None:
    text = HEAD.replace(DEFAULT.name, "rubric-2015.yaml")
    assert check(pack(tmp_path, text)) == (
        2, ["错误：rubric-2019.yaml 的 overlays：应为所依据的指标文件名，与本文件同名，现为“rubric-2015.yaml”"],
    )  # fmt: skip
    assert check(pack(tmp_path, f"overlays: {DEFAULT.name}\n"))[1][0].startswith(
        "错误：rubric-2019.yaml 的 version：缺少"
    )


def test_files_that_nothing_reads_and_folders_that_are_not_there(tmp_path: Path) -> None:
    code, lines = check(pack(tmp_path, HEAD, "rubric2019.yaml"))
    assert code == 2
    assert lines[0].startswith("错误：rubric2019.yaml 不是评分指标文件，应为 rubric-2019.yaml、")
    code, lines = check(tmp_path / "none")
    assert (code, len(lines)) == (2, 1)


def test_a_rubric_of_before_means_what_it_meant() -> None:
    """Rubrics stored with closed rounds know neither the gate nor `applies_to` nor readings of praise."""
    rubric = load_rubric(DEFAULT)
    early = {"vetoes_need_people", "applies_to", "praise", "blocks", "service_share"}
    scoring = rubric.scoring.__class__.model_validate(
        {name: value for name, value in rubric.scoring.model_dump(exclude_unset=True).items() if name not in early}
    )
    before = replace(rubric, scoring=scoring)
    vetoed = score_target(PORTAL, [finding("F01"), *GOLDEN], before)
    assert (vetoed.grade, vetoed.reason, vetoed.lines[0].text) == ("不合格", "单项否决：首页不更新", "单项否决")
    assert "pending" not in vetoed.as_record()
    assert score_target(BUREAU, GOLDEN, before).total == 88.0
