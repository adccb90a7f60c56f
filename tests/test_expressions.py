"""The office's dictionary: its hits, its exceptions, and files that are wrong."""

from pathlib import Path

import pytest

from govcrawl.domain.errors import InputError
from govcrawl.rubric.expressions import Dictionary, Expression, load_expressions


def test_hits_overlap_and_keep_their_order() -> None:
    dictionary = Dictionary([Expression("甲乙", "甲"), Expression("乙丙丁", "乙"), Expression("丁", "丁")])
    assert [(at, e.wrong) for at, e in dictionary.find("甲乙丙丁")] == [(0, "甲乙"), (1, "乙丙丁"), (3, "丁")]


def test_exceptions_hold_where_they_stand_only() -> None:
    dictionary = Dictionary([Expression("公开开", "公开", ("公开开展", "公开开放"))])
    assert [at for at, _ in dictionary.find("公开开展，公开开。公开开放")] == [5]


def test_an_empty_dictionary_finds_nothing() -> None:
    assert list(Dictionary([]).find("甲乙")) == []


def test_our_own_is_sound() -> None:
    assert len(load_expressions().expressions) > 5


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "第 1 行应为"),
        ("错,对\n", "第 1 行应为"),
        ("错误表述,正确表述,例外\n甲,乙,\n", "第 2 行：“错误表述”至少2个字"),
        ("错误表述,正确表述,例外\n甲乙,乙,丙丁\n", "第 2 行：例外“丙丁”不含错误表述"),
    ],
)
def test_wrong_files_are_named(text: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "words.csv"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("GOVCRAWL_EXPRESSIONS", str(path))
    with pytest.raises(InputError, match=reason):
        load_expressions()


def test_a_file_in_another_encoding_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "words.csv"
    path.write_bytes("错误表述,正确表述".encode("gb18030"))
    monkeypatch.setenv("GOVCRAWL_EXPRESSIONS", str(path))
    with pytest.raises(InputError, match=r"words\.csv 无法读取"):
        load_expressions()
