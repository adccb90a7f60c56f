"""Address guard: loopback and private addresses are asked only where the register itself names that host.

Names are judged by what they resolve to, and the connection goes to the address that was judged: the guard and the
resolver share one memory.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from twisted.web.client import URI

from govcrawl.net import ports
from govcrawl.net.addresses import REFUSED, is_forbidden, is_private, own_hosts, plain_host
from govcrawl.net.names import resolve


async def is_refused(host: str) -> bool:
    """Whether nothing may be asked of this host. A name that does not resolve is not refused: nothing can be asked."""
    host = plain_host(host)
    if host in own_hosts:
        return False
    if is_private(host):
        return True
    try:
        addresses = await resolve(host)
    except OSError:
        return False
    return any(is_forbidden(address) for address in addresses)


class AddressGuard:
    """Downloader middleware; runs for redirects too, since they pass through the engine again."""

    async def process_request(self, request: Request) -> None:
        for host in hosts_of(request.url):
            if await is_refused(host):
                raise IgnoreRequest(REFUSED)
        if not _is_led_by_others(request):
            ports.note_named(request.url)
        if reason := ports.refusal(*ports.place_of(request.url)):
            raise IgnoreRequest(reason)


def _is_led_by_others(request: Request) -> bool:
    """Whether the answer of a host that the register does not name has led here."""
    steps: list[str] = request.meta.get("redirect_urls") or []
    return bool(steps) and ports.place_of(steps[-1])[0] not in own_hosts


def hosts_of(url: str) -> set[str]:
    """The host as Python reads the address, and as the downloader does: an address made to be read twice has two."""
    try:
        named = urlsplit(url).hostname or ""
        asked = URI.fromBytes(url.encode("utf-8", "replace")).host.decode("latin-1")  # type: ignore[no-untyped-call]
    except ValueError:
        return set()
    return {plain_host(named), plain_host(asked)} - {""}
