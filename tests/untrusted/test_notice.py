"""The notice of the nasty rounds: names are text, whatever they are made of."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from docx import Document
from sqlalchemy import Engine

from analysis.round_view import RoundView
from exports.cell_values import to_cell_text
from exports.notice import issues, write_notice
from tests.exports.night import Q3
from tests.untrusted.nasty import NASTY, unseen

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def notice(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With every name, not only the first of many."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(issues, "NAMED", 1_000)
        return write_notice(RoundView(engine, Q3.name), tmp_path_factory.mktemp("notice"))


def test_every_part_is_whole_and_runs_nothing(notice: Path) -> None:
    with ZipFile(notice) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                root = ElementTree.fromstring(archive.read(name))
                assert [each for each in root.iter() if each.get("TargetMode") == "External"] == []
        body = ElementTree.fromstring(archive.read("word/document.xml"))
    tags = {each.tag for each in body.iter()}
    assert not tags & {f"{W}{name}" for name in ("hyperlink", "fldSimple", "instrText", "object")}


def test_names_stand_there_as_they_are(notice: Path) -> None:
    text = "\n".join(paragraph.text for paragraph in Document(str(notice)).paragraphs)
    assert not unseen(text)
    shown = {name: " ".join(to_cell_text(nasty).split()) for name, nasty in NASTY.items()}
    # Where docxtpl's own spelling of two braces is met, it is two braces; nothing is worked out.
    shown["template"] = shown["template"].replace("{_{", "{{").replace("}_}", "}}")
    assert [name for name, nasty in shown.items() if nasty not in text] == []
    assert "49" not in text
    assert not re.search("巧巧|<bound|Cycler", text)
