"""WeCom and DingTalk, against a server that checks format, length and signature."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from govcrawl.apps.notify import Notify, send
from govcrawl.apps.notify.config import Robot
from govcrawl.apps.notify.robots import cut
from tests.notify.robot_server import FAULTS, KEY, SECRET, RobotServer, robot_server


@pytest.fixture(scope="module")
def robots() -> Iterator[RobotServer]:
    with robot_server() as server:
        yield server


def failures(notify: Notify, text: str = "早报", **limits: float) -> dict[str, str]:
    return {each.way: each.failure for each in send(notify, "题目", "全文", text, **limits)}


def test_both_take_the_short_text(robots: RobotServer) -> None:
    robots.texts.clear()
    text = "检查期 2021Q3：问题 166 个\n“引号”与 <标签> & \\反斜线\n"
    told = failures(Notify(wecom=Robot(robots.wecom), dingtalk=Robot(robots.dingtalk, SECRET)), text)
    assert told == {"企业微信": "", "钉钉": ""}
    assert sorted(robots.texts) == [("dingtalk", text), ("wecom", text)]


def test_long_texts_are_cut_at_a_line(robots: RobotServer) -> None:
    robots.texts.clear()
    lines = [f"第{number}行：检查对象的问题\n" for number in range(2000)]
    told = failures(Notify(wecom=Robot(robots.wecom), dingtalk=Robot(robots.dingtalk, SECRET)), "".join(lines))
    assert told == {"企业微信": "", "钉钉": ""}
    for way, text in robots.texts:
        *kept, last = text.splitlines(keepends=True)
        assert kept == lines[: len(kept)], way
        assert "已截断" in last
        assert len(kept) > (40 if way == "wecom" else 400)


@pytest.mark.parametrize("room", [2048, 100, 66])
def test_cutting_keeps_within_its_bytes(room: int) -> None:
    for text in ("字" * 5000, "短行\n" * 3000, "\n" * 5000):
        assert len(cut(text, room).encode()) <= room
    exact = "a" * room
    assert cut(exact, room) == exact


def test_refusals_are_told_without_secrets(robots: RobotServer) -> None:
    told = failures(
        Notify(
            wecom=Robot(robots.wecom.replace(KEY, "wrong-key-of-the-office")),
            dingtalk=Robot(robots.dingtalk, "SEC-not-this-one"),
        )
    )
    assert told["企业微信"].startswith("错误代码 93000：invalid webhook url")
    assert told["钉钉"] == "错误代码 310000：签名不匹配"
    assert "wrong-key" not in str(told)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/moved", "服务器要求跳转（302），没有跟随"),
        ("/gone", "服务器回答 HTTP 404"),
        ("/page", "不是机器人接口的格式"),
        ("/list", "不是机器人接口的格式"),
        ("/empty", "不是机器人接口的格式"),
    ],
)
def test_other_servers(path: str, reason: str, robots: RobotServer) -> None:
    assert path in FAULTS
    robots.asked.clear()
    told = failures(Notify(wecom=Robot(robots.url(f"{path}?key={KEY}"))))
    assert reason in told["企业微信"]
    assert KEY not in told["企业微信"]
    assert robots.asked == [path], "redirects are not followed"


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        told = failures(Notify(wecom=Robot(f"http://127.0.0.1:{port}/wecom?key={KEY}")))
    assert told == {"企业微信": "服务器拒绝连接"}


def test_a_server_that_never_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/wecom?key={KEY}"
        assert failures(Notify(wecom=Robot(url)), patience=0.2) == {"企业微信": "服务器没有及时回答"}
        assert failures(Notify(wecom=Robot(url)), patience=2, deadline=0.2) == {"企业微信": "0.2 秒内没有发完"}


def test_a_name_that_does_not_resolve() -> None:
    told = failures(Notify(wecom=Robot(f"http://no-such-host.invalid/wecom?key={KEY}")))
    assert told == {"企业微信": "服务器的域名无法解析"}
