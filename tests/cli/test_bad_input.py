"""Wrong input: exit 2, one clear Chinese line that says what to do, nothing written, nothing fetched."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from govcrawl.apps.cli import main
from govcrawl.apps.demo.city import build_city
from govcrawl.apps.demo.register import write_register
from govcrawl.domain.rounds import parse_round
from govcrawl.register import read_register
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.session import open_database
from govcrawl.store.writer import Writer

NIGHT = ["--round", "2021Q3", "--date", "2021-08-20"]


@dataclass
class Desk:
    """An analyst's folder: a good register, and whatever a case spoils."""

    folder: Path

    @property
    def register(self) -> Path:
        return self.folder / "register.xlsx"

    def files(self) -> set[str]:
        """All files, the logs of a database apart, which go with the process that opened it."""
        paths = {str(path.relative_to(self.folder)) for path in self.folder.rglob("*")}
        return {path for path in paths if not path.endswith(("-wal", "-shm"))}


@pytest.fixture(scope="module")
def good_register(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("good") / "register.xlsx"
    write_register(build_city(8080), path)
    return path.read_bytes()


@pytest.fixture
def desk(good_register: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    for name in ("GOVCRAWL_DATABASE_URL", "GOVCRAWL_REGISTER"):
        # Set first, so that what a command sets itself is undone too.
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    (tmp_path / "register.xlsx").write_bytes(good_register)
    return Desk(tmp_path)


def run(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "argv", ["govcrawl", *arguments])
    with pytest.raises(SystemExit) as end:
        main.main()
    return int(end.value.code or 0)


def _broken_register(desk: Desk) -> None:
    desk.register.write_bytes(b"PK\x03\x04 not a workbook")


def _foreign_database(desk: Desk) -> None:
    (desk.folder / "other.db").write_bytes(b"this is no database, and must stay as it is" * 100)


def _another_program(desk: Desk) -> None:
    with sqlite3.connect(desk.folder / "other.db") as connection:
        connection.execute("CREATE TABLE accounts (id INTEGER)")
    connection.close()


def _file_in_the_way(desk: Desk) -> None:
    (desk.folder / "taken").write_text("a file")


def _nothing(_: Desk) -> None:
    pass


INSPECT = ["inspect", *NIGHT]
CASES: dict[str, tuple[Callable[[Desk], None], list[str], str]] = {
    "no register": (_nothing, [*INSPECT, "--register", "missing.xlsx"], "missing.xlsx"),
    "no register folder": (_nothing, [*INSPECT, "--register", "folder/"], "folder"),
    "broken register": (_broken_register, INSPECT, "register.xlsx"),
    "bad date": (_nothing, ["inspect", "--round", "2021Q3", "--date", "2021-02-30"], "2021-02-30"),
    "bad round": (_nothing, ["inspect", "--round", "2021第三季度", "--date", "2021-08-20"], "2021第三季度"),
    "unknown unit": (_nothing, [*INSPECT, "--unit", "没有的县"], "没有的县"),
    "unknown platform": (_nothing, [*INSPECT, "--platform", "blog"], "blog"),
    "bad setting": (_nothing, [*INSPECT, "-s", "DOWNLOAD_DELAY"], "DOWNLOAD_DELAY"),
    "no database": (_nothing, ["findings", "--round", "2021Q3"], "govcrawl inspect"),
    "not a database": (_foreign_database, [*INSPECT, "--db", "sqlite:///other.db"], "other.db"),
    "another program's database": (_another_program, [*INSPECT, "--db", "sqlite:///other.db"], "other.db"),
    "unknown kind of database": (_nothing, [*INSPECT, "--db", "oracle://host/name"], "oracle"),
    "database folder is a file": (_file_in_the_way, [*INSPECT, "--db", "sqlite:///taken/govcrawl.db"], "taken"),
    "demo folder is a file": (_file_in_the_way, ["demo", "--out", "taken"], "taken"),
    "template over a folder": (_nothing, ["register", "template", "."], "."),
    "check of nothing": (_nothing, ["register", "check", "missing.xlsx"], "missing.xlsx"),
}


@pytest.mark.parametrize("name", CASES)
def test_one_line_exit_2_and_nothing_written(
    name: str, desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil, arguments, named = CASES[name]
    spoil(desk)
    before = desk.files()
    assert run(arguments, monkeypatch) == 2
    told = capsys.readouterr()
    assert told.out == ""
    lines = told.err.splitlines()
    assert len(lines) == 1, told.err
    assert named in lines[0]
    assert re.search(r"[\u4e00-\u9fff]{2}", lines[0])
    assert "Traceback" not in told.err
    assert desk.files() == before


@pytest.mark.parametrize("command", ["findings", "score", "export", "recheck"])
def test_unknown_round(
    command: str, desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _some_round(desk)
    before = desk.files()
    assert run([command, "--round", "2020Q1", "--db", "sqlite:///some.db"], monkeypatch) == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert "2020Q1" in told[0]
    assert "2021Q3" in told[0], "the rounds that there are"
    assert desk.files() == before


def test_export_into_a_file(desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    _some_round(desk)
    _file_in_the_way(desk)
    before = desk.files()
    assert run(["export", "--round", "2021Q3", "--out", "taken", "--db", "sqlite:///some.db"], monkeypatch) == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert "taken" in told[0]
    assert desk.files() == before


def test_locked_database(desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    _some_round(desk)
    lock = sqlite3.connect(desk.folder / "some.db", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    try:
        assert run([*INSPECT, "--db", "sqlite:///some.db?timeout=0.2"], monkeypatch) == 2
    finally:
        lock.close()
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert "占用" in told[0]


def test_read_only_database(desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    _some_round(desk)
    address = f"sqlite:///file:{desk.folder / 'some.db'}?mode=ro&uri=true"
    assert run([*INSPECT, "--db", address], monkeypatch) == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert "只读" in told[0]


def test_every_bad_row_of_the_register_is_listed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = desk.folder / "ledger"
    folder.mkdir()
    (folder / "单位.csv").write_text("单位名称,单位类别\n青石县,县市区\n青石县,县市区\n", encoding="utf-8")
    (folder / "网站.csv").write_text(
        "单位名称,平台类型,名称,网址\n白水县,门户网站,白水县人民政府,http://www.baishui.test/\n青石县,论坛,青石,ftp://x\n",
        encoding="utf-8",
    )
    assert run([*INSPECT, "--register", "ledger"], monkeypatch) == 2
    told = capsys.readouterr().err
    for part in ("单位", "第3行", "白水县", "论坛", "ftp://x"):
        assert part in told.replace(" ", "")


@pytest.mark.night
@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["-a", "register=missing.xlsx"], "missing.xlsx"),
        (["-a", "register=register.xlsx", "-a", "date=gestern"], "gestern"),
        (["-a", "register=register.xlsx", "-a", "unit=没有的县"], "没有的县"),
    ],
)
def test_bare_scrapy_crawl(arguments: list[str], named: str, desk: Desk) -> None:
    before = desk.files()
    command = [sys.executable, "-m", "scrapy", "crawl", "portal", *arguments]
    environment = {**os.environ, "SCRAPY_SETTINGS_MODULE": "govcrawl.settings"}
    end = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert end.returncode == 2
    *scrapy_itself, line = end.stderr.splitlines()
    assert line.startswith("错误：")
    assert named in line
    assert "错误" not in "".join(scrapy_itself)
    assert "Traceback" not in end.stderr
    assert desk.files() == before


def _some_round(desk: Desk) -> None:
    ledger = read_register(desk.register)
    engine = open_database(f"sqlite:///{desk.folder / 'some.db'}")
    writer = Writer(engine, parse_round("2021Q3", "2021-08-20"), load_rubric())
    writer.begin_round(ledger.targets, ledger.units)
    writer.close(finished=True)
    engine.dispose()
