"""The one reader of YAML: the values of PyYAML's own reader, each content parsed once, errors worded as ever."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from govcrawl.domain.yaml_files import parse_document, parse_yaml, read_yaml

ROOT = Path(__file__).parent.parent
ROOMS = ("govcrawl", "pipelines", "spiders", "analysis", "exports")
FILES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.yaml"))
BROKEN = ("a: b: c", "a: [1, 2", "a:\n\t- b", "- a\nb: c", "a: \x07", "a: *unknown")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_of_the_product_reads_as_with_the_reader_in_python(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert read_yaml(path) == yaml.safe_load(text)
    node, plain = parse_document(text).node, yaml.compose(text, Loader=yaml.SafeLoader)
    assert [each.start_mark.line for each, _ in _pairs(node)] == [each.start_mark.line for each, _ in _pairs(plain)]


def _pairs(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    return list(node.value) if isinstance(node, yaml.MappingNode) else []


def test_the_same_content_is_parsed_once_and_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    first.write_text("name: 青禾县\nday: 2021-09-01\n", encoding="utf-8")
    second.write_bytes(first.read_bytes())
    before = read_yaml(first)
    assert read_yaml(second) is before
    first.write_text("name: 云亭县\n", encoding="utf-8")
    assert read_yaml(first) == {"name": "云亭县"}
    assert read_yaml(second) is before


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_errors_are_worded_as_by_the_reader_in_python(text: str) -> None:
    with pytest.raises(yaml.YAMLError) as plain:
        yaml.safe_load(text)
    with pytest.raises(type(plain.value)) as ours:
        parse_yaml(text)
    assert str(ours.value) == str(plain.value)


def test_a_text_nested_without_end_is_an_error_like_others() -> None:
    for text in ("[" * 100_000, "- " * 10_000, "a: {" * 10_000):
        with pytest.raises(yaml.YAMLError, match="nested more than 100 deep"):
            parse_yaml(text)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a: 1\nb: {c: 1, d: 2, c: 3}\n", 2, "“c”重复"),
        ("a: 1\na: 2\n", 2, "“a”重复"),
        ("a:\n- !!python/name:os.system\n", 2, "不支持类型标记"),
        ("a: !!binary aGk=\n", 1, "不支持类型标记"),
        ("a: 1\nb: [2019-02-30]\n", 2, "“2019-02-30”不是日期或数"),
        ("a: {b: 2021-08-20 25:61:00}\n", 1, "不是日期或数"),
        ("a:\n- 1\n- " + "9" * 5_000 + "\n", 3, "不是日期或数"),
        ("a: &x [1]\nb: [" + "*x, " * 200 + "]\n", 2, "引用"),
    ],
)
def test_doubles_types_references_and_days_that_are_none_are_refused_with_their_line(
    text: str, line: int, problem: str
) -> None:
    with pytest.raises(yaml.MarkedYAMLError) as fault:
        parse_yaml(text)
    assert fault.value.problem is not None
    assert problem in fault.value.problem
    assert fault.value.problem_mark is not None
    assert fault.value.problem_mark.line + 1 == line


def test_a_text_that_refers_to_itself_ends() -> None:
    value = parse_yaml("a: &x\n  b: *x\n")
    assert value["a"]["b"] is value["a"]


def test_an_empty_text_is_none() -> None:
    assert parse_yaml("") is None
    assert parse_document("# nothing\n").node is None


def test_no_other_module_parses_yaml() -> None:
    parsing = re.compile(r"\byaml\.(safe_load|load|compose|full_load)\w*\(")
    found = [
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if parsing.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
