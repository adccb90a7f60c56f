"""The table of docs/rules.md, generated from the registry: `python -m pipelines.docs`."""

import os
import sys
import tempfile
from pathlib import Path

from govcrawl.items import ColumnItem, Link, PageItem, QuestionItem, SiteItem
from pipelines import load_rules
from pipelines.rules import REGISTRY, Case, Rule

PAGE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"
START, END = "<!-- rules: python -m pipelines.docs -->", "<!-- end of rules -->"
_LOOKS_AT = {SiteItem: "site", ColumnItem: "column", PageItem: "page", Link: "link", QuestionItem: "question"}


def table() -> str:
    """All rules in order of their ids, as a Markdown table."""
    load_rules()
    rows = ["| id | name | looks at | severity | title | raised when, and why |", "|---|---|---|---|---|---|"]
    for _, rule in sorted(REGISTRY.items()):
        cells = (rule.id, f"`{rule.name}`", _looks_at(rule), rule.severity, rule.title, rule.why)
        rows.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(rows)


def _looks_at(rule: Rule) -> str:
    return "page, with all pages of the target" if issubclass(rule.looks_at, Case) else _LOOKS_AT[rule.looks_at]


def with_table(text: str) -> str:
    """The page with its table made anew; ValueError when the marks of the table are missing."""
    before, start, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(f"{PAGE.name} has no place for the table")
    return f"{before}{START}\n{table()}\n{END}{after}"


def main() -> int:
    """Rewrite docs/rules.md, whole or not at all."""
    text = with_table(PAGE.read_text(encoding="utf-8"))
    handle, name = tempfile.mkstemp(dir=PAGE.parent, suffix=".md")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        os.fchmod(handle, PAGE.stat().st_mode)
    Path(name).replace(PAGE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
