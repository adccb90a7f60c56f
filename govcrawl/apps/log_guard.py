"""The log of a process: nobody forges its lines, it moves no terminal, and it holds no credentials."""

from __future__ import annotations

import logging
import sys
from types import TracebackType

from govcrawl.domain.sanitize import masked, visible

_MORE = "  | "  # before all lines of a record but its first, which begins with the time
_log = logging.getLogger(__name__)


def guard_log() -> None:
    """From now on all records of this process, tracebacks among them, are written so, whatever handler writes them.

    Scrapy makes its handler anew several times while it starts, so records are guarded, not handlers.
    """
    logging.setLogRecordFactory(GuardedRecord)
    sys.excepthook = _log_uncaught


def guarded(text: str) -> str:
    """Lines of a log: credentials masked, what is not seen made visible, further lines marked as such."""
    return f"\n{_MORE}".join(visible(line) for line in masked(text).split("\n"))


class GuardedRecord(logging.LogRecord):
    """A record whose texts are guarded when a handler formats it; what no handler writes costs nothing."""

    _trace: str | None = None

    def getMessage(self) -> str:  # noqa: N802  the standard library's name
        return guarded(super().getMessage())

    # A formatter keeps the traceback here, and writes it below the message.
    @property
    def exc_text(self) -> str | None:
        """The traceback as text, made safe for the log; None without one."""
        return self._trace

    @exc_text.setter
    def exc_text(self, text: str | None) -> None:
        self._trace = f"{_MORE}{guarded(text)}" if text else text


def _log_uncaught(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, fault, trace)
    else:
        _log.critical("程序出错，未能继续", exc_info=(kind, fault, trace))
