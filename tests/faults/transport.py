"""Answers that break the rules of the wire: slow, cut off, of another length than declared, huge, compressed."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator
from functools import cache

import brotli  # type: ignore[import-untyped]  # comes without types

from tests.faults.pages import HOLE, LIST, html, portal
from tests.faults.server import Answer, Asked, BrokenOffError, Site, whole

_BOMB = 512 << 20  # bytes that a bomb unpacks to
_CHUNK = 1 << 20
_DOC = 500 << 20


async def _hang(asked: Asked) -> AsyncIterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Slow: "
    await asyncio.Event().wait()


async def _drip(asked: Asked) -> AsyncIterator[bytes]:
    for byte in whole(html("财政资金", "<p>缓慢</p>" * 200).encode()):
        yield bytes((byte,))
        await asyncio.sleep(1)


_LIST = LIST.encode()


async def _reset(asked: Asked) -> AsyncIterator[bytes]:
    """Half of the page, before the list begins, then a reset."""
    answer = whole(_LIST)
    yield answer[: answer.index(b'<ul class="list">') + 20]
    await asyncio.sleep(0.05)
    raise BrokenOffError


async def _too_long(asked: Asked) -> AsyncIterator[bytes]:
    yield whole(_LIST, length=len(_LIST) + 5000)


async def _too_short(asked: Asked) -> AsyncIterator[bytes]:
    yield whole(_LIST, length=_LIST.index(b'<div class="footer">'))


@cache
def _gzip_bomb() -> bytes:
    packer = zlib.compressobj(6, wbits=31)
    zeros = b" " * _CHUNK
    return b"".join([*(packer.compress(zeros) for _ in range(_BOMB // _CHUNK)), packer.flush()])


@cache
def _brotli_bomb() -> bytes:
    compressor = brotli.Compressor(quality=1)
    zeros = b" " * _CHUNK
    parts = [compressor.process(b"<html><body>"), *(compressor.process(zeros) for _ in range(_BOMB // _CHUNK))]
    return b"".join([*parts, compressor.finish()])


async def _gzipped(asked: Asked) -> AsyncIterator[bytes]:
    yield whole(_gzip_bomb(), headers=[("Content-Encoding", "gzip")])


async def _brotlied(asked: Asked) -> AsyncIterator[bytes]:
    yield whole(_brotli_bomb(), headers=[("Content-Encoding", "br")])


def _encoded(body: bytes, *encodings: str) -> Answer:
    async def answer(asked: Asked) -> AsyncIterator[bytes]:
        yield whole(body, headers=[("Content-Encoding", each) for each in encodings])

    return answer


async def _huge(asked: Asked) -> AsyncIterator[bytes]:
    yield f"HTTP/1.1 200 OK\r\nContent-Type: application/msword\r\nContent-Length: {_DOC}\r\n\r\n".encode()
    yield b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    for _ in range(_DOC // _CHUNK):
        yield bytes(_CHUNK)


async def _endless_page(asked: Asked) -> AsyncIterator[bytes]:
    """A page without a declared length that goes on for 500 MB."""
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n\r\n<html><body>"
    for _ in range(_DOC // _CHUNK):
        yield b"<p>0123456789</p>" * (_CHUNK // 17)


async def _status_without_bound(asked: Asked) -> AsyncIterator[bytes]:
    yield whole(_LIST, "99999999999999999999999 OK")


async def _endless_head(asked: Asked) -> AsyncIterator[bytes]:
    """A head of 200 MB: fields, and lines that continue them."""
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    for _ in range(200):
        yield b"X-More: yes\r\n  and more\r\n" * (_CHUNK // 26)


async def _blank_type(asked: Asked) -> AsyncIterator[bytes]:
    yield whole(_LIST, content_type=f"text/html; charset={' ' * 8_000};{' ' * 8_000}x")


async def _no_encoding(asked: Asked) -> AsyncIterator[bytes]:
    """Says an encoding that takes the square of a label's length, and has a label."""
    label = f"<!-- xn--{'a' * 800_000} -->".encode()
    yield whole(LIST.replace("utf-8", "idna").encode("gb18030") + label, content_type="text/html; charset=idna")


