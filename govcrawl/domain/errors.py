"""Errors named after whose mistake they are. Their text is Chinese: the analyst reads it as one line."""


class GovcrawlError(Exception):
    """Any error whose message is meant for the user."""


class InputError(GovcrawlError):
    """An argument is wrong; nothing was started."""


class RegisterError(InputError):
    """The register (台账) has bad rows; `rows` lists every one of them."""

    def __init__(self, message: str, rows: list[str] | None = None) -> None:
        super().__init__(message)
        self.rows = rows or []


class RubricError(InputError):
    """The rubric or vocabulary file is wrong."""


class StoreError(InputError):
    """The database cannot be used (missing, locked, read-only, foreign)."""


class OutputError(InputError):
    """The output folder cannot be written."""
