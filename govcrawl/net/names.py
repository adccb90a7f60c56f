"""Host names: those that a hosts file of ours gives (`hosts_file`), else the DNS."""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
from collections.abc import Iterable, Sequence

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred, succeed
from twisted.internet.error import DNSLookupError
from twisted.python.failure import Failure

from govcrawl.net.addresses import REFUSED, is_forbidden, own_hosts, plain_host, proxies_of_the_environment
from govcrawl.net.hosts_file import known_names

# Names of which the DNS, when last asked, said neither that they exist nor that they do not. Twisted's fault says only
# that there was no result.
_unanswered: set[str] = set()
_NO_SUCH_NAME = frozenset((socket.EAI_NONAME, socket.EAI_NODATA))
_ERROR_NUMBER = re.compile(r"\[Errno (-?\d+)\]|\b(timed? ?out)", re.I)
_SIDE_BY_SIDE = 16
_SECONDS = 20.0
_REMEMBERED = 10_000  # names


def first_ipv4(name: str) -> str | None:
    """The IPv4 address that the hosts file gives the name."""
    return next((each for each in known_names().get(name.lower(), ()) if ":" not in each), None)


_resolved: dict[str, tuple[str, ...]] = {}  # what the guard has judged is what is connected to


async def resolve(host: str) -> tuple[str, ...]:
    """IPv4 addresses of a name, remembered for this process; a literal address is itself. OSError when it does not
    resolve in time.

    A name is remembered in one spelling: with a dot at its end it would be asked for again, behind the guard's back.
    """
    host = plain_host(host)
    if _is_address(host):
        return (host,)
    known = tuple(each for each in known_names().get(host, ()) if ":" not in each) or _resolved.get(host)
    if known:
        return known
    loop = asyncio.get_running_loop()
    ask = loop.getaddrinfo(host, None, family=socket.AF_INET, type=socket.SOCK_STREAM)
    try:
        found = await asyncio.wait_for(ask, _SECONDS)
    except UnicodeError as fault:  # no name at all: a label too long, or none
        raise OSError(str(fault)) from fault
    addresses = tuple(dict.fromkeys(str(each[4][0]) for each in found))
    if len(_resolved) >= _REMEMBERED:
        _resolved.clear()
    _resolved[host] = addresses
    return addresses


class Resolver(CachingThreadedResolver):
    """Scrapy's resolver, asked for names that neither the hosts file nor the guard's memory gives."""

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802  Twisted's name
        host = plain_host(name)
        addresses = known_names().get(host) or _resolved.get(host, ())
        address = next((each for each in addresses if ":" not in each), None)
        found = succeed(address) if address else super().getHostByName(name, timeout)
        return found.addCallbacks(_checked, _failed, callbackArgs=(host,), errbackArgs=(host,))


def was_unanswered(words: str) -> bool:
    """Whether a fault with these `words`, which end with a name, is that of a name server without an answer."""
    return plain_host(words.rpartition(" ")[2]) in _unanswered


def is_no_such_name(fault: BaseException) -> bool:
    """Whether a failed look-up says that there is no such name, and not only that nobody could be asked."""
    if isinstance(fault, socket.gaierror):
        return fault.errno in _NO_SUCH_NAME
    found = _ERROR_NUMBER.search(str(fault))
    return found is None or (found[1] is not None and int(found[1]) in _NO_SUCH_NAME)


def _failed(failure: Failure, host: str) -> Failure:
    _unanswered.discard(host)
    if failure.value is not None and not is_no_such_name(failure.value):
        _note_unanswered(host)
    return failure


def _note_unanswered(host: str) -> None:
    if len(_unanswered) >= _REMEMBERED:
        _unanswered.clear()
    _unanswered.add(host)


def _checked(address: str, host: str) -> str:
    """The second lock: no connection leads where the guard would not have let it, but to the office's own proxy."""
    if host not in own_hosts and is_forbidden(address) and host not in _proxies():
        _note_unanswered(host)
        raise DNSLookupError(REFUSED)
    return address


def _proxies() -> set[str]:
    """Hosts through which requests leave this machine: pages may name them, but the guard still refuses to ask them."""
    return set(proxies_of_the_environment().values())


async def ipv6_of(hosts: Iterable[str]) -> dict[str, bool | None]:
    """Whether each name has an AAAA record; None where the DNS did not say. Addresses are no names and left out."""
    turns = asyncio.Semaphore(_SIDE_BY_SIDE)

    async def one(host: str) -> bool | None:
        async with turns:
            try:
                return await asyncio.wait_for(_has_ipv6(host), _SECONDS)
            except TimeoutError:
                return None

    names = sorted({host for host in hosts if not _is_address(host)})
    return dict(zip(names, await asyncio.gather(*map(one, names)), strict=True))


async def _has_ipv6(host: str) -> bool | None:
    given = known_names().get(host.lower())
    if given is not None:
        return any(":" in address for address in given)
    loop = asyncio.get_running_loop()
    try:
        await loop.getaddrinfo(host, None, family=socket.AF_INET, type=socket.SOCK_STREAM)
    except OSError:
        return None  # a name that has no address at all is not this rule's
    for _ in range(2):  # only what holds twice is accused
        try:
            await loop.getaddrinfo(host, None, family=socket.AF_INET6, type=socket.SOCK_STREAM)
        except socket.gaierror as fault:
            if fault.errno not in (socket.EAI_NONAME, socket.EAI_NODATA):
                return None
        else:
            return True
    return False


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
