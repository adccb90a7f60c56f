"""What browsers warn of in a certificate. The site behind it can be read all the same: it is a fact of its own."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit, urlunsplit

from cryptography import x509

from govcrawl.net.names import first_ipv4

_SIDE_BY_SIDE = 32
_SECONDS = 5.0
_HEAD = 65_536  # bytes that are held of an answer which is not read
# What OpenSSL finds wrong with a certificate, by its number.
_FAULTS = {
    9: "证书尚未生效",
    10: "证书已过期",
    18: "证书是自签名的",
    19: "证书链中有自签名的证书",
    20: "证书的签发机构不受信任",
    21: "证书链不完整",
    62: "证书与域名不符",
    64: "证书与地址不符",
}
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


def secure_address(url: str) -> str:
    """The address of the same page by HTTPS; the port stays where one is named."""
    parts = urlsplit(url)
    return urlunsplit(("https", parts.netloc.removesuffix(":80"), parts.path or "/", parts.query, ""))


async def certificate_faults(urls: Iterable[str]) -> dict[str, str | None]:
    """What browsers warn of at each address (https), in Chinese; None where nothing, or where no TLS is spoken."""
    turns = asyncio.Semaphore(_SIDE_BY_SIDE)

    async def one(url: str) -> str | None:
        async with turns:
            try:
                return await asyncio.wait_for(_fault_of(url), _SECONDS)
            except (OSError, ValueError, EOFError, TimeoutError):
                return None

    asked = sorted(set(urls))
    return dict(zip(asked, await asyncio.gather(*map(one, asked)), strict=True))


async def _fault_of(url: str) -> str | None:
    parts = urlsplit(url)
    host = parts.hostname or ""
    addresses = await asyncio.get_running_loop().getaddrinfo(
        first_ipv4(host) or host, parts.port or 443, type=socket.SOCK_STREAM
    )
    streams = await asyncio.open_connection(*addresses[0][4][:2], limit=_HEAD)
    (_, writer), fault = await secured(*streams, host)
    writer.close()
    return fault


async def secured(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str) -> tuple[Streams, str | None]:
    """A connection with TLS to `host`, whatever its certificate is worth, and what browsers warn of in that.

    One that is refused for its certificate is opened again: whoever clicks the warning away sees the site. Raises
    OSError where there is no TLS; `writer` is closed then.
    """
    fault = None
    peer = writer.get_extra_info("peername")
    try:
        await writer.start_tls(ssl.create_default_context(), server_hostname=host)
    except ssl.SSLCertVerificationError as refused:
        writer.close()
        fault = _FAULTS.get(refused.verify_code, f"证书未通过验证（{refused.verify_message}）")
        lenient = ssl.create_default_context()
        lenient.check_hostname, lenient.verify_mode = False, ssl.CERT_NONE
        reader, writer = await asyncio.open_connection(*peer[:2], limit=_HEAD)
        try:
            await writer.start_tls(lenient, server_hostname=host)
        except BaseException:
            writer.close()
            raise
    except BaseException:
        writer.close()
        raise
    return (reader, writer), fault


def expiry(certificate: bytes | None) -> date | None:
    """The last day of a certificate (DER); None where it cannot be read."""
    if certificate is None:
        return None
    try:
        return x509.load_der_x509_certificate(certificate).not_valid_after_utc.date()
    except (ValueError, OverflowError, x509.InvalidVersion):
        return None
