"""What a closed round keeps of its files, and gets back byte for byte."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

from analysis.round_view import RoundView
from exports import pictures, report
from govcrawl.domain.atomic_write import atomic_folder, atomic_write
from govcrawl.domain.errors import StoreError
from govcrawl.store.closing import StoredFile, read_exports

# The report is many files of text, which pack to a sixth; its pictures are those of 截图, and are kept once.
_PACKED = f"{report.FOLDER}.zip"
_DAY = (1980, 1, 1, 0, 0, 0)  # zip files know no earlier one; the time of packing says nothing


def to_keep(folder: Path, written: Sequence[tuple[Path, str]]) -> list[StoredFile]:
    """The files of a round's folder with what they are, as the database keeps them: the report as one packed file."""
    place = folder / report.FOLDER
    single = [(path, meaning) for path, meaning in written if not path.is_relative_to(place)]
    kept = [(path.relative_to(folder).as_posix(), meaning, path.read_bytes()) for path, meaning in single]
    parts = [(path.relative_to(place), meaning) for path, meaning in written if path.is_relative_to(place)]
    if parts:
        kept.append((_PACKED, parts[0][1], _packed(place, [path for path, _ in parts])))
    return kept


def _packed(place: Path, paths: Sequence[Path]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            if path.parts[0] != report.IMAGES:
                archive.writestr(
                    zipfile.ZipInfo(path.as_posix(), _DAY), (place / path).read_bytes(), zipfile.ZIP_DEFLATED
                )
    return buffer.getvalue()


def write_kept(view: RoundView, out: Path) -> list[tuple[Path, str]]:
    """Write the files into `out` as they were when the round was closed; their paths, with what they are.

    Raises StoreError when one is not whole, OutputError when one cannot be written.
    """
    round_name = view.name
    written: list[tuple[Path, str]] = []
    packed: tuple[str, bytes] | None = None
    for name, meaning, content in read_exports(view.engine, round_name):
        if name == _PACKED:
            packed = meaning, content
            continue
        path = _inside(out, name, round_name)
        with atomic_write(path) as draft:
            draft.write_bytes(content)
        written.append((path, meaning))
    if packed is not None:
        written += [(path, packed[0]) for path in _unpacked(packed[1], out, round_name)]
    return written


def _unpacked(content: bytes, out: Path, round_name: str) -> list[Path]:
    folder, taken = out / report.FOLDER, out / pictures.FOLDER
    names = []
    with atomic_folder(folder) as fresh, zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            path = _inside(fresh, name, round_name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.read(name))
            names.append(name)
        if taken.is_dir():
            shutil.copytree(taken, fresh / report.IMAGES)
            names += sorted(f"{report.IMAGES}/{path.name}" for path in taken.iterdir())
    return [folder / name for name in names]


def _inside(out: Path, name: str, round_name: str) -> Path:
    path = out / name
    if not path.resolve().is_relative_to(out.resolve()):  # a database may come from anywhere
        raise StoreError(f"检查期 {round_name} 所存的文件名“{name}”指向输出文件夹之外，没有写出。")
    return path
