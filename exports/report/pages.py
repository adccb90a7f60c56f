"""Pages from templates: everything that is put into one is escaped, and shows nothing that is not seen."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from exports.cell_values import Linked, linked
from govcrawl.domain.sanitize import cell_text

_HERE = Path(__file__).parent
ASSETS = _HERE / "assets"


def _seen(value: Any) -> Any:
    """Text of others without characters that are not seen: they could turn a line around."""
    return value if not isinstance(value, str) or isinstance(value, Markup) else cell_text(value)


def live(url: str, text: str = "") -> str | Markup:
    """A link out of the report; plain text where the address is none that a browser should open."""
    cell = linked(text or url, url)
    if not isinstance(cell, Linked):
        return text or url
    link = '<a class="address" href="{}" target="_blank" rel="noreferrer noopener">{}</a>'
    return Markup(link).format(cell_text(cell.url), cell_text(cell.value))


def points(value: float | None) -> str:
    """Points as people write them, without zeros at the end; — for none."""
    return "—" if value is None else f"{value:g}"


def day(value: Any) -> str:
    """A date or a time as its day in ISO 8601; "" for none."""
    if isinstance(value, datetime):
        value = value.date()
    return str(value or "")


_PAGES = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    finalize=_seen,
)
_PAGES.filters.update(live=live, points=points, day=day)


def render(template: str, **context: Any) -> str:
    """The template of this name, filled in."""
    return _PAGES.get_template(template).render(context)


def write_page(path: Path, template: str, **context: Any) -> None:
    """Write the template of this name, filled in, to `path`; folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render(template, **context), encoding="utf-8", newline="\n")
