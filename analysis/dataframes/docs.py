"""The frames in docs/notebooks.md, generated from the schema: `python -m analysis.dataframes.docs`."""

from __future__ import annotations

import sys
from pathlib import Path

from analysis.dataframes.schema import FRAMES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "notebooks.md"
START, END = "<!-- frames: python -m analysis.dataframes.docs -->", "<!-- end of frames -->"


def sections() -> str:
    """All frames, each with its columns as a Markdown table."""
    return "\n\n".join(f"### {name}\n\n{frame.describe(mark='`')}\n\n{frame.table()}" for name, frame in FRAMES.items())


def with_frames(text: str) -> str:
    """The page with its frames made anew; ValueError when the marks of their place are missing."""
    before, start, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(f"{PAGE.name} has no place for the frames")
    return f"{before}{START}\n\n{sections()}\n\n{END}{after}"


def main() -> int:
    """Rewrite docs/notebooks.md."""
    PAGE.write_text(with_frames(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
