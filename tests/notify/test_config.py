"""The configuration file: what it may say, and what is refused with file, key and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from govcrawl.apps.notify import VARIABLE, Notify, read_notify
from govcrawl.apps.notify.config import Mail, Robot
from govcrawl.domain.errors import InputError

GOOD = """
[mail]
host = "mail.example.gov.cn"
user = "govcrawl@example.gov.cn"
password_env = "MAIL_PASSWORD"
from = "govcrawl@example.gov.cn"
to = ["office@example.gov.cn"]

[wecom]
url_env = "WECOM_URL"

[dingtalk]
url = "https://oapi.dingtalk.com/robot/send?access_token=abc"
secret = "SECxyz"
"""
WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k-1"
SECRETS = {"MAIL_PASSWORD": "geheim-1", "WECOM_URL": WECOM}


def read(folder: Path, text: str | bytes, **environment: str) -> Notify:
    path = folder / "notify.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_notify({VARIABLE: str(path), **SECRETS, **environment})


def test_nothing_is_named() -> None:
    assert read_notify({}) == read_notify({VARIABLE: ""}) == Notify()


def test_all_three_ways(tmp_path: Path) -> None:
    sender = "govcrawl@example.gov.cn"
    notify = read(tmp_path, GOOD)
    assert notify == Notify(
        Mail("mail.example.gov.cn", 587, "starttls", sender, ("office@example.gov.cn",), sender, "geheim-1"),
        Robot(WECOM),
        Robot("https://oapi.dingtalk.com/robot/send?access_token=abc", "SECxyz"),
    )
    assert {"geheim-1", "SECxyz", "abc", "k-1", WECOM} <= set(notify.secrets)


def test_a_file_of_notepad(tmp_path: Path) -> None:
    assert read(tmp_path, "\ufeff[wecom]\r\nurl = 'http://10.0.0.5/robot'\r\n") == Notify(
        wecom=Robot("http://10.0.0.5/robot")
    )


MAIL = '[mail]\nhost = "m"\nfrom = "a@b.cn"\nto = ["c@d.cn"]\n'


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_ports_by_security(security: str, port: int, tmp_path: Path) -> None:
    mail = read(tmp_path, f'{MAIL}security = "{security}"\n').mail
    assert mail is not None
    assert mail.port == port


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (b"\xff\xfe[\x00", ("不是 UTF-8",)),
        ("[mail\n", ("不是有效的 TOML", "line 1")),
        ("", ("是空的", "[mail]、[wecom] 或 [dingtalk]")),
        ("[mial]\n", ("不认识“mial”",)),
        ("wecom = 'https://x'\n", ("不认识“wecom”",)),
        ("[mail]\nfrom = 'a@b.cn'\nto = ['a@b.cn']\n", ("[mail]", "host 没有填写")),
        (f"{MAIL}port = '25'\n", ("[mail]", "port 应为整数")),
        (f"{MAIL}port = true\n", ("port 应为整数",)),
        (f"{MAIL}port = 70000\n", ("port 应在 1 至 65535 之间",)),
        (f"{MAIL}security = 'ssl'\n", ("security 应为 starttls、tls、none 之一",)),
        (f"{MAIL}user = 'u'\n", ("user 和 password",)),
        (f"{MAIL}user = 'u'\npassword = 'p'\npassword_env = 'MAIL_PASSWORD'\n", ("password 和 password_env 只能",)),
        (f"{MAIL}user = 'u'\npassword_env = 'NOT_SET'\n", ("password_env", "环境变量 NOT_SET 没有设置")),
        (f"{MAIL}ca_file = 'none.pem'\n", ("ca_file", "none.pem 不存在")),
        (f"{MAIL}pasword = 'p'\n", ("pasword 不认识",)),
        ("[mail]\nhost = 'm'\nfrom = 'a@b.cn'\nto = []\n", ("to 没有填写",)),
        ("[mail]\nhost = 'm'\nfrom = 'a@b.cn'\nto = 'c@d.cn'\n", ("to 应为列表",)),
        ("[mail]\nhost = 'm'\nfrom = 'a@b.cn'\nto = ['c@d.cn', 7]\n", ("to 中的“7”不是邮箱地址",)),
        ("[mail]\nhost = 'm'\nfrom = 'x'\nto = ['c@d.cn']\n", ("from 中的“x”不是邮箱地址",)),
        ('[mail]\nhost = "m"\nfrom = "a@b.cn\\nBcc: x@y.cn"\nto = ["c@d.cn"]\n', ("from 中的", "不是邮箱地址")),
        ("[wecom]\n", ("[wecom]", "url 没有填写")),
        ("[wecom]\nurl = ''\n", ("url 没有填写",)),
        ("[wecom]\nurl = 'file:///etc/passwd'\n", ("url 应以 https:// 开头",)),
        ("[wecom]\nurl = 'https://[x'\n", ("url 不是有效的网址",)),
        ("[wecom]\nurl = 'https://h:99999/'\n", ("url 不是有效的网址",)),
        ("[wecom]\nurl = 'https://h/a b'\n", ("url 中有空格",)),
        ("[wecom]\nurl = 'https://h/'\nsecret = 's'\n", ("secret 不认识",)),
        ("[dingtalk]\nurl = 'https://h/'\nsecret_env = ''\n", ("secret_env 没有填写",)),
    ],
)
def test_mistakes(text: str | bytes, parts: tuple[str, ...], tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read(tmp_path, text)
    line = str(refused.value)
    assert line.startswith("通知配置文件 ")
    assert "notify.toml" in line
    assert [part for part in parts if part not in line] == [], line


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.toml（GOVCRAWL_NOTIFY）无法读取"):
        read_notify({VARIABLE: str(tmp_path / "none.toml")})
