"""Finished nights on the demo city, small and whole, for all tests that only look at them."""

from collections.abc import Iterator

import pytest

from tests.night.city import Night, city_night


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    """The demo city while it is served; its database is still empty."""
    with city_night(tmp_path_factory.mktemp("night")) as night:
        yield night


@pytest.fixture(scope="package")
def night(served: Night) -> Night:
    """The demo city after an unbroken night."""
    before = served.requests.copy()
    served.run()
    served.asked = served.requests - before
    return served


@pytest.fixture(scope="package")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    """The city at its full size after an unbroken night."""
    with city_night(tmp_path_factory.mktemp("whole"), whole=True) as night:
        night.run()
        night.asked = night.requests.copy()
        yield night
