"""A rule that nobody has heard of: pages whose title says that they are void (作废)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from govcrawl.domain.items import PageItem
from govcrawl.domain.targets import WEBSITES
from govcrawl.rubric.reader import DEFAULT as RUBRIC
from pipelines.model import Confirm, Subject
from pipelines.rules import Check, Fail, Result, rule
from pipelines.texts import DEFAULT as TEXTS

RULE, TITLE, HEADING, LABEL, REMEDY = "Z01", "仍展示作废稿件", "稿件清理不及时", "作废标记", "撤下或标注作废稿件"
MEANING, BASIS, COSTS = "标题写明作废的稿件仍在栏目中展示。", "本市要求（稿件清理）", "展示作废稿件"
_MARK = "（作废）"


def register() -> None:
    """As the decorator does when the rule's module is imported."""

    @rule(RULE, PageItem, on=WEBSITES, confirm=Confirm.PAGE, subject=Subject.EXPRESSION)
    def void_page_shown(page: PageItem, _check: Check) -> Iterator[Result]:
        """A page that says of itself that it is void should not stand among those that hold."""
        if _MARK in page.title:
            yield Fail(f"稿件“{page.title}”已作废，仍在展示", _MARK, evidence={"void_mark": _MARK})


class UnheardRule:
    """Scrapy add-on that registers the rule in the process that crawls."""

    def update_settings(self, settings: object) -> None:
        register()


def write_office_files(folder: Path) -> None:
    """The rule's entry in `rules.yaml` and its line in the rubric, both as the office's own copies."""
    texts = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    texts["headings"]["websites"].append(HEADING)
    texts["rules"][RULE] = {
        "title": TITLE,
        "meaning": MEANING,
        "basis": BASIS,
        "remedy": REMEDY,
        "notice": {"websites": HEADING},
        "labels": {"void_mark": LABEL},
    }
    (folder / TEXTS.name).write_text(yaml.safe_dump(texts, allow_unicode=True, sort_keys=False), encoding="utf-8")
    before = "      - {rules: [T03]"
    line = f"      - {{rules: [{RULE}], per: finding, points: 1, source: S, text: {COSTS}}}\n"
    rubric = RUBRIC.read_text(encoding="utf-8")
    (folder / RUBRIC.name).write_text(rubric.replace(before, line + before), encoding="utf-8")
