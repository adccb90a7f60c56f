"""rules.yaml: every rule is explained to people who read Chinese, and an office's mistakes in it are named."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from govcrawl.domain.errors import RubricError
from pipelines.catalogue import REGISTRY, check_texts
from pipelines.texts import DEFAULT, SCHEMA, load_texts, parse_texts, schema

SOUND = """
headings: {websites: [附件不规范]}
rules: {T01: {title: 附件仅提供 Word 格式, meaning: 没有版式文件。, basis: 本市要求, notice: {websites: 附件不规范}}}
labels: {}
values: {}
"""


def test_every_rule_has_its_texts() -> None:
    check_texts()
    for rule, each in load_texts().rules.items():
        assert re.search(r"[\u4e00-\u9fff]", each.title), rule
        assert each.meaning.endswith("。"), rule
        assert not each.basis.endswith("。"), rule
        assert bool(each.remedy) == (REGISTRY[rule].severity == "problem"), rule
        assert bool(each.notice) == (REGISTRY[rule].severity == "problem"), rule


def test_labels_are_words_of_the_office() -> None:
    texts = load_texts()
    labels = [*texts.labels.values(), *(label for each in texts.rules.values() for label in each.labels.values())]
    assert [each for each in labels if not re.search(r"[\u4e00-\u9fff]", each)] == []
    shared = {name for each in texts.rules.values() for name in each.labels} & texts.labels.keys()
    assert shared == set()


def test_the_schema_is_that_of_the_file() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema(), "run: python -m pipelines.docs"


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ("title: 附件仅提供 Word 格式, ", "", "规则 T01 的 title 缺少这一项"),
        ("basis: 本市要求", "basis: 2021", "规则 T01 的 basis 应为文字"),
        ("basis: 本市要求", "basis: 本市要求, remark: 无", "规则 T01 的 remark 没有这样的项"),
        (
            "notice: {websites: 附件不规范}",
            "notice: {websites: 附件}",
            "通报标题“附件”不在 headings 的 websites 中",
        ),
        ("notice: {websites", "notice: {website", "规则 T01 的 notice 的 website 没有通报的这一部分"),
        ("T01: {", "附件: {", "规则 附件 不是规则编号"),
        ("values: {}", "", "values 缺少这一项"),
        ("values: {}", "values: {", "不是有效的 YAML"),
    ],
)
def test_mistakes_are_named_with_file_rule_and_reason(wrong: str, right: str, told: str) -> None:
    assert parse_texts(SOUND, "rules.yaml").of("T01").title == "附件仅提供 Word 格式"
    with pytest.raises(RubricError, match=re.escape(told)) as raised:
        parse_texts(SOUND.replace(wrong, right), "rules.yaml")
    assert "rules.yaml" in str(raised.value)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The office's own folder of rubrics; the texts are read anew for it, and after it."""
    monkeypatch.setenv("GOVCRAWL_RUBRICS", str(tmp_path))
    load_texts.cache_clear()
    yield tmp_path
    load_texts.cache_clear()


def test_an_office_with_texts_of_its_own(folder: Path) -> None:
    own = DEFAULT.read_text(encoding="utf-8").replace("附件仅提供 Word 格式", "只有 Word 附件")
    (folder / "rules.yaml").write_text(own, encoding="utf-8")
    assert REGISTRY["T01"].title == "只有 Word 附件"
    check_texts()


def test_a_file_that_lacks_a_rule_or_its_remedy_is_refused(folder: Path) -> None:
    (folder / "rules.yaml").write_text(SOUND, encoding="utf-8")
    with pytest.raises(RubricError, match=r"规则 T01 缺少 remedy（整改要求）.*缺少规则 T02 的说明"):
        check_texts()
