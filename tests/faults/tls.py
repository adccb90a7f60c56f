"""Sites whose certificate is expired, or their own."""

from __future__ import annotations

import ssl
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.faults.pages import portal
from tests.faults.server import Site


def _context(begins: timedelta, ends: timedelta) -> ssl.SSLContext:
    """A server's context with a self-signed certificate that is valid from and to so long after now."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "fault server")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + begins)
        .not_valid_after(now + ends)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8
    text = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "site.pem"
        path.write_bytes(text + certificate.public_bytes(serialization.Encoding.PEM))
        context.load_cert_chain(path)
    return context


_DAY = timedelta(days=1)
TLS = (
    Site("自签证书", "127.0.9.80", portal(1), tls=_context(-_DAY, 30 * _DAY)),
    Site("过期证书", "127.0.9.81", portal(1), tls=_context(-30 * _DAY, -_DAY)),
)
