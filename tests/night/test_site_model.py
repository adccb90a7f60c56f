"""What a site repeats is learned while it is inspected; how the inspection went leaves no trace in what it found."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from govcrawl.apps.cli import main
from govcrawl.apps.cli.inspection_run import InspectionPlan, run_inspection, worker_command
from tests.night.city import DATE, ROUND, SETTINGS, Requests, environment, facts_in
from tests.night.handmade import serving, write_register

HOST = "127.0.92.41"
Row = tuple[str, str, str]  # address, title, date
COLUMNS = {
    "yaowen": ("示例要闻", "2021-08-19", 14),
    "gonggao": ("通知公告", "2021-08-12", 30),
    "wenjian": ("政策文件", "2021-07-28", 14),
    "jihua": ("规划计划", "2019-03-05", 6),
    "tongji": ("统计数据", "2021-07-20", 8),
    "renshi": ("人事信息", "2021-08-02", 5),
    "yingji": ("应急管理", "2021-06-11", 7),
    "chufa": ("行政处罚", "", 0),
}
LOWER = {"xiangzhen": ("乡镇动态", "2021-06-28", 8), "bumen": ("部门动态", "2021-08-16", 9)}  # linked by 示例要闻 alone


def rows_of(folder: str, newest: str, count: int) -> list[Row]:
    if not newest:
        return []
    first = date.fromisoformat(newest)
    days = [first - timedelta(days=4 * number) for number in range(count)]
    return [
        (f"/{folder}/p{day:%y%m%d}.x", f"{day.month}月{day.day}日有关工作推进情况（{folder}）", f"{day}")
        for day in days
    ]


def listed(rows: list[Row]) -> str:
    return "<ul>" + "".join(f"<li><a href='{url}'>{title}</a> {day}</li>" for url, title, day in rows) + "</ul>"


def page(title: str, body: str) -> bytes:
    """A page whose boxes are told apart by what they hold alone; a box of fresh news stands on every one."""
    menu = "".join(f"<a href='/{folder}/'>{name}</a>" for folder, (name, _, _) in COLUMNS.items())
    box = listed(rows_of("yaowen", "2021-08-19", 5))
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title></head><body><div><a href="/">首页</a>{menu}</div>'
        f"<div><div><b>最近更新</b>{box}</div><div>{body}</div></div><div>示例县人民政府主办</div></body></html>"
    ).encode()


def site() -> dict[str, bytes]:
    newest = {name: rows_of(key, day, count)[:4] for key, (name, day, count) in COLUMNS.items()}
    home = "".join(f"<h3>{name}</h3>{listed(rows)}" for name, rows in newest.items())
    pages = {"/": page("示例县人民政府", home)}
    for folder, (name, day, count) in {**COLUMNS, **LOWER}.items():
        rows = rows_of(folder, day, count)
        lower = "".join(f"<p><a href='/{key}/'>{below}</a></p>" for key, (below, _, _) in LOWER.items())
        size = 10
        for number in range(max(1, -(-count // size))):
            shown = listed(rows[size * number : size * (number + 1)])
            after = f"<a href='/{folder}/{number + 2}.x'>下一页</a>" if count > size * (number + 1) else ""
            body = f"<h2>{name}</h2>{lower if folder == 'yaowen' else ''}{shown}{after}"
            pages[f"/{folder}/" if not number else f"/{folder}/{number + 1}.x"] = page(name, body)
        for url, title, shown_day in rows:
            text = f"<p>{title}，各有关单位要认真抓好落实，{shown_day[:4]}年内完成全部任务，并报送情况。</p>" * 3
            pages[url] = page(title, f"<h1>{title}</h1><p>发布时间：{shown_day}</p>{text}")
    return pages


class Place:
    """The served site, its register, and nights on it, each into a database of its own."""

    def __init__(self, folder: Path, home: str, requests: Requests) -> None:
        self.folder, self.home, self.requests = folder, home, requests
        register = write_register(folder / "register.xlsx", home)
        book = load_workbook(register)
        sheet = book["网站"]
        sheet.cell(1, sheet.max_column + 1, "渲染")
        sheet.cell(2, sheet.max_column, "静态")
        book.save(register)
        self.plan = InspectionPlan(register, ROUND, DATE, ("portal",), settings=SETTINGS)

    def database(self, name: str) -> str:
        (self.folder / name).mkdir(exist_ok=True)
        return f"sqlite:///{self.folder / name / 'govcrawl.db'}"

    def run(self, name: str, **changes: Any) -> list[dict[str, Any]]:
        plan = replace(self.plan, log_file=self.folder / name / "inspect.log", **changes)
        with environment(GOVCRAWL_DATABASE_URL=self.database(name)):
            assert run_inspection(plan, lambda: None).failed == []
        return facts_in(self.database(name))

    def kill(self, name: str, after: int) -> None:
        """Run the one worker and kill it after so many requests."""
        plan = replace(self.plan, log_file=self.folder / name / "inspect.log")
        wanted = self.requests.total() + after
        with environment(GOVCRAWL_DATABASE_URL=self.database(name), SCRAPY_SETTINGS_MODULE="govcrawl.settings"):
            worker = subprocess.Popen(worker_command(plan), start_new_session=True)
        self.requests.wait_for(wanted, worker)
        if worker.poll() is None:
            os.killpg(worker.pid, signal.SIGKILL)
        assert worker.wait() == -signal.SIGKILL

    def model(self, name: str) -> tuple[str, bytes]:
        with closing(sqlite3.connect(self.folder / name / "govcrawl.db")) as connection:
            digest, content = connection.execute("select digest, content from site_model").fetchone()
        return digest, content


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    requests = Requests()
    with serving(HOST, site(), requests=requests) as home:
        yield Place(tmp_path_factory.mktemp("site-model"), home, requests)


@pytest.fixture(scope="module")
def unbroken(place: Place) -> list[dict[str, Any]]:
    return place.run("unbroken")


def told(facts: list[dict[str, Any]], rule: str) -> set[str]:
    return {fact["column"] for fact in facts if fact.get("rule") == rule and fact["outcome"] == "fail"}


def test_no_column_is_judged_by_the_box_beside_it(unbroken: list[dict[str, Any]]) -> None:
    columns = {fact["name"]: fact for fact in unbroken if fact["fact"] == "ColumnItem"}
    counts = {name: len(columns[name]["entries"]) for name, _, _ in [*COLUMNS.values(), *LOWER.values()]}
    assert counts == {name: count for name, _, count in [*COLUMNS.values(), *LOWER.values()]}
    assert columns["乡镇动态"]["newest"] == date(2021, 6, 28)
    assert told(unbroken, "F02") == {"乡镇动态"}
    assert told(unbroken, "C01") == {"行政处罚"}
    assert "规划计划" in told(unbroken, "F04")


def test_the_order_of_answers_changes_nothing(place: Place, unbroken: list[dict[str, Any]]) -> None:
    single = (*SETTINGS, "CONCURRENT_REQUESTS_PER_DOMAIN=1")
    assert place.run("single", settings=single) == unbroken
    assert place.model("single") == place.model("unbroken")


def test_one_unit_alone_gives_the_same(place: Place, unbroken: list[dict[str, Any]]) -> None:
    assert place.run("unit", unit="示例县") == unbroken


@pytest.mark.parametrize("share", [0.1, 0.3, 0.6])
def test_killed_and_resumed_it_gives_the_same(place: Place, unbroken: list[dict[str, Any]], share: float) -> None:
    """Killed among the columns of the first wave, among the articles that show their template, and after those."""
    name = f"killed-{share}"
    place.kill(name, int(share * len(site())))
    assert place.run(name, resume=True) == unbroken
    digest, content = place.model(name)
    assert (digest, content) == place.model("unbroken")


def test_judged_again_it_gives_the_same(
    place: Place, unbroken: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(place.folder / "unbroken", place.folder / "again")
    monkeypatch.setenv("GOVCRAWL_DATABASE_URL", place.database("again"))
    monkeypatch.setattr(sys, "argv", ["govcrawl", "recheck", "--round", ROUND])
    with pytest.raises(SystemExit) as end:
        main.main()
    assert end.value.code in (None, 0)
    assert facts_in(place.database("again")) == unbroken
