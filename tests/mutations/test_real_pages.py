"""One change on a labelled real page is found, and nothing else is said of the page."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.extract import ROOT
from benchmarks.mutations.real import tried

FOLDER = Path(os.environ.get("TEST_GOVCRAWL_REAL_PAGES") or ROOT.parent / "shared" / "real_pages")


@pytest.mark.skipif(
    not (FOLDER / "LABELS.jsonl").is_file(), reason="the labelled real pages are not beside the project"
)
def test_changes_of_labels_files_and_links_are_found_alone() -> None:
    every = list(tried(FOLDER))
    assert len(every) > 70
    assert [(each.file, each.change.name, each.others) for each in every if each.others] == []
    certain = [each for each in every if each.change.rule in ("M03", "M04", "T01", "X02", "F04")]
    assert [(each.file, each.change.name) for each in certain if not each.found] == []
    assert sum(each.found for each in every) / len(every) > 0.9
