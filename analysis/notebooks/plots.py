"""Plots for notebooks: a Chinese font that is installed here, colours that colour-blind people tell apart."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import matplotlib as mpl
from cycler import cycler
from matplotlib import font_manager

# In order of preference. Noto's collection may be known by its Japanese face alone, which has all characters.
FONTS = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Noto Sans SC", "Microsoft YaHei", "PingFang SC",
    "Hiragino Sans GB", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei", "Heiti SC", "STHeiti", "SimSun",
    "Noto Sans CJK JP", "Noto Serif CJK SC", "Arial Unicode MS",
)  # fmt: skip
_FILES = ("notosanscjk", "sourcehansans", "wqy", "msyh", "pingfang", "simhei", "notosanssc")

# Okabe and Ito's colours, dark ones first: they differ in lightness too, so that a grey print can be read.
BLUE, ORANGE, GREEN, RED, SKY, PINK, GREY = (
    "#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9", "#CC79A7", "#999999",
)  # fmt: skip
COLOURS = (BLUE, ORANGE, GREEN, RED, SKY, PINK, GREY)

MISSING = """没有找到中文字体，图中的汉字会显示为方框。请安装一种中文字体，然后重新启动笔记本：
  Debian、Ubuntu：sudo apt-get install fonts-noto-cjk
  Fedora：sudo dnf install google-noto-sans-cjk-fonts
  Windows、macOS：系统自带的微软雅黑、苹方即可，如被删除请恢复"""


class NoChineseFont(UserWarning):
    """Plots would show boxes for Chinese characters."""


def begin() -> str | None:
    """Set up matplotlib; the font that it uses, or None, with a warning that says how to install one."""
    font = find_font()
    mpl.rcParams.update(_STYLE)
    mpl.rcParams["font.sans-serif"] = [font, "DejaVu Sans"] if font else ["DejaVu Sans"]
    if font is None:
        warnings.warn(MISSING, NoChineseFont, stacklevel=2)
    return font


def find_font() -> str | None:
    """The first of FONTS that is installed, also when it was installed after matplotlib last looked."""
    return _known() or (_known() if _look_again() else None)


def _known() -> str | None:
    names = set(font_manager.fontManager.get_font_names())
    return next((name for name in FONTS if name in names), None)


def _look_again() -> bool:
    """Make fonts known that matplotlib's list, which it keeps for good, does not have yet."""
    added = False
    for path in font_manager.findSystemFonts():
        if Path(path).name.lower().replace("-", "").replace("_", "").startswith(_FILES):
            font_manager.fontManager.addfont(path)
            added = True
    return added


_STYLE: Any = {
    "font.family": "sans-serif",
    "font.size": 10,
    "text.parse_math": False,  # names of others may hold a $
    "axes.unicode_minus": False,  # few Chinese fonts have that sign
    "axes.prop_cycle": cycler(color=COLOURS),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 12,
    "axes.axisbelow": True,
    "grid.color": "#E0E0E0",
    "figure.figsize": (8.5, 4.2),
    "figure.dpi": 110,
    "figure.constrained_layout.use": True,
    "legend.frameon": False,
}
