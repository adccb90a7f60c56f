"""A website or platform on the page of its unit: score with derivation, columns, attachments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from analysis.scoring.round_scores import unfinished
from analysis.scoring.scores import Score
from exports.report import svg
from exports.report.context import ReportContext
from exports.report.pages import render
from exports.tables import columns
from exports.tables.columns import JudgedColumn, judged_columns
from govcrawl.domain.fetch_outcomes import LinkState
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import ColumnItem
from govcrawl.domain.targets import INSPECTION_TITLES
from govcrawl.store.reader import TargetState
from pipelines.catalogue import REGISTRY, rule_title

Formats = Counter[tuple[str, LinkState]]
_LATE = (columns.EMPTY, columns.UNDATED, columns.STALE)
_ORDER = (*_LATE, columns.DUE, columns.UNDECIDED, columns.FRESH)
_DOTS = {**dict.fromkeys(_LATE, "bad"), columns.DUE: "warn", columns.FRESH: "good"}
_FORMATS = {
    "PDF、OFD": ("pdf", "ofd"),
    "Word": ("doc", "docx", "wps", "wpt", "dot", "dotx", "docm", "rtf"),
    "表格": ("xls", "xlsx", "et", "csv", "xlsm"),
    "演示文稿": ("ppt", "pptx", "dps"),
    "压缩包": ("zip", "rar", "7z", "gz", "tar"),
    "图片": ("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff"),
}
_OTHER = "其他"


def section(
    frame: ReportContext, state: TargetState, score: Score, items: Iterable[ColumnItem], found: Iterable[Finding],
    formats: Formats, number: int,
) -> str:  # fmt: skip
    """The target's part of its unit's page, as HTML; `number` is its place there.

    `items` are its columns, `found` its findings by the rules that judge columns.
    """
    judged = judged_columns(items, found, frame.check)
    due = sorted((each for each in judged if each.verdict in _ORDER), key=lambda each: _ORDER.index(each.verdict))
    return render(
        "target.html",
        number=number,
        score=score,
        platform=INSPECTION_TITLES.get(state.target.platform, state.target.platform),
        coverage=_coverage(state),
        titles=titles(),
        columns=[_column(each, frame) for each in due if each.verdict != columns.FRESH],
        fresh=[_column(each, frame) for each in due if each.verdict == columns.FRESH],
        late=sum(each.verdict in _LATE for each in due),
        exempt=[_column(each, frame) for each in judged if each.verdict not in _ORDER],
        axis=svg.axis(),
        attachments=_attachments(formats),
        attachments_total=formats.total(),
    )


def titles() -> dict[str, str]:
    """Chinese titles of all rules by id."""
    return {rule: rule_title(rule) for rule in REGISTRY}


def _coverage(state: TargetState) -> str:
    site = state.site
    if site is None:
        return ""
    parts = [f"读取页面 {site.pages_fetched} 个", f"检查链接 {site.links_checked} 个"]
    if site.unread:
        reasons = dict.fromkeys(f"{each.answer.chinese}：{each.reason}" for each in site.unread)
        parts.append(f"未能读取 {len(site.unread)} 个页面（{'；'.join(list(reasons)[:3])}）")
    return "，".join(parts) + "。" + (f"{unfinished(state)}。" if unfinished(state) else "")


def _column(column: JudgedColumn, frame: ReportContext) -> dict[str, Any]:
    item = column.item
    path = item.path[:-1] if item.path and item.path[-1] == item.name else item.path
    return {
        "name": item.name or item.url,
        "url": item.url,
        "path": " > ".join(path),
        "period": column.period,
        "newest": column.newest,
        "days": column.days,
        "verdict": column.verdict,
        "why": column.why,
        "line": svg.time_line(column.newest, column.cutoff, frame.facts.round.date, _DOTS.get(column.verdict, "doubt")),
    }


def _attachments(formats: Formats) -> Sequence[dict[str, Any]]:
    by_name: dict[str, Formats] = {}
    for (extension, state), number in formats.items():
        name = next((name for name, known in _FORMATS.items() if extension in known), _OTHER)
        by_name.setdefault(name, Counter())[extension, state] += number
    most = max((each.total() for each in by_name.values()), default=1)
    return [_format(name, by_name[name], most) for name in (*_FORMATS, _OTHER) if name in by_name]


def _format(name: str, counts: Formats, most: int) -> dict[str, Any]:
    return {
        "name": name,
        "number": counts.total(),
        "bar": svg.bar(counts.total() / most),
        "extensions": "、".join(sorted({extension or "无扩展名" for extension, _ in counts})),
        "gone": sum(number for (_, state), number in counts.items() if state is LinkState.GONE),
    }
