"""Which addresses are nobody's website: this machine, private networks, a cloud's metadata service."""

from __future__ import annotations

import contextlib
import ipaddress
from ipaddress import IPv4Address, IPv6Address, IPv6Network
from urllib.parse import urlsplit
from urllib.request import getproxies

# Hosts that the register names: they may lie anywhere.
own_hosts: set[str] = set()

REFUSED = "地址属于本机或内网，台账未列出该主机，不访问"
# A public address by which one cloud answers its own machines.
_METADATA = frozenset({IPv4Address("168.63.129.16")})
# Networks whose addresses end with an IPv4 address: translation (RFC 6052, RFC 8215), and a form long given up.
_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("::/96"))


def plain_host(host: str) -> str:
    """A host as the register writes it: lower case, no brackets, no dot at the end, no zone."""
    return host.strip("[]").rstrip(".").lower().partition("%")[0]


def is_forbidden(address: str) -> bool:
    """Whether a literal address (IPv4 or IPv6, also one that wraps an IPv4 address) is not a public host's.

    ValueError when it is no literal address.
    """
    found = ipaddress.ip_address(address.strip("[]").partition("%")[0])
    inner = _inside(found) if isinstance(found, IPv6Address) else None
    if inner is not None:
        return is_forbidden(str(inner))
    return not found.is_global or found.is_multicast or found in _METADATA


def _inside(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if int(address) > 1 and any(address in network for network in _TRANSLATED):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def is_private(host: str) -> bool:
    """Whether this name or literal address tells by itself that it is not a public host's."""
    host = plain_host(host)
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal", ".localdomain")):
        return True
    try:
        return is_forbidden(host)
    except ValueError:
        return False


def proxies_of_the_environment() -> dict[str, str]:
    """The host of the proxy that the environment (`http_proxy`, `https_proxy`) names for each scheme."""
    found = {}
    for scheme, address in getproxies().items():
        with contextlib.suppress(ValueError):
            host = urlsplit(address if "://" in address else f"//{address}").hostname
            if scheme in ("http", "https") and host:
                found[scheme] = plain_host(host)
    return found
