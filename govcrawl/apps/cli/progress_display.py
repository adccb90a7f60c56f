"""A console on which text is only text, and during an inspection run a live table or single lines."""

from __future__ import annotations

from functools import partial
from types import TracebackType
from typing import Any, Self

from rich.console import Console
from rich.live import Live
from rich.style import Style
from rich.table import Table
from rich.text import Text
from sqlalchemy import Engine

from govcrawl.apps.progress_labels import PHASES, STATES
from govcrawl.domain.sanitize import to_single_line
from govcrawl.store.outage import through_outages
from govcrawl.store.progress import TargetProgress, read_progress


class SafeConsole(Console):
    """A console that takes every text for what it is: no markup, no emoji codes, nothing that moves the terminal.

    Where a colour is wanted, `style` says so; a line of text is one line.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(markup=False, emoji=False, highlight=False, **options)

    def render_str(self, text: str, *, style: str | Style = "", **options: Any) -> Text:
        """All text passes here, that of lines and of tables."""
        return super().render_str(to_single_line(text), style=style, **options | {"markup": False, "emoji": False})

    def print_line(self, *parts: str | Text) -> None:
        """A line that is not folded, of parts with and without a style."""
        texts = (part if isinstance(part, Text) else self.render_str(part) for part in parts)
        self.print(Text.assemble(*texts), soft_wrap=True)


def styled(text: str, style: str) -> Text:
    """`text` on one line in `style`, a style name of rich such as `bold red`."""
    return Text(to_single_line(text), style)


class ProgressDisplay:
    """Shows the progress that the workers write to the database. Use as a context manager; call `show` often."""

    def __init__(self, engine: Engine, round_name: str, console: SafeConsole) -> None:
        self.engine, self.round_name, self.console = engine, round_name, console
        self._live = Live(console=console, refresh_per_second=4) if console.is_terminal else None
        self._told: dict[str, str] = {}

    def __enter__(self) -> Self:
        if self._live:
            self._live.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        if self._live:
            self._live.stop()

    def show(self) -> None:
        """Read the progress of the round once.

        Redraw the table, or without a terminal print the targets whose state changed.
        """
        rows = through_outages(self.engine, partial(read_progress, self.engine, self.round_name))
        if self._live:
            self._live.update(_table(self.round_name, rows))
            return
        for row in rows:
            if row.state != "pending" and self._told.get(row.url) != row.state:
                self._told[row.url] = row.state
                self.console.print_line(f"{STATES[row.state]}  {row.name}  {row.url}  已抓取 {row.pages}")


def _table(round_name: str, rows: list[TargetProgress]) -> Table:
    done = sum(row.state == "done" for row in rows)
    table = Table(title=f"{round_name} 检查进度：{done}/{len(rows)}", title_justify="left")
    for heading in ("单位", "检查对象", "状态", "阶段", "已抓取", "问题", "未能判定"):
        table.add_column(heading, justify="right" if heading in ("已抓取", "问题", "未能判定") else "left")
    for row in rows:
        phase = PHASES.get(row.phase, "") if row.state == "running" else ""
        colour = {"done": "green", "running": "cyan"}.get(row.state, "dim")
        table.add_row(
            row.unit,
            row.name,
            Text(STATES[row.state], colour),
            phase,
            str(row.pages),
            str(row.fails),
            str(row.errors),
        )
    return table
