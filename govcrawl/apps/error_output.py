"""How an error that the user can mend is printed: one line, and of a register all bad rows."""

from __future__ import annotations

import sys

from govcrawl.domain.errors import GovcrawlError, RegisterError
from govcrawl.domain.sanitize import masked, to_single_line


def complain(error: GovcrawlError) -> None:
    """The error as the analyst reads it; of a register, every bad row. An address is shown without its password."""
    rows = error.rows if isinstance(error, RegisterError) else ()
    for line in (f"错误：{error}", *(f"  {row}" for row in rows)):
        sys.stderr.write(to_single_line(masked(line)) + "\n")
