"""Names that a hosts file of ours gives: test networks, sites that are not yet in the DNS.

The file named by `GOVCRAWL_HOSTS` has the form of /etc/hosts: an address, then names.
"""

from __future__ import annotations

import ipaddress
from functools import cache
from pathlib import Path

from govcrawl.domain.environment import current_settings
from govcrawl.domain.errors import InputError


def known_names() -> dict[str, tuple[str, ...]]:
    """Addresses by name out of the hosts file; InputError names the line that cannot be read."""
    path = current_settings().hosts
    return _read(path) if path else {}


@cache
def _read(path: Path) -> dict[str, tuple[str, ...]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise InputError(f"主机名文件 {path} 无法读取（{type(fault).__name__}）。") from fault
    found: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(lines, 1):
        address, *names = line.partition("#")[0].split() or [""]
        if not address:
            continue
        try:
            ipaddress.ip_address(address)
        except ValueError:
            raise InputError(f"主机名文件 {path} 第 {number} 行：{address} 不是 IP 地址。") from None
        for name in names:
            found[name.lower()] = (*found.get(name.lower(), ()), address)
    return found
