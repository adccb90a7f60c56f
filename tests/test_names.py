"""Names: those that other people's scripts import stand, old ones are gone, and no type is defined twice."""

from __future__ import annotations

import ast
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("govcrawl", "spiders", "pipelines", "analysis", "exports")

# Scripts outside this repository import these; where one moves, a re-export stays.
IMPORTED_BY_OTHERS = (
    "govcrawl.errors.GovcrawlError",
    "govcrawl.extract.Page.article",
    "govcrawl.extract.Page.form",
    "govcrawl.extract.Page.links",
    "govcrawl.extract.Page.listing",
    "govcrawl.extract.Page.marks",
    "govcrawl.extract.Page.navigation",
    "govcrawl.extract.decode.decode",
    "govcrawl.extract.feeds.read_feed",
    "govcrawl.extract.read_article",
    "govcrawl.extract.read_listing",
    "govcrawl.net.robots.BoundedRobotParser.allowed",
    "govcrawl.net.verdict.judge_response",
    "govcrawl.register.read_register",
    "pipelines.rules.rule",
)

# As modules were called before 0.2.0.
OLD_MODULES = (
    "analysis.ageing", "analysis.availability", "analysis.backdated", "analysis.changes", "analysis.cross_page",
    "analysis.facts", "analysis.figures", "analysis.formats", "analysis.forwarding", "analysis.interpretation",
    "analysis.media", "analysis.normative", "analysis.notebook", "analysis.notice_facts", "analysis.notice_issues",
    "analysis.platforms", "analysis.plots", "analysis.policy_cases", "analysis.policy_match",
    "analysis.policy_titles", "analysis.practice", "analysis.qa", "analysis.quarters", "analysis.round_scores",
    "analysis.score_counts", "analysis.score_frames", "analysis.score_lines", "analysis.scores", "analysis.seen",
    "analysis.standing", "analysis.telling", "analysis.verification", "exports.books", "exports.filled",
    "exports.kept", "exports.report.chunks", "exports.report.frame", "exports.report.shelf", "exports.report.since",
    "exports.report.stream", "exports.saving", "exports.summary.told", "exports.tables.material",
    "exports.tables.telling", "exports.values", "govcrawl.answers", "govcrawl.archive", "govcrawl.cli",
    "govcrawl.commands", "govcrawl.db", "govcrawl.decisions", "govcrawl.demo", "govcrawl.extract.closed",
    "govcrawl.extract.facts", "govcrawl.extract.leading", "govcrawl.extract.marks", "govcrawl.extract.shallow",
    "govcrawl.extract.sides", "govcrawl.extract.tally", "govcrawl.findings", "govcrawl.items", "govcrawl.log",
    "govcrawl.net.bodies", "govcrawl.net.bounded", "govcrawl.net.gate", "govcrawl.night", "govcrawl.notify",
    "govcrawl.plain", "govcrawl.platforms", "govcrawl.posts", "govcrawl.rounds", "govcrawl.scrapy_commands",
    "govcrawl.screen", "govcrawl.standard", "govcrawl.tame", "govcrawl.urls", "govcrawl.web", "spiders.phases.again",
    "spiders.phases.answering", "spiders.phases.articles_again", "spiders.phases.disclosure",
    "spiders.phases.inventory", "spiders.phases.recalled", "spiders.phases.upkeep", "spiders.second_look",
    "spiders.yardstick",
)  # fmt: skip

# Classes and functions as they were called, by the room that had them: elsewhere these words may mean something else.
OLD_NAMES = {
    "": (
        "told", "Told", "Place", "Kept", "Deed", "Gate", "Standings", "Yardstick", "CutBodies", "PlainConsole",
        "tame", "thin", "shallow",
    ),
    "govcrawl.domain": (
        "Answer", "Upkeep", "plain", "removed", "shorten", "replacing", "replacing_folder",
    ),
    "govcrawl.store": (
        "Place", "Kept", "plain", "holding", "Hold", "Chosen", "ChosenRound", "choose", "note_deed", "store_deed",
        "read_deeds", "Verification", "Progress", "Kind",
    ),
    "govcrawl.register": (
        "Column", "Sheet", "Row", "Problem", "Target", "PLATFORMS",
    ),
    "govcrawl.rubric": (
        "Kind", "Words",
    ),
    "govcrawl.extract": (
        "Marks", "Document", "Group", "Row", "Leads", "find", "shallow", "tally",
    ),
    "govcrawl.cms": (
        "Plain", "Source", "find",
    ),
    "govcrawl.net": (
        "Answer", "Gate", "BoundedBrowserHandler", "Walled",
    ),
    "govcrawl.apps.cli": (
        "Screen", "marked", "say", "Outcome", "Plan", "run_night", "watch_night", "open_night",
    ),
    "govcrawl.apps.desk": (
        "Place", "Line", "Progress", "deed", "seen", "changed", "frame",
    ),
    "pipelines": (
        "Document", "Inspection", "Places", "plain",
    ),
    "spiders": (
        "SecondLooks", "PagesAgain", "AgainPhase", "Answering", "Source", "recalled", "upkeep_of", "second_look",
    ),
    "analysis": (
        "Standing", "Standings", "Seen", "seen_of", "standings_of", "Frame", "Problem", "practice", "rhythm",
        "halves", "say", "open_night", "told_units", "read_practice",
    ),
    "exports": (
        "Frame", "Material", "Shelf", "Filled", "FilledError", "Column", "Sheet", "Line", "Changes", "Group",
        "Words", "Row", "plain", "write", "since_of", "read_frame", "read_filled", "told_problems", "told_evidence",
    ),
}  # fmt: skip


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the product with its tree."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            yield name, ast.parse(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def defined() -> dict[str, list[str]]:
    """Names of classes and functions at the top of each module."""
    kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {name: [node.name for node in tree.body if isinstance(node, kinds)] for name, tree in modules()}


@pytest.mark.parametrize("name", IMPORTED_BY_OTHERS)
def test_names_of_other_peoples_scripts_stand(name: str) -> None:
    pkgutil.resolve_name(name)


def test_old_modules_are_gone() -> None:
    paths = [ROOT / name.replace(".", "/") for name in OLD_MODULES]
    assert len(paths) > 80
    assert [path for path in paths if path.with_suffix(".py").exists() or (path / "__init__.py").exists()] == []


@pytest.mark.parametrize("room", OLD_NAMES)
def test_old_names_are_gone(room: str, defined: dict[str, list[str]]) -> None:
    inside = {module: names for module, names in defined.items() if f"{module}.".startswith(f"{room}." if room else "")}
    assert inside, "a room that does not exist"
    old = set(OLD_NAMES[room])
    assert [f"{module}.{name}" for module, names in inside.items() for name in names if name in old] == []


def test_no_type_is_defined_twice() -> None:
    """One name, one meaning: classes at the top of a module, private ones included."""
    places: dict[str, list[str]] = {}
    for module, tree in modules():
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(module)
    assert len(places) > 200
    assert {name: found for name, found in places.items() if len(found) > 1} == {}
