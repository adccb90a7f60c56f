"""Marks of tests (`tests.marks`) and how they are shared out among workers (`tests.shares`)."""

from __future__ import annotations

import sys
from collections.abc import Generator
from typing import Any

import pytest

from tests.marks import Guard, set_marks
from tests.shares import place_of, scheduler

_GUARD = Guard()
sys.addaudithook(_GUARD)


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks for what a test needs; nights take longest, so they begin first."""
    for item in items:
        set_marks(item)
    items.sort(key=lambda item: place_of(item.nodeid))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None]:
    """Fixtures are made under the eyes of the guard."""
    _GUARD.item = item
    try:
        return (yield)
    finally:
        _GUARD.item = None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """The test itself runs under the eyes of the guard."""
    _GUARD.item = item
    try:
        return (yield)
    finally:
        _GUARD.item = None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Tests of one share go to one worker."""
    return scheduler(config, log)
