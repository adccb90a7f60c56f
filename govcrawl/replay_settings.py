"""Scrapy settings of a replay: as of a crawl, with answers from the archive alone. `govcrawl replay` sets the names."""

from govcrawl.domain.environment import settings_or_defaults
from govcrawl.net.replay import MIDDLEWARES
from govcrawl.settings import *  # noqa: F403
from govcrawl.settings import DOWNLOAD_HANDLERS, DOWNLOADER_MIDDLEWARES

GOVCRAWL_REPLAY = settings_or_defaults().replay
GOVCRAWL_REPLAY_FROM = settings_or_defaults().replay_from or ""
# No handler of a crawl is left, so that nothing can be asked.
DOWNLOAD_HANDLERS.update(dict.fromkeys(("http", "https"), "govcrawl.net.replay.ReplayHandler"))
DOWNLOADER_MIDDLEWARES.update(MIDDLEWARES)
DOWNLOAD_DELAY = 0
CONCURRENT_REQUESTS_PER_DOMAIN = 16
