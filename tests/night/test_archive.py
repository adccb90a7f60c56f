"""The archive of a night: it opens in other tools, leads from findings to pages, and gives the same facts again."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import Engine, delete, select

from govcrawl.domain.targets import EVERYTHING
from govcrawl.store.archive import read_exchange
from govcrawl.store.archive.location import archive_root
from govcrawl.store.evidence import records_behind
from govcrawl.store.evidence_models import EvidenceRow
from govcrawl.store.models import CrawlRow
from govcrawl.store.reader import read_findings
from govcrawl.store.session import open_database, writing
from tests.night.city import ROUND, Night, environment

# Runs in every Python that is started with it: whatever wants to reach another host ends there, and leaves a mark.
_NO_NETWORK = """
import sys
_EVENTS = {{"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
           "socket.gethostbyname", "socket.gethostbyaddr"}}
def _refuse(event, arguments):
    if event in _EVENTS:
        with open({mark!r}, "a") as file:
            file.write(f"{{event}} {{arguments}}\\n")
        raise PermissionError(event)
sys.addaudithook(_refuse)
"""


def root_of(night: Night) -> Path:
    engine = night.engine()
    root = archive_root(engine.url)
    engine.dispose()
    assert root is not None
    return root


def govcrawl(database: str, *arguments: str, folder: Path, python_path: str = "") -> subprocess.CompletedProcess[str]:
    with environment(PYTHONPATH=python_path) if python_path else environment():
        return subprocess.run(
            [sys.executable, "-m", "govcrawl", *arguments, "--db", database],
            capture_output=True,
            text=True,
            check=False,
            cwd=folder,
        )


@pytest.fixture
def copied(night: Night, tmp_path: Path) -> str:
    """The night's store and archive, to be spoilt."""
    source = Path(night.database.removeprefix("sqlite:///"))
    night.engine().dispose()
    for path in source.parent.glob("govcrawl.db*"):
        if path.is_file():
            shutil.copy(path, tmp_path / path.name)
    shutil.copytree(root_of(night), tmp_path / "archive")
    return f"sqlite:///{tmp_path / 'govcrawl.db'}"


