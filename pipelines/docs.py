"""The generated parts of docs/rules.md, from the registry and its Chinese sentences: `python -m pipelines.docs`."""

import os
import sys
import tempfile
from pathlib import Path

from govcrawl.domain.items import ColumnItem, Link, PageItem, QuestionItem, SiteItem
from govcrawl.rubric.meanings import load_meanings
from govcrawl.rubric.remedies import load_remedies
from pipelines import load_rules
from pipelines.rules import REGISTRY, Case, Rule

PAGE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"
START, END = "<!-- rules: python -m pipelines.docs -->", "<!-- end of rules -->"
_MEANINGS, _END_OF_MEANINGS = "<!-- meanings: python -m pipelines.docs -->", "<!-- end of meanings -->"
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


def meanings() -> str:
    """What each rule says to people, as sections with addresses of their own (`rules.md#a01`)."""
    load_rules()
    said, remedies = load_meanings(), load_remedies()
    parts = []
    for _, rule in sorted(REGISTRY.items()):
        lines = [f'<a id="{rule.id.lower()}"></a>', f"**{rule.id} {rule.title}**", ""]
        if rule.id in said:
            lines += [f"- 含义：{said[rule.id].meaning}", f"- 依据：{said[rule.id].basis}"]
        if rule.id in remedies:
            lines.append(f"- 整改要求：{remedies[rule.id]}")
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
