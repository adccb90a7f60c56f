"""The notebooks, run by nbmake in a process of their own as a person would run them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.notebooks.plots import find_font

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "analysis" / "notebooks"
NAMES = sorted(path.name for path in FOLDER.glob("*.ipynb"))


@dataclass
class Executed:
    """A notebook after its run."""

    cells: list[dict[str, Any]]

    @property
    def outputs(self) -> list[dict[str, Any]]:
        return [each for cell in self.cells if cell["cell_type"] == "code" for each in cell["outputs"]]

    def stream(self, name: str) -> str:
        """What was printed to stdout or stderr."""
        return "".join("".join(each["text"]) for each in self.outputs if each.get("name") == name)

    def shown(self, kind: str) -> list[str]:
        """Everything that was shown of one MIME type."""
        return ["".join(each["data"][kind]) for each in self.outputs if kind in each.get("data", {})]

    @property
    def complaints(self) -> str:
        """Warnings and whatever else went to stderr; without a Chinese font every figure complains, and rightly."""
        return self.stream("stderr") if find_font() else ""

    @property
    def error(self) -> str:
        """The message of the exception that ended it; "" for none."""
        return next((each["evalue"] for each in self.outputs if each["output_type"] == "error"), "")


def run_notebooks(folder: Path, database: str | None, names: Sequence[str] = NAMES) -> tuple[int, dict[str, Executed]]:
    """nbmake's exit code, and the notebooks as they stand in `folder` after their run over this database."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copy(FOLDER / name, folder / name)
    variables = {key: value for key, value in os.environ.items() if key not in ("GOVCRAWL_DATABASE_URL", "MPLBACKEND")}
    if database is not None:
        variables["GOVCRAWL_DATABASE_URL"] = database
    command = [sys.executable, "-m", "pytest", "-p", "nbmake.pytest_plugin", "--nbmake", "--overwrite", "-q"]
    command += [
        "-c",
        str(ROOT / "pyproject.toml"),
        "-p",
        "no:cacheprovider",
        "--rootdir",
        str(folder),
        *(str(folder / name) for name in names),
    ]
    ended = subprocess.run(command, cwd=folder, env=variables | {"PYTHONPATH": str(ROOT)}, capture_output=True)
    read = {name: json.loads((folder / name).read_text(encoding="utf-8")) for name in names}
    return ended.returncode, {name: Executed(notebook["cells"]) for name, notebook in read.items()}
