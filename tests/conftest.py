"""How tests are shared out among workers: those that look at one night stay together, and begin first."""

from __future__ import annotations

from typing import Any

import pytest

# Files whose tests share a finished night of the demo city, the longest night first; of all others, a file is a share.
_NIGHTS = {
    "whole": ("test_attachments.py", "test_demo_city.py", "test_notebooks.py", "test_rendered.py"),
    "small": (
        "test_archive.py",
        "test_crashes.py",
        "test_rendering.py",
        "test_report_to.py",
        "test_results.py",
        "test_resume.py",
        "test_silent_sites.py",
        "test_single_units.py",
    ),
}


def _share(nodeid: str) -> str:
    file = nodeid.partition("::")[0]
    folder, _, name = file.rpartition("/")
    found = (night for night, names in _NIGHTS.items() if folder == "tests/night" and name in names)
    return next(found, file)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Nights take longest, so they begin first."""
    order = list(_NIGHTS)
    items.sort(key=lambda item: order.index(share) if (share := _share(item.nodeid)) in order else len(order))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Scopes are shares. (xdist's own groups do nothing under this version of pytest.)"""
    from xdist.scheduler import LoadScopeScheduling

    class Shares(LoadScopeScheduling):  # type: ignore[misc]  # comes without types
        def _split_scope(self, nodeid: str) -> str:
            return _share(nodeid)

    return Shares(config, log)
