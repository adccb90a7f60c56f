from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.test import get_crawler

from govcrawl.net.guard import AddressGuard, is_private


@pytest.mark.parametrize(
    ("host", "private"),
    [
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("192.168.1.1", True),
        ("169.254.169.254", True),
        ("::1", True),
        ("localhost", True),
        ("www.localhost", True),
        ("114.114.114.114", False),
        ("www.example.gov.cn", False),
    ],
)
def test_is_private(host: str, private: bool) -> None:
    assert is_private(host) is private


def test_only_hosts_of_the_register_may_be_private() -> None:
    crawler = get_crawler()
    crawler.spider = SimpleNamespace(own_hosts=frozenset({"127.0.10.1"}))  # type: ignore[assignment]
    guard = AddressGuard.from_crawler(crawler)
    guard.process_request(Request("http://127.0.10.1:8000/a"))
    guard.process_request(Request("http://www.example.gov.cn/"))
    with pytest.raises(IgnoreRequest, match="台账未列出"):
        guard.process_request(Request("http://127.0.0.1/"))
