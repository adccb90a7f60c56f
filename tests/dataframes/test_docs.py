"""Frames, their docstrings and docs/notebooks.md say the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import dataframes
from analysis.dataframes.chinese import WORDS
from analysis.dataframes.docs import with_frames
from analysis.dataframes.schema import CHOICE, FRAMES, TEXT_OF_PAGES
from tests.notebooks import NAMES

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "notebooks.md").read_text(encoding="utf-8")


def test_the_docs_hold_every_frame() -> None:
    assert with_frames(TEXT) == TEXT
    assert all(f"### {name}\n" in TEXT for name in FRAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_docs_name_every_notebook(name: str) -> None:
    assert f"`{name}`" in TEXT


@pytest.mark.parametrize("name", FRAMES)
def test_help_tells_every_column(name: str) -> None:
    told = getattr(dataframes, name).__doc__
    assert all(f"{each.name} ({each.dtype}): {each.chinese}." in told for each in FRAMES[name].fields)


def test_every_frame_has_a_function_and_every_function_is_public() -> None:
    assert sorted(dataframes.__all__) == sorted([*FRAMES, "chunks", "in_chinese"])


def test_a_name_has_one_chinese_heading() -> None:
    headings: dict[str, set[str]] = {}
    for frame in FRAMES.values():
        for field in (*frame.fields, TEXT_OF_PAGES):
            headings.setdefault(field.name, set()).add(field.chinese)
    assert {name: each for name, each in headings.items() if len(each) > 1} == {}


def test_categories_are_told_in_chinese() -> None:
    english = {
        field.name: set(field.among)
        for frame in FRAMES.values()
        for field in frame.fields
        if field.dtype == CHOICE and all(each.isascii() for each in field.among)
    }
    assert {name: set(words) for name, words in WORDS.items()} == english
