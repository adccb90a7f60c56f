"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govcrawl.domain.environment import set_variable
from govcrawl.store.session import parse_url

RegisterOption = Annotated[
    Path, typer.Option("--register", envvar="GOVCRAWL_REGISTER", help="台账文件（.xlsx）或 csv 文件夹")
]
RoundOption = Annotated[str, typer.Option("--round", help="检查期，例如 2021Q3")]
DatabaseOption = Annotated[
    str | None,
    typer.Option("--db", envvar="GOVCRAWL_DATABASE_URL", help="数据库地址，默认 sqlite:///var/govcrawl.db"),
]


def choose_database(url: str | None) -> None:
    """Make `--db` hold for this process and for the workers that it starts; StoreError where it is no address."""
    if url:
        parse_url(url)
        set_variable("GOVCRAWL_DATABASE_URL", url)
