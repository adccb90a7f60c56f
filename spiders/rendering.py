"""When a page is asked for once more through the browser."""

from functools import cache

from govcrawl.net.browser import find_browser
from govcrawl.register import Target
from spiders.fetching import Fetched


@cache
def _browser_found() -> bool:
    return find_browser() is not None


def may_render(target: Target) -> bool:
    return target.render != "static" and _browser_found()


def wants_browser(fetched: Fetched, target: Target) -> bool:
    """Whether a page that was fetched plainly holds its content only after its scripts have run."""
    return not fetched.rendered and target.render != "static" and fetched.page.needs_script()
