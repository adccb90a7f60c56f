"""Data as script files: pages opened from the file system may load scripts, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from govcrawl.domain.sanitize import cell_text

# What could end a script, begin a comment in it, or end a line of it, wherever it stands in the data.
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_TABLE = str.maketrans(_ESCAPES)


def write_script(folder: Path, name: str, value: Any) -> None:
    """`folder`/`name`.js, which hands `value` to the page under this name."""
    path = folder / f"{name}.js"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"R.put({encoded(name)},{encoded(value)});\n", encoding="utf-8", newline="\n")


def encoded(value: Any) -> str:
    """The value as JSON that is harmless inside a script."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_TABLE)


class TextTable:
    """Texts by number; each is stored once. Characters that are not seen are left out."""

    def __init__(self, first: Iterable[str] = ()) -> None:
        self._numbers: dict[str, int] = {}
        self._known: dict[str, int] = {}  # by the text as it came: most come many times
        for text in first:
            self.number(text)

    def number(self, text: str) -> int:
        """The number of `text` in the table, where it is entered when it is new."""
        number = self._known.get(text)
        if number is None:
            number = self._known[text] = self._numbers.setdefault(cell_text(text), len(self._numbers))
        return number

    @property
    def texts(self) -> list[str]:
        """The texts by their number."""
        return list(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)
