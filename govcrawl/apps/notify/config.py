"""GOVCRAWL_NOTIFY: to whom the morning summary goes, as a TOML file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args
from urllib.parse import parse_qsl, urlsplit

from govcrawl.domain.environment import all_variables
from govcrawl.domain.errors import InputError

VARIABLE = "GOVCRAWL_NOTIFY"
Security = Literal["starttls", "tls", "none"]
_PORTS: dict[Security, int] = {"starttls": 587, "tls": 465, "none": 25}
_ADDRESS = re.compile(r"[!-?A-~]+@[0-9A-Za-z.-]+")  # what mail servers take without extensions
_TYPES = {str: "文字", int: "整数", list: "列表"}


@dataclass(frozen=True, slots=True)
class Mail:
    """Where and how mail is sent, and to whom."""

    host: str
    port: int
    security: Security
    sender: str
    to: tuple[str, ...]
    user: str = ""
    password: str = ""
    ca_file: str = ""  # certificates to trust instead of the system's


@dataclass(frozen=True, slots=True)
class Robot:
    """A group's robot (群机器人). Its address is a secret: whoever knows it may post."""

    url: str
    secret: str = ""  # DingTalk's 加签


@dataclass(frozen=True, slots=True)
class Notify:
    """Who is notified."""

    mail: Mail | None = None
    wecom: Robot | None = None
    dingtalk: Robot | None = None

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must stand in no message and no log."""
        robots = [robot for robot in (self.wecom, self.dingtalk) if robot]
        texts = [self.mail.password] if self.mail else []
        for robot in robots:
            parts = urlsplit(robot.url)
            texts += [robot.url, robot.secret, parts.path, parts.query, *(value for _, value in parse_qsl(parts.query))]
        return tuple(text for text in texts if len(text) > 1)


def read_notify(environment: Mapping[str, str] | None = None) -> Notify:
    """What the file that GOVCRAWL_NOTIFY names says; nobody is notified where it is unset.

    environment: where the file's name and the secrets that it names are looked up; default, that of the process.
    Raises InputError, one line with file, key and reason.
    """
    environment = all_variables() if environment is None else environment
    name = environment.get(VARIABLE, "")
    if not name:
        return Notify()
    path = Path(name)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(f"通知配置文件 {path}（{VARIABLE}）无法读取：{error.strerror}。") from error
    except UnicodeDecodeError as error:
        raise InputError(f"通知配置文件 {path} 不是 UTF-8 编码，请另存为 UTF-8。") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"通知配置文件 {path} 不是有效的 TOML：{error}。") from error
    return _notify(path, data, environment)


def _notify(path: Path, data: dict[str, Any], environment: Mapping[str, str]) -> Notify:
    parts: dict[str, Callable[[_Table], Any]] = {"mail": _mail, "wecom": _robot, "dingtalk": _robot}
    found = {}
    for name, values in data.items():
        if name not in parts or not isinstance(values, dict):
            raise InputError(f"通知配置文件 {path}：不认识“{name}”，可用的有 [{']、['.join(parts)}]。")
        table = _Table(path, name, dict(values), environment)
        found[name] = parts[name](table)
        table.end()
    if not found:
        raise InputError(f"通知配置文件 {path} 是空的，应有 [mail]、[wecom] 或 [dingtalk]。")
    return Notify(**found)


@dataclass(slots=True)
class _Table:
    """A table of the file, from which keys are taken one by one; what is left at the end is a mistake."""

    path: Path
    name: str
    values: dict[str, Any]
    environment: Mapping[str, str]

    def wrong(self, key: str, reason: str) -> InputError:
        return InputError(f"通知配置文件 {self.path}：[{self.name}] 的 {key} {reason}。")

    def take(self, key: str, kind: type, default: Any = None) -> Any:
        """The key's value; without a default it must be there and not empty."""
        value = self.values.pop(key, default)
        if value is None or (default is None and value in ("", [])):
            raise self.wrong(key, "没有填写")
        if type(value) is not kind:
            raise self.wrong(key, f"应为{_TYPES[kind]}")
        return value

    def secret(self, key: str, default: str | None = None) -> str:
        """The value itself, or that of the environment variable which `<key>_env` names."""
        named = f"{key}_env"
        if named not in self.values:
            return str(self.take(key, str, default))
        if key in self.values:
            raise self.wrong(key, f"和 {named} 只能填写一个")
        variable = str(self.take(named, str))
        if not self.environment.get(variable):
            raise self.wrong(named, f"所指的环境变量 {variable} 没有设置")
        return self.environment[variable]

    def end(self) -> None:
        for key in self.values:
            raise self.wrong(key, "不认识，请检查拼写")


def _mail(table: _Table) -> Mail:
    security = table.take("security", str, "starttls")
    if security not in get_args(Security):
        raise table.wrong("security", f"应为 {'、'.join(get_args(Security))} 之一")
    security = cast(Security, security)
    port = table.take("port", int, _PORTS[security])
    if not 0 < port < 65_536:
        raise table.wrong("port", "应在 1 至 65535 之间")
    user, password = table.take("user", str, ""), table.secret("password", "")
    if bool(user) != bool(password):
        raise table.wrong("user", "和 password（或 password_env）应同时填写")
    ca_file = table.take("ca_file", str, "")
    if ca_file and not Path(ca_file).is_file():
        raise table.wrong("ca_file", f"所指的文件 {ca_file} 不存在")
    to = table.take("to", list)
    for address in (sender := table.take("from", str), *to):
        if not isinstance(address, str) or not _ADDRESS.fullmatch(address):
            raise table.wrong("from" if address is sender else "to", f"中的“{address}”不是邮箱地址")
    return Mail(table.take("host", str), port, security, sender, tuple(to), user, password, ca_file)


def _robot(table: _Table) -> Robot:
    url = table.secret("url")
    key = "url"
    try:
        parts = urlsplit(url)
        port_is_valid = parts.port != 0
    except ValueError:
        raise table.wrong(key, "不是有效的网址") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or not port_is_valid:
        raise table.wrong(key, "应以 https:// 开头，照机器人设置页面所示完整填写")
    if not re.fullmatch("[!-~]+", url):
        raise table.wrong(key, "中有空格或其他不能用于网址的字符")
    return Robot(url, table.secret("secret", "") if table.name == "dingtalk" else "")
