"""One browser for all tests of the desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import Engine

from govcrawl.apps.desk.desk import Desk
from govcrawl.apps.desk.users import User
from govcrawl.net.browser import find_browser
from tests.desk.desk import make_round, served, some_users


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        pytest.skip("no browser on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh window; a script that fails, or a policy that stops the desk's own parts, fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN", accept_downloads=True)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.set_default_timeout(120_000)
    yield page
    context.close()
    assert faults == []


@pytest.fixture
def browser_page_without_scripts(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = make_round(tmp_path / "govcrawl.db")
    yield engine
    engine.dispose()


@pytest.fixture
def local(engine: Engine) -> Iterator[str]:
    """A desk without logins."""
    with served(Desk(engine, local=User("复核员甲", "admin"))) as address:
        yield address


@pytest.fixture
def shared(engine: Engine) -> Iterator[str]:
    """A desk with logins."""
    with served(Desk(engine, some_users())) as address:
        yield address
