"""Notify people of a finished inspection run. A failure is reported and stops nothing else."""

from __future__ import annotations

import logging
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http.client import HTTPException
from urllib.error import HTTPError, URLError

from govcrawl.apps.notify.config import VARIABLE, Notify, read_notify
from govcrawl.apps.notify.mail import send_mail
from govcrawl.apps.notify.robots import Refused, send_dingtalk, send_wecom
from govcrawl.domain.sanitize import to_single_line

_PATIENCE = 20.0  # seconds for one answer of a server
_DEADLINE = 60.0  # seconds for all of it: name servers and servers that send a byte at a time know no other
_SHOWN = 300  # characters of what a server says
log = logging.getLogger(__name__)
log.addHandler(logging.NullHandler())  # where nobody keeps a log, the caller says it alone


@dataclass(frozen=True, slots=True)
class Sent:
    """How one message ended; `failure` is Chinese, "" when it was sent."""

    way: str  # 邮件, 企业微信, 钉钉
    failure: str = ""


def send(
    notify: Notify, subject: str, text: str, brief: str, *, patience: float = _PATIENCE, deadline: float = _DEADLINE
) -> list[Sent]:
    """Send `subject` and `text` by mail and `brief`, the short form, to the robots, side by side; never raises.

    `patience` is how many seconds a server may take for one answer, `deadline` how many one message may take in all.
    Returns one entry per way of sending, with what went wrong.
    """
    ways: dict[str, Callable[[], str | None]] = {}
    if notify.mail:
        ways["邮件"] = partial(send_mail, notify.mail, subject, text, patience)
    if notify.wecom:
        ways["企业微信"] = partial(send_wecom, notify.wecom, brief, patience)
    if notify.dingtalk:
        ways["钉钉"] = partial(send_dingtalk, notify.dingtalk, brief, patience)
    ends = dict.fromkeys(ways, f"{deadline:g} 秒内没有发完")

    def attempt(way: str) -> None:
        try:
            ends[way] = ways[way]() or ""
        except Exception as fault:  # whatever it is, the inspection run has ended well
            ends[way] = _reason(fault)

    # Daemons: one that still hangs after the deadline does not keep the program from ending.
    threads = [threading.Thread(target=attempt, args=(way,), daemon=True) for way in ways]
    for thread in threads:
        thread.start()
    end = time.monotonic() + deadline
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))
    sent = [Sent(way, _without(notify.secrets, failure)) for way, failure in dict(ends).items()]
    for each in sent:
        if each.failure:
            log.warning("早报没有发出（%s）：%s", each.way, each.failure)
        else:
            log.info("早报已发出（%s）", each.way)
    return sent


def _reason(fault: Exception) -> str:
    """Why it failed, in Chinese. Addresses are left out: that of a robot is a secret."""
    if isinstance(fault, HTTPError):
        fault.close()
        return f"服务器回答 HTTP {fault.code}"
    if isinstance(fault, URLError) and isinstance(fault.reason, Exception):
        return _reason(fault.reason)
    if isinstance(fault, smtplib.SMTPServerDisconnected) and "timed out" in str(fault):
        return _reason(TimeoutError())  # smtplib knows no other way of saying so
    reasons: list[tuple[type[Exception] | tuple[type[Exception], ...], str]] = [
        (smtplib.SMTPAuthenticationError, "邮件服务器不接受用户名或密码"),
        (smtplib.SMTPNotSupportedError, "邮件服务器不支持所设的加密或登录方式"),
        (smtplib.SMTPServerDisconnected, "邮件服务器中断了连接"),
        (ssl.SSLCertVerificationError, "服务器的证书无法验证"),
        (ssl.SSLError, "加密连接没有建立，请检查端口和加密方式"),
        (TimeoutError, "服务器没有及时回答"),
        (ConnectionRefusedError, "服务器拒绝连接"),
        (socket.gaierror, "服务器的域名无法解析"),
    ]
    for kinds, reason in reasons:
        if isinstance(fault, kinds):
            return reason
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return f"收件人都被拒收：{'、'.join(fault.recipients)}"
    if isinstance(fault, smtplib.SMTPResponseException):
        said = fault.smtp_error
        return f"邮件服务器回答 {fault.smtp_code}：{said.decode(errors='replace') if isinstance(said, bytes) else said}"
    if isinstance(fault, HTTPException):
        return f"服务器的回答不是 HTTP（{type(fault).__name__}）"
    if isinstance(fault, Refused):
        return str(fault)
    return f"{type(fault).__name__}：{(fault.strerror if isinstance(fault, OSError) else '') or fault}"


def _without(secrets: tuple[str, ...], text: str) -> str:
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, "***")
    return to_single_line(text)[:_SHOWN]


__all__ = ["VARIABLE", "Notify", "Sent", "read_notify", "send"]
