"""The environment: every variable that the program reads, with its type and meaning. Nothing else reads `os.environ`.

Values are read when they are asked for, so that a variable set at run time holds, here and in the processes started
afterwards. Commands call `check_environment` before they start anything.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, SettingsConfigDict

from govcrawl.domain.errors import InputError

PREFIX = "GOVCRAWL_"
WORKER = "GOVCRAWL_NIGHT"  # set for workers of a night: their parent holds what they inspect
PULSE = "GOVCRAWL_PULSE"  # names the file of a worker's pulse
OFF = "none"  # turns the browser or the archive off
REPLAYED = "replayed"  # the browser of a replay: pages are asked for as by one, and none is started
_SHOWN = 80  # characters of a wrong value that are repeated
_DATABASE = re.compile(r"(sqlite|postgres|postgresql)(\+\w+)?://")


@dataclass(frozen=True, slots=True)
class About:
    """What messages and the documentation say of a variable beside its description.

    default: what holds where it is unset. expects: what a value must be, in Chinese. secret: a wrong value is repeated
    up to its "://" alone. internal: set by the program itself for processes that it starts.
    """

    default: str = ""
    expects: str = ""
    secret: bool = False
    internal: bool = False


def _database(value: str) -> str:
    if not _DATABASE.match(value):
        raise ValueError("no address of a database")
    return value


def _program(value: str) -> str:
    if value not in (OFF, REPLAYED) and not Path(value).is_file():
        raise ValueError("no program")
    return value


_ADDRESS = "sqlite:///文件路径 或 postgresql://用户:密码@主机/库名"
_DatabaseUrl = Annotated[str, AfterValidator(_database)]
_Program = Annotated[str, AfterValidator(_program)]


class Settings(BaseSettings):
    """All variables of the environment that the program reads; one that is unset or empty has its default.

    Paths are taken as they are: whether a file can be read is said by its reader, when it is needed.
    """

    model_config = SettingsConfigDict(case_sensitive=True, env_ignore_empty=True, frozen=True, extra="ignore")

    register_path: Annotated[Path, About("`register.xlsx`")] = Field(
        default=Path("register.xlsx"),
        validation_alias="GOVCRAWL_REGISTER",
        description="the register, where no `--register` is given",
    )
    database_url: Annotated[
        _DatabaseUrl | None, About("`sqlite:///var/govcrawl.db`", expects=_ADDRESS, secret=True)
    ] = Field(
        default=None,
        validation_alias="GOVCRAWL_DATABASE_URL",
        repr=False,
        description="the database ([its page](database.md)), where no `--db` is given",
    )
    database_wait: Annotated[int, About("600", expects="不小于 0 的整数")] = Field(
        default=600,
        ge=0,
        validation_alias="GOVCRAWL_DATABASE_WAIT",
        description="seconds for which an inspection waits for a database server that went away "
        "([reliability](reliability.md#a-database-server-that-restarts))",
    )
    browser: Annotated[
        _Program | None, About("a Chromium of the system, else Playwright's own", expects="浏览器程序的路径或 none")
    ] = Field(default=None, validation_alias="GOVCRAWL_BROWSER", description="the browser's program, or `none`")
    rubrics: Annotated[Path | None, About("those of `govcrawl/rubric`")] = Field(
        default=None,
        validation_alias="GOVCRAWL_RUBRICS",
        description="a folder with the office's own rubric files ([rubric](rubric.md))",
    )
    expressions: Annotated[Path | None, About("that file")] = Field(
        default=None,
        validation_alias="GOVCRAWL_EXPRESSIONS",
        description="the office's dictionary of wrong expressions for X01: a csv like "
        "`govcrawl/rubric/expressions.csv`",
    )
    suspicious: Annotated[Path | None, About("that file")] = Field(
        default=None,
        validation_alias="GOVCRAWL_SUSPICIOUS",
        description="the office's list for X02: a file like `govcrawl/rubric/suspicious.yaml`",
    )
    archive: Annotated[str | None, About("`archive` beside a SQLite database, `var/archive` for one on a server")] = (
        Field(
            default=None,
            validation_alias="GOVCRAWL_ARCHIVE",
            description="the folder of the [evidence archive](evidence.md), or `none`",
        )
    )
    signing_key: Annotated[Path | None, About("indexes are not signed")] = Field(
        default=None,
        validation_alias="GOVCRAWL_SIGNING_KEY",
        description="the office's private key, with which the evidence index of a closed round is signed "
        "([evidence](evidence.md#signatures))",
    )
    notify: Annotated[Path | None, About("nobody is told")] = Field(
        default=None,
        validation_alias="GOVCRAWL_NOTIFY",
        description="a file that says who is told of a finished night ([operations](operations.md#telling-people))",
    )
    hosts: Annotated[Path | None, About("the DNS alone")] = Field(
        default=None,
        validation_alias="GOVCRAWL_HOSTS",
        description="names of a test network, in the form of /etc/hosts; they go before the DNS",
    )
    browsers: Annotated[Path, About("`~/.cache/ms-playwright`")] = Field(
        default=Path.home() / ".cache/ms-playwright",
        validation_alias="PLAYWRIGHT_BROWSERS_PATH",
        description="where Playwright's own browsers lie; its own variable",
    )
    worker: Annotated[bool, About(expects="1", internal=True)] = Field(
        default=False,
        validation_alias=WORKER,
        description="the process is a worker of a night, which holds what it inspects and ends with it",
    )
    pulse: Annotated[Path | None, About(internal=True)] = Field(
        default=None,
        validation_alias=PULSE,
        description="the file by which a worker of a night shows that it is alive",
    )
    replay: Annotated[int, About(expects="不小于 0 的整数", internal=True)] = Field(
        default=0, ge=0, validation_alias="GOVCRAWL_REPLAY", description="the number of the crawl that is replayed"
    )
    replay_from: Annotated[_DatabaseUrl | None, About(expects=_ADDRESS, secret=True, internal=True)] = Field(
        default=None,
        validation_alias="GOVCRAWL_REPLAY_FROM",
        repr=False,
        description="the database whose archive gives the answers of the replay",
    )


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable as messages and the documentation show it."""

    name: str
    description: str
    about: About


