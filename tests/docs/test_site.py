"""The documentation as a site: it builds without a warning, opened from a folder it loads nothing else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import sync_playwright

from govcrawl.net.browser import find_browser

ROOT = Path(__file__).resolve().parents[2]
_LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "object": "data"}
_ELSEWHERE = re.compile(r"^\s*(?:https?:)?//", re.IGNORECASE)


class _Loads(HTMLParser):
    """What a browser loads for a page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _LOADED and not (tag == "link" and given.get("rel") == "canonical"):
            self.addresses.append(given.get(_LOADED[tag]) or "")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    # The theme announces its successor; that is no warning about these pages.
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    end = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (end.returncode, end.stdout, end.stderr) == (0, "", "")
    return folder


def named(nav: object) -> list[str]:
    if isinstance(nav, str):
        return [nav]
    values = nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else []
    return [page for each in values for page in named(each)]


def test_every_page_is_in_the_navigation_once() -> None:
    pages = named(yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"])
    assert sorted(pages) == sorted(path.name for path in (ROOT / "docs").glob("*.md"))


def test_pages_load_what_lies_beside_them(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 20
    loaded = 0
    for page in pages:
        parser = _Loads()
        parser.feed(page.read_text(encoding="utf-8"))
        for address in parser.addresses:
            assert not _ELSEWHERE.match(address), (page.name, address)
            # The page for what is not found is served at any depth, so it names its files from the top.
            path = site / address[1:] if address.startswith("/") else page.parent / address
            assert Path(str(path).partition("?")[0].partition("#")[0]).exists(), (page.name, address)
            loaded += 1
    assert loaded > len(pages)


def test_styles_and_scripts_load_nothing_from_elsewhere(site: Path) -> None:
    for path in (*site.rglob("*.css"), *site.rglob("*.svg")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?:url\(|@import|href=)\s*[\"']?(?:https?:)?//", text), path.name


def test_links_between_pages_lead_somewhere(site: Path) -> None:
    """Also those to places within a page."""
    ids = {
        page.name: set(re.findall(r'\bid="([^"]+)"', page.read_text(encoding="utf-8"))) for page in site.glob("*.html")
    }
    for page in site.glob("*.html"):
        body = page.read_text(encoding="utf-8")
        for link in re.findall(r'<a [^>]*href="([^"]+)"', body):
            if re.match(r"[a-z]+:|//|/", link):
                continue
            file, _, place = link.partition("#")
            file = file or page.name
            assert (site / file).exists(), (page.name, link)
            assert not place or place in ids[file], (page.name, link)


@pytest.mark.browser
@pytest.mark.skipif(find_browser() is None, reason="no browser on this machine")
def test_search_works_from_a_folder_without_a_network(site: Path) -> None:
    requests: list[str] = []
    faults: list[str] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_browser())
        page = browser.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto((site / "index.html").as_uri())
        page.fill("input[name=query]", "import-linter")
        page.wait_for_selector(".md-search-result__item a[href*='architecture.html']")
        browser.close()
    assert faults == []
    assert len(requests) > 5
    assert [url for url in requests if not url.startswith((site.as_uri(), "data:", "blob:", "about:"))] == []
