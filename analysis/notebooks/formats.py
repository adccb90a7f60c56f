"""Formats of attachments by unit, round and month of publication."""

from __future__ import annotations

import pandas as pd

from pipelines.attachments import FIXED, WORD
from pipelines.catalogue import rules_counted_in
from pipelines.model import Figure

FIXED_NAME, WORD_NAME, SHEETS_NAME, OTHER_NAME = "PDF、OFD", "Word", "表格", "其他"
FORMATS = (FIXED_NAME, WORD_NAME, SHEETS_NAME, OTHER_NAME)
_SHEETS = frozenset({"xls", "xlsx", "et", "ods", "csv"})


def with_format(attachments: pd.DataFrame) -> pd.DataFrame:
    """The frame of attachments with `format`, a category of FORMATS, by extension."""
    names = {each: _format(each) for each in attachments["extension"].unique()}
    kind = pd.CategoricalDtype(list(FORMATS), ordered=True)
    return attachments.assign(format=attachments["extension"].map(names).astype(kind))


def _format(extension: str) -> str:
    if extension in FIXED:
        return FIXED_NAME
    if extension in WORD:
        return WORD_NAME
    return SHEETS_NAME if extension in _SHEETS else OTHER_NAME


def counted(formatted: pd.DataFrame, by: str | pd.Series) -> pd.DataFrame:
    """Attachments of `formatted` by format (int64), one row per value of `by`.

    A column's name, or values for its rows.
    """
    keys = formatted[by] if isinstance(by, str) else by
    table = pd.crosstab(keys, formatted["format"]).reindex(columns=list(FORMATS), fill_value=0).astype("int64")
    table.columns = pd.Index(list(FORMATS))
    return table


def by_month(formatted: pd.DataFrame) -> pd.DataFrame:
    """Attachments by format and month of publication of their pages, months without any included; undated left out."""
    dated = formatted.dropna(subset="published")
    table = counted(dated, dated["published"].dt.to_period("M").rename("month"))
    if table.empty:
        return table
    return table.reindex(pd.period_range(table.index.min(), table.index.max(), freq="M", name="month"), fill_value=0)


def word_only(findings: pd.DataFrame) -> pd.DataFrame:
    """The findings on attachments that are offered as Word alone (T01, T02) and that count."""
    return findings[findings["rule"].isin(rules_counted_in(Figure.WORD)) & findings["counts"]]


def share(formatted: pd.DataFrame, name: str) -> float:
    """Per cent of the attachments of `formatted` whose format is `name`; NaN without attachments."""
    return 100 * float((formatted["format"] == name).mean()) if len(formatted) else float("nan")


def compare_half_years(months: pd.DataFrame) -> dict[str, object]:
    """The earlier and the later half of `by_month`: attachments, and per cent of PDF and OFD ("—" without any)."""
    middle = len(months) // 2
    told: dict[str, object] = {}
    for name, part in (("earlier", months.iloc[:middle]), ("later", months.iloc[middle:])):
        count = int(part.to_numpy().sum())
        told[name] = 100 * float(part[FIXED_NAME].sum()) / count if count else "—"
        told[f"{name}_files"] = count
    return told


def describe_units(findings: pd.DataFrame) -> str:
    """How many findings each unit has, the most first, as a sentence."""
    counts = findings["unit"].value_counts().head(8)
    if counts.empty:
        return "没有。"
    rest = findings["unit"].nunique() - len(counts)
    named = "，".join(f"{unit} {count} 个" for unit, count in counts.items())
    return f"{named}{f'，另外 {rest} 个单位' if rest else ''}。"