def _variable(info: FieldInfo) -> Variable:
    about = next(each for each in info.metadata if isinstance(each, About))
    return Variable(str(info.validation_alias), info.description or "", about)


VARIABLES = tuple(map(_variable, Settings.model_fields.values()))
_NAMES = tuple(each.name for each in VARIABLES)
_BY_NAME = {each.name: each for each in VARIABLES}


def current_settings() -> Settings:
    """The settings as the environment has them now. InputError names every variable with a wrong value."""
    return _settings(tuple(map(os.environ.get, _NAMES)))


@lru_cache(maxsize=4)
def _settings(values: tuple[str | None, ...]) -> Settings:
    """values: those that the environment has, by which what was read of them is found again."""
    try:
        return Settings()
    except ValidationError as error:
        raise InputError("".join(_wrong(str(each["loc"][0]), each["input"]) for each in error.errors())) from None


def settings_or_defaults() -> Settings:
    """The settings, or all defaults where a value is wrong.

    For modules that Scrapy loads before any command can say what is wrong, which `scrapy crawl` then does.
    """
    try:
        return current_settings()
    except InputError:
        return Settings.model_construct()


def check_environment() -> Settings:
    """The settings, once it is sure that nothing in the environment is misspelt or malformed.

    InputError names every variable that is unknown or has a wrong value, and says what is expected.
    """
    unknown = [name for name in sorted(os.environ) if name.startswith(PREFIX) and name not in _BY_NAME]
    if unknown:
        known = _secrets_named()
        unknown = [name for name in unknown if name not in known]
    complaint = "".join(map(_unknown, unknown))
    try:
        settings = current_settings()
    except InputError as error:
        raise InputError(f"{complaint}{error}") from None
    if complaint:
        raise InputError(complaint)
    return settings


def _secrets_named() -> frozenset[str]:
    """Variables of any name that the file of GOVCRAWL_NOTIFY names for its secrets; none of a file that is wrong."""
    path = os.environ.get("GOVCRAWL_NOTIFY")
    try:
        data = tomllib.loads(Path(path).read_text(encoding="utf-8-sig")) if path else {}
    except (OSError, ValueError):  # its reader says so, where it is needed
        return frozenset()
    tables = [table for table in data.values() if isinstance(table, dict)]
    return frozenset(str(value) for table in tables for key, value in table.items() if key.endswith("_env"))


def _unknown(name: str) -> str:
    """Its value is not repeated: it may be a secret."""
    public = [each.name for each in VARIABLES if not each.about.internal and each.name.startswith(PREFIX)]
    if near := get_close_matches(name, public, 1, 0.85):
        return f"环境变量 {name} 无法识别，是否应为 {near[0]}？"
    return f"环境变量 {name} 无法识别，可用的有：{'、'.join(public)}（Scrapy 设置不是环境变量，请写作 -s 名称=值）。"


def _wrong(name: str, value: Any) -> str:
    about = _BY_NAME[name].about
    text = str(value)
    if about.secret:
        scheme, mark, _ = text.partition("://")
        text = f"{scheme}{mark}…" if mark else "…"
    elif len(text) > _SHOWN:
        text = f"{text[:_SHOWN]}…"
    return f"环境变量 {name} 的值“{text}”无效，应为 {about.expects}。"


def set_variable(name: str, value: str) -> None:
    """Set variable `name` to `value` for this process and for those that it starts.

    KeyError when it is not one of ours.
    """
    if name not in _BY_NAME:
        raise KeyError(name)
    os.environ[name] = value


def all_variables() -> Mapping[str, str]:
    """The whole environment: to be handed on to another process, or searched for a name that a user has given."""
    return os.environ
