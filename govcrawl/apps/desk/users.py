"""The user file of the review desk: names, roles and hashed passwords, as YAML that the administrator can read."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Literal, get_args

import yaml
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from argon2.profiles import RFC_9106_LOW_MEMORY

from govcrawl.domain.atomic_write import atomic_write
from govcrawl.domain.errors import InputError
from govcrawl.domain.sanitize import to_single_line
from govcrawl.domain.yaml_files import read_yaml

Role = Literal["viewer", "analyst", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
ROLE_NAMES: dict[Role, str] = {"viewer": "只看", "analyst": "复核", "admin": "管理"}
SHORTEST = 10  # characters of a password
_LONGEST = 128  # hashing takes what it is given
_NAME = re.compile(r"\w[\w .·-]{0,39}")
_hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
_one_at_a_time = Lock()  # a hash takes 64 MiB: many logins at once must not take the machine's memory


@dataclass(frozen=True, slots=True)
class User:
    """Who may use the desk, and as what."""

    name: str
    role: Role
    password: str = ""  # its Argon2id hash

    def may(self, role: Role) -> bool:
        """Whether the user has this role or a higher one."""
        return ROLES.index(self.role) >= ROLES.index(role)


def read_users(path: Path) -> dict[str, User]:
    """The users by name. InputError lists every row that is wrong, and refuses a file without users."""
    try:
        data = read_yaml(path)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise InputError(f"用户文件 {path} 无法读取：{getattr(fault, 'strerror', None) or fault}") from fault
    rows = data.get("users") if isinstance(data, dict) else None
    if not isinstance(rows, list) or not rows:
        raise InputError(f"用户文件 {path} 中没有用户，请用 govcrawl users add {path} 姓名 --role analyst 添加。")
    users: dict[str, User] = {}
    faults = []
    for number, row in enumerate(rows, 1):
        user = _user(row)
        if isinstance(user, str):
            faults.append(f"第 {number} 个用户：{user}")
        elif user.name in users:
            faults.append(f"第 {number} 个用户：“{user.name}”重复")
        else:
            users[user.name] = user
    if faults:
        raise InputError(f"用户文件 {path} 有 {len(faults)} 处错误：{'；'.join(faults)}。")
    return users


def _user(row: object) -> User | str:
    """The user of a row, or what is wrong with it."""
    if not isinstance(row, dict) or set(row) != {"name", "role", "password"}:
        return "应有 name、role、password 三项"
    name, role, password = row["name"], row["role"], row["password"]
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        return f"name“{to_single_line(name)}”不是姓名"
    if role not in ROLES:
        return f"role“{to_single_line(role)}”无效，应为 {'、'.join(ROLES)} 之一"
    try:
        _hasher.check_needs_rehash(password)
    except (InvalidHashError, AttributeError, TypeError, ValueError):
        return f"“{name}”的 password 不是密码散列，请用 govcrawl users add 设置"
    return User(name, role, password)


def write_users(path: Path, users: Mapping[str, User]) -> None:
    """Whole or not at all; only the owner may read it. OutputError when it cannot be written."""
    rows = [{"name": each.name, "role": each.role, "password": each.password} for each in users.values()]
    text = yaml.safe_dump({"users": rows}, allow_unicode=True, sort_keys=False)
    with atomic_write(path, private=True) as draft:
        draft.write_text(text, encoding="utf-8")


def hashed(password: str) -> str:
    """The hash to keep. InputError for a password that is too short or too long."""
    if not SHORTEST <= len(password) <= _LONGEST:
        raise InputError(f"密码应有 {SHORTEST} 至 {_LONGEST} 个字符。")
    return _hasher.hash(password)


def checked_name(name: str) -> str:
    """The name of a user; InputError when it holds other characters than letters and digits, or too many."""
    if not _NAME.fullmatch(name):
        raise InputError(f"姓名“{to_single_line(name)}”无效：用文字、数字，不超过 40 个字符。")
    return name


def is_password(user: User | None, password: str) -> bool:
    """Whether it is the user's. Takes as long for a user who does not exist."""
    try:
        with _one_at_a_time:
            _hasher.verify(user.password if user else _nobody(), password[: _LONGEST + 1])
    except (Argon2Error, InvalidHashError):
        return False
    return user is not None


@cache
def _nobody() -> str:
    """What an unknown name is checked against, so that it takes as long as a known one."""
    return _hasher.hash("nobody's password")


def readable_by_others(path: Path) -> bool:
    """Whether the file shows its hashes to other users of the machine."""
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
