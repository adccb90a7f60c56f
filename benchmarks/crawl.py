"""Speed and memory of the full inspection beside two plain Scrapy spiders, on one server, in one run.

(a) a bare spider that fetches the same addresses with an empty callback, (b) a plain spider with LinkExtractor,
(c) the full inspection: fetch, extract, rules, store. Three repetitions, medians and ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from openpyxl import Workbook

from govcrawl.store.counts import count_rendered
from govcrawl.store.session import open_database

HOSTS = 8
_SMALL, _LARGE = 1_000, 8_000  # pages of the inspections whose memory is compared


class Server:
    """The site server's process: knows which addresses were asked for."""

    def __init__(self, pages: int, folder: Path) -> None:
        self.asked_file = folder / "asked.json"
        command = [sys.executable, "-m", "benchmarks.site", "--hosts", str(HOSTS), "--pages", str(pages)]
        self.process = subprocess.Popen(
            [*command, "--asked", str(self.asked_file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.port = int(self._line())

    def _line(self) -> str:
        if self.process.stdout is None:
            raise RuntimeError("the server has no output")
        return self.process.stdout.readline()

    def asked(self) -> list[str]:
        """Addresses asked for since the last call, robots.txt apart."""
        if self.process.stdin is None:
            raise RuntimeError("the server has no input")
        self.process.stdin.write("asked\n")
        self.process.stdin.flush()
        self._line()
        return [url for url in json.loads(self.asked_file.read_text()) if not url.endswith("/robots.txt")]

    @property
    def homes(self) -> list[str]:
        return [f"http://127.0.20.{number}:{self.port}/" for number in range(1, HOSTS + 1)]


@contextmanager
def server(pages: int, folder: Path) -> Iterator[Server]:
    running = Server(pages, folder)
    try:
        yield running
    finally:
        if running.process.stdin:
            running.process.stdin.close()
        running.process.wait(timeout=20)


def write_register(homes: list[str], path: Path) -> None:
    book = Workbook()
    units = book.active
    if units is None:
        raise RuntimeError("a new workbook has a sheet")
    units.title = "单位"
    units.append(["单位名称", "单位类别"])
    sites = book.create_sheet("网站")
    sites.append(["单位名称", "平台类型", "名称", "网址"])
    for number, home in enumerate(homes, 1):
        units.append([f"示例{number}县", "县市区"])
        sites.append([f"示例{number}县", "门户网站", f"示例{number}县人民政府门户网站", home])
    book.save(path)


def inspection(running: Server, folder: Path) -> dict[str, float]:
    """One full inspection in a process of its own."""
    register, database = folder / "register.xlsx", folder / "store.db"
    for path in folder.glob("store.db*"):
        path.unlink()
    write_register(running.homes, register)
    command = [sys.executable, "-m", "scrapy", "crawl", "portal"]
    for argument in (f"register={register}", "round=2021Q3", "date=2021-08-20"):
        command += ["-a", argument]
    for setting in (
        "DOWNLOAD_DELAY=0",
        "CONCURRENT_REQUESTS_PER_DOMAIN=8",
        "LOG_LEVEL=CRITICAL",  # the probes of HTTPS, which the server refuses, are logged as errors
        "GOVCRAWL_MAX_PAGES=50000",
    ):
        command += ["-s", setting]
    environment = {
        **os.environ,
        "GOVCRAWL_DATABASE_URL": f"sqlite:///{database}",
        "SCRAPY_SETTINGS_MODULE": "govcrawl.settings",
    }
    running.asked()
    started = time.perf_counter()
    result = measured([*command], environment)
    seconds = time.perf_counter() - started
    return {"seconds": seconds, **result, "pages": len(running.asked()), "browser": most_rendered(database)}


def most_rendered(database: Path) -> int:
    """Of the pages that the browser has opened, those of the site that had most."""
    engine = open_database(f"sqlite:///{database}", create=False)
    counts = count_rendered(engine, "2021Q3")
    engine.dispose()
    return max(counts.values(), default=0)


def measured(command: list[str], environment: dict[str, str]) -> dict[str, float]:
    """Run to the end; peak memory in MiB of that very process, CPU seconds of it and of its browser.

    The processes in which the browser shows pages are not counted: it does not wait for them.
    """
    worker = subprocess.Popen(command, env=environment)
    _, status, usage = os.wait4(worker.pid, 0)
    worker.returncode = os.waitstatus_to_exitcode(status)
    if worker.returncode:
        raise RuntimeError(f"{command[3]} ended with {worker.returncode}")
    return {"memory": usage.ru_maxrss / 1024, "cpu": usage.ru_utime + usage.ru_stime}


def plain(kind: str, urls: list[str], folder: Path) -> dict[str, float]:
    file = folder / "urls.json"
    file.write_text(json.dumps(urls))
    started, before = time.perf_counter(), os.times()
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.spiders_plain", kind, str(file)], capture_output=True, text=True, check=True
    )
    # The whole process is timed, start-up included, as for the inspection.
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return {**json.loads(run.stdout.splitlines()[-1]), "seconds": time.perf_counter() - started, "cpu": cpu}


def compare(pages: int, repetitions: int, folder: Path) -> dict[str, Any]:
    runs: dict[str, list[dict[str, float]]] = {"a": [], "b": [], "c": []}
    with server(pages, folder) as running:
        urls: list[str] = []
        for _ in range(repetitions):
            runs["c"].append(inspection(running, folder))
            urls = urls or _addresses(running, folder)
            runs["a"].append(plain("bare", urls, folder))
            runs["b"].append(plain("plain", urls, folder))
    return {
        name: {
            "rate": median(run["pages"] / run["seconds"] for run in each),
            "memory": median(run["memory"] for run in each),
            "cpu": median(1000 * run["cpu"] / run["pages"] for run in each),
            "pages": each[0]["pages"],
            "browser": max(run.get("browser", 0) for run in each),
        }
        for name, each in runs.items()
    }


def _addresses(running: Server, folder: Path) -> list[str]:
    """What an inspection asks for: kept from the run just made."""
    return list(json.loads(running.asked_file.read_text())) and [
        url for url in json.loads(running.asked_file.read_text()) if not url.endswith("/robots.txt")
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1600)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument(
        "--memory", action="store_true", help=f"also compare peak memory at {_SMALL:,} and {_LARGE:,} pages"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        result = compare(options.pages, options.repetitions, folder)
        names = {"a": "bare Scrapy, same addresses", "b": "Scrapy with LinkExtractor", "c": "full inspection"}
        for key, title in names.items():
            row = result[key]
            print(
                f"({key}) {title:<30} {row['pages']:>7.0f} pages {row['rate']:>8.0f} pages/s {row['memory']:>6.0f} MiB"
                f" {row['cpu']:>6.1f} ms of CPU a page"
            )
        print(f"(c) opened in the browser: at most {result['c']['browser']:.0f} pages of one site")
        print(f"(c)/(a) = {result['c']['rate'] / result['a']['rate']:.2f}   target 0.60")
        print(f"(c)/(b) = {result['c']['rate'] / result['b']['rate']:.2f}   target 1.50")
        if options.memory:
            peaks = {}
            for pages in (_SMALL, _LARGE):
                with server(pages, folder) as running:
                    peaks[pages] = inspection(running, folder)
                print(f"inspection of {pages} pages: {peaks[pages]['memory']:.0f} MiB, {peaks[pages]['seconds']:.0f} s")
            grown = peaks[_LARGE]["memory"] / peaks[_SMALL]["memory"]
            print(f"memory {_LARGE:,} / {_SMALL:,} = {grown:.2f}   target <= 1.20")


if __name__ == "__main__":
    main()
