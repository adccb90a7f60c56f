"""The browser's driver: started by the first page that wants it, once for both schemes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from govcrawl.net.browser import find_browser

pytestmark = [pytest.mark.browser, pytest.mark.skipif(find_browser() is None, reason="no browser on this machine")]

_SCRIPT = """
import asyncio, json, sys
from twisted.internet import asyncioreactor
asyncioreactor.install()
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings


class Watch(Spider):
    name = "watch"
    start_urls = [sys.argv[1]]
    said = {}

    def driver(self):
        handlers = self.crawler.engine.downloader.handlers
        one, other = (handlers._get_handler(scheme) for scheme in ("http", "https"))
        return {"same": one is other, "started": hasattr(one, "browser_provider")}

    def parse(self, response):
        self.said["plain"] = self.driver()
        yield Request(response.url, self.shown, dont_filter=True, meta={"playwright": True})

    def shown(self, response):
        self.said["browser"] = self.driver()
        self.said["text"] = response.css("p::text").get()


none = {"ITEM_PIPELINES": {}, "EXTENSIONS": {}, "DOWNLOADER_MIDDLEWARES": {}, "PLAYWRIGHT_BROWSER_PROVIDER": None}
none |= {"DNS_RESOLVER": "scrapy.resolver.CachingThreadedResolver", "ROBOTSTXT_OBEY": False}
process = AsyncCrawlerProcess({**get_project_settings().copy_to_dict(), **none, "LOG_LEVEL": "CRITICAL"})
process.crawl(Watch)
process.start()
print(json.dumps(Watch.said))
"""


_HANGING = """
import json, os, signal, sys
from pathlib import Path
from twisted.internet import asyncioreactor
asyncioreactor.install()
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings
from govcrawl.net.browser_handler import TimeLimitedBrowserHandler

TimeLimitedBrowserHandler.seconds = 6.0


def browsers():
    parents, lines = {}, {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parents[path.name] = (path / "stat").read_text().rpartition(")")[2].split()[1]
            lines[path.name] = (path / "cmdline").read_text()
        except OSError:
            pass
    for number, line in lines.items():
        if "--remote-debugging-pipe" in line and "--type=" not in line:
            above = number
            while above in parents and above != str(os.getpid()):
                above = parents[above]
            if above == str(os.getpid()):
                yield int(number)


class Visit(Spider):
    name = "visit"
    said, stopped = [], []

    async def start(self):
        yield self.ask(0)

    def ask(self, number):
        return Request(f"{sys.argv[1]}?{number}", self.shown, errback=self.silent, meta={"playwright": True},
                       cb_kwargs={"number": number})

    def shown(self, response, number):
        self.said.append(response.css("p::text").get())
        if number == 0:
            self.stopped.extend(browsers())
            for process in self.stopped:
                os.kill(process, signal.SIGSTOP)
            yield self.ask(1)
        else:
            for process in self.stopped:
                os.kill(process, signal.SIGCONT)

    def silent(self, failure):
        self.said.append(failure.type.__name__)
        yield self.ask(failure.request.cb_kwargs["number"] + 1)


none = {"ITEM_PIPELINES": {}, "EXTENSIONS": {}, "DOWNLOADER_MIDDLEWARES": {}, "PLAYWRIGHT_BROWSER_PROVIDER": None}
none |= {"DNS_RESOLVER": "scrapy.resolver.CachingThreadedResolver", "ROBOTSTXT_OBEY": False, "RETRY_ENABLED": False}
none |= {"WARN_ON_GENERATOR_RETURN_VALUE": False}
process = AsyncCrawlerProcess({**get_project_settings().copy_to_dict(), **none, "LOG_LEVEL": "CRITICAL"})
process.crawl(Visit)
process.start()
print(json.dumps({"said": Visit.said, "stopped": len(Visit.stopped)}))
"""

# Twelve pages, each of which needs a second: together longer than a page may take.
_QUEUED = """
import json, sys
from twisted.internet import asyncioreactor
asyncioreactor.install()
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings
from govcrawl.net.browser_handler import TimeLimitedBrowserHandler

TimeLimitedBrowserHandler.seconds = 10.0


class Visit(Spider):
    name = "visit"
    said = []

    async def start(self):
        for number in range(12):
            yield Request(f"{sys.argv[1]}busy?{number}", self.shown, errback=self.silent, meta={"playwright": True})

    def shown(self, response):
        self.said.append(response.css("p::text").get())

    def silent(self, failure):
        self.said.append(failure.type.__name__)


none = {"ITEM_PIPELINES": {}, "EXTENSIONS": {}, "DOWNLOADER_MIDDLEWARES": {}, "PLAYWRIGHT_BROWSER_PROVIDER": None}
none |= {"DNS_RESOLVER": "scrapy.resolver.CachingThreadedResolver", "ROBOTSTXT_OBEY": False, "RETRY_ENABLED": False}
none |= {"PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 1, "CONCURRENT_REQUESTS_PER_DOMAIN": 16, "DOWNLOAD_DELAY": 0}
process = AsyncCrawlerProcess({**get_project_settings().copy_to_dict(), **none, "LOG_LEVEL": "CRITICAL"})
process.crawl(Visit)
process.start()
print(json.dumps(Visit.said))
"""


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"<html><body><p>as sent</p><script>document.querySelector('p').textContent = 'by script'</script>"
        if self.path.startswith("/busy"):
            body += b"<script>for (const end = Date.now() + 1000; Date.now() < end;);</script>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def home() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_the_driver_starts_with_the_first_page_that_wants_it(home: str) -> None:
    environment = {**os.environ, "SCRAPY_SETTINGS_MODULE": "govcrawl.settings"}
    run = subprocess.run(
        [sys.executable, "-c", _SCRIPT, home], env=environment, capture_output=True, text=True, timeout=120, check=True
    )
    assert json.loads(run.stdout) == {
        "plain": {"same": True, "started": False},
        "browser": {"same": True, "started": True},
        "text": "by script",
    }


def test_a_browser_that_hangs_is_given_up_for_another(home: str) -> None:
    environment = {**os.environ, "SCRAPY_SETTINGS_MODULE": "govcrawl.settings"}
    run = subprocess.run(
        [sys.executable, "-c", _HANGING, home], env=environment, capture_output=True, text=True, timeout=240, check=True
    )
    silent = ["DownloadTimeoutError"] * 3
    told = json.loads(run.stdout)
    assert told["stopped"]
    assert told["said"] == ["by script", *silent, "by script"]


def test_waiting_for_other_pages_is_not_the_browsers_silence(home: str) -> None:
    environment = {**os.environ, "SCRAPY_SETTINGS_MODULE": "govcrawl.settings"}
    run = subprocess.run(
        [sys.executable, "-c", _QUEUED, home], env=environment, capture_output=True, text=True, timeout=240, check=True
    )
    assert json.loads(run.stdout) == ["by script"] * 12
