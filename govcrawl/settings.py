"""Scrapy settings. Every departure from Scrapy's default says what the default is and why ours differs."""

# Before anything else: as it is loaded, Scrapy looks for the source of every open frame among all loaded modules, and
# there are few of both now; from the engine, a worker would start a second later.
import scrapy.core.downloader.contextfactory  # noqa: F401

from govcrawl.domain.environment import settings_or_defaults
from govcrawl.domain.garbage import collect_seldom
from govcrawl.net.browser import find_browser, launch_options, must_abort

collect_seldom()  # as early as can be: Scrapy loads its commands, and with them nearly everything, behind the settings

BOT_NAME = "govcrawl"
SPIDER_MODULES = ["spiders"]
NEWSPIDER_MODULE = "spiders"
# Default "": `scrapy crawl` with our exit codes.
COMMANDS_MODULE = "govcrawl.apps.scrapy_commands"

# -- Politeness --------------------------------------------------------------------------------------------------
# USER_AGENT: default "Scrapy/VERSION"; a webmaster must be able to tell who inspects the site.
# Default False: robots.txt is obeyed; `-s ROBOTSTXT_OBEY=False` is the register owner's decision, and is logged.
ROBOTSTXT_OBEY = True
# Default 8 and 0: one request at a time and one second apart for each host, many hosts side by side.
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
# Default 16: the city's sites are inspected at the same time.
CONCURRENT_REQUESTS = 64
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    # Default "en": some portals serve an English edition to it.
    "Accept-Language": "zh-CN,zh;q=0.9",
}

# -- Bounds for hostile answers ----------------------------------------------------------------------------------
# Default 180 s: the indicators call a page that needs 15 s unreachable; twice that is patience enough.
DOWNLOAD_TIMEOUT = 30
# Default 1 GiB: no page or attachment needs more to be judged.
DOWNLOAD_MAXSIZE = 32 * 1024 * 1024
# Default True (an error): a wrong Content-Length is common, and the page is readable all the same. Whether it came
# whole is for `net.size_limit.TruncatedBodies` to say.
DOWNLOAD_FAIL_ON_DATALOSS = False
# Default ProtegoRobotParser, which ours is, for the first 500 KiB.
ROBOTSTXT_PARSER = "govcrawl.net.robots.BoundedRobotParser"
# Default 20: a chain of ten redirects is a loop.
REDIRECT_MAX_TIMES = 10
# Default 60 s.
DNS_TIMEOUT = 20
# Default CachingThreadedResolver, which ours is, with the names of GOVCRAWL_HOSTS before the DNS.
DNS_RESOLVER = "govcrawl.net.names.Resolver"
# Defaults kept for RETRY_ENABLED and RETRY_TIMES (2): three answers before a page counts as unreachable.

# -- Bounds of one target (each bound hit is stored with the site and printed in the coverage sheet) -----------------
GOVCRAWL_MAX_PAGES = 5000  # article and list pages
GOVCRAWL_MAX_COLUMNS = 600
GOVCRAWL_MAX_LIST_PAGES = 60  # list pages of one column
GOVCRAWL_MAX_DEPTH = 5  # steps from the home page to a column
GOVCRAWL_MAX_FAMILY = 30  # columns of like addresses (a calendar's months) that add nothing to each other
GOVCRAWL_MAX_LINKS = 5000  # links and attachments checked without being inspected as pages
GOVCRAWL_MAX_MINUTES = 480
GOVCRAWL_FREEZE_SECONDS = 60  # for one step of the program; a worker that needs longer is started anew (0: never)
GOVCRAWL_WALL_SECONDS = 40  # how long a browser waits behind a wall (412, 521) for the page; walls need up to 30 s
GOVCRAWL_NEWEST_ARTICLES = 30  # newest articles read of a column that is neither policy nor interpretation

# -- What we need of Scrapy, and what we do ourselves ----------------------------------------------------------------
# Default RFPDupeFilter: the spider knows its pages by `page_key`, so a second fingerprint would only cost memory.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
# Default True, both: no remote consoles on an analyst's machine.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
SPIDER_MIDDLEWARES: dict[str, int | None] = {
    # On by default; the spider judges every status itself, names its own referers, and keeps its own depth.
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    # On by default; drops long addresses without a word, and the inspection would wait for their answer.
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
}
DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    "govcrawl.net.guard.AddressGuard": 20,
    "govcrawl.net.size_limit.TruncatedBodies": 560,  # after HttpCompression (590) has unpacked the body
    "govcrawl.net.size_limit.Heads": 595,  # before it, so that what a head unpacks to is bounded as ever
    # On by default; which hosts belong to a target is the spider's to say (links to other hosts are checked too).
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    # On by default; decodes every body once more. `extract.Page.refresh()` finds refreshes in the page parsed anyway.
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    # On by default; never used here.
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
}
ITEM_PIPELINES = {
    "pipelines.pipeline.RulesPipeline": 100,
    "pipelines.pipeline.Store": 900,
}
EXTENSIONS = {
    "spiders.heartbeat.Heartbeat": 100,  # ends before the next begins
    "pipelines.cross_page.extension.CrossPageRules": 500,
}

# Default 100 coroutines for the items of each response: our pipelines never wait, and starting them costs time.
CONCURRENT_ITEMS = 1

# -- Rendering ----------------------------------------------------------------------------------------------------
# Without a browser the ordinary handlers stay, and pages that need rendering become `error`.
BROWSER = find_browser(settings_or_defaults())
# Default handlers for file:, ftp:, s3: and data: too: what a page links is fetched by HTTP or not at all. Default
# HTTP11DownloadHandler, which ours are, with bounds on the heads of answers.
DOWNLOAD_HANDLERS: dict[str, str | None] = dict.fromkeys(("file", "ftp", "s3", "data"))
_HANDLER = "browser_handler.TimeLimitedBrowserHandler" if BROWSER else "heads.BoundedHeads"
DOWNLOAD_HANDLERS |= dict.fromkeys(("http", "https"), f"govcrawl.net.{_HANDLER}")
PLAYWRIGHT_LAUNCH_OPTIONS = launch_options(BROWSER)
# Default: a browser that asks whatever a page tells it to.
PLAYWRIGHT_BROWSER_PROVIDER = "govcrawl.net.guarded_browser.GuardedBrowser"
PLAYWRIGHT_MAX_PAGES_PER_CONTEXT = 4
PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT = 45_000  # ms; challenge pages need up to 30 s to reload themselves
PLAYWRIGHT_ABORT_REQUEST = must_abort

# -- Log ----------------------------------------------------------------------------------------------------------
# Default DEBUG prints two lines for every page.
LOG_LEVEL = "INFO"
# Default 60 s.
LOGSTATS_INTERVAL = 300.0
