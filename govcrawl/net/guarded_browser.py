"""The browser behind the address guard, as scrapy-playwright starts it."""

from __future__ import annotations

from playwright.async_api import Browser
from scrapy_playwright.handler import Config
from scrapy_playwright.provider import PlaywrightBrowserProvider

from govcrawl.net.browser import start_browser
from govcrawl.net.loopback_proxy import LoopbackProxy


class GuardedBrowser(PlaywrightBrowserProvider):  # type: ignore[misc]  # comes without types
    """The browser behind the gate: whatever a page makes it ask for goes the way of the address guard."""

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self._gate = LoopbackProxy()

    async def launch_browser(self) -> Browser:
        """Start the browser behind the loopback proxy, so that each of its connections is checked.

        RuntimeError when the provider was not started before.
        """
        port = await self._gate.open()
        # By default browsers bypass a proxy for loopback addresses.
        self.config.launch_options["proxy"] = {"server": f"http://127.0.0.1:{port}", "bypass": "<-loopback>"}
        if self.browser_type is None:
            raise RuntimeError("start() must be awaited before launch_browser()")
        return await start_browser(self.browser_type, self.config.launch_options)

    async def close(self) -> None:
        """Close the browser, then its proxy."""
        await super().close()
        await self._gate.close()
