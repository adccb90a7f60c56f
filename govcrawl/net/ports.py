"""Which ports are asked: those of websites, and those that the register or the pages of its sites name.

A redirect, or a script in a foreign frame, would else have this program knock at any port of any host.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from govcrawl.net.addresses import plain_host

REFUSED_PORT = "端口不是 80、443，台账和网站自己的页面也没有指明，不访问"
NO_WEB_PORT = "该端口不是网页服务，浏览器也不打开，不访问"
_WEB = frozenset((80, 443))
# Ports that browsers open for nobody: https://fetch.spec.whatwg.org/#port-blocking
_NEVER = frozenset((
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109,
    110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531,
    532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060,
    5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
))  # fmt: skip
_MOST = 50_000  # hosts with ports that are remembered: no register has as many
_IN_TEXT = re.compile(rb"//([A-Za-z0-9.\-]{1,253}+):([0-9]{1,5}+)(?![0-9])")
_LONGEST = 4 << 20  # bytes of a page that are looked through
_of_register: set[tuple[str, int]] = set()
_named: set[tuple[str, int]] = set()


def place_of(url: str) -> tuple[str, int]:
    """Host and port of an address; port 0 where it is none."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme in ("https", "wss") else 80)
        return plain_host(parts.hostname or ""), port
    except ValueError:
        return "", 0


def allow_register(places: Iterable[str]) -> None:
    """Let the hosts with their ports ("host:port" or "host") be asked that the register names."""
    _of_register.update(place_of(f"http://{each}") for each in places)


def note_named(url: str) -> None:
    """Remember the port of an address that the register or a page of its sites names."""
    if len(_named) < _MOST:
        _named.add(place_of(url))


def note_page(body: bytes) -> None:
    """Remember the ports that stand in a page of a site of the register: what it is made of may be asked for."""
    for match in _IN_TEXT.finditer(body, 0, _LONGEST):
        if len(_named) >= _MOST:
            return
        _named.add((plain_host(match[1].decode("ascii")), int(match[2])))


def forget() -> None:
    """Forget all that was named."""
    _of_register.clear()
    _named.clear()


def refusal(host: str, port: int) -> str | None:
    """Why this port of a host is not asked, in Chinese; None when it may be."""
    place = plain_host(host), port
    if place in _of_register or port in _WEB:
        return None
    if port in _NEVER:
        return NO_WEB_PORT
    return None if place in _named else REFUSED_PORT
