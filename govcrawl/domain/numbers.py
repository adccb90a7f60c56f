"""Numbers that others write: none is taken for larger than it can be, and none is larger than a database holds."""

from __future__ import annotations

MOST = 2**31 - 1  # what a column of whole numbers holds in every database
LONGEST_BODY = 2**53 - 1  # bytes; beyond it JSON's readers lose digits
_DIGITS = 16  # of the longest number that is read at all


def whole_number(written: str | bytes | int | None, most: int = MOST) -> int | None:
    """The number that is `written` in ASCII digits (or given as one); None when it is none, or beyond 0 to `most`."""
    if isinstance(written, int):
        return written if 0 <= written <= most else None
    if written is None:
        return None
    text = written.decode("latin-1") if isinstance(written, bytes) else written
    text = text.strip()
    if not (text.isascii() and text.isdigit()) or len(text.lstrip("0")) > _DIGITS or len(text) > 4 * _DIGITS:
        return None
    number = int(text)
    return number if number <= most else None


def http_status(given: int) -> int | None:
    """A status as HTTP has it, three digits; None for any other number."""
    return given if 100 <= given <= 999 else None
