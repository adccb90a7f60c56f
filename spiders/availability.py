"""One probe of each website's home page (the week's probes are judged by A01)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from typing import Any

from govcrawl.net.probe import probe_all
from govcrawl.store.outage import through_outages
from govcrawl.store.probes import store_probes
from spiders.base import InspectionSpider
from spiders.inspection import select


class AvailabilitySpider(InspectionSpider):
    """Takes the arguments of all spiders; asks for nothing but home pages."""

    name = "availability"
    platform = "availability"
    phases = ()

    async def start(self) -> AsyncIterator[Any]:
        if self.resume:  # the run that goes on has had its probe
            return
        register = self.inspection.register
        targets = select(register.targets_of(self.platform, self.arguments["unit"]), self.arguments["share"] or "0/1")
        probes = await probe_all(targets, self.own_hosts)
        engine = self.inspection.writer.engine
        through_outages(engine, partial(store_probes, engine, probes))
        for probe in probes:
            self.logger.info("%s: %s %d ms", probe.target.name, probe.reason or "可访问", probe.milliseconds)
        if False:  # an asynchronous generator that has nothing to ask of Scrapy
            yield
