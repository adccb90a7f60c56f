"""One report of one round, and one browser, for all tests that only look."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import Engine

from analysis.round_view import RoundView
from exports import export_round
from govcrawl.net.browser import find_browser
from tests.exports.report.night import ROUND, write_round
from tests.exports.report.reading import Report


@pytest.fixture(scope="package")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = write_round(tmp_path_factory.mktemp("round") / "govcrawl.db")
    yield engine
    engine.dispose()


@pytest.fixture(scope="package")
def report(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Report:
    written = export_round(RoundView(engine, ROUND), tmp_path_factory.mktemp("out") / ROUND, ["report"])
    return Report(written[0].path.parent)


@pytest.fixture(scope="module")  # no longer than needed: while it is open, nothing else may run an event loop
def browser() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        pytest.skip("no browser on this machine")
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, report: Report) -> Iterator[Page]:
    """A page that fails the test when anything on it complains, or asks for anything outside the report."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(report.url) else trouble.append(request.url))
    page.on("requestfailed", lambda request: trouble.append(request.url))
    yield page
    hacked = page.evaluate("window.hacked")
    context.close()
    assert hacked is None
    assert trouble == []
