"""`govcrawl serve` and `govcrawl users`, as they are typed."""

from __future__ import annotations

import os
import re
import ssl
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
import yaml
from sqlalchemy import Engine
from typer.testing import CliRunner, Result

from govcrawl.apps.cli.main import app
from govcrawl.apps.demo.tls import write_certificate
from govcrawl.apps.desk.users import read_users
from govcrawl.domain.errors import InputError
from tests.desk.desk import ROUND

_PASSWORD = "correct horse battery"


def _command(*arguments: str, database: Path | None = None) -> list[str]:
    chosen = ["--db", f"sqlite:///{database}"] if database else []
    return [sys.executable, "-m", "govcrawl", *arguments, *chosen]


def _typed(*arguments: str, said: str = "", database: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = _command(*arguments, database=database)
    return subprocess.run(command, input=said, capture_output=True, text=True, check=False, timeout=600)


@contextmanager
def _serving(*arguments: str, database: Path) -> Iterator[str]:
    """What the command prints first, while it serves."""
    command = _command("serve", "--port", "0", *arguments, database=database)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline()
        finally:
            process.terminate()
            process.wait(timeout=300)


def _add(file: Path, name: str, role: str, password: str = _PASSWORD) -> subprocess.CompletedProcess[str]:
    return _typed("users", "add", str(file), name, "--role", role, said=f"{password}\n{password}\n")


def test_the_desk_is_served(engine: Engine, tmp_path: Path) -> None:
    with _serving("--reviewer", "复核员", database=tmp_path / "govcrawl.db") as said:
        found = re.search(r"http://127\.0\.0\.1:\d+/", said)
        assert found, said
        with urlopen(f"{found[0]}r/{ROUND}", timeout=300) as answer:
            assert "复核员（管理）" in answer.read().decode()


def test_other_addresses_need_users(engine: Engine, tmp_path: Path) -> None:
    database, file = tmp_path / "govcrawl.db", tmp_path / "users.yaml"
    refused = _typed("serve", "--host", "0.0.0.0", "--port", "0", database=database)
    assert refused.returncode == 2
    assert "必须用 --users" in refused.stderr
    assert _add(file, "张复核", "analyst").returncode == 0
    with _serving("--host", "0.0.0.0", "--users", str(file), database=database) as said:
        port = re.search(r":(\d+)/", said)
        assert port
        with urlopen(f"http://127.0.0.1:{port[1]}/", timeout=300) as answer:
            assert answer.url.endswith("/login")


def test_https(engine: Engine, tmp_path: Path) -> None:
    pem = str(write_certificate(tmp_path / "desk.pem"))
    with _serving("--cert", pem, "--key", pem, database=tmp_path / "govcrawl.db") as said:
        found = re.search(r"https://\S+/", said)
        assert found, said
        context = ssl.create_default_context(cafile=pem)
        with urlopen(found[0], timeout=300, context=context) as answer:
            assert answer.status == 200


def _users(*arguments: str | Path, said: str = "") -> Result:
    """`govcrawl users` in this process; that it starts as it is typed, `test_other_addresses_need_users` shows."""
    return CliRunner().invoke(app, ["users", *map(str, arguments)], input=said)


def _set(file: Path, name: str, role: str, password: str = _PASSWORD) -> Result:
    return _users("add", file, name, "--role", role, said=f"{password}\n{password}\n")


def test_users_are_added_changed_and_removed(tmp_path: Path) -> None:
    file = tmp_path / "users.yaml"
    assert _set(file, "张复核", "analyst").exit_code == 0
    assert _set(file, "李管理", "admin").exit_code == 0
    assert _set(file, "张复核", "viewer", "another password").exit_code == 0
    users = read_users(file)
    assert {name: user.role for name, user in users.items()} == {"张复核": "viewer", "李管理": "admin"}
    assert users["张复核"].password.startswith("$argon2id$")
    assert _PASSWORD not in file.read_text(encoding="utf-8")
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "只看（viewer）" in _users("list", file).output
    assert _users("remove", file, "张复核").exit_code == 0
    assert list(read_users(file)) == ["李管理"]
    for wrong in (_users("remove", file, "李管理"), _set(file, "王", "viewer", "short")):
        assert isinstance(wrong.exception, InputError)
        assert list(read_users(file)) == ["李管理"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "没有用户"),
        ("users: []", "没有用户"),
        ("users: {a: b}", "没有用户"),
        ("users: [", "无法读取"),
        (yaml.safe_dump({"users": [{"name": "甲", "role": "analyst"}]}), "第 1 个用户：应有 name、role、password"),
        (yaml.safe_dump({"users": [{"name": "甲", "role": "root", "password": "x"}]}), "role“root”无效"),
        (yaml.safe_dump({"users": [{"name": "甲", "role": "admin", "password": "plain text"}]}), "不是密码散列"),
        (yaml.safe_dump({"users": [{"name": "甲\n乙", "role": "admin", "password": "x"}]}), "不是姓名"),
    ],
)
def test_bad_user_files_are_refused(tmp_path: Path, text: str, fault: str) -> None:
    file = tmp_path / "users.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(fault)):
        read_users(file)
