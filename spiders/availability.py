"""One probe of each website's home page (the week's probes are judged by A01)."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Collection, Sequence
from functools import partial
from typing import Any

from govcrawl.domain.targets import Target
from govcrawl.net.probe import probe_all
from govcrawl.store.outage import through_outages
from govcrawl.store.probes import probed_since_begun, store_probes
from spiders.base import InspectionSpider
from spiders.inspection import Inspection, select

log = logging.getLogger(__name__)


class AvailabilitySpider(InspectionSpider):
    """Takes the arguments of all spiders; asks for nothing but home pages."""

    name = "availability"
    platform = "availability"
    phases = ()

    async def start(self) -> AsyncIterator[Any]:
        if not (self.resume and has_probed(self.inspection)):
            targets = select(self.wanted(), self.arguments["share"] or "0/1")
            await probe_home_pages(self.inspection, targets, self.own_hosts)
        if False:  # an asynchronous generator that has nothing to ask of Scrapy
            yield


async def probe_home_pages(inspection: Inspection, targets: Sequence[Target], own_hosts: Collection[str]) -> None:
    """Ask once for the home page of each of `targets`, and store the answers together.

    own_hosts: hosts of the register, which may have addresses that are not public. StoreError when they cannot be
    stored.
    """
    probes = await probe_all(targets, set(own_hosts))
    engine = inspection.writer.engine
    through_outages(engine, partial(store_probes, engine, probes))
    for probe in probes:
        log.info("%s: %s %d ms", probe.target.name, probe.reason or "可访问", probe.milliseconds)


def has_probed(inspection: Inspection) -> bool:
    """Whether the inspection that goes on has had its probe: none is made in its place later."""
    engine = inspection.writer.engine
    return through_outages(engine, partial(probed_since_begun, engine, inspection.round.name))
