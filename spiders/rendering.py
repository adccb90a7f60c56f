"""When a page is asked for once more through the browser."""

import re
from functools import cache
from typing import Any

from scrapy_playwright.page import PageMethod

from govcrawl.domain.items import PageItem
from govcrawl.domain.targets import Target
from govcrawl.net.browser import find_browser
from govcrawl.net.verdict import PASSED
from spiders.fetching import Fetched

# Documents and their interpretations link each other; many systems put that block there by script.
_LINKED = frozenset({"policy", "normative", "interpretation"})
_RELATED_BY_SCRIPT = re.compile(
    r"<script\b[^<>]*>(?:(?!</?script).)*?(?:解读|相关文件|政策原文|xgjd|zcjd|relatedDoc)", re.S | re.I
)


@cache
def _browser_found() -> bool:
    return find_browser() is not None


def may_render(target: Target) -> bool:
    """Whether pages of the target may be opened in a browser: there is one, and the register does not forbid it."""
    return target.render != "static" and _browser_found()


def wants_browser(fetched: Fetched, target: Target) -> bool:
    """Whether a page that was fetched plainly holds its content only after its scripts have run."""
    return not fetched.rendered and target.render != "static" and fetched.page.needs_script()


def challenge_meta(seconds: float) -> dict[str, Any]:
    """How a page behind a wall is asked for: its script runs, writes a cookie and reloads, which takes its time."""
    shown = f"() => document.body && document.body.innerText.replace(/\\s/g, '').length >= {PASSED}"
    wait = PageMethod("wait_for_function", shown, timeout=seconds * 1000)
    return {
        "playwright": True,
        # A wall that lets nobody through reloads for ever, and "load" may never come.
        "playwright_page_goto_kwargs": {"wait_until": "commit"},
        "playwright_page_methods": [wait],
    }


def has_related_script(source: str) -> bool:
    """Whether a script of the page speaks of documents that belong to it."""
    return bool(_RELATED_BY_SCRIPT.search(source))


def links_by_script(item: PageItem, fetched: Fetched) -> bool:
    """Whether a page that seems to lack the link to its interpretation, or policy, has a script that speaks of it."""
    if fetched.rendered or item.column_kind not in _LINKED:
        return False
    links = item.policy_links if item.column_kind == "interpretation" else item.interpretation_links
    return not links and has_related_script(fetched.page.source)
