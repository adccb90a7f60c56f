"""Compare what two runs of `govcrawl demo` left in their folders: were the same facts, findings and files produced?

    python scripts/compare_demo_runs.py BEFORE AFTER [--files BEFORE_FILE AFTER_FILE]... [--show 20]

Every table of the database is compared by natural keys (row ids are replaced by the names that they stand for), every
workbook cell by cell (value, number format, link, style), the notice and the web report by their text.
`--files` compares two more text files line by line, e.g. the output of `govcrawl score --format jsonl` of both.

Left out, and nothing else (demo_run.py):
- times of the run itself: a date or time between the first crawl's start and the last file's writing becomes <run>.
  The simulated city stands in 2021, so nothing that was read from a site can be taken for one;
- the name of the output folder (<out>), row ids, process ids, and where a page lies in the archive;
- how many milliseconds an address took to answer, when it was asked during the run;
- the order of findings in the web report: before 0.2.0 it followed the order in which modules were imported;
- logs, locks, and the pixels of screenshots (that the same pictures exist is compared).
Runs on different ports (see scripts/run_demo_on_port.py) have other finding keys and hashes: these are left out too.

Exit code 0: no difference, 1: differences, 2: a folder that holds no run. Reads files of every version of the code; it
imports nothing of the product.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from demo_report import DATA, read_report
from demo_run import Run, compare_tables, excerpt, open_run
from openpyxl import load_workbook

TEXT = {".html", ".js", ".css", ".json", ".jsonl", ".csv", ".md", ".txt", ".svg"}
NOT_COMPARED = {".log", ".lock", ".db-wal", ".db-shm", ".gz"}


def read_workbook(run: Run, path: Path) -> dict[str, Any]:
    """Value, number format, link and style of every cell that holds one, and the sheets with their merged ranges."""
    cells: dict[str, Any] = {}
    workbook = load_workbook(path)
    for sheet in workbook:
        cells[sheet.title] = sorted(str(area) for area in sheet.merged_cells.ranges), str(sheet.freeze_panes)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None or cell.has_style:
                    link = run.clean(cell.hyperlink.target or "") if cell.hyperlink else ""
                    style = cell.font.b, cell.font.color and cell.font.color.rgb, cell.fill.fgColor.rgb
                    held = run.value(cell.value), cell.number_format, link, str(style)
                    cells[f"{sheet.title}!{cell.coordinate}"] = held
    workbook.close()
    return cells


def read_document(run: Run, path: Path) -> dict[str, Any]:
    """The paragraphs of a .docx by number, headers and footers included."""
    lines: dict[str, Any] = {}
    with zipfile.ZipFile(path) as parts:
        for name in sorted(parts.namelist()):
            if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes)\.xml", name):
                for number, paragraph in enumerate(re.findall(r"<w:p[ >].*?</w:p>", parts.read(name).decode(), re.S)):
                    text = "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", paragraph))
                    lines[f"{name}:{number + 1}"] = run.clean(text)
    return lines


def read_text(run: Run, path: Path) -> dict[str, Any]:
    """The lines of a text file by number."""
    text = path.read_text(encoding="utf-8-sig")
    return {f"line {number}": run.clean(line) for number, line in enumerate(text.splitlines(), 1)}


def read_file(run: Run, path: Path) -> dict[str, Any]:
    """What `path` holds, by place; pictures and unknown files count as being there."""
    readers = {".xlsx": read_workbook, ".docx": read_document}
    reader = readers.get(path.suffix.lower(), read_text if path.suffix.lower() in TEXT else None)
    return reader(run, path) if reader else {"file": "is there"}


def compare_files(before: Run, after: Run, pairs: Iterable[tuple[Path, Path]]) -> Iterator[tuple[str, int, list[str]]]:
    """(file, places before, differences) of every exported file and of the `pairs` named by hand."""
    old, new = _files(before), _files(after)
    for name in sorted(old.keys() | new.keys()):
        if name not in old or name not in new:
            yield name, 0, [f"only {'before' if name in old else 'after'}"]
        else:
            yield name, *_place_differences(read_file(before, old[name]), read_file(after, new[name]))
    for data in sorted({path.parent for path in before.folder.glob("*/报告/data/index.js")}):
        place = data.relative_to(before.folder)
        yield str(place), *_place_differences(read_report(before, data), read_report(after, after.folder / place))
    for one, other in pairs:
        yield f"{one} {other}", *_place_differences(read_file(before, one), read_file(after, other))


def _files(run: Run) -> dict[str, Path]:
    kept = {}
    for path in run.folder.rglob("*"):
        if (
            path.is_file()
            and path.suffix not in NOT_COMPARED
            and path != run.database
            and not DATA.search(path.as_posix())
        ):
            kept[run.clean(str(path.relative_to(run.folder)))] = path
    return kept


def _place_differences(old: dict[str, Any], new: dict[str, Any]) -> tuple[int, list[str]]:
    places = dict.fromkeys([*old, *new])
    return len(old), [
        f"{place}: {excerpt(old.get(place), new.get(place))}" for place in places if old.get(place) != new.get(place)
    ]


def main() -> int:
    """Print what was compared and every difference."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--files", nargs=2, type=Path, action="append", default=[], metavar=("BEFORE", "AFTER"))
    parser.add_argument("--show", type=int, default=20, help="differences printed per table or file")
    options = parser.parse_args()
    try:
        before, after = open_run(options.before), open_run(options.after)
    except (ValueError, OSError, sqlite3.Error) as error:
        print(error, file=sys.stderr)
        return 2
    if before.port != after.port:
        before.mask_ports = after.mask_ports = True
        print(f"Ports differ ({before.port}, {after.port}): finding keys and hashes of addresses are not compared.")
    total = 0
    kinds: Counter[str] = Counter()
    for part in (compare_tables(before, after), compare_files(before, after, options.files)):
        for name, count, differences in part:
            kinds[name.split()[0] if name.startswith("table ") else Path(name).suffix] += count
            total += len(differences)
            if name.startswith("table ") or differences:
                print(f"{name}: {count} compared, {len(differences)} different")
            for difference in differences[: options.show]:
                print(f"    {difference}")
            if len(differences) > options.show:
                print(f"    … and {len(differences) - options.show} more")
    print("compared: " + ", ".join(f"{kind or 'other'} {count}" for kind, count in sorted(kinds.items())))
    print(f"differences: {total}")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