def test_warcio_finds_no_fault(night: Night) -> None:
    files = sorted(root_of(night).rglob("*.warc.gz"))
    assert len(files) == 2, "one for the crawl of each of two rounds"
    tool = [sys.executable, "-m", "warcio.cli", "check", *map(str, files)]
    done = subprocess.run(tool, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_every_finding_leads_to_its_page(night: Night) -> None:
    """What is stored of a page that a site served plainly is that page, byte for byte."""
    engine, root = night.engine(), root_of(night)
    sites = {site.host: site for site in night.city.sites}
    compared = 0
    for finding in read_findings(engine, ROUND, "fail"):
        kept = records_behind(engine, ROUND, finding)
        assert kept, f"{finding.rule} {finding.url}"
        for each in kept:
            exchange = read_exchange(root, each.place)
            parts = urlsplit(each.url)
            served = sites.get(parts.hostname or "")
            page = served.pages.get(parts.path) if served else None
            if page is not None and each.kind == "plain" and not parts.query and exchange.status == 200 == page.status:
                assert exchange.body == page.body, each.url
                compared += 1
    assert compared > 80
    engine.dispose()


def test_the_command_writes_the_page(night: Night, tmp_path: Path) -> None:
    engine, root = night.engine(), root_of(night)
    finding = next(each for each in read_findings(engine, ROUND, "fail") if each.rule == "F02")
    kept = records_behind(engine, ROUND, finding)
    done = govcrawl(night.database, "evidence", finding.key, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert finding.message in done.stdout
    assert all(each.place.digest in done.stdout for each in kept)
    written = sorted((tmp_path / "evidence" / finding.key).iterdir())
    assert [path.read_bytes() for path in written] == [read_exchange(root, each.place).body for each in kept]
    engine.dispose()


def test_an_unknown_key(night: Night, tmp_path: Path) -> None:
    done = govcrawl(night.database, "evidence", "0123456789", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "没有编号为 0123456789 的问题" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_replay_gives_the_same_facts_without_the_network(night: Night, tmp_path: Path) -> None:
    mark = tmp_path / "asked"
    (tmp_path / "sitecustomize.py").write_text(_NO_NETWORK.format(mark=str(mark)))
    reach = "import socket; socket.create_connection(('127.0.0.1', 9))"
    with environment(PYTHONPATH=str(tmp_path)):
        assert subprocess.run([sys.executable, "-c", reach], capture_output=True, check=False).returncode
    assert mark.read_text().startswith("socket.getaddrinfo"), "nothing can be reached"
    mark.unlink()
    into = tmp_path / "again.db"
    arguments = ("replay", "--round", ROUND, "--into", str(into))
    done = govcrawl(night.database, *arguments, folder=tmp_path, python_path=str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert not mark.exists(), mark.read_text()
    assert "不一致" not in done.stdout
    assert done.stdout.count("检查运行") == 1
    engine, again = night.engine(), open_database(f"sqlite:///{into}", create=False)
    # Down to the times: nothing of a replay is of today.
    facts, others = (list(read_findings(each, ROUND, "all")) for each in (engine, again))
    assert facts == others
    assert len(crawls_of(again)) == len(crawls_of(engine)) + 1, "the replay is a crawl of its own"
    engine.dispose()
    again.dispose()


def crawls_of(engine: Engine) -> list[int]:
    """Numbers of the crawls over all platforms, the last one last."""
    with engine.connect() as connection:
        rows = connection.execute(select(CrawlRow.id, CrawlRow.options).order_by(CrawlRow.id)).all()
    return [number for number, options in rows if options.get("platform") == EVERYTHING]


def test_a_replay_tells_what_is_missing(copied: str, tmp_path: Path) -> None:
    """An answer that is no longer there makes a difference, and the difference is named."""
    engine = open_database(copied)
    number = crawls_of(engine)[-1]
    with writing(engine) as connection:
        lost = connection.execute(
            delete(EvidenceRow).where(EvidenceRow.crawl_id == number, EvidenceRow.url.endswith("/bm/1/"))
        ).rowcount
    assert lost
    engine.dispose()
    done = govcrawl(copied, "replay", "--crawl", str(number), folder=tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "不一致" in done.stdout


def test_a_changed_archive_is_told(copied: str, tmp_path: Path) -> None:
    path = max((tmp_path / "archive").rglob("*.warc.gz"), key=lambda each: each.stat().st_size)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    done = govcrawl(copied, "evidence", "check", folder=tmp_path)
    assert done.returncode == 1
    assert f"存档 {path}" in done.stdout or path.name in done.stdout
    assert "损坏或缺失 1 条" in done.stdout
    path.unlink()
    assert "无法读取" in govcrawl(copied, "evidence", "check", folder=tmp_path).stdout


def test_pruned_evidence_is_told(copied: str, tmp_path: Path) -> None:
    done = govcrawl(copied, "evidence", "prune", "--keep-rounds", "2", folder=tmp_path)
    assert done.returncode == 0
    assert "已清理 0 个检查期" in done.stdout
    engine = open_database(copied)
    key = next(each.key for each in read_findings(engine, ROUND, "fail"))
    with writing(engine) as connection:
        connection.execute(delete(EvidenceRow))
    engine.dispose()
    done = govcrawl(copied, "evidence", key, folder=tmp_path)
    assert done.returncode == 1
    assert "存档中没有该问题的记录" in done.stdout


def test_a_night_can_go_without_an_archive(night: Night) -> None:
    bare = night.again("bare")
    shutil.rmtree(bare.plan.log_file.parent / "archive")  # of the night before
    with environment(GOVCRAWL_ARCHIVE="none"):
        bare.run(platforms=("policy_qa",))
    assert not (bare.plan.log_file.parent / "archive").exists()
    done = govcrawl(bare.database, "replay", "--round", ROUND, folder=bare.plan.log_file.parent)
    assert done.returncode == 2
    assert "请用 --crawl" in done.stderr
