"""A large static government site in memory, and a small fast server for it (its own process, loopback only)."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

DATE = date(2021, 8, 20)
_PER_LIST = 20
_COLUMNS = (
    ("zcwj", "政策文件"),
    ("zcjd", "政策解读"),
    ("gfxwj", "规范性文件"),
    ("qtwj", "其他政策文件"),
)
_TLS = b"\x16"  # first byte of a client that wants TLS
_FILLER = "为深入贯彻落实上级部署，进一步优化营商环境，结合本县实际，现就有关事项通知如下，请认真组织实施。"


def _chrome(host: str, crumb: str, labels: str, main: str) -> bytes:
    """A page in its frame: head, navigation of sixty links, side block, footer (about 20 KB with its text)."""
    nav = "".join(
        f'<li><a href="/{folder}/index.html" title="{name}">{name}</a><ul>' + "</ul></li>" for folder, name in _COLUMNS
    )
    style = "".join(f".c{n}{{width:{n}px;color:#{n:06d};padding:0 {n}px}}" for n in range(160))
    services = "".join(f'<dd><a href="/{_COLUMNS[n % 4][0]}/index.html#s{n}">便民服务{n}</a></dd>' for n in range(60))
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{crumb}</title>{labels}<style>{style}</style></head>"
        f"<body><div class='header'><h2>示例县人民政府</h2></div><div class='nav'><ul>{nav}</ul></div>"
        f"<div class='crumb'>当前位置：<a href='/'>首页</a> &gt; {crumb}</div><div class='main'>{main}</div>"
        f"<div class='side'><h3>便民服务</h3><dl>{services}</dl></div>"
        f"<div class='footer'>主办：示例县人民政府办公室 网站标识码：9900000001 {host}</div></body></html>"
    ).encode()


def _labels(column: str, title: str = "", published: str = "") -> str:
    values = {
        "SiteName": "示例县人民政府", "SiteDomain": "www.example.gov.cn", "SiteIDCode": "9900000001",
        "ColumnName": column, "ColumnDescription": f"{column}栏目的说明", "ColumnKeywords": f"{column},公开",
        "ColumnType": "政策文件", "ArticleTitle": title, "PubDate": published,
        "ContentSource": title and "县政府办公室",
    }  # fmt: skip
    return "".join(f'<meta name="{name}" content="{value}">' for name, value in values.items() if value)


def _articles(column: int, count: int) -> Iterator[tuple[str, str, str]]:
    folder = _COLUMNS[column][0]
    for number in range(count):
        day = DATE - timedelta(days=number % 300)
        title = f"示例县关于做好第{number}项{_COLUMNS[column][1]}工作的通知"
        yield f"/{folder}/{day:%Y%m}/t{day:%Y%m%d}_{column}{number:06d}.html", title, day.isoformat()


def build(host: str, pages: int) -> dict[str, bytes]:
    """About `pages` pages by path."""
    per_column = pages // len(_COLUMNS)
    site: dict[str, bytes] = {}
    home_rows = ""
    for index, (folder, name) in enumerate(_COLUMNS):
        rows = sorted(_articles(index, per_column), key=lambda row: row[2], reverse=True)
        home_rows += "".join(f"<li><a href='{url}'>{title}</a><span>{day}</span></li>" for url, title, day in rows[:6])
        for url, title, day in rows:
            body = "".join(f"<p>{n}．{_FILLER}</p>" for n in range(30))
            main = (
                f"<h1>{title}</h1><div class='info'>发布时间：{day} 10:00 来源：县政府办公室</div>"
                f"<div class='TRS_Editor'>{body}</div>"
            )
            crumb = f"<a href='/{folder}/index.html'>{name}</a> &gt; 正文"
            site[url] = _chrome(host, crumb, _labels(name, title, f"{day} 10:00"), main)
        chunks = [rows[start : start + _PER_LIST] for start in range(0, len(rows), _PER_LIST)]
        for number, chunk in enumerate(chunks):
            items = "".join(
                f"<li><a href='{url}' title='{title}'>{title}</a><span>{day}</span></li>" for url, title, day in chunk
            )
            pager = f"<script>createPageHTML({len(chunks)}, {number}, 'index', 'html');</script>"
            main = f"<h2>{name}</h2><ul class='list'>{items}</ul><div class='page'>{pager}</div>"
            path = f"/{folder}/index.html" if number == 0 else f"/{folder}/index_{number}.html"
            site[path] = _chrome(host, f"<a href='/{folder}/index.html'>{name}</a>", _labels(name), main)
    site["/"] = _chrome(host, "首页", _labels(""), f"<ul class='news'>{home_rows}</ul>")
    site["/robots.txt"] = b"User-agent: *\nAllow: /\n"
    return site


class _Connection(asyncio.Protocol):
    """HTTP/1.1 with keep-alive, just enough for a GET; whoever asks for TLS is refused at once."""

    def __init__(self, pages: dict[str, bytes], asked: dict[str, int]) -> None:
        self.pages, self.asked, self.buffer = pages, asked, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if not isinstance(transport, asyncio.Transport):
            raise TypeError("a stream transport is needed")
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if self.buffer[:1] == _TLS:  # never answered it would cost each site the probe's whole time
            self.transport.abort()
            return
        while b"\r\n\r\n" in self.buffer:
            head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
            lines = head.decode("latin-1").split("\r\n")
            path = lines[0].split(" ")[1]
            host = next(line[5:].strip() for line in lines if line.lower().startswith("host:"))
            self.asked[f"http://{host}{path}"] = self.asked.get(f"http://{host}{path}", 0) + 1
            body = self.pages.get(path.partition("?")[0])
            status = "200 OK" if body is not None else "404 Not Found"
            body = body if body is not None else b"<html><body>not found</body></html>"
            kind = "text/plain" if path == "/robots.txt" else "text/html; charset=utf-8"
            self.transport.write(
                f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
            )


async def _serve(hosts: int, pages: int, asked_file: Path) -> None:
    loop = asyncio.get_running_loop()
    asked: dict[str, int] = {}
    port = 0
    for number in range(1, hosts + 1):
        host = f"127.0.20.{number}"
        site = build(host, pages // hosts)
        server = await loop.create_server(partial(_Connection, site, asked), host, port)
        port = server.sockets[0].getsockname()[1]
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    # The parent asks for the list of addresses with a line, and ends us by closing our input.
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while await reader.readline():
        asked_file.write_text(json.dumps(asked))
        asked.clear()
        sys.stdout.write("ok\n")
        sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--hosts", type=int, default=8)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--asked", type=Path, required=True)
    options = parser.parse_args()
    asyncio.run(_serve(options.hosts, options.pages, options.asked))
