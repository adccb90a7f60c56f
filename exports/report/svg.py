"""Small drawings inside tables. Their numbers are attributes, as the pages allow no styles of their own."""

from __future__ import annotations

from datetime import date
from math import sqrt

from markupsafe import Markup

_REACH = 730  # days before the inspection date that a time line shows; older dates lie at its end
_TICKS = ((14, "两周"), (91, "3个月"), (182, "6个月"), (365, "1年"), (730, "2年"))


def _place(days: int) -> float:
    """Where a date lies, in percent: recent days get more room, as most periods are short."""
    return round(100 * (1 - sqrt(min(max(days, 0), _REACH) / _REACH)), 1)


def axis() -> Markup:
    """The head of a column of time lines."""
    texts = [
        f'<text x="{_place(days)}%" y="12" text-anchor="{"start" if days == _REACH else "middle"}">{name}</text>'
        for days, name in _TICKS
    ]
    texts.append('<text x="100%" y="12" text-anchor="end">监测点</text>')
    return Markup(f'<svg class="axis" width="100%" height="16" aria-hidden="true">{"".join(texts)}</svg>')


def time_line(newest: date | None, cutoff: date | None, today: date, kind: str) -> Markup:
    """The `newest` entry (a dot) beside the time from `cutoff` on in which it should lie (a band), up to `today`.

    `kind` is the class of the dot.
    """
    parts = [f'<line class="tick" x1="{_place(days)}%" x2="{_place(days)}%" y1="0" y2="20"/>' for days, _ in _TICKS]
    parts.append('<line class="track" x1="0" x2="100%" y1="10" y2="10"/>')
    if cutoff is not None:
        start = _place((today - cutoff).days)
        parts.append(f'<rect class="allowed" x="{start}%" width="{round(100 - start, 1)}%" y="4" height="12"/>')
    if newest is not None:
        days = (today - newest).days
        x = min(max(_place(days), 1.5), 98.5)
        if kind == "bad":  # a shape of its own: colour is not all that tells them apart
            parts.append(f'<svg x="{x}%" y="10" overflow="visible"><path class="bad" d="M0-6 6 0 0 6-6 0Z"/></svg>')
        else:
            parts.append(f'<circle class="{kind}" cx="{x}%" cy="10" r="4.5"/>')
    return Markup(f'<svg class="line" width="100%" height="20" aria-hidden="true">{"".join(parts)}</svg>')


def bar(share: float) -> Markup:
    """A bar that is filled by `share`, 0 to 1."""
    width = round(100 * share, 1)
    return Markup(
        f'<svg class="share" width="100%" height="10" aria-hidden="true"><rect width="{width}%" height="10"/></svg>'
    )
