"""Open-information platforms (政府信息公开平台): their directory leads to the columns, whatever system they run on."""

from spiders.portal import PortalSpider


class DisclosureSpider(PortalSpider):
    """Spider of open-information platforms."""

    name = "disclosure"
    platform = "disclosure"
