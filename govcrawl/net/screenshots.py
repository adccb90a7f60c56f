"""Pictures of whole pages, as a visitor sees them at this time; through the gate, as all that a browser asks."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from playwright.async_api import Browser, async_playwright
from playwright.async_api import Error as BrowserError

from govcrawl.domain.fetch_outcomes import OK
from govcrawl.net import ports
from govcrawl.net.browser import USER_AGENT, find_browser, launch_options, start_browser
from govcrawl.net.loopback_proxy import LoopbackProxy
from govcrawl.store.archive import Exchange, ExchangeKind

_SIDE_BY_SIDE = 3
_BETWEEN = 1.0  # seconds between two pages of one host
_OPEN, _QUIET, _PICTURE = 30_000, 5_000, 20_000  # milliseconds
_WIDTH, _HEIGHT = 1280, 900
_TALLEST = 12_000  # pixels: browsers draw no picture beyond 16,384


async def take_pictures(urls: Sequence[str], keep: Callable[[Exchange], None]) -> int:
    """Hand a picture of each page in `urls` to `keep`; returns how many could not be taken (without a browser, all)."""
    program = find_browser()
    if program is None:
        return len(urls)
    gate, turns, hosts = LoopbackProxy(), asyncio.Semaphore(_SIDE_BY_SIDE), defaultdict[str, asyncio.Lock](asyncio.Lock)
    port = await gate.open()
    proxy = {"server": f"http://127.0.0.1:{port}", "bypass": "<-loopback>"}
    try:
        async with async_playwright() as driver:
            browser = await start_browser(driver.chromium, {**launch_options(program), "proxy": proxy})

            async def one(url: str) -> bool:
                async with hosts[urlsplit(url).netloc], turns:
                    try:
                        keep(await _picture(browser, url))
                    except BrowserError:
                        return False
                    await asyncio.sleep(_BETWEEN)
                    return True

            taken = await asyncio.gather(*map(one, urls))
            await browser.close()
    finally:
        await gate.close()
    return taken.count(False)


async def _picture(browser: Browser, url: str) -> Exchange:
    context = await browser.new_context(
        viewport={"width": _WIDTH, "height": _HEIGHT}, user_agent=USER_AGENT, locale="zh-CN", accept_downloads=False
    )
    try:
        page = await context.new_page()
        ports.note_named(url)
        answer = await page.goto(url, wait_until="load", timeout=_OPEN)
        with contextlib.suppress(BrowserError):  # a page that is never quiet is shown as it is
            await page.wait_for_load_state("networkidle", timeout=_QUIET)
        height = min(int(await page.evaluate("document.documentElement.scrollHeight")) or _HEIGHT, _TALLEST)
        at = datetime.now(UTC)
        body = await page.screenshot(
            full_page=True, clip={"x": 0, "y": 0, "width": _WIDTH, "height": height}, timeout=_PICTURE
        )
        return Exchange(
            url, ExchangeKind.SCREENSHOT, at, final_url=page.url, status=answer.status if answer else None,
            headers=[("Content-Type", "image/png")], body=body, verdict=OK,
        )  # fmt: skip
    finally:
        await context.close()
