"""The files that a newcomer meets first: links lead somewhere, issue forms are valid, checklists agree."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "docs/index.md")
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
ELEMENTS = {"markdown", "input", "textarea", "dropdown", "checkboxes"}


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def anchors(path: Path) -> set[str]:
    """Places within a page, as GitHub and the site name them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", text(name))
    assert links
    for link in links:
        if re.match(r"https?://", link):
            continue
        file, _, place = link.partition("#")
        path = (ROOT / name).parent / file
        assert path.is_file(), link
        assert not place or place in anchors(path), link


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_make_targets_exist(name: str) -> None:
    targets = set(re.findall(r"^([\w-]+):", text("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", text(name), re.MULTILINE))
    assert named
    assert named <= targets


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_issue_forms_are_valid(path: Path) -> None:
    form: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    if path.stem == "config":
        assert set(form) == {"blank_issues_enabled", "contact_links"}
        return
    assert {"name", "description", "title", "labels", "body"} == set(form)
    fields = [each for each in form["body"] if each["type"] != "markdown"]
    assert {each["type"] for each in form["body"]} <= ELEMENTS
    ids = [each["id"] for each in fields]
    assert len(ids) == len(set(ids))
    for each in fields:
        assert set(each) <= {"type", "id", "attributes", "validations"}
        assert each["attributes"]["label"]
        assert (each["type"] == "dropdown") == ("options" in each["attributes"])
    assert any(each.get("validations", {}).get("required") for each in fields)


def test_there_is_a_form_for_each_kind_of_issue() -> None:
    assert [path.stem for path in FORMS] == ["bug", "config", "missed-defect", "new-system", "wrong-finding"]


def test_checklists_agree() -> None:
    """The pull request's list asks for all that CONTRIBUTING asks for, by the first words of each line."""
    needed, asked = (
        {re.sub(r"\W+", " ", line)[:30] for line in re.findall(r"^- \[ \] (.+)$", text(name), re.MULTILINE)}
        for name in ("CONTRIBUTING.md", ".github/PULL_REQUEST_TEMPLATE.md")
    )
    assert len(needed) > 4
    assert needed <= asked


def test_the_workflow_runs_what_a_submission_must_pass() -> None:
    workflow = yaml.safe_load(text(".github/workflows/ci.yml"))
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert "bash .ci/run" in [step.get("run") for step in steps]


def test_hooks_run_from_the_environment_of_the_project() -> None:
    hooks = [hook for each in yaml.safe_load(text(".pre-commit-config.yaml"))["repos"] for hook in each["hooks"]]
    assert {hook["id"] for hook in hooks} >= {"ruff-check", "ruff-format", "mypy", "import-linter"}
    assert all(hook["language"] == "system" and hook["entry"].startswith(".venv/bin/") for hook in hooks)
