"""The signed index of a closed round: what it proves without the database, and what it does not let pass."""

from __future__ import annotations

import gzip
import json
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, update
from typer.testing import CliRunner, Result

from govcrawl.apps.cli.main import app
from govcrawl.domain.errors import InputError, OutputError, StoreError
from govcrawl.store.archive import Exchange, ExchangeKind, WarcFiles, read_exchange
from govcrawl.store.archive.retention import prune
from govcrawl.store.evidence import all_records, read_record
from govcrawl.store.evidence_models import EvidenceRow
from govcrawl.store.session import open_database, writing
from tests.archive.test_files import AT, EXCHANGES, crawl

ROUND = "2021Q3"


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return _inspected(tmp_path)


def _inspected(folder: Path) -> Engine:
    engine = open_database(f"sqlite:///{folder / 'govcrawl.db'}")
    crawl(engine, folder / "archive", "2021-08-20")
    return engine


def govcrawl(*arguments: object) -> Result:
    return CliRunner().invoke(app, list(map(str, arguments)))


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's private key."""
    path = tmp_path_factory.mktemp("keys") / "office.pem"
    assert govcrawl("evidence", "keygen", path).exit_code == 0
    return path


@pytest.fixture(scope="module")
def key(private: Path) -> Path:
    """The office's public key."""
    return private.with_name("office.pem.pub")


@pytest.fixture(scope="module")
def closed(private: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive's folder of a round that was closed with the office's key."""
    folder = tmp_path_factory.mktemp("closed")
    engine = _inspected(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOVCRAWL_SIGNING_KEY", str(private))
        done = govcrawl("round", "close", ROUND, "--db", engine.url)
    assert (done.exit_code, "已签名" in done.output) == (0, True), done.output
    return folder / "archive" / ROUND


@pytest.fixture
def folder(closed: Path, tmp_path: Path) -> Path:
    """A copy of the closed round's archive, alone: no database, under another name, to be spoilt."""
    shutil.copytree(closed, tmp_path / "handed over")
    return tmp_path / "handed over"


def _verified(folder: Path, key: Path) -> tuple[int, str]:
    done = govcrawl("evidence", "verify", folder, "--public-key", key)
    return done.exit_code, done.output


def test_a_closed_round_is_proved_without_its_database(folder: Path, key: Path, tmp_path: Path) -> None:
    code, said = _verified(folder, key)
    assert (code, "签名有效，核对记录 1 条，问题 0 处" in said) == (0, True), said
    other = tmp_path / "other.pem"
    govcrawl("evidence", "keygen", other)
    code, said = _verified(folder, other.with_name("other.pem.pub"))
    assert (code, "与给出的公钥不符" in said) == (1, True)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="another tool for the same signature")
def test_other_tools_check_the_signature(folder: Path, key: Path) -> None:
    said = ["-in", str(folder / "index.json"), "-sigfile", str(folder / "index.json.sig")]
    tool = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(key), "-rawin", *said]
    assert subprocess.run(tool, capture_output=True, check=False).returncode == 0


def _archived(folder: Path) -> Path:
    return next(iter(folder.rglob("*.warc.gz")))


def _forged_record(folder: Path) -> None:
    """A whole and valid record in the place of another: the status is another one."""
    path = _archived(folder)
    path.write_bytes(path.read_bytes()[:-1] + b"\x01")


def _changed_line(folder: Path) -> None:
    path = folder / "records.jsonl.gz"
    stated = json.loads(gzip.decompress(path.read_bytes()))
    path.write_bytes(gzip.compress(json.dumps(stated | {"status": 500}).encode()))


def _changed_statement(folder: Path) -> None:
    path = folder / "index.json"
    path.write_text(path.read_text(encoding="utf-8").replace("2021-08-20", "2021-08-21"), encoding="utf-8")


