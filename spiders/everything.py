"""All platforms at once, in one event loop: what `govcrawl inspect` starts.

Each target is inspected as the spider of its platform does it. Targets of one host share its one slot, whatever their
platforms, and a night lasts as long as its slowest host, not as long as the slowest of each platform one after another.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from govcrawl.domain.targets import AVAILABILITY, EVERYTHING, INSPECTION_PLATFORMS, Target, platforms_named
from spiders.availability import has_probed, probe_home_pages
from spiders.base import InspectionSpider
from spiders.department import DepartmentSpider
from spiders.disclosure import DisclosureSpider
from spiders.inspection import select
from spiders.new_media import NewMediaSpider
from spiders.phases.phase import Phase
from spiders.policy_qa import PolicyQaSpider
from spiders.portal import PortalSpider

_SPIDERS: tuple[type[InspectionSpider], ...] = (
    PortalSpider,
    DepartmentSpider,
    DisclosureSpider,
    PolicyQaSpider,
    NewMediaSpider,
)
_PHASES = {spider.platform: spider.phases for spider in _SPIDERS}


class EverythingSpider(InspectionSpider):
    """Targets of all platforms, or of those that the argument `platforms` names, separated by commas."""

    name = EVERYTHING
    platform = EVERYTHING
    phases = ()

    def __init__(self, *args: Any, platforms: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.platforms = platforms_named(platforms) or INSPECTION_PLATFORMS

    def own_options(self) -> dict[str, str]:
        return {"platforms": ",".join(self.platforms)}

    def wanted(self) -> list[Target]:
        register, unit = self.inspection.register, self.arguments["unit"]
        inspected = (platform for platform in self.platforms if platform in _PHASES)
        return [target for platform in inspected for target in register.targets_of(platform, unit)]

    def phases_of(self, target: Target) -> tuple[type[Phase], ...]:
        return _PHASES[target.platform]

    async def start(self) -> AsyncIterator[Any]:
        replayed = self.inspection.replay is not None
        if AVAILABILITY in self.platforms and not replayed and not (self.resume and has_probed(self.inspection)):
            websites = self.inspection.register.targets_of(AVAILABILITY, self.arguments["unit"])
            await probe_home_pages(self.inspection, select(websites, self.arguments["share"] or "0/1"), self.own_hosts)
        async for each in super().start():
            yield each
