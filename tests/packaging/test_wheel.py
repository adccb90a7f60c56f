"""The wheel holds every file of the packages, and works where there is no checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import govcrawl

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("govcrawl", "spiders", "pipelines", "analysis", "exports")


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Output of a command that must succeed."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={name: text for name, text in os.environ.items() if not name.startswith("GOVCRAWL_")} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (command, done.stdout[-2000:], done.stderr[-2000:])
    return done.stdout


@pytest.fixture(scope="module")
def files() -> list[str]:
    """Files of the checkout that git knows or would add."""
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT)
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def wheel(files: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel made of a source distribution, of nothing but these files."""
    checkout, out = tmp_path_factory.mktemp("checkout"), tmp_path_factory.mktemp("dist")
    for name in files:
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, checkout / name)
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ".", cwd=checkout)
    (made,) = out.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("installed")
    pip = ("pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile", "--disable-pip-version-check")
    run(sys.executable, "-m", *pip, "--target", target, wheel, cwd=target)
    return target


def test_every_file_of_the_packages_is_in_the_wheel(wheel: Path, files: list[str]) -> None:
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert packed == {name for name in files if name.startswith(tuple(f"{package}/" for package in PACKAGES))}


def test_version_and_licences(wheel: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert wheel.name.startswith(f"govcrawl-{govcrawl.__version__}-py3-none-any")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = next(line for line in changelog.splitlines() if line.startswith("## "))
    assert newest.startswith(f"## {govcrawl.__version__} ")
    names = zipfile.ZipFile(wheel).namelist()
    vendored = {path.name for pattern in project["license-files"] for path in ROOT.glob(pattern)}
    assert {name.rpartition("/")[2] for name in names if ".dist-info/licenses/" in name} == vendored
    assert "LICENSE" in vendored


def test_commands_work_without_the_checkout(installed: Path, tmp_path: Path) -> None:
    environment = {"PYTHONPATH": str(installed), "SCRAPY_SETTINGS_MODULE": "govcrawl.settings"}
    spiders = run(sys.executable, "-m", "scrapy", "list", cwd=tmp_path, **environment).split()
    assert spiders == ["availability", "department", "disclosure", "everything", "new_media", "policy_qa", "portal"]
    run(installed / "bin" / "govcrawl", "register", "template", "register.xlsx", cwd=tmp_path, **environment)
    assert (tmp_path / "register.xlsx").stat().st_size > 5000


def test_migrations_and_data_are_found_in_the_installation(installed: Path, tmp_path: Path) -> None:
    script = (
        "import exports; from govcrawl.store.session import open_database;"
        "from govcrawl.rubric.reader import load_rubric;"
        "open_database('sqlite:///made.db').dispose(); assert load_rubric().indicators; print(exports.__file__)"
    )
    where = run(sys.executable, "-c", script, cwd=tmp_path, PYTHONPATH=str(installed)).strip()
    assert Path(where).is_relative_to(installed)
    assert (tmp_path / "made.db").stat().st_size > 5000
