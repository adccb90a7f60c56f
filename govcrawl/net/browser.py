"""The headless browser that renders pages which hold nothing without JavaScript."""

import os
import shutil
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import Request

from govcrawl.net.guard import is_private

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_HEAVY = frozenset({"image", "media", "font"})
# Hosts of the register; the browser asks for whatever a page tells it to, so the guard must stand here too.
own_hosts: set[str] = set()


@cache
def find_browser() -> str | None:
    """Path of a Chromium: the one named by GOVCRAWL_BROWSER, an installed one, or Playwright's own; None without any.

    `GOVCRAWL_BROWSER=none` turns rendering off.
    """
    named = os.environ.get("GOVCRAWL_BROWSER", "")
    if named:
        return None if named == "none" else named
    for name in _NAMES:
        if path := shutil.which(name):
            return path
    cache_folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache/ms-playwright"))
    found = sorted(cache_folder.glob("chromium-*/chrome-linux*/chrome"))
    return str(found[-1]) if found else None


def must_abort(request: Request) -> bool:
    """Whether the browser should not make this request: pictures and fonts say nothing, private hosts are not ours."""
    host = urlsplit(request.url).hostname or ""
    return request.resource_type in _HEAVY or (is_private(host) and host not in own_hosts)
