"""Mail, to a real SMTP server on loopback: plain, by STARTTLS with a login, by TLS."""

from __future__ import annotations

import email
import email.policy
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from govcrawl.apps.notify import Notify, send
from govcrawl.apps.notify.config import Mail
from tests.notify.certificate import server_context

USER, PASSWORD = "inspector", "P-only-here-1"
SUBJECT = "政府网站检查早报 2021Q3（2021-08-20）：问题 166 个，未完成检查 4 个"
TEXT = f"{SUBJECT}\n\n检查期 2021Q3\n.\n.以点开头的一行\n" + "很长的一行" * 400 + "\n"


@dataclass
class Box:
    """What the server has taken."""

    envelopes: list[Envelope] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802  aiosmtpd's names
        self, server: Any, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("nobody@"):
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        self.envelopes.append(envelope)
        return "250 OK"


def _login(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=right)


@contextmanager
def mail_server(**options: Any) -> Iterator[tuple[Box, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    box = Box()
    controller = Controller(box, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield box, port
    finally:
        controller.stop()


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    return server_context(tmp_path_factory.mktemp("tls"))


def told(mail: Mail, **limits: float) -> str:
    (sent,) = send(Notify(mail=mail), SUBJECT, TEXT, "短", **limits)
    assert sent.way == "邮件"
    return sent.failure


def mail_to(port: int, *to: str, **changes: Any) -> Mail:
    values: dict[str, Any] = {"host": "127.0.0.1", "security": "none", "sender": "govcrawl@example.gov.cn"}
    return Mail(**values | {"port": port, "to": to or ("office@example.gov.cn",)} | changes)


def read(box: Box) -> email.message.EmailMessage:
    (envelope,) = box.envelopes
    assert isinstance(envelope.content, bytes)
    assert max(len(line) for line in envelope.content.split(b"\r\n")) <= 998
    message = email.message_from_bytes(envelope.content, policy=email.policy.default)
    assert isinstance(message, email.message.EmailMessage)
    return message


def test_a_plain_server() -> None:
    with mail_server() as (box, port):
        assert told(mail_to(port, "a@example.gov.cn", "b@example.gov.cn")) == ""
    message = read(box)
    assert box.envelopes[0].rcpt_tos == ["a@example.gov.cn", "b@example.gov.cn"]
    assert message["Subject"] == SUBJECT
    assert message["To"] == "a@example.gov.cn, b@example.gov.cn"
    assert message["Date"] is not None
    assert message["Message-ID"].endswith("@example.gov.cn>")
    assert message.get_content() == TEXT


def test_starttls_with_a_login(tls: tuple[ssl.SSLContext, Path]) -> None:
    context, known = tls
    with mail_server(tls_context=context, require_starttls=True, auth_required=True, authenticator=_login) as (
        box,
        port,
    ):
        mail = mail_to(port, security="starttls", user=USER, password=PASSWORD, ca_file=str(known))
        assert told(mail) == ""
        wrong = mail_to(port, security="starttls", user=USER, password="not-this", ca_file=str(known))
        assert told(wrong) == "邮件服务器不接受用户名或密码"
        assert told(mail_to(port, security="starttls", user=USER, password=PASSWORD)) == "服务器的证书无法验证"
    assert read(box).get_content() == TEXT


def test_tls_from_the_beginning(tls: tuple[ssl.SSLContext, Path]) -> None:
    context, known = tls
    with mail_server(ssl_context=context) as (box, port):
        assert told(mail_to(port, security="tls", ca_file=str(known))) == ""
    assert read(box).get_content() == TEXT


def test_encryption_that_the_server_does_not_have() -> None:
    with mail_server() as (box, port):
        assert told(mail_to(port, security="starttls")) == "邮件服务器不支持所设的加密或登录方式"
        assert told(mail_to(port, security="tls")) == "加密连接没有建立，请检查端口和加密方式"
    assert box.envelopes == []


def test_some_recipients_are_refused() -> None:
    with mail_server() as (box, port):
        failure = told(mail_to(port, "a@example.gov.cn", "nobody@example.gov.cn"))
        assert failure == "1 个收件人被拒收：nobody@example.gov.cn"
        assert told(mail_to(port, "nobody@example.gov.cn")) == "收件人都被拒收：nobody@example.gov.cn"
    assert len(box.envelopes) == 1


def test_a_server_that_never_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert told(mail_to(port), patience=0.2) == "服务器没有及时回答"
        assert told(mail_to(port), patience=2, deadline=0.2) == "0.2 秒内没有发完"


def test_a_server_that_is_down() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert told(mail_to(free.getsockname()[1])) == "服务器拒绝连接"


def test_what_hangs_does_not_keep_the_others(tls: tuple[ssl.SSLContext, Path]) -> None:
    from govcrawl.apps.notify.config import Robot
    from tests.notify.robot_server import robot_server

    with socket.create_server(("127.0.0.1", 0)) as silent, robot_server() as robots:
        notify = Notify(mail=mail_to(silent.getsockname()[1]), wecom=Robot(robots.wecom))
        ends = send(notify, SUBJECT, TEXT, "短", patience=0.3)
        assert [(each.way, bool(each.failure)) for each in ends] == [("邮件", True), ("企业微信", False)]
        assert robots.texts == [("wecom", "短")]
