"""Finished nights on the demo city, small and whole, for all tests that only look at them."""

from collections.abc import Iterator

import pytest

from tests.night.city import Night, city_night, second_night
from tests.night.handmade import Inspected, Site, inspected


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    """The demo city while it is served; its database is still empty."""
    with city_night(tmp_path_factory.mktemp("night")) as night:
        yield night


@pytest.fixture(scope="package")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    """The demo city after an unbroken night, the second of two that lie a quarter apart."""
    with second_night(tmp_path_factory.mktemp("second")) as night:
        assert night.run().failed == []
        night.asked = night.requests.copy()
        yield night


@pytest.fixture(scope="package")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    """The city at its full size after an unbroken night."""
    with city_night(tmp_path_factory.mktemp("whole"), whole=True) as night:
        night.run()
        night.asked = night.requests.copy()
        yield night


@pytest.fixture(scope="package")
def handmade(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inspected]:
    """The sites that the modules of the chosen tests declare as SITES, inspected together."""
    modules = {item.module for item in request.session.items if isinstance(item, pytest.Function)}
    declared = [site for module in modules for site in getattr(module, "SITES", ())]
    sites = [site for site in declared if isinstance(site, Site)]  # other rooms call other things so
    with inspected(sorted(sites, key=lambda site: site.host), tmp_path_factory.mktemp("handmade")) as found:
        yield found
