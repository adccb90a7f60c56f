"""The rubric that comes with the program, and what a wrong one is answered with."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from govcrawl.domain.errors import RubricError
from govcrawl.rubric.model import Rubric
from govcrawl.rubric.reader import COMPANIONS, DEFAULT, FOLDER, load_rubric, parse_rubric
from govcrawl.rubric.schema import PATH, schema_text

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str) -> Path:
        path = tmp_path / "office.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def changed(*changes: tuple[str, str]) -> str:
    """The default file with each piece of text replaced once."""
    text = DEFAULT.read_text(encoding="utf-8")
    for old, new in changes:
        if old not in text:
            raise ValueError(old)
        text = text.replace(old, new, 1)
    return text


def mistakes(path: Path) -> list[str]:
    with pytest.raises(RubricError) as refused:
        load_rubric(path)
    return str(refused.value).split("；")


def test_caps_of_the_deductions_make_full_marks() -> None:
    rubric = load_rubric()
    caps = {each.group: 0.0 for each in rubric.indicators if each.part == "deduction"}
    for each in rubric.indicators:
        if each.part == "deduction":
            caps[each.group] += each.cap
    assert caps.pop("本市要求") == 0
    assert caps == {"发布解读": 31, "办事服务": 25, "互动交流": 23, "功能设计": 21}
    assert sum(caps.values()) == rubric.scoring.full_marks.number
    assert rubric.scoring.without_service is not None
    assert caps == {each.group: each.number for each in rubric.scoring.blocks}
    assert caps["办事服务"] == 100 - (rubric.scoring.without_service.number or 0)


def test_numbers_of_the_published_text_are_as_published() -> None:
    rubric = load_rubric()
    published = {name: limit for name, limit in rubric.limits.items() if not limit.assumed}
    assert published.pop("account_registration").workdays == 5
    assert {name: (limit.days, limit.months, limit.number) for name, limit in published.items()} == {
        "home_update": (14, None, None),
        "news_update": (14, None, None),
        "notice_policy_update": (None, 6, None),
        "letters_update": (None, 2, None),
        "service_statistics_update": (None, 3, None),
        "unreachable_seconds": (None, None, 15),
        "unreachable_share": (None, None, 0.05),
        "required_probes": (None, None, 20),
        "letter_answer": (None, 3, None),
        "letters_considered": (None, 12, None),
        "probe_window": (7, None, None),
        "account_update": (14, None, None),
    }
    points = [each for indicator in rubric.indicators for each in indicator.deductions if each.source == "S"]
    assert sorted((each.rules[0], each.points) for each in points) == [
        ("A03", 0.1), ("F03", 5.0), ("H03", 3.0), ("I01", 1.0), ("I03", 1.0), ("T03", 0.1), ("V02", 2.0),
    ]  # fmt: skip


def test_every_published_number_says_where_it_was_read() -> None:
    rubric = load_rubric()
    for each in (rubric, *rubric.companions.values()):
        numbers: list[Any] = [*each.scoring.numbers, *each.scoring.blocks, *each.limits.values(), *each.indicators]
        numbers += [deduction for indicator in each.indicators for deduction in indicator.deductions]
        assert [number for number in numbers if (number.source == "S") != bool(number.basis)] == [], each.name


def test_pairs_of_indicators_can_lose_what_one_quarter_lost() -> None:
    caps = {each.title: each.cap for each in load_rubric().indicators}
    assert caps["信息提交"] + caps["留言公开和统计数据"] >= 13
    assert caps["留言公开和统计数据"] + caps["办理答复"] >= 13
    assert caps["一号登录"] + caps["IPv6改造"] >= 3
    assert {"在线申请", "统一登录"} <= set(caps)


def test_windows_are_counted_back_from_the_inspection_date() -> None:
    rubric = load_rubric()
    assert rubric.cutoff("news_update", date(2021, 8, 20)) == date(2021, 8, 6)
    assert rubric.cutoff("notice_policy_update", date(2021, 8, 31)) == date(2021, 2, 28)
    assert (rubric.days("notice_policy_update"), rubric.days("other_update")) == (180, 365)


def test_a_stored_text_gives_the_same_rubric() -> None:
    rubric = load_rubric()
    again = parse_rubric(rubric.text, "2021Q3")
    assert (again.hash, again.indicators, again.limits, again.scoring) == (
        rubric.hash, rubric.indicators, rubric.limits, rubric.scoring,
    )  # fmt: skip


def test_thresholds_are_stored_with_their_source() -> None:
    assert load_rubric().thresholds["notice_policy_update"] == {"months": 6, "source": "S"}


def test_rules_of_an_indicator_are_named_once() -> None:
    rubric: Rubric = load_rubric()
    rules = {each.id: each.rules for each in rubric.indicators}
    assert rules["A9"] == ("C01", "F02", "F03", "F04", "F05", "F06", "F07")
    assert rules["V1"] == ()


def test_an_office_may_change_points(write: Write) -> None:
    path = write(changed(("points: 2, source: assumed, text: 空白栏目", "points: 3, source: S, text: 空白栏目")))
    a9 = next(each for each in load_rubric(path).indicators if each.id == "A9")
    assert (a9.deductions[0].points, a9.deductions[0].source) == (3.0, "S")


MISTAKES = [
        ("home_update: {days: 14", "home_update: {days: 14, months: 1", "workdays、months、number 须且只能填写一个"),
        ("home_update: {days: 14", "home_update: {days: 十四", "“十四”应为正整数"),
        ("home_update: {days: 14", "home_update: {dais: 14", "的 dais：不是已知字段"),
        ("cap: 2, source: assumed}", "cap: -5, source: assumed}", "“-5”应为不小于 0 的数"),
        ("part: veto", "part: vetos", "“vetos”无效，应为 veto、deduction、bonus 之一"),
        ("source: S, basis", "source: 公开, basis", "“公开”无效，应为 S、assumed 之一"),
        ("group: 发布解读, number: 31", "group: 发布解读, number: 30", "blocks 中“发布解读”为30分，"),
        ("full_marks: {number: 100", "full_marks: {number: 110", "blocks 合计100分，应等于 full_marks 的110分"),
        ("applies_to: [portal, department]", "applies_to: [portals]", "“portals”无效，应为 portal、department 之一"),
        ("or_all_of: guides", "or_all_of: all", "“all”无效"),
        ("vetoes_need_people: true", "vetoes_need_people: 是", "应为 true 或 false"),
        ("{workdays: 5", "{workdays: 5, days: 7", "days、workdays、months、number 须且只能填写一个"),
        ("id: A2,", "id: A1,", "指标 A1 重复"),
        ("kinds: [interpretation]", "kinds: [interpretations]", "的 kinds：没有“interpretations”"),
        ("groups: [news]", "groups: [新闻]", "的 groups：没有“新闻”"),
        ("rules: [I03]", "rules: [I3]", "的 rules：没有“I3”"),
        ("rules: [I03]", "rules: I03", "的 rules：应为文字列表"),
        ("first_level: true", "first_level: 是", "应为 true 或 false"),
        ("place: home", "place: 首页", "“首页”无效，应为 home、other 之一"),
        ("one_fault: [F02", "one_fault: [F2, 2", "的 one_fault：应为文字列表"),
        ('version: "2019.2"', "version: 2019.2", "的 version：应为文字"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told"), MISTAKES)
def test_a_wrong_field_is_named(write: Write, old: str, new: str, told: str) -> None:
    found = mistakes(write(changed((old, new))))
    assert any(told in each for each in found)
    assert all(each.startswith("office.yaml 的 ") for each in found)


SCHEMA: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
FILES = [DEFAULT.name, *COMPANIONS.values()]
# Which rules and kinds there are, and what is written twice, no schema knows.
_BEYOND_A_SCHEMA = ("没有“interpretations”", "没有“新闻”", "重复", "blocks ")


def valid(text: str) -> bool:
    return bool(jsonschema.Draft202012Validator(SCHEMA).is_valid(yaml.safe_load(text)))


def test_the_schema_is_the_one_of_the_models() -> None:
    """`python -m govcrawl.rubric.schema` writes it."""
    assert PATH.read_text(encoding="utf-8") == schema_text()


@pytest.mark.parametrize("name", FILES)
def test_files_are_valid_for_editors(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(yaml.safe_load(text), SCHEMA)
    assert text.startswith("# yaml-language-server: $schema=rubric.schema.json\n")
    assert load_rubric(FOLDER / name).name


@pytest.mark.parametrize(("old", "new", "told"), MISTAKES)
def test_editors_mark_what_the_program_refuses(old: str, new: str, told: str) -> None:
    assert valid(changed((old, new))) is any(part in told for part in _BEYOND_A_SCHEMA)


def test_the_office_keeps_its_own_files_in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = COMPANIONS["new_media"]
    text = (
        (FOLDER / name).read_text(encoding="utf-8").replace("points: 10, source: assumed", "points: 12, source: S", 1)
    )
    (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("GOVCRAWL_RUBRICS", str(tmp_path))
    rubric = load_rubric()
    updates = next(each for each in rubric.companions["new_media"].indicators if each.id == "M1")
    assert (updates.deductions[0].points, updates.assumed) == (12.0, True)
    assert rubric.hash == load_rubric(DEFAULT).hash
    (tmp_path / name).write_text(text.replace("cap: 50", "cap: 五十"), encoding="utf-8")
    monkeypatch.setenv("GOVCRAWL_RUBRICS", str(tmp_path / "copy"))
    with pytest.raises(RubricError, match="GOVCRAWL_RUBRICS"):
        load_rubric()


def test_every_mistake_is_told_at_once(write: Write) -> None:
    found = mistakes(
        write(changed(("home_update: {days: 14", "home_update: {days: 0"), ("cap: 8", "cap: 八"), ("name:", "nom:")))
    )
    fields = [re.sub(r"：.*", "", each) for each in found]
    assert all(re.search(r"（第\d+行）$", each) for each in found)
    assert fields == [
        "office.yaml 的 thresholds 的 home_update 的 days",
        "office.yaml 的 indicators “C2” 的 cap",
        "office.yaml 的 name",
        "office.yaml 的 nom",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: [", "office.yaml 不是有效的 YAML：第"),
        ("", "office.yaml 应为“名称: 值”的形式"),
        ("- 1", "office.yaml 应为“名称: 值”的形式"),
    ],
)
def test_a_file_that_is_no_rubric(write: Write, text: str, told: str) -> None:
    assert told in "；".join(mistakes(write(text)))


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    assert mistakes(tmp_path / "none.yaml")[0].startswith("评分指标文件 none.yaml 无法读取")
    (tmp_path / "gbk.yaml").write_bytes("name: 指标".encode("gbk"))
    assert mistakes(tmp_path / "gbk.yaml")[0].startswith("评分指标文件 gbk.yaml 无法读取")
