"""One finished night on the demo city for all tests that only look at it."""

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
    served.run()
    served.asked = served.running.requests.copy()
    return served
