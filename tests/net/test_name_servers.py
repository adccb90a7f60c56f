"""A name server without an answer is a fault of nobody's page; a name that does not exist is one."""

import socket
import subprocess
import sys

import pytest

from govcrawl.net.names import is_no_such_name

# The resolver of the machine is what fails: its two functions are all that is put in.
_CRAWL = """
import socket, scrapy
from scrapy.crawler import AsyncCrawlerProcess
from govcrawl.net.verdict import judge_failure
CODES = {"again": socket.EAI_AGAIN, "fail": socket.EAI_FAIL, "none": socket.EAI_NONAME}
def fail(host, *rest, **more):
    raise socket.gaierror(CODES[str(host).partition(".")[0]], "trouble")
socket.gethostbyname = socket.getaddrinfo = fail
class Asking(scrapy.Spider):
    name = "asking"
    async def start(self):
        for name in CODES:
            yield scrapy.Request(f"http://{name}.name.example/", errback=self.failed)
    def failed(self, failure):
        print(failure.request.url.split("/")[2].partition(".")[0], judge_failure(failure.value).link.value)
settings = {"DNS_RESOLVER": "govcrawl.net.names.Resolver", "RETRY_ENABLED": False, "LOG_ENABLED": False}
process = AsyncCrawlerProcess(settings)
process.crawl(Asking)
process.start()
"""


def test_only_a_name_that_does_not_exist_is_gone() -> None:
    said = subprocess.run(
        [sys.executable, "-c", _CRAWL], capture_output=True, text=True, check=True, timeout=120
    ).stdout
    assert sorted(said.splitlines()) == ["again error", "fail error", "none gone"]


@pytest.mark.parametrize(
    ("fault", "sure"),
    [
        (socket.gaierror(socket.EAI_NONAME, "x"), True),
        (socket.gaierror(socket.EAI_NODATA, "x"), True),
        (socket.gaierror(socket.EAI_AGAIN, "x"), False),
        (socket.gaierror(socket.EAI_FAIL, "x"), False),
        (OSError("address 'a' not found: timeout error"), False),
        (OSError("label empty or too long"), True),
    ],
)
def test_what_a_failed_look_up_proves(fault: OSError, sure: bool) -> None:
    assert is_no_such_name(fault) is sure
