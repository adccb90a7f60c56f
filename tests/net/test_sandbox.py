"""The browser's sandbox: on for an ordinary user, off with a warning where the system refuses it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

import pytest

from govcrawl.net.browser import find_browser, sandbox_refusal

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_browser() is None, reason="no browser on this machine"),
]
_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
_NOBODY = 65534
# Starts the browser as the crawl does, shows a page, and says whether any of its processes was started without sandbox.
_SCRIPT = """
import asyncio, logging, os, sys
import psutil
from playwright.async_api import async_playwright
from govcrawl.net.browser import find_browser, launch_options, start_browser

async def main():
    async with async_playwright() as driver:
        browser = await start_browser(driver.chromium, launch_options(find_browser()))
        page = await browser.new_page()
        await page.set_content("<title>shown</title>")
        shown = await page.title()
        own = psutil.Process().children(recursive=True)
        without = any("--no-sandbox" in each.cmdline() for each in own)
        print(shown, "without" if without else "within", sep=",")
        await browser.close()

logging.basicConfig()
if len(sys.argv) > 1:  # after all imports: Python itself may lie where others cannot read
    os.setgid(int(sys.argv[1]))
    os.setuid(int(sys.argv[1]))
asyncio.run(main())
"""


def _started(*user: str) -> tuple[str, str]:
    """What the script prints, and what it logs; started as root, it becomes the given user.

    Its folder is not one of pytest's: those are for their owner alone, and too deep for the browser's sockets.
    """
    with tempfile.TemporaryDirectory() as folder:
        if user:
            os.chown(folder, int(user[0]), int(user[0]))
        environment = {**os.environ, "HOME": folder, "TMPDIR": folder}
        command = [sys.executable, "-c", _SCRIPT, *user]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    return done.stdout.strip(), done.stderr


def test_an_ordinary_user_has_the_sandbox() -> None:
    shown, log = _started(str(_NOBODY)) if _ROOT else _started()
    if "系统不允许" in log:
        assert shown == "shown,without"
        pytest.skip("this system has no sandbox for ordinary users")
    assert shown == "shown,within", log


@pytest.mark.skipif(not _ROOT, reason="only root is refused by the browser itself")
def test_root_goes_without_and_says_so() -> None:
    shown, log = _started()
    assert shown == "shown,without", log
    assert "浏览器的沙箱没有启用：以 root 运行时浏览器不允许使用沙箱" in log
    assert sandbox_refusal() is not None
