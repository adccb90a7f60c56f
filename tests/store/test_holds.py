"""One process at a time inspects a platform of a round."""

from __future__ import annotations

import subprocess
import sys

import pytest
from sqlalchemy import Engine, select, text

from govcrawl.domain.errors import InputError
from govcrawl.store.evidence_models import HoldRow
from govcrawl.store.inspection_lock import inspection_lock
from govcrawl.store.session import open_database

NAMES = {"portal": "门户网站", "department": "部门网站"}
_HOLDER = """
import sys
from govcrawl.store.inspection_lock import inspection_lock
from govcrawl.store.session import open_database
engine = open_database(sys.argv[1])
with inspection_lock(engine, "2021Q3", ["portal", "department"], {}):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(url: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def end(process: subprocess.Popen[str], *, kill: bool) -> None:
    if kill:
        process.kill()
    process.communicate()


@pytest.mark.parametrize("kill", [False, True])
def test_the_second_is_told_who_holds_it(engine: Engine, holder: subprocess.Popen[str], kill: bool) -> None:
    with (
        pytest.raises(InputError, match=rf"检查期 2021Q3 的门户网站正在由 .*（进程 {holder.pid}，.* 开始）检查"),
        inspection_lock(engine, "2021Q3", ["new_media", "portal"], NAMES),
    ):
        pass
    with inspection_lock(engine, "2021Q3", ["new_media"], NAMES), inspection_lock(engine, "2021Q2", ["portal"], NAMES):
        pass  # others go on, and the one that was refused holds nothing
    end(holder, kill=kill)
    with inspection_lock(engine, "2021Q3", ["portal"], NAMES):
        pass  # a holder that was killed holds nothing either


def test_who_holds_it_is_noted_while_it_does(engine: Engine) -> None:
    with inspection_lock(engine, "2021Q3", ["portal"], NAMES), engine.connect() as connection:
        assert connection.execute(select(HoldRow.round, HoldRow.platform)).all() == [("2021Q3", "portal")]
    with engine.connect() as connection:
        assert connection.execute(select(HoldRow.round)).all() == []


@pytest.mark.postgresql
def test_a_server_that_forgot_it_is_told_again(postgres_url: str) -> None:
    """As a restart does: the sessions end, and with them what they held."""
    engine, other = open_database(postgres_url), open_database(postgres_url)
    ended = text(
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
    )
    with inspection_lock(engine, "2021Q3", ["portal"], NAMES) as keep:
        keep()
        with other.connect() as connection:
            connection.execute(ended)
        keep()
        with pytest.raises(InputError), inspection_lock(other, "2021Q3", ["portal"], NAMES):
            pass
        with other.connect() as connection:
            connection.execute(ended)
    with inspection_lock(other, "2021Q3", ["portal"], NAMES) as keep:
        keep()
    engine.dispose()
    other.dispose()
