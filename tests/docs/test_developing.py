"""The code of docs/developing.md does what the page says."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from govcrawl.cms import list_sources
from govcrawl.cms.model import DETECTORS, ListSource
from govcrawl.rubric.reader import DEFAULT as RUBRIC
from govcrawl.rubric.reader import parse_rubric
from pipelines import attachments
from pipelines.catalogue import REGISTRY
from pipelines.model import Rule
from pipelines.texts import DEFAULT, parse_texts
from tests.cms import systems
from tests.rules.build import judge

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "developing.md").read_text(encoding="utf-8")
# The example is T04 on the page, and stays so when there is one: here it is the next free number of its family.
RULE = f"T{sum(rule[0] == 'T' for rule in REGISTRY) + 1:02}"
TEXT = PAGE.replace("T04", RULE)
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def block(language: str, mark: str) -> str:
    (found,) = [text for name, text in BLOCKS if name == language and mark in text]
    return str(found)


@pytest.fixture
def rule() -> Iterator[Rule]:
    """The rule of the page, as if it stood in its module."""
    exec(block("python", f'@rule("{RULE}"'), {**vars(attachments), "re": re})
    yield REGISTRY[RULE]
    REGISTRY.remove(RULE)


def test_the_rule_raises_what_its_fixture_says(rule: Rule) -> None:
    cases: dict[str, list[dict[str, Any]]] = yaml.safe_load(block("yaml", "failing:"))
    for case in cases["failing"]:
        found = judge(rule, case)
        assert [(each.rule, each.outcome) for each in found] == [(RULE, "fail")]
        assert (found[0].message, found[0].value) == (case["message"], case["value"])
    for case in cases["passing"]:
        assert judge(rule, case) == []


def test_the_texts_of_the_rule_are_as_the_file_wants_them() -> None:
    whole = DEFAULT.read_text(encoding="utf-8").replace("\n  X01:\n", f"\n{block('yaml', f'  {RULE}:')}  X01:\n")
    text = parse_texts(whole, "rules.yaml").of(RULE)
    assert (text.title, text.remedy) == ("附件名称不规范", "为附件链接写明文件名称")
    assert set(text.notice) == {"websites", "disclosure"}


def test_the_line_of_the_rubric_is_one() -> None:
    before = "      - {rules: [T01, T02]"
    text = RUBRIC.read_text(encoding="utf-8")
    assert text.count(before) == 1
    rubric = parse_rubric(text.replace(before, block("yaml", f"rules: [{RULE}]") + before), RUBRIC.name)
    assert any(RULE in each.rules for indicator in rubric.indicators for each in indicator.deductions)


@pytest.fixture
def adapter() -> Iterator[ModuleType]:
    module = ModuleType("rowlist_of_the_docs")
    sys.modules[module.__name__] = module  # dataclasses look their module up
    exec(block("python", "class RowList"), vars(module))
    yield module
    DETECTORS.remove((60, module.detect))
    del sys.modules[module.__name__]


def test_the_adapter_reads_the_server_to_its_end(adapter: ModuleType) -> None:
    names: dict[str, Any] = dict(vars(systems))
    exec(block("python", "def rowlist("), names)
    answer: systems.Handler = names["rowlist"]
    column = "http://127.0.0.1/col7.html"
    _, _, source = answer("/col7.html", {}, "", {}) or (0, "", "")
    (found,) = list_sources(source, column)
    entries: list[Any] = []
    page = 0
    while page == 0 or len(entries) < systems.TOTAL:
        page += 1
        entries += _read(found, answer, page, len(entries))
    assert [(each.title, str(each.published)) for each in entries] == [
        (systems.title(number), systems.day(number)) for number in range(1, systems.TOTAL + 1)
    ]
    assert page == 3
    assert list_sources("<p>rowList</p>", column) == []


def _read(source: ListSource, answer: systems.Handler, page: int, have: int) -> list[Any]:
    request = source.request(page, have)
    path, _, query = request.url.removeprefix("http://127.0.0.1").partition("?")
    _, _, body = answer(path, dict(pair.split("=") for pair in query.split("&")), "", {}) or (0, "", "")
    rows = source.read(body.encode(), request.url)
    assert rows is not None
    assert rows.total == systems.TOTAL
    assert rows.entries
    return list(rows.entries)


@pytest.mark.parametrize("body", ["<html>系统繁忙</html>", "[]", json.dumps({"rows": None}), "[" * 100_000])
def test_other_answers_are_no_empty_lists(body: str, adapter: ModuleType) -> None:
    (found,) = adapter.detect('<script>rowList("7")</script>', "http://127.0.0.1/col7.html")
    assert found.read(body.encode(), "http://127.0.0.1/rowlist/data") is None


def test_files_that_the_page_names_are_there() -> None:
    root = Path(__file__).resolve().parents[2]
    folders = ("govcrawl", "pipelines", "analysis", "spiders", "tests")
    named = {name for name in re.findall(r"`((?:\w+/)+\w+\.(?:py|yaml))`", TEXT) if name.startswith(folders)}
    new = {f"tests/rules/fixtures/{RULE}.yaml", "govcrawl/cms/rowlist.py"}
    assert len(named) > 10
    assert {name for name in named if not (root / name).exists()} == new
