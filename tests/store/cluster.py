"""A PostgreSQL server of our own for the length of a test run, reached by a socket in a temporary folder."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534  # PostgreSQL refuses to run as root


class Unavailable(Exception):
    """There is no PostgreSQL on this machine; the text says what was looked for."""


def binaries() -> Path:
    """The folder of initdb and pg_ctl: on the path, or where Debian keeps them off it."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not folders:
        raise Unavailable("no initdb on the path or in /usr/lib/postgresql (Debian package postgresql)")
    return folders[-1].parent


@contextmanager
def cluster() -> Iterator[str]:
    """Yields the address of the server's default database."""
    programs = binaries()
    root = os.geteuid() == 0
    # Not under pytest's own folder, which no other user may enter; and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="govcrawl-pg-"))
    if root:
        os.chown(folder, NOBODY, NOBODY)
    data = folder / "data"

    def run(*command: str) -> None:
        with (folder / "log").open("ab") as log:
            subprocess.run(
                command, check=True, stdout=log, stderr=log, cwd=folder,
                user=NOBODY if root else None, group=NOBODY if root else None, extra_groups=[] if root else None,
            )  # fmt: skip

    try:
        run(
            str(programs / "initdb"), "-D", str(data), "-U", "govcrawl", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"
        )
        options = f"-c listen_addresses= -c fsync=off -k {folder}"
        run(str(programs / "pg_ctl"), "-D", str(data), "-w", "-o", options, "-l", str(folder / "server.log"), "start")
        try:
            yield f"postgresql://govcrawl@/postgres?host={folder}"
        finally:
            run(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)
