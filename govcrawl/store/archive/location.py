"""Where the archive of a database lies."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from sqlalchemy import URL

from govcrawl.domain.environment import OFF, current_settings


def archive_root(url: URL) -> Path | None:
    """The folder named by GOVCRAWL_ARCHIVE (`none`: nothing is archived), else `archive` beside a SQLite database.

    A database on a server has its archive in var/archive.
    """
    named = current_settings().archive
    if named:
        return None if named == OFF else Path(named)
    if url.get_backend_name() == "sqlite":
        name = url.database or ""
        path = unquote(name.removeprefix("file:")) if name.startswith("file:") else name
        return None if path in ("", ":memory:") else Path(path).parent / "archive"
    return Path("var/archive")
