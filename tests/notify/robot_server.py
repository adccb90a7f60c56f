"""A robot's server on loopback that checks what it is sent as WeCom and DingTalk do."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

KEY, SECRET = "693axxx6-7aoc-4bc4", "SECb1c2d3"


@dataclass
class RobotServer:
    """`/wecom?key=…`, `/dingtalk?access_token=…` and the faults of `FAULTS`; `texts` are those that it took."""

    port: int = 0
    texts: list[tuple[str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)  # all paths

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def wecom(self) -> str:
        return self.url(f"/wecom?key={KEY}")

    @property
    def dingtalk(self) -> str:
        return self.url(f"/dingtalk?access_token={KEY}")

    def answer(self, target: str, body: bytes) -> dict[str, object]:
        path, query = urlsplit(target).path, parse_qs(urlsplit(target).query)
        message = json.loads(body)
        if message.get("msgtype") != "text" or not isinstance(message["text"]["content"], str):
            return {"errcode": 40008, "errmsg": "invalid message type"}
        text = message["text"]["content"]
        if path == "/wecom":
            if query.get("key") != [KEY]:
                return {"errcode": 93000, "errmsg": f"invalid webhook url {target}"}
            if len(text.encode()) > 2048:
                return {"errcode": 40058, "errmsg": "text.content exceed max length 2048"}
        elif path == "/dingtalk":
            if not self._signed(query):
                return {"errcode": 310000, "errmsg": "签名不匹配"}
            if len(body) > 20_000:
                return {"errcode": 460101, "errmsg": "message too long"}
        else:
            return {"errcode": 404, "errmsg": f"no robot {target}"}
        self.texts.append((path[1:], text))
        return {"errcode": 0, "errmsg": "ok"}

    @staticmethod
    def _signed(query: dict[str, list[str]]) -> bool:
        if query.get("access_token") != [KEY] or "sign" not in query:
            return False
        told = f"{query['timestamp'][0]}\n{SECRET}"
        digest = hmac.new(SECRET.encode(), told.encode(), hashlib.sha256).digest()
        return query["sign"] == [base64.b64encode(digest).decode()]


FAULTS: dict[str, tuple[int, str, bytes]] = {  # status, Location, body
    "/moved": (302, "/wecom", b""),
    "/gone": (404, "", b"nothing here"),
    "/page": (200, "", b"<html>a login page</html>"),
    "/list": (200, "", b"[1]"),
    "/empty": (200, "", b""),
}


@contextmanager
def robot_server() -> Iterator[RobotServer]:
    robots = RobotServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            robots.asked.append(urlsplit(self.path).path)
            body = self.rfile.read(int(self.headers["Content-Length"]))
            fault = FAULTS.get(urlsplit(self.path).path)
            status, location, answer = fault or (200, "", json.dumps(robots.answer(self.path, body)).encode())
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST  # noqa: N815  http.server's names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the standard library's name
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        robots.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield robots
        finally:
            server.shutdown()
            thread.join()
