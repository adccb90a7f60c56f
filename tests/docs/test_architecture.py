"""docs/architecture.md and its picture show the import-linter contracts of pyproject.toml."""

from __future__ import annotations

import re
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

from govcrawl.settings import ITEM_PIPELINES

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = PROJECT["tool"]["importlinter"]["contracts"]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def first_cells(heading: str) -> list[str]:
    """The first column of the table whose heading begins so, in its order."""
    _, _, table = PAGE.partition(f"| {heading} |")
    rows = table.partition("\n\n")[0].splitlines()[2:]
    return [row.split("|")[1].strip().strip("`") for row in rows]


def test_rooms_are_the_layers_of_the_contract() -> None:
    (rooms,) = [each["layers"] for each in CONTRACTS if each["name"].startswith("rooms:")]
    assert first_cells("room") == rooms


def test_every_other_contract_is_explained() -> None:
    assert first_cells("contract") == [each["name"] for each in CONTRACTS if not each["name"].startswith("rooms:")]


def test_every_module_stands_in_a_room() -> None:
    rooms = first_cells("room")
    # The package itself, and the one name that other people's scripts import from there.
    outside = {"govcrawl", "govcrawl.errors"}
    modules = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for package in PROJECT["tool"]["importlinter"]["root_packages"]
        for path in (ROOT / package).rglob("*.py")
    }
    assert len(modules) > 300
    homeless = {name for name in modules if not any(name == room or name.startswith(f"{room}.") for room in rooms)}
    assert homeless == outside


def test_the_picture_names_every_room() -> None:
    picture = ET.parse(ROOT / "docs" / "architecture.svg")
    text = " ".join("".join(each.itertext()) for each in picture.iter("{http://www.w3.org/2000/svg}text"))
    for room in first_cells("room")[1:]:  # all but `python -m govcrawl`
        name = room.removeprefix("govcrawl.").removeprefix("replay_")
        assert re.search(rf"\b{name}\b", text), room


def test_pipelines_of_the_settings_stand_in_their_room() -> None:
    assert all(name.startswith("pipelines.") for name in ITEM_PIPELINES)
