"""The office's key: Ed25519, in PEM files as other tools write and read them."""

from __future__ import annotations

import os
import stat
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from govcrawl.domain.errors import InputError, OutputError

_PEM = serialization.Encoding.PEM
_MOST_BYTES = 10_000  # of a key's file; one of this kind has some 120
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_key(path: Path) -> Path:
    """Write a new private key to `path`, for its owner's eyes alone; returns the file of the public one beside it.

    OutputError when a file is there already or cannot be written.
    """
    key, public = Ed25519PrivateKey.generate(), path.with_name(f"{path.name}.pub")
    private_form, no_password = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    _create(path, key.private_bytes(_PEM, private_form, no_password), 0o600)
    _create(public, _public_pem(key.public_key()), 0o644)
    return public


def read_private_key(path: Path) -> Ed25519PrivateKey:
    """The office's private key; InputError when the file is none, or when others may read it."""
    content = _content(path)
    if os.name == "posix" and path.stat().st_mode & _OTHERS:
        raise InputError(f"私钥文件 {path} 其他人也能读取，请改为只有所有者可读（chmod 600）。")
    try:
        key = serialization.load_pem_private_key(content, None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as fault:
        raise InputError(f"{path} 不是没有口令的 PEM 私钥。") from fault
    if not isinstance(key, Ed25519PrivateKey):
        raise InputError(f"{path} 不是 Ed25519 私钥，请用 govcrawl evidence keygen 生成。")
    return key


def read_public_key(path: Path) -> Ed25519PublicKey:
    """The office's public key; InputError when the file is none."""
    try:
        key = serialization.load_pem_public_key(_content(path))
    except (ValueError, UnsupportedAlgorithm) as fault:
        raise InputError(f"{path} 不是 PEM 公钥。") from fault
    if not isinstance(key, Ed25519PublicKey):
        raise InputError(f"{path} 不是 Ed25519 公钥。")
    return key


def is_signed(content: bytes, signature: bytes, key: Ed25519PublicKey) -> bool:
    """Whether `signature` is that of `content` by the owner of the public `key`."""
    try:
        key.verify(signature, content)
    except InvalidSignature:
        return False
    return True


def fingerprint(key: Ed25519PublicKey) -> str:
    """What people compare: the SHA-256 of the public key's PEM text, in hexadecimal digits."""
    return sha256(_public_pem(key)).hexdigest()


def _public_pem(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(_PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def _create(path: Path, content: bytes, mode: int) -> None:
    """A file that was not there before, with its rights from the first moment on."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:  # noqa: PTH123 a descriptor
            file.write(content)
    except FileExistsError as fault:
        raise OutputError(f"文件 {path} 已存在，密钥不会被覆盖。") from fault
    except OSError as fault:
        raise OutputError(f"文件 {path} 无法写入（{fault.strerror}）。") from fault


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise InputError(f"密钥文件 {path} 不存在。")
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES)
    except OSError as fault:
        raise InputError(f"密钥文件 {path} 无法读取（{fault.strerror}）。") from fault
