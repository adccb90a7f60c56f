"""The summary by mail (SMTP)."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import localtime, make_msgid

from govcrawl.apps.notify.config import Mail


def send_mail(mail: Mail, subject: str, text: str, timeout: float) -> str:
    """Send a mail with `subject` and `text`; `timeout` is how many seconds the server may take for one answer.

    Returns "" when all recipients were accepted, else who was refused, in Chinese. Raises OSError or SMTPException.
    """
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, mail.sender, ", ".join(mail.to)
    message["Date"] = localtime()
    message["Message-ID"] = make_msgid(domain=mail.sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday answers it
    message.set_content(text, cte="base64")
    with _connected(mail, timeout) as server:
        if mail.user:
            server.login(mail.user, mail.password)
        refused = server.send_message(message)
    return f"{len(refused)} 个收件人被拒收：{'、'.join(refused)}" if refused else ""


def _connected(mail: Mail, timeout: float) -> smtplib.SMTP:
    context = ssl.create_default_context(cafile=mail.ca_file or None)
    if mail.security == "tls":
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=timeout, context=context)
    server = smtplib.SMTP(mail.host, mail.port, timeout=timeout)
    if mail.security == "starttls":
        try:
            server.starttls(context=context)
        except BaseException:
            server.close()
            raise
    return server
