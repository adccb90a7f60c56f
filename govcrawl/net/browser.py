"""The headless browser that renders pages which hold nothing without JavaScript: where it is, how it is started."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govcrawl import __version__
from govcrawl.domain.environment import OFF, Settings, current_settings

if TYPE_CHECKING:  # commands ask where the browser is, and need no driver for that
    from playwright.async_api import Browser, BrowserType, Request

logger = logging.getLogger(__name__)
# As browsers name themselves, and still with our name: for the recheck of what was not there for anybody else.
BROWSER_AGENT = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 "
    f"govcrawl/{__version__}"
)
USER_AGENT = f"Mozilla/5.0 (compatible; govcrawl/{__version__}; government website inspection)"
# Chromium without windows first: a tab of it costs a quarter of the processor time of a browser's that has them.
_NAMES = (
    "chromium-headless-shell",
    "chrome-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
# Playwright's own builds, likewise.
_BUILDS = ("chromium_headless_shell-*/*/*headless*shell", "chromium-*/chrome-linux*/chrome")
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
    for build in _BUILDS:
        if found := sorted(playwright.glob(build)):
            return str(found[-1])
    return None


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
    }


def sandbox_refusal() -> str | None:
    """Why the browser's sandbox cannot be on, as far as that is known before it is started; None: it may be on."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return "以 root 运行时浏览器不允许使用沙箱" if as_root else None


async def start_browser(kind: BrowserType, options: Mapping[str, Any]) -> Browser:
    """Start a browser of this `kind` with Playwright's launch `options`, in Chromium's sandbox.

    Where the system does not allow the sandbox (root, containers, no user namespaces), it is started without, and the
    log says so. Playwright's Error when it does not start at all.
    """
    from playwright.async_api import Error  # here, as above

    refusal = sandbox_refusal()
    if refusal is None:
        try:
            return await _sandboxed(kind, options)
        except Error as fault:
            refusal = f"系统不允许（{str(fault).partition(chr(10))[0][:200]}）"
    logger.warning("浏览器的沙箱没有启用：%s。请用普通用户运行，见 docs/security.md。", refusal)
    return await kind.launch(**{**options, "chromium_sandbox": False})


async def _sandboxed(kind: BrowserType, options: Mapping[str, Any]) -> Browser:
    """A browser in its sandbox that can show a page: some systems let it start, and end the processes of its pages."""
    browser, shown = await kind.launch(**{**options, "chromium_sandbox": True}), False
    try:
        page = await browser.new_page()
        await page.evaluate("document.title")
        await page.close()
        shown = True
    finally:
        if not shown:
            await browser.close()
    return browser


def must_abort(request: Request) -> bool:
    """Whether the browser should not make this request: pictures and fonts say nothing, and frames are asked for by
    whoever puts a page together, since what is read of the browser is the outer page alone. Addresses are the gate's.
    """
    if request.resource_type in _HEAVY:
        return True
    return request.resource_type == "document" and request.frame.parent_frame is not None
