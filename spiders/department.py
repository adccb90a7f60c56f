"""Department sites (部门网站): inspected as portals are."""

from spiders.portal import PortalSpider


class DepartmentSpider(PortalSpider):
    """Department sites (部门网站)."""

    name = "department"
    platform = "department"
