"""Department sites (部门网站): inspected as portals are."""

from spiders.portal import PortalSpider


class DepartmentSpider(PortalSpider):
    """Spider of department sites."""

    name = "department"
    platform = "department"
