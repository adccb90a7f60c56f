"""The generated parts of docs/rules.md, and the schema of rules.yaml, from the registry: `python -m pipelines.docs`."""

import os
import sys
import tempfile
from pathlib import Path

from govcrawl.domain.items import ColumnItem, Link, PageItem, QuestionItem, SiteItem
from pipelines.catalogue import check_texts
from pipelines.engine import REGISTRY
from pipelines.model import Case, Rule
from pipelines.texts import SCHEMA, schema

PAGE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"
START, END = "<!-- rules: python -m pipelines.docs -->", "<!-- end of rules -->"
_MEANINGS, _END_OF_MEANINGS = "<!-- meanings: python -m pipelines.docs -->", "<!-- end of meanings -->"
_LOOKS_AT = {SiteItem: "site", ColumnItem: "column", PageItem: "page", Link: "link", QuestionItem: "question"}


def table() -> str:
    """All rules in order of their ids, as a Markdown table."""
    rows = ["| id | name | looks at | severity | title | raised when, and why |", "|---|---|---|---|---|---|"]
    for rule in REGISTRY.values():
        cells = (rule.id, f"`{rule.name}`", _looks_at(rule), rule.severity, rule.title, rule.why + _yields(rule))
        rows.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(rows)


def _looks_at(rule: Rule) -> str:
    return rule.looks_at.looks_at if issubclass(rule.looks_at, Case) else _LOOKS_AT[rule.looks_at]


def _yields(rule: Rule) -> str:
    return f" Yields to {', '.join(rule.yields_to)}." if rule.yields_to else ""


def meanings() -> str:
    """What each rule says to people, as sections with addresses of their own (`rules.md#a01`)."""
    parts = []
    for rule in REGISTRY.values():
        text = rule.text
        lines = [f'<a id="{rule.id.lower()}"></a>', f"**{rule.id} {text.title}**", ""]
        lines += [f"- 含义：{text.meaning}", f"- 依据：{text.basis}"]
        if text.remedy:
            lines.append(f"- 整改要求：{text.remedy}")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def with_table(text: str) -> str:
    """The page with its generated parts made anew; ValueError when the marks of their places are missing."""
    text = _filled(text, START, table(), END)
    return _filled(text, _MEANINGS, meanings(), _END_OF_MEANINGS)


def _filled(text: str, start: str, made: str, end: str) -> str:
    before, found_start, rest = text.partition(start)
    _, found_end, after = rest.partition(end)
    if not found_start or not found_end:
        raise ValueError(f"{PAGE.name} has no place between {start} and {end}")
    return f"{before}{start}\n{made}\n{end}{after}"


def main() -> int:
    """Rewrite docs/rules.md and the schema. Raises RubricError when a rule has no texts in rules.yaml."""
    check_texts()
    SCHEMA.write_text(schema(), encoding="utf-8")
    text = with_table(PAGE.read_text(encoding="utf-8"))
    handle, name = tempfile.mkstemp(dir=PAGE.parent, suffix=".md")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        os.fchmod(handle, PAGE.stat().st_mode)
    Path(name).replace(PAGE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
