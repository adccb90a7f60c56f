"""A content system whose adapter never returns from pages that name it."""

from __future__ import annotations

import re

from govcrawl.cms.model import ListSource, detector
from tests.faults.pages import column
from tests.faults.server import whole

_NAME = "NeverCMS"
PAGE = whole(column("财政资金", f'<div class="list"></div><script>var cms = "{_NAME}";</script>').encode())
# Time doubles with each letter, and the interpreter is held for all of it.
_ENDLESS = re.compile(r"(a+)+$")


class NeverReturns:
    """Scrapy add-on that registers the adapter in the process that crawls."""

    def update_settings(self, settings: object) -> None:
        """As the decorator does when an adapter's module is imported."""

        @detector(rank=0)
        def never(source: str, url: str) -> list[ListSource]:
            if _NAME in source:
                _ENDLESS.match("a" * 60 + "b")
            return []


ADDON = 'ADDONS={"tests.faults.stuck.NeverReturns": 0}'