async def _to_mail(asked: Asked) -> AsyncIterator[bytes]:
    yield whole(b"", "302 Found", headers=[("Location", f"{asked.origin.rpartition(':')[0]}:25/")])


async def _http_0_9(asked: Asked) -> AsyncIterator[bytes]:
    yield _LIST


def _named(value: str) -> Answer:
    async def answer(asked: Asked) -> AsyncIterator[bytes]:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: 40\r\nContent-Disposition: {value}"
        yield head.encode() + b"\r\n\r\n%PDF-1.4\n" + b"%" * 31

    return answer


_INJECTED = _named('attachment; filename="a.pdf\r\nSet-Cookie: admin=1\r\nLocation: http://127.0.0.1/\r\nX: "')
CLIMBED = "/tmp/govcrawl-climbed.pdf"
_CLIMBING = _named(f'attachment; filename="../../../..{CLIMBED}"')
_NAMED_FILES = '<p>附件：<a href="/f/1.pdf">方案一.pdf</a></p><p>附件：<a href="/f/2.pdf">方案二.pdf</a></p>'


@cache
def _robots() -> bytes:
    """Ten megabytes of rules, one of the first of which forbids a column."""
    lines = [b"User-agent: *", b"Disallow: /wsgk/"]
    lines += [b"Disallow: /archive/*/%07d/*.html$" % number for number in range(280_000)]
    return b"\n".join(lines)


async def _huge_robots(asked: Asked) -> AsyncIterator[bytes]:
    yield whole(_robots(), content_type="text/plain")


def prepare() -> None:
    """Make what takes seconds to make, so that no site waits for another's."""
    for make in (_gzip_bomb, _brotli_bomb, _robots):
        make()


def _at(name: str, place: int, path: str, fault: Answer, files: str = "") -> Site:
    return Site(name, f"127.0.9.{place}", portal(1, HOLE if path == "/wsgk/" else (), files=files), {path: fault})


TRANSPORT = (
    _at("首页不答", 20, "/", _hang),
    _at("栏目不答", 21, "/wsgk/", _hang),
    _at("首页逐字节", 22, "/", _drip),
    _at("栏目逐字节", 23, "/wsgk/", _drip),
    _at("首页中断", 24, "/", _reset),
    _at("栏目中断", 25, "/wsgk/", _reset),
    _at("长度偏大", 26, "/wsgk/", _too_long),
    _at("长度偏小", 27, "/wsgk/", _too_short),
    _at("压缩炸弹gzip", 28, "/wsgk/", _gzipped),
    _at("压缩炸弹brotli", 29, "/wsgk/", _brotlied),
    _at("首页压缩炸弹", 30, "/", _gzipped),
    _at("首页声称压缩", 37, "/", _encoded(_LIST, "gzip")),
    _at("栏目声称压缩", 38, "/wsgk/", _encoded(_LIST, "br")),
    _at("双层压缩", 39, "/wsgk/", _encoded(brotli.compress(gzip.compress(_LIST)), "gzip", "br")),
    _at("巨大附件", 31, "/files/big.doc", _huge, '<p>附件：<a href="/files/big.doc">汇总表.doc</a></p>'),
    _at("巨大网页", 32, "/wsgk/", _endless_page),
    _at("旧式应答", 33, "/wsgk/", _http_0_9),
    _at("首页旧式应答", 34, "/", _http_0_9),
    _at("状态无界", 64, "/wsgk/", _status_without_bound),
    _at("头部无尽", 65, "/wsgk/", _endless_head),
    _at("类型空白", 66, "/wsgk/", _blank_type),
    _at("假编码", 67, "/wsgk/", _no_encoding),
    _at("跳转邮件端口", 68, "/wsgk/", _to_mail),
    Site("文件名注入", "127.0.9.35", portal(1, files=_NAMED_FILES), {"/f/1.pdf": _INJECTED, "/f/2.pdf": _CLIMBING}),
    Site("巨大robots", "127.0.9.36", portal(1, HOLE) | {"/wsgk/": whole(_LIST)}, {"/robots.txt": _huge_robots}),
)
