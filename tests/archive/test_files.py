"""Archive files by themselves: what is written is read back, other tools read them, nothing half-written stays."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, update
from warcio.archiveiterator import ArchiveIterator

from govcrawl.domain.errors import StoreError
from govcrawl.domain.fetch_outcomes import OK, SOFT_404
from govcrawl.domain.rounds import parse_round
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.archive import Exchange, ExchangeKind, WarcFiles, WarcLocation, read_exchange
from govcrawl.store.archive.retention import mend, prune
from govcrawl.store.closing import store_exports
from govcrawl.store.evidence import all_records, records_behind
from govcrawl.store.models import CrawlRow
from govcrawl.store.reader import read_items
from govcrawl.store.session import open_database, writing
from govcrawl.store.writer import Writer
from tests.store.facts import PORTAL, finding, page

AT = datetime(2021, 8, 20, 1, 2, 3, 456789, UTC)
HTML = "<html><title>通知</title>\x00\r\n\r\n</html>".encode()
EXCHANGES = (
    Exchange("http://www.example.gov.cn/a", ExchangeKind.PLAIN, AT, final_url="http://www.example.gov.cn/b", status=200,
             redirects=["http://www.example.gov.cn/a"], headers=[("Content-Type", "text/html; charset=gb2312")],
             body=HTML, verdict=OK),
    Exchange("http://www.example.gov.cn/中 文\r\nX-Forged: 1", ExchangeKind.PLAIN, AT, verdict=SOFT_404),
    Exchange("http://www.example.gov.cn/f.docx", ExchangeKind.PROBE, AT, final_url="http://www.example.gov.cn/f.docx",
             status=200, headers=[("Content-Type", "application/msword")], body=b"PK" * 40, size=5_000_000, verdict=OK),
    Exchange("http://www.example.gov.cn/c", ExchangeKind.BROWSER, AT, final_url="http://www.example.gov.cn/c",
             status=200,
             headers=[("Content-Type", "text/html")], body=HTML, verdict=OK),
    Exchange("http://www.example.gov.cn/api", ExchangeKind.PLAIN, AT, "POST", "page=1&q=中文", status=500, verdict=OK),
)  # fmt: skip


def files(root: Path, *, max_bytes: int = 1 << 30) -> tuple[WarcFiles, list[WarcLocation]]:
    writer = WarcFiles(root, "2021Q3/000001", "govcrawl-000001", max_bytes)
    places = [writer.write(each) for each in EXCHANGES]
    writer.sync()
    writer.close()
    return writer, places


def test_records_come_back_as_they_were(tmp_path: Path) -> None:
    _, places = files(tmp_path)
    for written, place in zip(EXCHANGES, places, strict=True):
        read = read_exchange(tmp_path, place)
        read.headers = [each for each in read.headers if each[0] != "Content-Length"]
        assert read == written


def test_other_tools_read_them(tmp_path: Path) -> None:
    """WARC 1.1, a gzip member for each record, digests that hold."""
    _, places = files(tmp_path)
    path = tmp_path / places[0].file
    done = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("digest pass") == 1 + len(EXCHANGES)
    with path.open("rb") as file:
        iterator = ArchiveIterator(file)
        kinds = []
        for record in iterator:
            assert record.rec_headers.protocol == "WARC/1.1"
            assert record.rec_headers.get_header("X-Forged") is None
            kinds.append(record.rec_type)
            if record.rec_headers.get_header("WARC-Target-URI") == "http://www.example.gov.cn/b":
                assert record.http_headers.get_header("Content-Type") == "text/html; charset=gb2312"
                assert record.content_stream().read() == HTML
    assert kinds == ["warcinfo", "response", "metadata", "response", "resource", "response"]
    assert not iterator.err_count


def test_a_full_file_is_followed_by_the_next(tmp_path: Path) -> None:
    _, places = files(tmp_path, max_bytes=600)
    assert len({place.file for place in places}) > 1
    for written, place in zip(EXCHANGES, places, strict=True):
        assert read_exchange(tmp_path, place).body == written.body


def test_a_file_is_never_overwritten(tmp_path: Path) -> None:
    files(tmp_path)
    with pytest.raises(StoreError, match=r"证据存档 .* 无法写入"):
        files(tmp_path)


@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_a_changed_byte_is_told(tmp_path: Path, at: int) -> None:
    _, places = files(tmp_path)
    path, place = tmp_path / places[0].file, places[0]
    data = bytearray(path.read_bytes())
    data[place.offset + (at + 1) * place.length // 5] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(StoreError, match=f"字节 {place.offset} 处的记录已损坏"):
        read_exchange(tmp_path, place)


def test_an_index_that_leads_out_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="文件夹之外"):
        read_exchange(tmp_path / "archive", WarcLocation("../../etc/passwd", 0, 10, ""))


# -- with a store ------------------------------------------------------------------------------------------------------


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_database(f"sqlite:///{tmp_path / 'govcrawl.db'}")


def crawl(engine: Engine, root: Path, date: str) -> None:
    """A crawl that archives one page with a finding."""
    writer = Writer(engine, parse_round(None, date), load_rubric(), {"platform": "portal"}, archive=root)
    writer.begin_round([PORTAL])
    writer.begin_target(PORTAL, resume=False)
    found = page(1)
    writer.keep(
        PORTAL, Exchange(found.url, ExchangeKind.PLAIN, AT, final_url=found.url, status=200, body=HTML, verdict=OK)
    )
    writer.add_findings(found, [finding(found.url)])
    writer.add(found)
    writer.close(finished=True)


def test_a_finding_leads_to_its_page(engine: Engine, tmp_path: Path) -> None:
    crawl(engine, tmp_path, "2021-08-20")
    (kept,) = records_behind(engine, "2021Q3", finding(page(1).url))
    assert read_exchange(tmp_path, kept.place).body == HTML


def test_what_a_killed_crawl_left_is_cut_off(engine: Engine, tmp_path: Path) -> None:
    """Half a record at the end, and a whole one that the index does not know."""
    crawl(engine, tmp_path, "2021-08-20")
    with writing(engine) as connection:
        connection.execute(update(CrawlRow).values(ended_at=None, finished=False))
    (kept,) = all_records(engine)
    path = tmp_path / kept.place.file
    whole = path.read_bytes()
    with path.open("ab") as file:
        file.write(whole[kept.place.offset :] + whole[: len(whole) // 3])
    assert mend(engine, tmp_path, "2021Q3", ["department"]) == 0
    assert mend(engine, tmp_path, "2021Q3", ["portal"]) > 0
    assert path.read_bytes() == whole
    assert mend(engine, tmp_path, "2021Q3", ["portal"]) == 0


def test_files_of_a_crawl_that_ended_are_left_alone(engine: Engine, tmp_path: Path) -> None:
    crawl(engine, tmp_path, "2021-08-20")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.warc.gz")}
    assert mend(engine, tmp_path, "2021Q3", ["portal"]) == 0
    assert {path: path.read_bytes() for path in before} == before


def test_old_rounds_go(engine: Engine, tmp_path: Path) -> None:
    """Files and index of all rounds but the newest; facts, findings and closed rounds stay."""
    root = tmp_path / "archive"
    for date in ("2021-02-20", "2021-05-20", "2021-08-20"):
        crawl(engine, root, date)
    store_exports(engine, "2021Q1", [("附件1.xlsx", "附件1", b"1")], AT)
    freed = prune(engine, root, 2)
    assert list(freed) == ["2021Q1"]
    assert freed["2021Q1"] > 0
    assert sorted(path.name for path in root.iterdir() if any(path.iterdir())) == ["2021Q2", "2021Q3"]
    assert len(list(all_records(engine))) == 2
    assert records_behind(engine, "2021Q1", finding(page(1).url)) == []
    assert prune(engine, root, 2) == {}


def test_an_interrupted_prune_is_finished_by_the_next(engine: Engine, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    for date in ("2021-05-20", "2021-08-20"):
        crawl(engine, root, date)
    next(iter((root / "2021Q2").rglob("*.warc.gz"))).unlink()
    assert prune(engine, root, 1) == {"2021Q2": 0}
    assert len(list(all_records(engine))) == 1


def test_no_fact_without_its_evidence(engine: Engine, tmp_path: Path) -> None:
    """An archive that cannot be written ends the crawl before it stores the fact."""
    (tmp_path / "archive").write_bytes(b"")
    with pytest.raises(StoreError, match="GOVCRAWL_ARCHIVE"):
        crawl(engine, tmp_path / "archive", "2021-08-20")
    assert list(read_items(engine, "2021Q3")) == []