def _another_file(folder: Path) -> None:
    shutil.copy(_archived(folder), folder / "000001" / "added.warc.gz")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_forged_record, "已损坏或被改动"),
        (lambda folder: _archived(folder).unlink(), "无法读取"),
        (_changed_line, "缺失或已被改动"),
        (_changed_statement, "与给出的公钥不符"),
        (lambda folder: (folder / "index.json.sig").unlink(), "索引没有签名"),
        (lambda folder: (folder / "index.json").write_bytes(b"[" * 100_000), "不是证据索引"),
        (_another_file, "added.warc.gz 不在索引中"),
    ],
)
def test_what_was_changed_is_told(folder: Path, key: Path, spoil: Callable[[Path], object], told: str) -> None:
    spoil(folder)
    code, said = _verified(folder, key)
    assert code == 1
    assert told in said


def test_a_round_without_a_key_is_closed_and_said_to_be_unsigned(
    engine: Engine, private: Path, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = govcrawl("round", "close", ROUND, "--db", engine.url)
    assert (done.exit_code, "没有签名" in done.output) == (0, True)
    folder = tmp_path / "archive" / ROUND
    assert "索引没有签名" in _verified(folder, key)[1]
    monkeypatch.setenv("GOVCRAWL_SIGNING_KEY", str(private))
    assert govcrawl("evidence", "sign", ROUND, "--db", engine.url).exit_code == 0
    assert _verified(folder, key)[0] == 0
    prune(engine, tmp_path / "archive", 0)
    assert list(folder.iterdir()) == []


def test_keys_that_prove_nothing_are_refused(
    engine: Engine, private: Path, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "office.pem"
    monkeypatch.setenv("GOVCRAWL_SIGNING_KEY", str(mine))

    def closing(content: bytes, mode: int) -> str:
        mine.write_bytes(content)
        mine.chmod(mode)
        done = govcrawl("round", "close", ROUND, "--db", engine.url)
        assert isinstance(done.exception, InputError)
        return str(done.exception)

    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert isinstance(govcrawl("evidence", "keygen", private).exception, OutputError), "no key is overwritten"
    assert "其他人也能读取" in closing(private.read_bytes(), 0o644)
    assert "不是没有口令的 PEM 私钥" in closing(key.read_bytes(), 0o600)
    assert not (tmp_path / "archive" / ROUND / "index.json").exists()
    monkeypatch.setenv("GOVCRAWL_SIGNING_KEY", str(private))
    early = govcrawl("evidence", "sign", ROUND, "--db", engine.url)
    assert "还没有关闭" in str(early.exception)


# -- the index in the database -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changed", [{"status": 404}, {"at": AT.replace(year=2022)}, {"url": "http://www.example.gov.cn/other"}]
)
def test_an_index_that_says_something_else(engine: Engine, tmp_path: Path, changed: dict[str, object]) -> None:
    with writing(engine) as connection:
        connection.execute(update(EvidenceRow).values(**changed))
    with pytest.raises(StoreError, match="与索引不一致"):
        read_record(tmp_path / "archive", next(iter(all_records(engine))))
    done = govcrawl("evidence", "check", "--db", engine.url)
    assert (done.exit_code, "损坏或缺失 1 条" in done.output) == (1, True)


def test_an_edited_record_with_the_same_page(tmp_path: Path) -> None:
    """Status and time are others, the body and its digest are the same: only the seal tells."""
    first, second = WarcFiles(tmp_path, "a", "one"), WarcFiles(tmp_path, "b", "one")
    honest = EXCHANGES[0]
    place = first.write(honest)
    edited = second.write(Exchange(honest.url, ExchangeKind.PLAIN, AT.replace(year=2022), status=500, body=honest.body))
    for each in (first, second):
        each.close()
    forged = type(place)(edited.file, edited.offset, edited.length, place.digest, place.seal)
    with pytest.raises(StoreError, match="已损坏或被改动"):
        read_exchange(tmp_path, forged)
    # Records of earlier versions have no seal, and their body's digest as before.
    assert read_exchange(tmp_path, type(place)(edited.file, edited.offset, edited.length, place.digest)).status == 500
