"""A certificate for 127.0.0.1 that a client can be told to trust."""

from __future__ import annotations

import ssl
from pathlib import Path

from govcrawl.apps.demo.tls import write_certificate


def server_context(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's context, and the file with its certificate."""
    path = write_certificate(folder / "server.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context, path
