"""The headless browser that renders pages which hold nothing without JavaScript: where it is, how it is started."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govcrawl import __version__
from govcrawl.domain.environment import OFF, Settings, current_settings

if TYPE_CHECKING:  # commands ask where the browser is, and need no driver for that
    from playwright.async_api import Request

# As browsers name themselves, and still with our name: for the recheck of what was not there for anybody else.
BROWSER_AGENT = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 "
    f"govcrawl/{__version__}"
)
USER_AGENT = f"Mozilla/5.0 (compatible; govcrawl/{__version__}; government website inspection)"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_HEAVY = frozenset({"image", "media", "font"})


def find_browser(settings: Settings | None = None) -> str | None:
    """Path of a Chromium: the one named by GOVCRAWL_BROWSER, an installed one, or Playwright's own; None without any.

    `GOVCRAWL_BROWSER=none` turns rendering off. settings: default, those of the environment, which raise InputError
    where a variable is wrong.
    """
    settings = settings or current_settings()
    return _find(settings.browser, settings.browsers)


@cache
def _find(named: str | None, playwright: Path) -> str | None:
    if named:
        return None if named == OFF else named
    for name in _NAMES:
        if path := shutil.which(name):
            return path
    found = sorted(playwright.glob("chromium-*/chrome-linux*/chrome"))
    return str(found[-1]) if found else None


def launch_options(browser: str | None) -> dict[str, Any]:
    """How the browser of this path is started, as Playwright's `launch` takes it; None: there is none."""
    return {
        "executable_path": browser,
        "args": [
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--disable-gpu",
            "--disable-quic",
            # Nothing goes round the gate: no datagrams, no names of its own.
            "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
            "--dns-prefetch-disable",
        ],
        # Chromium refuses to start its sandbox as root (containers, new machines).
        "chromium_sandbox": False,
    }


def must_abort(request: Request) -> bool:
    """Whether the browser should not make this request: pictures and fonts say nothing, and frames are asked for by
    whoever puts a page together, since what is read of the browser is the outer page alone. Addresses are the gate's.
    """
    if request.resource_type in _HEAVY:
        return True
    return request.resource_type == "document" and request.frame.parent_frame is not None
