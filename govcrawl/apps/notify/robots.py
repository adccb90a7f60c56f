"""The summary to a group's robot: WeCom (企业微信) and DingTalk (钉钉), as plain text.

Plain, because a title from a crawled page would else be markup there, with links of its own.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
import urllib.request
from http.client import HTTPMessage
from typing import IO, Any
from urllib.parse import urlencode

from govcrawl.apps.notify.config import Robot

# Bytes that a text message may have (WeCom: 2048 by its manual; DingTalk: 20000 for the whole body).
WECOM_BYTES, DINGTALK_BYTES = 2048, 18_000
_ANSWER_BYTES = 65_536
_CUT = "……（超出消息长度，已截断，其余见早报文件）"


class Refused(Exception):
    """The robot's server took the message and said no; Chinese."""


def send_wecom(robot: Robot, text: str, timeout: float) -> None:
    """Post `text` to a WeCom robot; its server may take `timeout` seconds. Raises OSError, HTTPException or Refused."""
    _post(robot.url, {"msgtype": "text", "text": {"content": cut(text, WECOM_BYTES)}}, timeout)


def send_dingtalk(robot: Robot, text: str, timeout: float) -> None:
    """Post `text` to a DingTalk robot, signed when it has a secret; its server may take `timeout` seconds.

    Raises OSError, HTTPException or Refused.
    """
    url = robot.url
    if robot.secret:
        stamp = str(time.time_ns() // 1_000_000)
        url += ("&" if "?" in url else "?") + urlencode({"timestamp": stamp, "sign": signature(robot.secret, stamp)})
    _post(url, {"msgtype": "text", "text": {"content": cut(text, DINGTALK_BYTES)}}, timeout)


def signature(secret: str, stamp: str) -> str:
    """DingTalk's 加签: HMAC-SHA256 of `stamp` (milliseconds since 1970) and `secret`, keyed by `secret`, in base64."""
    digest = hmac.digest(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256)
    return base64.b64encode(digest).decode("ascii")


def cut(text: str, limit: int) -> str:
    """The leading lines of `text` that fit into `limit` bytes of UTF-8. When any was left out, a last line says so."""
    if len(text.encode()) <= limit:
        return text
    room = limit - len(_CUT.encode())
    kept = ""
    for line in text.splitlines(keepends=True):
        room -= len(line.encode())
        if room < 0:
            break
        kept += line
    return kept + _CUT


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A robot's address is where the message goes, and nowhere else."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        raise Refused(f"服务器要求跳转（{code}），没有跟随，请检查网址")


def _post(url: str, message: dict[str, Any], timeout: float) -> None:
    body = json.dumps(message, ensure_ascii=False).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json; charset=utf-8"})
    with urllib.request.build_opener(_NoRedirect).open(request, timeout=timeout) as response:
        answer = response.read(_ANSWER_BYTES)
    try:
        said = json.loads(answer)
        code, why = said["errcode"], said.get("errmsg", "")
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Refused("服务器的回答不是机器人接口的格式，请检查网址") from None
    if code != 0:
        raise Refused(f"错误代码 {code}：{why}")
