"""The docs name every command, and every setting and variable of ours."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from govcrawl import settings
from govcrawl.apps.cli.main import app

ROOT = Path(__file__).resolve().parents[2]
TEXT = "\n".join(
    path.read_text(encoding="utf-8")
    for path in (ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md")))
)


def commands() -> Iterator[str]:
    for each in app.registered_commands:
        yield f"{each.name or (each.callback.__name__ if each.callback else '')}"
    for group in app.registered_groups:
        inner = group.typer_instance
        assert isinstance(inner, typer.Typer)
        for each in inner.registered_commands:
            yield f"{group.name} {each.name or (each.callback.__name__ if each.callback else '')}"


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_is_in_the_docs(name: str) -> None:
    assert re.search(rf"govcrawl[^\n`]* {re.escape(name)}\b|`{re.escape(name)}", TEXT), name


@pytest.mark.parametrize("name", sorted(name for name in vars(settings) if name.startswith("GOVCRAWL_")))
def test_every_setting_is_in_the_docs(name: str) -> None:
    assert f"`{name}`" in TEXT
