"""The HTML report of a great round: size, time and memory to build, and how soon a browser can be used on it.

`python -m benchmarks.report --targets 3000 --findings 300000`
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from analysis.round_view import RoundView
from benchmarks import report_round
from exports.frozen_round import to_keep
from exports.report import write_report
from govcrawl.net.browser import find_browser
from govcrawl.store.session import open_database

_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
_ROWS = "section.findings tbody tr"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--targets", type=int, default=3_000)
    arguments.add_argument("--findings", type=int, default=300_000)
    arguments.add_argument("--keep", type=Path, help="folder that database and report are left in")
    arguments.add_argument("--export", type=Path, help=argparse.SUPPRESS)  # the process that is measured
    given = arguments.parse_args()
    if given.export:
        _export(given.export)
        return
    with tempfile.TemporaryDirectory() as folder:
        _measure(given.keep or Path(folder), given.targets, given.findings)


def _export(folder: Path) -> None:
    started = time.perf_counter()
    write_report(RoundView(open_database(f"sqlite:///{folder / 'govcrawl.db'}"), report_round.ROUND.name), folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"seconds": time.perf_counter() - started, "peak": peak}))


def _measure(folder: Path, targets: int, findings: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "govcrawl.db").exists():
        _timed("synthetic round", lambda: report_round.write(folder / "govcrawl.db", targets, findings).dispose())
    command = [sys.executable, "-m", "benchmarks.report", "--export", str(folder)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    _say("build", f"{told['seconds']:.0f} s, peak memory {told['peak']:.0f} MB")
    files = [path for path in (folder / "报告").rglob("*") if path.is_file()]
    _say("folder", f"{len(files)} files, {sum(path.stat().st_size for path in files) / 2**20:.0f} MB")
    (packed,) = to_keep(folder, [(path, "") for path in files])
    _say("packed, as a closed round keeps it", f"{len(packed[2]) / 2**20:.0f} MB")
    for part in ("data/list", "data/more", "data/keys", "units", "assets"):
        within = [path.stat().st_size for path in (folder / "报告" / part).rglob("*") if path.is_file()]
        _say(f"  {part}", f"{len(within)} files, {sum(within) / 2**20:.1f} MB, largest {max(within) / 2**10:.0f} kB")
    _say("  data/index.js", f"{(folder / '报告/data/index.js').stat().st_size / 2**10:.0f} kB")
    browser = find_browser()
    if browser is None:
        _say("browser", "none on this machine")
        return
    with sync_playwright() as driver:
        page = driver.chromium.launch(executable_path=browser).new_page(viewport={"width": 1280, "height": 900})
        _look(page, (folder / "报告").as_uri())


def _look(page: Page, url: str) -> None:
    """Each from the first navigation to what a person waits for."""
    _opened(page, "overview", f"{url}/index.html", "[data-chart] svg")
    _timed("  a cell of the map leads to its findings", lambda: _follow(page, ".heat tbody td:not(.total) a", _ROWS))
    _opened(page, "findings", f"{url}/findings.html", _ROWS)
    _timed("  filter by rule", lambda: _choose(page, "rule", "I01"))
    _timed("  and by unit", lambda: _choose(page, "unit", "42"))
    _timed("  last page of all", lambda: _last(page))
    _timed("  a finding's evidence", lambda: _follow(page, f"{_ROWS} a.message", "#detail .facts"))
    key = page.url.rpartition("#")[2]
    page.goto("about:blank")
    _opened(page, "evidence by its address", f"{url}/findings.html#{key}", "#detail .facts")
    page.goto("about:blank")
    _opened(page, "unit", f"{url}/units/0042.html", _ROWS)
    _opened(page, "rule", f"{url}/rules/M03.html", _ROWS)
    _opened(page, "units", f"{url}/units.html", "#units tbody tr")
    page.goto(f"{url}/findings.html#q=")
    page.wait_for_selector(_ROWS)
    _timed("text search over all, few hits", lambda: _search(page, "第149号临时 青禾"))
    _timed("text search over all, no hit", lambda: _search(page, "没有这样的文字"))
    _say("browser's heap", f"{page.evaluate('performance.memory.usedJSHeapSize') / 2**20:.0f} MB")


def _opened(page: Page, name: str, url: str, until: str) -> None:
    started = time.perf_counter()
    page.goto(url)
    page.wait_for_selector(until)
    ready = time.perf_counter() - started
    _say(name, f"first paint {page.evaluate(_PAINT):.0f} ms, ready {1000 * ready:.0f} ms")


def _choose(page: Page, name: str, value: str) -> None:
    before = page.locator(".count").inner_text()
    page.locator(f"select[name={name}]").select_option(value)
    _changed(page, before)


def _last(page: Page) -> None:
    page.locator(".clear").click()
    page.wait_for_selector(".pager:not([hidden])")
    page.locator(".pager button").last.click()
    page.wait_for_function("document.querySelector('.pager button:last-child').disabled")


def _follow(page: Page, link: str, until: str) -> None:
    page.locator(link).first.click()
    page.wait_for_selector(until)


def _search(page: Page, text: str) -> None:
    page.locator("input[name=q]").fill(text)
    before = page.locator(".count").inner_text()
    page.locator("button.main").click()
    _changed(page, before)


def _changed(page: Page, before: str) -> None:
    """Until the number of rows is another one, and final."""
    page.wait_for_function(
        "before => { const text = document.querySelector('.count').textContent;"
        " return text !== before && !text.startsWith('正在') && !document.querySelector('[aria-busy]'); }",
        arg=before,
        timeout=120_000,
    )


def _timed(name: str, action: Callable[[], object]) -> None:
    started = time.perf_counter()
    action()
    _say(name, f"{1000 * (time.perf_counter() - started):.0f} ms")


def _say(name: str, text: str) -> None:
    sys.stdout.write(f"{name:<44}{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
