"""A PostgreSQL server of our own for the length of a test run, reached by a socket in a temporary folder."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Server:
    """A server in a folder of its own; it is started and stopped as one likes."""

    folder: Path

    @property
    def address(self) -> str:
        """That of the default database."""
        return f"postgresql://govcrawl@/postgres?host={self.folder}"

    def start(self) -> None:
        options = f"-c listen_addresses= -c fsync=off -k {self.folder}"
        self._run("pg_ctl", "-D", self._data, "-w", "-o", options, "-l", str(self.folder / "server.log"), "start")

    def stop(self) -> None:
        """All connections end at once, in the middle of whatever they were at."""
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "stop")

    def make(self) -> None:
        self._run("initdb", "-D", self._data, "-U", "govcrawl", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _run(self, program: str, *arguments: str) -> None:
        root = os.geteuid() == 0
        with (self.folder / "log").open("ab") as log:
            subprocess.run(
                [str(binaries() / program), *arguments], check=True, stdout=log, stderr=log, cwd=self.folder,
                user=NOBODY if root else None, group=NOBODY if root else None, extra_groups=[] if root else None,
            )  # fmt: skip


@contextmanager
def server() -> Iterator[Server]:
    """A server that runs until the block ends."""
    binaries()
    # Not under pytest's own folder, which no other user may enter; and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="govcrawl-pg-"))
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    own = Server(folder)
    try:
        own.make()
        own.start()
        try:
            yield own
        finally:
            with suppress(subprocess.CalledProcessError):  # a test may have stopped it
                own.stop()
    finally:
        shutil.rmtree(folder)


@contextmanager
def cluster() -> Iterator[str]:
    """Yields the address of the server's default database."""
    with server() as own:
        yield own.address
