"""Pictures of pages with problems: archived with the night, and beside the workbook that leads to them."""

from __future__ import annotations

import struct
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from govcrawl.net.browser import find_browser
from tests.exports.cells import Table
from tests.night.city import DATE, ROUND, SETTINGS
from tests.night.handmade import page, serving, write_register

HOST = "127.0.9.95"


@pytest.mark.skipif(find_browser() is None, reason="no browser on this machine")
def test_pictures_of_problems(tmp_path: Path) -> None:
    rows = '<ul><li><a href="/tzgg/1.html">关于停水的通知</a><span>2020-01-02</span></li></ul>'
    tall = f"<p>{'正文' * 60}</p><div style='height:3000px;background:#cde'></div>"
    pages = {
        "/": page("示例县人民政府", rows),
        "/tzgg/": page("通知公告", f"{rows}{tall}"),
        "/tzgg/1.html": page("关于停水的通知", f"{tall}<a href='/tzgg/1.docx'>附件.docx</a>"),
        "/tzgg/1.docx": b"PK\x03\x04" + b"0" * 100,
    }

    def govcrawl(*arguments: str) -> subprocess.CompletedProcess[str]:
        database = f"sqlite:///{tmp_path / 'govcrawl.db'}"
        command = [sys.executable, "-m", "govcrawl", *arguments, "--db", database]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)

    with serving(HOST, pages) as home:
        register = write_register(tmp_path / "register.xlsx", home)
        settings = [part for each in SETTINGS for part in ("-s", each)]
        asked = ("inspect", "--register", str(register), "--round", ROUND, "--date", DATE)
        done = govcrawl(*asked, "--screenshots", "fail", *settings)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "问题页面截图：" in done.stdout
    assert "，0 个未能截取" in done.stdout
    done = govcrawl("export", "--round", ROUND, "--out", "out", "--only", "attachment1", "--only", "screenshots")
    assert done.returncode == 0, done.stderr
    out = tmp_path / "out" / ROUND
    book = load_workbook(out / "附件1-政府网站检查情况.xlsx")
    found = [row for row in Table(book, "问题清单").cells() if row["截图"].value]
    links = {str(row["问题页面"].value): str(row["截图"].hyperlink.target) for row in found if row["截图"].hyperlink}
    assert {f"{home}tzgg/", home, f"{home}tzgg/1.html"} <= links.keys()
    for place in links.values():
        picture = (out / place).read_bytes()
        assert picture.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", (out / links[f"{home}tzgg/1.html"]).read_bytes()[16:24])
    assert width == 1280
    assert height > 3000, "the whole page, not what fits a screen"
    assert "损坏或缺失 0 条" in govcrawl("evidence", "check").stdout
    again = govcrawl("replay", "--round", ROUND)
    assert again.returncode == 0, again.stdout + again.stderr
    book.close()
