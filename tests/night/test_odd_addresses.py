"""A home page whose editors wrote addresses of every kind: its inspection ends, and each address is accounted for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from govcrawl.domain.fetch_outcomes import LinkState
from govcrawl.domain.items import Link
from govcrawl.store.reader import read_items, read_round
from tests.night.city import ROUND
from tests.night.handmade import inspect, page

HOST = "127.0.12.1"
LONG = "/share.html?title=" + "%E5%85%AC%E5%91%8A" * 400  # a share button that carries the whole text
ADDRESSES = (
    LONG,
    "/中文/栏目 一/index.html",
    "http://[bad/",
    f"http://{HOST}:99999/port.html",
    "http://.../dots.html",
    "http://exa mple.invalid/blank.html",
    "//",
    "http://",
    "?",
    "javascript:void(0)",
    "/a\\b.html",
    "/100%.html",
    "/\x01control.html",
    f"http://{HOST}:0/zero.html",
    f"http://user:secret@{HOST}/",
    "/" + "x/" * 900,
)


@pytest.fixture(scope="module")
def inspected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    links = "".join(f'<li><a href="{href}">第{n}个链接的文字标题</a></li>' for n, href in enumerate(ADDRESSES))
    home = page("示例县人民政府", f"<ul>{links}</ul>")
    pages = {"/": home, "/share.html": home}
    engine = inspect(HOST, pages, tmp_path_factory.mktemp("odd"), settings=("DNS_TIMEOUT=2",))
    yield engine
    engine.dispose()


def test_the_inspection_of_the_site_ends(inspected: Engine) -> None:
    (state,) = read_round(inspected, ROUND).targets
    assert state.site is not None
    assert not [unread for unread in state.site.unread if "程序" in unread.reason]


def test_every_address_is_judged(inspected: Engine) -> None:
    links = [item for item in read_items(inspected, ROUND, (Link,)) if isinstance(item, Link)]
    assert [link.url for link in links if link.state is LinkState.UNCHECKED] == []
    (long,) = [link for link in links if "/share.html?title" in link.url]
    assert long.state is LinkState.OK
    (port,) = [link for link in links if "99999" in link.url]
    assert port.state is LinkState.ERROR
    assert "地址写法有误" in str(port.reason)
