"""The figures of the notebooks: each draws one table of `ageing`, `formats`, `quarters` or `practice`."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.container import BarContainer
from matplotlib.ticker import MaxNLocator, PercentFormatter

from analysis.change_table import GONE, KEPT, NEW
from analysis.notebooks.ageing import GROUPS, survival
from analysis.notebooks.formats import FIXED_NAME, FORMATS, OTHER_NAME, SHEETS_NAME, WORD_NAME
from analysis.notebooks.plots import BLUE, GREEN, GREY, ORANGE, PINK, RED, SKY

_FORMATS = {FIXED_NAME: BLUE, WORD_NAME: ORANGE, SHEETS_NAME: GREEN, OTHER_NAME: GREY}
_GROUPS = dict(zip(GROUPS.values(), (GREEN, BLUE, GREY), strict=True))
_LINES = dict(zip(GROUPS.values(), ("-", "--", ":"), strict=True))
_LIGHT = (ORANGE, PINK, SKY, GREY)
_WIDTH, _HEIGHT = 0.03, 0.07  # shares of the longest bar that a number needs, lying and standing
_ROW = 0.3  # inches of a bar's row


def blank(text: str) -> Axes:
    """A figure that says why there is nothing to draw."""
    axes = plt.figure(figsize=(8.5, 1)).add_subplot()
    axes.set_axis_off()
    axes.text(0, 0.5, text, va="center")
    return axes


def _rows(count: int) -> Axes:
    """Axes for horizontal bars, the first on top."""
    axes: Axes = plt.subplots(figsize=(8.5, max(1.6, 1.1 + _ROW * count)))[1]
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    return axes


def _inside(axes: Axes, bars: BarContainer, values: pd.Series, colour: str, least: float) -> None:
    """Each value of at least that size within its part of a bar, dark on light colours."""
    texts = [str(abs(each)) if each and abs(each) >= least else "" for each in values]
    axes.bar_label(bars, texts, label_type="center", color="black" if colour in _LIGHT else "white", fontsize=9)


def _whole(axes: Axes, label: str, *, upright: bool = False) -> None:
    """Whole numbers on the axis of values."""
    axis = axes.yaxis if upright else axes.xaxis
    axis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axis.set_label_text(label)
    axes.grid(axis="y" if upright else "x")


# -- columns -----------------------------------------------------------------------------------------------------------


def stale_by_kind(table: pd.DataFrame) -> Axes:
    """Share of stale columns by kind; numbers say how many of how many."""
    stale = table[table["超期数"] > 0]
    if stale.empty:
        return blank("没有超期的栏目。")
    axes = _rows(len(stale))
    bars = axes.barh(stale.index, stale["超期占比"], color=RED)
    labels = [f"{row.超期数} / {row.栏目数}" for row in stale.itertuples()]
    axes.bar_label(bars, labels, padding=3, fontsize=9)
    axes.set(xlabel="超期栏目占该类栏目的比例（%）", title="哪类栏目最容易超期（超期数 / 栏目数）", xlim=(0, None))
    axes.margins(x=0.12)
    return axes


def ages(aged: pd.DataFrame, longest: float = 2.0) -> Axes:
    """How much of its period each column of `aged` has used, by group.

    Ages beyond `longest` periods lie in the last bin.
    """
    if aged.empty:
        return blank("没有按期限判断的栏目。")
    groups = [name for name in GROUPS.values() if (aged["group"] == name).any()]
    figure, rows = plt.subplots(len(groups), 1, sharex=True, squeeze=False, figsize=(8.5, 1.1 + 1.3 * len(groups)))
    bins = np.nextafter(np.linspace(0, longest, 41), np.inf)  # just at the period is not over it
    bins[0] = 0
    for axes, name in zip(rows[:, 0], groups, strict=True):
        used = aged.loc[aged["group"] == name, "used"].clip(upper=longest)
        axes.hist(used, bins=bins, color=_GROUPS[name])
        axes.axvline(1, color="black", linewidth=1)
        axes.set_title(f"{name}：{len(used)} 个栏目，超期 {int((used > 1).sum())} 个", fontsize=10)
        _whole(axes, "栏目数", upright=True)
    rows[0, 0].text(1.01, 0.97, "期限", transform=rows[0, 0].get_xaxis_transform(), va="top", fontsize=9)
    rows[-1, 0].xaxis.set_major_formatter(PercentFormatter(1))
    rows[-1, 0].set_xlabel(f"最新一条的年龄占更新期限的比例（{longest:.0%} 以上合为一格）")
    figure.suptitle("离期限还有多远", x=0.01, ha="left")
    first: Axes = rows[0, 0]
    return first


def waiting(gaps: pd.DataFrame, days: int = 200) -> Axes:
    """Survival curves of `gaps` by group: after how many days, up to `days`, there is still nothing new."""
    if gaps.empty:
        return blank("没有注明日期的条目。")
    axes: Axes = plt.subplots()[1]
    for name, colour in _GROUPS.items():
        own = gaps[gaps["group"] == name]
        if own.empty:
            continue
        curve = survival(own)
        axes.step(
            curve.index, 100 * curve, where="post", label=f"{name}（{len(own)} 次）", color=colour, ls=_LINES[name]
        )
    for limit, text in ((14, "14 天"), (181, "6 个月")):
        axes.axvline(limit, color="black", linewidth=0.8)
        axes.text(limit + 1, 99, text, fontsize=9, va="top")
    axes.set(xlim=(0, days), ylim=(0, 100), xlabel="发布一条之后的天数", ylabel="仍无新内容的比例（%）")
    axes.set_title("发布一条之后，多久才有下一条")
    axes.legend(loc="upper right", bbox_to_anchor=(0.88, 1))
    axes.grid()
    return axes


def due(table: pd.DataFrame) -> Axes:
    """The calendar of the coming weeks: how many columns pass their period in each, by group."""
    if not table.to_numpy().any():
        return blank(f"今后 {len(table)} 周没有栏目到期。")
    axes: Axes = plt.subplots()[1]
    highest = int(table.sum(axis=1).max())
    labels = [f"{start:%m-%d}\n至 {start + pd.Timedelta(days=6):%m-%d}" for start in table.index]
    bottom = np.zeros(len(table))
    for name in table.columns:
        bars = axes.bar(labels, table[name], bottom=bottom, label=name, color=_GROUPS[name], width=0.7)
        _inside(axes, bars, table[name], _GROUPS[name], _HEIGHT * highest)
        bottom += table[name].to_numpy()
    for place, total in enumerate(table.sum(axis=1)):
        if total:
            axes.annotate(f"共 {total}", (place, total), (0, 3), textcoords="offset points", ha="center", fontsize=9)
    axes.set_ylim(0, 1.25 * highest)
    axes.set_title("如不更新，今后各周将有多少栏目超期")
    _whole(axes, "栏目数", upright=True)
    axes.legend(ncols=3, loc="upper right")
    return axes


# -- attachments -------------------------------------------------------------------------------------------------------


def formats(table: pd.DataFrame, title: str, *, share: bool = False) -> Axes:
    """Attachments by format under a `title`, a bar per row of `table`.

    `share` draws per cent, with numbers at the end.
    """
    if table.empty:
        return blank("没有附件。")
    axes = _rows(len(table))
    totals = table.sum(axis=1)
    drawn = 100 * table.div(totals.where(totals > 0, 1), axis=0) if share else table
    left = np.zeros(len(table))
    for name in (each for each in FORMATS if table[each].any()):
        bars = axes.barh([str(each) for each in table.index], drawn[name], left=left, label=name, color=_FORMATS[name])
        _inside(axes, bars, table[name], _FORMATS[name], _WIDTH * int(totals.max()) if not share else 0)
        left += drawn[name].to_numpy()
    _whole(axes, "占附件数的比例（%）" if share else "附件数（个）")
    if share:
        axes.set_xlim(0, 100)
    axes.set_title(title)
    axes.legend(ncols=4, loc="lower right", bbox_to_anchor=(1, 1))
    return axes


def formats_by_month(table: pd.DataFrame) -> Axes:
    """Attachments by month of publication of their pages."""
    if table.empty:
        return blank("没有注明发布日期的附件。")
    axes: Axes = plt.subplots()[1]
    bottom = np.zeros(len(table))
    places = np.arange(len(table))
    for name in (each for each in FORMATS if table[each].any()):
        axes.bar(places, table[name], bottom=bottom, label=name, color=_FORMATS[name], width=0.8)
        bottom += table[name].to_numpy()
    step = max(1, len(table) // 12)
    axes.set_xticks(places[::step], [str(each) for each in table.index[::step]], rotation=45, ha="right")
    axes.set_title("各月发布的附件是什么格式")
    axes.set_xlabel("页面发布月份")
    _whole(axes, "附件数（个）", upright=True)
    axes.legend(loc="upper left")
    return axes


# -- quarters ----------------------------------------------------------------------------------------------------------


def moves(table: pd.DataFrame, title: str) -> Axes:
    """Problems gone (to the left), kept and new (to the right) per row of `table`, under a `title`."""
    shown = table[table[[GONE, KEPT, NEW]].any(axis=1)]
    if shown.empty:
        return blank("两期都检查过的对象上没有问题。")
    axes = _rows(len(shown))
    labels = [str(each) for each in shown.index]
    longest = int(shown[[GONE, KEPT, NEW]].sum(axis=1).max())
    parts = ((GONE, -shown[GONE], 0, GREEN), (KEPT, shown[KEPT], 0, GREY), (NEW, shown[NEW], shown[KEPT], RED))
    for name, width, left, colour in parts:
        bars = axes.barh(labels, width, left=left, label=name, color=colour)
        _inside(axes, bars, width, colour, _WIDTH * longest)
    axes.axvline(0, color="black", linewidth=0.8)
    _whole(axes, "问题数（左：消除；右：持续与新增）")
    axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    axes.set_title(title)
    axes.legend(ncols=3, loc="lower right", bbox_to_anchor=(1, 1))
    return axes


def score_moves(table: pd.DataFrame) -> Axes:
    """Scores of both rounds, joined by a line per target; targets without a change are left out."""
    shown = table[table["变化"] != 0]
    if shown.empty:
        return blank("没有得分变化的对象。")
    axes = _rows(len(shown))
    places = np.arange(len(shown))
    colours = [GREEN if each > 0 else RED for each in shown["变化"]]
    axes.hlines(places, shown["上期"], shown["本期"], color=colours, linewidth=2)
    axes.scatter(shown["上期"], places, color="white", edgecolor=GREY, zorder=3, label="上期")
    axes.scatter(shown["本期"], places, color=colours, zorder=3, label="本期")
    ends = shown[["上期", "本期"]].max(axis=1)
    for place, end, change in zip(places, ends, shown["变化"], strict=True):
        axes.annotate(f"{change:+g}", (end, place), (9, -3), textcoords="offset points", fontsize=9)
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.set_yticks(places, shown["target"])
    axes.set(xlabel="得分（分）", title="得分的变化")
    axes.grid(axis="x")
    axes.legend(ncols=2, loc="lower right", bbox_to_anchor=(1, 1))
    return axes


# -- interpretations ---------------------------------------------------------------------------------------------------


def interpretation_gaps(table: pd.DataFrame) -> Axes:
    """Per unit: what is missing of interpretations and of links both ways."""
    parts = {
        "规范性文件未解读": (table["应解读数"] - table["已解读数"], PINK),
        "政策页未链接解读": (table["有解读数"] - table["已链接解读"], BLUE),
        "解读页未链接政策": (table["解读数"] - table["已链接政策"], ORANGE),
    }
    short = pd.DataFrame({name: missing for name, (missing, _) in parts.items()}).sum(axis=1) > 0
    if not short.any():
        return blank("各单位的政策都有解读，并且双向链接。")
    axes = _rows(int(short.sum()))
    left = np.zeros(int(short.sum()))
    for name, (missing, colour) in parts.items():
        own = missing[short]
        bars = axes.barh(own.index, own, left=left, label=name, color=colour)
        _inside(axes, bars, own, colour, 0)
        left += own.to_numpy()
    _whole(axes, "页面数（个）")
    axes.set_title("还缺什么")
    axes.legend(ncols=3, loc="lower right", bbox_to_anchor=(1, 1))
    return axes


def delays(policies: pd.DataFrame) -> Axes:
    """How soon policies are interpreted."""
    days = policies["delay_days"].dropna().astype("int64")
    if days.empty:
        return blank("没有能算出时滞的解读。")
    axes: Axes = plt.subplots(figsize=(8.5, 2.8))[1]
    low, high = min(0, int(days.min())), max(14, int(days.max()))
    width = max(1, round((high - low) / 40))
    bins = [low - 0.5 + number for number in range(0, high - low + width + 1, width)]
    axes.hist(days, bins=bins, color=SKY, edgecolor="white")
    axes.axvline(float(days.median()), color="black", linewidth=1, label=f"中位数 {days.median():g} 天")
    axes.xaxis.set_major_locator(MaxNLocator(nbins=15, integer=True))
    axes.set(xlabel="政策发布到第一篇解读的天数（小于 0：解读在先）", title="解读有多及时")
    _whole(axes, "政策数（件）", upright=True)
    axes.legend()
    return axes
