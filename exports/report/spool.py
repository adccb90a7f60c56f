"""Parts of pages that wait on the disk: a unit's websites and platforms lie far apart in the register."""

from __future__ import annotations

import tempfile
from types import TracebackType


class Spool:
    """Texts by unit, in the order in which they came; gone when the block ends."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  closed in __exit__
        self._places: dict[str, list[tuple[int, int]]] = {}

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def put(self, unit: str, text: str) -> None:
        """Store a piece of text of `unit`."""
        packed = text.encode()
        start = self._file.seek(0, 2)
        self._file.write(packed)
        self._places.setdefault(unit, []).append((start, len(packed)))

    def take(self, unit: str) -> list[str]:
        """The pieces of `unit` in the order in which they were stored."""
        texts = []
        for start, length in self._places.get(unit, []):
            self._file.seek(start)
            texts.append(self._file.read(length).decode())
        return texts
