"""Government portals (门户网站)."""

from spiders.base import InspectionSpider
from spiders.phases.articles import ArticlesPhase
from spiders.phases.closing import ClosingPhase
from spiders.phases.columns import ColumnsPhase
from spiders.phases.home import HomePhase
from spiders.phases.links import LinksPhase
from spiders.phases.reach import ReachPhase
from spiders.phases.recheck import RecheckColumnsPhase


class PortalSpider(InspectionSpider):
    """Government portals (门户网站)."""

    name = "portal"
    platform = "portal"
    phases = (HomePhase, ColumnsPhase, ArticlesPhase, LinksPhase, RecheckColumnsPhase, ReachPhase, ClosingPhase)
