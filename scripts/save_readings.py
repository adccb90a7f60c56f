"""Write the saved readings of tests/readings and tests/pages anew: all, or those of pages whose name holds a word.

    python scripts/save_readings.py [WORD ...]

Prints the readings that changed. Look at the pages in a browser before you commit a change.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.readings.whole import as_text, own_pages, reading_of, real_pages


def main(words: list[str]) -> None:
    """Write the readings of pages whose names hold one of `words`, of all when there are none."""
    for saved in (*own_pages(), *real_pages()):
        if words and not any(word in saved.name for word in words):
            continue
        text = as_text(reading_of(saved))
        if not saved.reading.is_file() or saved.reading.read_text("utf-8") != text:
            saved.reading.write_text(text, encoding="utf-8")
            print(saved.reading.name)


if __name__ == "__main__":
    main(sys.argv[1:])
