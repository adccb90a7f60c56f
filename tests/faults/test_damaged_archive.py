"""Pictures of the archive that are damaged or gone stop neither an export nor the closing of a round."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from exports.pictures import DAMAGED, FOLDER, picture_name
from govcrawl.store.archive import ExchangeKind
from govcrawl.store.archive.location import archive_root
from govcrawl.store.evidence import all_records
from tests.cli.test_round import govcrawl
from tests.exports.cells import Table
from tests.exports.report.night import PICTURED, ROUND, write_round


def test_it_is_named_in_the_files_and_on_the_screen(tmp_path: Path) -> None:
    engine = write_round(tmp_path / "govcrawl.db")
    (kept,) = all_records(engine, ROUND, ExchangeKind.SCREENSHOT)
    file = (archive_root(engine.url) or tmp_path) / kept.place.file
    content = bytearray(file.read_bytes())
    content[kept.place.offset + kept.place.length // 2] ^= 0xFF
    file.write_bytes(content)
    note = f"截图 1 个在证据存档中已损坏或缺失，没有导出：{PICTURED}"
    assert note in govcrawl(engine, "export", "--round", ROUND, "--only", "screenshots", "--out", str(tmp_path))
    file.unlink()
    assert note in govcrawl(engine, "round", "close", ROUND)
    govcrawl(engine, "export", "--round", ROUND, "--out", str(tmp_path))
    out = tmp_path / ROUND
    assert not (out / FOLDER).exists()
    cells = Table(load_workbook(out / "附件1-政府网站检查情况.xlsx"), "问题清单").rows("截图", 问题页面=PICTURED)
    assert set(cells) == {DAMAGED}
    report = "".join(path.read_text() for path in (out / "报告" / "data").rglob("*.js"))
    assert DAMAGED in report
    assert picture_name(PICTURED) not in report
    engine.dispose()
