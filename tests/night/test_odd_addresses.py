"""A home page whose editors wrote addresses of every kind: its inspection ends, and each address is accounted for."""

from __future__ import annotations

from govcrawl.domain.fetch_outcomes import LinkState
from govcrawl.domain.items import Link
from tests.night.handmade import Inspected, Site, page

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


_LINKS = "".join(f'<li><a href="{href}">第{n}个链接的文字标题</a></li>' for n, href in enumerate(ADDRESSES))
_HOME = page("示例县人民政府", f"<ul>{_LINKS}</ul>")
SITE = Site(HOST, {"/": _HOME, "/share.html": _HOME})
SITES = (SITE,)


def test_the_inspection_of_the_site_ends(handmade: Inspected) -> None:
    assert not [unread for unread in handmade.site(SITE).unread if "程序" in unread.reason]


def test_every_address_is_judged(handmade: Inspected) -> None:
    links = [item for item in handmade.items(SITE) if isinstance(item, Link)]
    assert [link.url for link in links if link.state is LinkState.UNCHECKED] == []
    (long,) = [link for link in links if "/share.html?title" in link.url]
    assert long.state is LinkState.OK
    (port,) = [link for link in links if "99999" in link.url]
    assert port.state is LinkState.ERROR
    assert "地址写法有误" in str(port.reason)
