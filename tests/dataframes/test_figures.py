"""Every figure draws its table in a Chinese font, and says so where there is nothing to draw."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.axes import Axes
from sqlalchemy import Engine

from analysis import dataframes
from analysis.notebooks import ageing, figures, plots
from analysis.notebooks.formats import FORMATS
from tests.exports.night import Q3

MOVES = pd.DataFrame({"消除": [1, 0], "持续": [2, 5], "新增": [0, 3]}, index=["青禾县", "云汀县$a$"])
SCORES = pd.DataFrame({"target": ["甲站", "乙站"], "上期": [90.0, 99.0], "本期": [95.5, 98.0], "变化": [5.5, -1.0]})
FILES = pd.DataFrame([[3, 2, 1, 0], [0, 4, 0, 0]], index=["青禾县", "云汀县"], columns=list(FORMATS))
MONTHS = FILES.set_axis(pd.period_range("2021-06", periods=2, freq="M"))
PRACTICE = pd.DataFrame(
    [[3, 2, 2, 1, 2, 1], [1, 1, 1, 1, 1, 1]],
    index=["青禾县", "云汀县"],
    columns=["应解读数", "已解读数", "有解读数", "已链接解读", "解读数", "已链接政策"],
)
DELAYS = pd.DataFrame({"delay_days": pd.array([2, 3, 200, None], dtype="Int64")})
DUE = pd.DataFrame(
    [[1, 0, 2], [0, 0, 0]], index=pd.date_range(Q3.date, periods=2, freq="7D"), columns=list(ageing.GROUPS.values())
)

DRAWN: dict[str, tuple[Callable[[pd.DataFrame], Axes], pd.DataFrame]] = {
    "due": (figures.due, DUE),
    "formats": (lambda table: figures.formats(table, "各单位附件的格式"), FILES),
    "shares": (lambda table: figures.formats(table, "各检查期附件的格式", share=True), FILES),
    "formats_by_month": (figures.formats_by_month, MONTHS),
    "moves": (lambda table: figures.moves(table, "各单位问题的变化"), MOVES),
    "score_moves": (figures.score_moves, SCORES),
    "practice": (figures.interpretation_gaps, PRACTICE),
    "delays": (figures.delays, DELAYS),
}


@pytest.fixture(autouse=True)
def canvas() -> Iterator[None]:
    with mpl.rc_context():
        plt.switch_backend("Agg")
        if plots.find_font() is None:
            pytest.skip("no Chinese font on this machine (Debian package fonts-noto-cjk)")
        plots.begin()
        yield
        plt.close("all")


def drawn(axes: Axes) -> list[str]:
    """All texts of the figure; characters that the font lacks are a warning, which is an error here."""
    figure = axes.get_figure()
    assert figure is not None
    figure.canvas.draw()
    return [each.get_text() for each in figure.findobj(mpl.text.Text) if each.get_text()]


@pytest.mark.parametrize("name", DRAWN)
def test_tables_are_drawn_with_title_and_units(name: str) -> None:
    draw, table = DRAWN[name]
    axes = draw(table)
    assert drawn(axes)
    assert axes.get_title(loc="left")
    labels = axes.get_xlabel() + axes.get_ylabel()
    assert any(unit in labels for unit in ("数", "%", "分", "天"))


@pytest.mark.parametrize("name", DRAWN)
def test_without_rows_they_say_that_there_is_nothing(name: str) -> None:
    draw, table = DRAWN[name]
    (told,) = drawn(draw(table.head(0)))
    assert "没有" in told or "都有" in told


def test_columns_of_a_real_round(engine: Engine) -> None:
    aged = ageing.judged(dataframes.columns(engine=engine))
    assert "1 / 1" in drawn(figures.stale_by_kind(ageing.by_kind(aged)))
    texts = drawn(figures.ages(aged))
    assert {"动态要闻：2 个栏目，超期 1 个", "公告与政策：2 个栏目，超期 1 个", "期限"} <= set(texts)
    gaps = ageing.gaps(dataframes.entries(engine=engine), dataframes.targets(engine=engine))
    assert any(each.startswith("动态要闻（") for each in drawn(figures.waiting(gaps)))
    none = dataframes.columns(round=[], engine=engine)
    for axes in (figures.ages(ageing.judged(none)), figures.stale_by_kind(ageing.by_kind(ageing.judged(none)))):
        assert "没有" in drawn(axes)[0]
    assert "没有" in drawn(figures.waiting(gaps.head(0)))[0]


def test_a_machine_without_chinese_fonts_is_told_how_to_install_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plots, "FONTS", ("没有这种字体",))
    with pytest.warns(plots.NoChineseFont, match="sudo apt-get install fonts-noto-cjk"):
        assert plots.begin() is None


def test_the_font_is_found_in_a_fresh_process() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "from analysis.notebooks.plots import find_font; print(find_font())"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.strip() in plots.FONTS
