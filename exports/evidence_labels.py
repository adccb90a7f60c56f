"""What a finding's evidence says, in Chinese, for people who look at it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from govcrawl.domain.findings import Finding
from govcrawl.rubric.columns import load_vocabulary
from govcrawl.rubric.reader import load_rubric
from pipelines.texts import load_texts

# What the rubric counts by and what says the same twice is not for people.
SILENT = frozenset({"rank", "level", "responsible", "column", "title", "time", "cause_total"})

_JOIN = "；"


def labelled_evidence(finding: Finding) -> list[tuple[str, str]]:
    """(label, text) of what the evidence says, in its own order; what says nothing is left out.

    The texts hold what crawled pages say: whoever shows them escapes them.
    """
    return [
        (_label(finding.rule, name, value), text)
        for name, value in finding.evidence.items()
        if name not in SILENT and (text := _told(name, value))
    ]


def _label(rule: str, name: str, value: Any) -> str:
    if name == "entries" and isinstance(value, list):
        return "列表条目"
    return load_texts().label(rule, name)


def _told(name: str, value: Any) -> str:
    if name in _LOOKED_UP:
        return _LOOKED_UP[name](str(value))
    match value:
        case None | "" | [] | {}:
            return ""
        case bool():
            return "是" if value else "否"
        case dict():
            return _JOIN.join(
                f"{key}：{text}" if (text := _told("", each)) else str(key) for key, each in value.items()
            )
        case list():
            return _JOIN.join(text for each in value if (text := _told(name, each)))
    known: dict[Any, str] = {**load_texts().values.get(name, {})}
    return known.get(value, str(value))


def _kind(name: str) -> str:
    kinds = load_vocabulary().kinds
    return kinds[name].title if name in kinds else name


def _window(name: str) -> str:
    limits = load_rubric().limits
    return f"{limits[name].title}（{limits[name].chinese}）" if name in limits else name


_LOOKED_UP: dict[str, Callable[[str], str]] = {"kind": _kind, "window": _window}
