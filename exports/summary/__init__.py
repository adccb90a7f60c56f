"""The morning summary (早报) of a night: what was inspected, what was found, what needs a person."""

from __future__ import annotations

from pathlib import Path

from exports.summary.collect import Asked, summarise
from exports.summary.model import Freeze, Run, Summary, as_record
from exports.summary.render_text import brief, full, lines, subject
from govcrawl.domain.atomic_write import atomic_write
from govcrawl.domain.sanitize import json_line


def write_summary(summary: Summary, folder: Path) -> list[Path]:
    """summary-<round>-<date>.txt and .json in the folder (made when missing), each whole or not at all.

    A later night of the same round and date replaces them. Raises OutputError when a file cannot be written; the
    older one then stays.
    """
    stem = f"summary-{summary.round}-{summary.date}"
    texts = {
        f"{stem}.txt": full(summary),
        f"{stem}.json": json_line(as_record(summary)) + "\n",
    }
    written = []
    for name, text in texts.items():
        with atomic_write(folder / name) as draft:
            draft.write_text(text, encoding="utf-8", newline="\n")
        written.append(folder / name)
    return written


__all__ = [
    "Asked",
    "Freeze",
    "Run",
    "Summary",
    "as_record",
    "brief",
    "full",
    "lines",
    "subject",
    "summarise",
    "write_summary",
]
