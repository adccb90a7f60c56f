"""New-media accounts (政务新媒体): their posts by feed, by page, or from the office's sheet."""

from spiders.base import InspectionSpider
from spiders.phases.account import AccountPhase


class NewMediaSpider(InspectionSpider):
    """New-media accounts (政务新媒体)."""

    name = "new_media"
    platform = "new_media"
    phases = (AccountPhase,)
