"""Files and modules that the documentation names exist."""

from __future__ import annotations

import pkgutil
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# The changelog also tells what was called otherwise.
PAGES = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")} - {ROOT / "CHANGELOG.md"})
PACKAGES = r"(?:govcrawl|spiders|pipelines|analysis|exports|benchmarks|tests|scripts)"
# The steps in docs/developing.md make these.
TO_BE_MADE = {"tests/rules/fixtures/T04.yaml", "govcrawl/cms/rowlist.py"}


def code(page: Path) -> str:
    """All that is set as code on a page, its links, and the lines of its blocks."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return "\n".join([*re.findall(r"`([^`\n]+)`", text), *re.findall(r"\]\(([^)]+)\)", text), *blocks])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_exist(page: Path) -> None:
    named = set(re.findall(rf"(?<![\w./-]){PACKAGES}/[\w/.-]*\w", code(page))) - TO_BE_MADE
    gone = {name for name in named if not (ROOT / name).exists() and not list(ROOT.glob(f"{name}*"))}
    # Placeholders such as `<round>` end a path early; what is before them must exist all the same.
    assert gone == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_modules_exist(page: Path) -> None:
    dotted = set(re.findall(rf"(?<![\w./@:-]){PACKAGES}(?:\.[A-Za-z_]\w*)+(?![\w.-]*[/@])", code(page)))
    files = {name for name in dotted if re.search(r"\.(?:db|log|env|service|timer|exe|yaml|toml|csv|bat)$", name)}
    for name in sorted(dotted - files):
        pkgutil.resolve_name(name)
