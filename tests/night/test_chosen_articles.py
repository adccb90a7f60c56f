"""Which articles of a column are read: the newest few, and every row that is itself a file."""

from __future__ import annotations

from pathlib import Path

from govcrawl.domain.fetch_outcomes import LinkState
from govcrawl.domain.items import PageItem
from govcrawl.store.reader import read_items
from tests.night.city import ROUND
from tests.night.handmade import inspect, page

TEXT = "<p>各乡镇人民政府：为做好有关工作，经县政府同意，现将有关事项通知如下，请认真组织实施，确保落实到位。</p>"


def _row(href: str, title: str, day: str) -> str:
    return f'<li><a href="{href}">{title}</a><span>{day}</span></li>'


def test_newest_articles_and_all_files(tmp_path: Path) -> None:
    rows = [(f"/tzgg/{n}.html", f"关于开展第{n}项工作的通知公告", f"2021-08-{20 - n:02}") for n in range(1, 7)]
    files = [("/tzgg/a.pdf", "二〇二〇年度名单公示", "2021-08-01"), ("/tzgg/b.docx", "申请表格下载填写", "2021-07-01")]
    listing = "".join(_row(*row) for row in (*rows, *files))
    pages = {"/": page("示例县人民政府", listing), "/tzgg/": page("通知公告", f"<ul class='list'>{listing}</ul>")}
    for href, title, day in rows:
        pages[href] = page(title, f"<h1>{title}</h1><p>发布时间：{day}</p>{TEXT}")
    pages["/tzgg/a.pdf"] = b"%PDF-1.7\n"
    engine = inspect("127.0.12.2", pages, tmp_path, settings=("GOVCRAWL_NEWEST_ARTICLES=2",))
    articles = [item for item in read_items(engine, ROUND, (PageItem,)) if isinstance(item, PageItem)]
    read = {item.url.partition("/tzgg/")[2]: item for item in articles}
    engine.dispose()
    assert sorted(read) == ["1.html", "2.html", "a.pdf", "b.docx"]
    states = {name: [each.state for each in item.attachments] for name, item in read.items()}
    assert (states["a.pdf"], states["b.docx"]) == ([LinkState.OK], [LinkState.GONE])
