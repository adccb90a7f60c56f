"""Writing a file, or a folder of them, whole or not at all."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from govcrawl.domain.errors import OutputError

_PRIVATE = 0o600
_NEW_FILE = 0o666  # before the umask, as any program makes its files
_NEW_FOLDER = 0o777


@contextmanager
def atomic_write(path: Path, *, private: bool = False) -> Iterator[Path]:
    """A fresh file beside `path` to write to; it takes the place of `path` when all went well, else it is removed.

    private: nobody but its owner may read it.

    Raises OutputError, one Chinese line, when folder or file cannot be written; the old file then stays as it was.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".~", suffix=path.suffix)
    except OSError as error:
        raise OutputError(_line(path, error)) from error
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        draft.chmod(_PRIVATE if private else _NEW_FILE & ~_umask())
        draft.replace(path)
    except OSError as error:
        raise OutputError(_line(path, error)) from error
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def explained_writing(path: Path) -> Iterator[None]:
    """Turn what the system says of a folder or file that cannot be written into OutputError."""
    try:
        yield
    except OSError as error:
        raise OutputError(_line(path, error)) from error


@contextmanager
def atomic_folder(folder: Path) -> Iterator[Path]:
    """An empty folder beside `folder`; it takes the place of `folder`, whatever is in it, when all went well.

    Raises OutputError, one Chinese line, when it cannot be written; the old folder then stays as it was.
    """
    with explained_writing(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".~"))
        try:
            yield fresh
            fresh.chmod(_NEW_FOLDER & ~_umask())
            _swap(fresh, folder)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def _swap(fresh: Path, folder: Path) -> None:
    """The new folder in place of the old one, which is there until the last moment, and again if that fails."""
    if folder.exists() and not folder.is_dir():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))
    old = fresh.with_name(fresh.name + ".old")
    if folder.exists():
        folder.rename(old)
    try:
        fresh.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


_REASONS = {
    errno.EACCES: "没有写入权限，或文件正被其他程序打开",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "该位置只读",
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘配额不足",
    errno.EEXIST: "文件夹的位置上已有同名文件",
    errno.ENOTDIR: "路径中的一段是文件，不是文件夹",
    errno.EISDIR: "该位置上已有同名文件夹",
}


def _line(path: Path, error: OSError) -> str:
    reason = _REASONS.get(error.errno or 0) or error.strerror or str(error)
    return f"无法写出 {path}（{reason}），请处理后重试，或另选文件夹。"
