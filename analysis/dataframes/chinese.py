"""Frames as people read them: Chinese headings, and Chinese words for the values of categories."""

from __future__ import annotations

import pandas as pd

from analysis.dataframes.schema import FRAMES, TEXT_OF_PAGES
from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.targets import PLATFORM_TITLES

HEADINGS = {field.name: field.chinese for frame in FRAMES.values() for field in (*frame.fields, TEXT_OF_PAGES)}
WORDS: dict[str, dict[str, str]] = {
    "platform": PLATFORM_TITLES,
    "answer": {each.value: each.chinese for each in FetchOutcome},
    "progress": {"pending": "未开始", "running": "检查中", "done": "已完成"},
    "form": {"list": "列表", "single": "单页内容", "parent": "仅有下级栏目", "empty": "没有内容"},
    "state": {
        "ok": "正常", "gone": "已失效", "blocked": "被拦截", "closed": "网站已关停或迁移", "slow": "超时",
        "error": "出错", "unchecked": "未检查",
    },
    "outcome": {"fail": "问题", "error": "未能判定", "skip": "不适用"},
    "severity": {"problem": "问题", "warning": "预警", "clue": "线索"},
    "route": {"feed": "订阅源", "page": "账号主页", "sheet": "报送表"},
}  # fmt: skip


def in_chinese(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy for display; columns that no frame of facts has keep their names."""
    shown = frame.copy()
    for name in shown.columns:
        if shown[name].dtype == "boolean":
            shown[name] = shown[name].map({True: "是", False: "否"}).astype("str")
    for name in shown.columns.intersection(list(WORDS)):
        if isinstance(shown[name].dtype, pd.CategoricalDtype):
            shown[name] = shown[name].cat.rename_categories(WORDS[name])
    shown = shown.rename(columns=HEADINGS)
    shown.index.name = HEADINGS.get(str(shown.index.name), shown.index.name)
    return shown
