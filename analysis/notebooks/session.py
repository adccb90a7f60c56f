"""What notebooks begin with and speak through: the database, sentences with numbers, tables in Chinese."""

from __future__ import annotations

import re
import sys
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd
from IPython import display as ipython
from pandas.api.types import is_numeric_dtype
from sqlalchemy import Engine

from analysis.dataframes import in_chinese
from govcrawl.domain.environment import check_environment
from govcrawl.domain.errors import InputError
from govcrawl.store.counts import inspected_rounds
from govcrawl.store.session import open_database, shown

# Where a notebook looks when GOVCRAWL_DATABASE_URL is not set, from its own folder and from that of the project.
PLACES = tuple(map(Path, ("var/govcrawl.db", "../../var/govcrawl.db", "../../demo-out/govcrawl.db")))
NONE = """没有找到检查数据库。请任选一种办法，然后重新运行本单元格：
  1. 在项目文件夹中运行 make demo，用模拟城市的数据；
  2. 设置环境变量 GOVCRAWL_DATABASE_URL，例如 sqlite:////srv/govcrawl.db；
  3. 在括号中写明数据库：open_night("数据库文件或地址")。"""
_ipython: Any = ipython  # comes without types
_tables = count(1)
_LONGEST = 80  # characters of a cell that are shown
_MARKS = re.compile(r"([\\`*_\[\]#|~$<>&])")


def open_run(database: str | Path | None = None) -> Engine:
    """The database, open read-only; prints which it is, and its rounds.

    Without `database` the one of GOVCRAWL_DATABASE_URL, else the first of PLACES. InputError, in Chinese and with what
    to do, when there is none, or nothing has been inspected yet.
    """
    engine = open_database(address_of(database), create=False, readonly=True)
    rounds = inspected_rounds(engine)
    if not rounds:
        raise InputError(f"数据库 {shown(engine.url)} 中还没有检查结果，请先运行 govcrawl inspect。")
    sys.stdout.write(f"数据库：{shown(engine.url)}\n")
    sys.stdout.write(f"检查期：{'、'.join(f'{each.name}（监测时间点 {each.date}）' for each in rounds)}\n")
    pd.set_option("display.html.use_mathjax", False)  # titles may hold a $
    return engine


def address_of(database: str | Path | None = None) -> str:
    """The address of `database`, which may be an address or a file; without it that of the environment.

    Without either it is the first of PLACES that exists. InputError when there is none.
    """
    given = str(database or "") or check_environment().database_url or ""
    if given:
        return given if "://" in given else f"sqlite:///{given}"
    found = next((path for path in PLACES if path.exists()), None)
    if found is None:
        raise InputError(NONE)
    return f"sqlite:///{found.resolve()}"


def last_round(engine: Engine) -> str:
    """The name of the latest round in which anything has been inspected."""
    return inspected_rounds(engine)[-1].name


def print_paragraph(template: str, **values: object) -> None:
    """A paragraph of Markdown; values are shown as they are, whatever marks they hold: they may be others' text."""
    _ipython.display(
        _ipython.Markdown(template.format(**{name: escape_markdown(value) for name, value in values.items()}))
    )


def escape_markdown(value: object) -> str:
    """A value as plain text within Markdown; real numbers with one place."""
    if isinstance(value, float):
        return f"{value:.1f}"
    return str(value) if isinstance(value, int) else _MARKS.sub(r"\\\1", " ".join(str(value).split()))


def show(frame: pd.DataFrame, rows: int = 15) -> None:
    """The first rows of a table with Chinese headings, and how many there are."""
    if frame.empty:
        _ipython.display(_ipython.Markdown("（没有。）"))
        return
    shown = in_chinese(frame.head(rows))
    if shown.index.name is not None:
        shown = shown.reset_index()
    name = f"facts-{next(_tables)}"
    with pd.option_context("display.max_colwidth", _LONGEST):
        table = shown.to_html(index=False, na_rep="—", escape=True, classes=name)
    _ipython.display(_ipython.HTML(f"<style>{_left(shown, name)}</style>{table}"))
    if len(frame) > rows:
        _ipython.display(_ipython.Markdown(f"（共 {len(frame)} 行，以上是前 {rows} 行。）"))


def _left(shown: pd.DataFrame, name: str) -> str:
    """Rules that set text flush left; numbers stay where notebooks put everything, on the right."""
    places = [place for place, each in enumerate(shown.columns, 1) if not is_numeric_dtype(shown[each])]
    return "".join(f".{name} :is(th, td):nth-child({place}) {{text-align: left !important}}" for place in places)
