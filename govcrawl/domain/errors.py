"""Errors named after whose mistake they are. Their text is Chinese: the analyst reads it as one line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from govcrawl.domain.faulty_rows import FaultyTable


class GovcrawlError(Exception):
    """Any error whose message is meant for the user."""


class InputError(GovcrawlError):
    """An argument is wrong; nothing was started."""


class RegisterError(InputError):
    """The register (台账) or a filled-in workbook has bad rows; `rows` lists every one of them.

    `tables` are the file at `path` as it was read with its faults: what a marked copy is made of.
    """

    def __init__(
        self,
        message: str,
        rows: list[str] | None = None,
        path: Path | None = None,
        tables: Sequence[FaultyTable] = (),
    ) -> None:
        super().__init__(message)
        self.rows = rows or []
        self.path, self.tables = path, tables


class RubricError(InputError):
    """The rubric or vocabulary file is wrong."""


class StoreError(InputError):
    """The database cannot be used (missing, locked, read-only, foreign)."""


class OutputError(InputError):
    """The output folder cannot be written."""
