"""A port for the whole city."""

from __future__ import annotations

import contextlib
import socket

from govcrawl.apps.demo.counties import COUNTIES
from govcrawl.domain.errors import OutputError

_TRIES = 20


def free_port() -> int:
    """A port that is free on every address of the city. OutputError when this machine has no such addresses."""
    for _ in range(_TRIES):
        with contextlib.ExitStack() as stack:
            try:
                first = stack.enter_context(socket.create_server((COUNTIES[0].host, 0)))
            except OSError as fault:
                message = f"本机不能使用回环地址 {COUNTIES[0].host}（{fault.strerror}），无法启动模拟城市。"
                raise OutputError(message) from fault
            port = int(first.getsockname()[1])
            try:
                for county in COUNTIES[1:]:
                    stack.enter_context(socket.create_server((county.host, port)))
            except OSError:
                continue
            return port
    raise OutputError("没有找到模拟城市可用的端口，请关闭占用本机端口的程序后重试。")
