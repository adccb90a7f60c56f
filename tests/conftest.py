"""How tests are shared out among workers: a whole night is run once, and first."""

import pytest

_NIGHTS = ("whole", "night")  # groups of tests that share a finished night, the longest first


@pytest.hookimpl(tryfirst=True)  # before the workers read the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one night stay together; of the others, those of one file."""
    groups = {item.nodeid: _group(item) for item in items}
    for item in items:
        item.add_marker(pytest.mark.xdist_group(groups[item.nodeid]))
    items.sort(key=lambda item: _NIGHTS.index(groups[item.nodeid]) if groups[item.nodeid] in _NIGHTS else len(_NIGHTS))


def _group(item: pytest.Item) -> str:
    package, _, _ = item.nodeid.partition("/test_")
    used = getattr(item, "fixturenames", ()) if package == "tests/night" else ()
    if "whole" in used:
        return "whole"
    return "night" if "served" in used else item.nodeid.partition("::")[0]
