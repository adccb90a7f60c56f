"""Take outputs, counters and whatever an editor has added out of the notebooks, so that only what people wrote is kept.

    python scripts/clean_notebooks.py            rewrites what is not clean
    python scripts/clean_notebooks.py --check    says what is not, and ends with 1

Cells are numbered in their order: the same notebook is the same file on every machine.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "analysis" / "notebooks"
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def clean(text: str) -> str:
    """The notebook as it is committed."""
    notebook = json.loads(text)
    cells = [_cell(number, cell) for number, cell in enumerate(notebook["cells"], 1)]
    metadata = {"kernelspec": _KERNEL, "language_info": {"name": "python"}}
    kept = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _cell(number: int, cell: dict[str, Any]) -> dict[str, Any]:
    source = "".join(cell["source"]).strip("\n").splitlines(keepends=True)
    kept = {"cell_type": cell["cell_type"], "id": f"cell-{number:02d}", "metadata": {}, "source": source}
    return kept | {"execution_count": None, "outputs": []} if cell["cell_type"] == "code" else kept


def main() -> int:
    dirty = 0
    for path in sorted(FOLDER.glob("*.ipynb")):
        text = path.read_text(encoding="utf-8")
        if clean(text) == text:
            continue
        dirty += 1
        if "--check" in sys.argv:
            sys.stderr.write(f"{path.name} 带有输出或编辑器的痕迹，请运行 make notebooks-clean。\n")
        else:
            path.write_text(clean(text), encoding="utf-8")
    return 1 if dirty and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
