"""How tests are shared out among workers: what looks at one night stays together, the longest shares begin first."""

from __future__ import annotations

from typing import Any

# Files that share something that takes long to make; of all others, a file is a share.
_SHARES = {
    "whole": ("test_attachments.py", "test_demo_city.py", "test_notebooks.py", "test_rendered.py"),
    "small": (
        "test_archive.py",
        "test_rendering.py",
        "test_results.py",
        "test_resume.py",
        "test_silent_sites.py",
        "test_single_units.py",
        "test_summary_again.py",
        "test_two_rounds.py",
    ),
    "handmade": (
        "test_frames_again.py",
        "test_odd_addresses.py",
        "test_patterns.py",
        "test_search.py",
        "test_second_look.py",
        "test_undated_rows.py",
        "test_ways_on.py",
    ),
    "served": ("test_crashes.py", "test_report_to.py"),
}
# The longest first: at the end only short ones are left, and all workers end together.
_FIRST = (
    "small",
    "whole",
    "served",
    "tests/faults/test_hostile_night.py",
    "tests/cms/test_systems.py",
    "tests/docs/test_newcomer.py",
    "handmade",
    "tests/night/",  # whatever else starts a night
    "tests/faults/",
    "tests/untrusted/",
    "tests/dataframes/test_notebooks.py",
    "tests/invariance/",
    "tests/packaging/",
    "tests/exports/report/",
    "tests/fuzz/",
)


def share_of(nodeid: str) -> str:
    """The share that a test belongs to."""
    file = nodeid.partition("::")[0]
    folder, _, name = file.rpartition("/")
    found = (share for share, names in _SHARES.items() if folder == "tests/night" and name in names)
    return next(found, file)


def place_of(nodeid: str) -> int:
    """Where a test's share comes in the order; those of one place keep the order in which they were found."""
    share = share_of(nodeid)
    return next((place for place, first in enumerate(_FIRST) if share.startswith(first)), len(_FIRST))


def scheduler(config: Any, log: Any) -> Any:
    """Of pytest-xdist: scopes are shares. (Its own groups do nothing under this version of pytest.)"""
    from xdist.scheduler import LoadScopeScheduling

    class Shares(LoadScopeScheduling):  # type: ignore[misc]  # comes without types
        def _split_scope(self, nodeid: str) -> str:
            return share_of(nodeid)

    return Shares(config, log)
