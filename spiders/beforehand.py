"""What is asked of all websites before their inspection begins: IPv6, and what browsers warn of in certificates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from govcrawl.net.certificates import certificate_faults, secure_address
from govcrawl.net.names import ipv6_of
from spiders.run import Access


class Beforehand:
    """The answers by host and by address; none before they were asked for."""

    def __init__(self) -> None:
        self._ipv6: dict[str, bool | None] = {}
        self._certificates: dict[str, str | None] = {}

    async def ask(self, sites: Sequence[str]) -> None:
        """Ask for the addresses `sites` side by side."""
        self._ipv6 = await ipv6_of(urlsplit(url).hostname or "" for url in sites)
        self._certificates = await certificate_faults(map(secure_address, sites))

    def tell(self, access: Access, url: str) -> dict[str, object]:
        """Put what is known of the site at `url` into `access`, and give it as an archive notes it."""
        access.ipv6 = self._ipv6.get(urlsplit(url).hostname or "")
        access.certificate_fault = self._certificates.get(secure_address(url))
        return {"ipv6": access.ipv6, "certificate_fault": access.certificate_fault}


def recall(access: Access, noted: Mapping[str, Any]) -> None:
    """Put what an archive has `noted` into `access`; archives of 0.1.0 know no certificates."""
    access.ipv6, access.certificate_fault = noted["ipv6"], noted.get("certificate_fault")
