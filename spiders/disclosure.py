"""Open-information platforms (政府信息公开平台): their directory leads to the columns, whatever system they run on."""

from spiders.portal import PortalSpider


class DisclosureSpider(PortalSpider):
    """Open-information platforms (信息公开平台)."""

    name = "disclosure"
    platform = "disclosure"
