"""When a page is asked for through the browser."""

import re
from functools import cache
from typing import Any

from scrapy_playwright.page import PageMethod

from govcrawl.domain.items import PageItem
from govcrawl.domain.targets import Target
from govcrawl.net.browser import find_browser
from govcrawl.net.verdict import PASSED
from spiders.fetching import Fetched, Job

# Documents and their interpretations link each other; many systems put that block there by script.
_LINKED = frozenset({"policy", "normative", "interpretation"})
_RELATED_BY_SCRIPT = re.compile(
    r"<script\b[^<>]*>(?:(?!</?script).)*?(?:解读|相关文件|政策原文|xgjd|zcjd|relatedDoc)", re.S | re.I
)


@cache
def _browser_found() -> bool:
    return find_browser() is not None


def may_render(target: Target) -> bool:
    """Whether pages of `target` may be asked for through the browser, and there is one."""
    return target.render != "static" and _browser_found()


def always_renders(target: Target) -> bool:
    """Whether the register wants every page of `target` through the browser, and there is one."""
    return target.render == "browser" and may_render(target)


def wants_browser(fetched: Fetched, target: Target) -> bool:
    """Whether `fetched`, a page of `target` asked for without browser, has its content only after its scripts ran."""
    return not fetched.rendered and target.render != "static" and fetched.page.needs_script()


def meta_of(job: Job, bot_protected: bool, seconds: float) -> dict[str, Any]:
    """Request meta by which `job` is asked for: through the browser, its head alone, or as usual.

    `bot_protected` is whether its site lets browsers in alone, `seconds` the patience with a challenge.
    """
    if job.challenge:
        return _challenge_meta(seconds)
    if job.browser or (bot_protected and not job.probe and job.method == "GET"):
        # Content that a script fetches is there once the network has been quiet.
        return {"playwright": True, "playwright_page_goto_kwargs": {"wait_until": "networkidle"}}
    return {"probe": True} if job.probe else {}


def _challenge_meta(seconds: float) -> dict[str, Any]:
    """Request meta for a page behind a challenge, whose script writes a cookie and reloads within `seconds`."""
    shown = f"() => document.body && document.body.innerText.replace(/\\s/g, '').length >= {PASSED}"
    wait = PageMethod("wait_for_function", shown, timeout=seconds * 1000)
    return {
        "playwright": True,
        # A challenge that lets nobody through reloads for ever, and "load" may never come.
        "playwright_page_goto_kwargs": {"wait_until": "commit"},
        "playwright_page_methods": [wait],
    }


def has_related_script(source: str) -> bool:
    """Whether a script in the HTML `source` speaks of documents that belong to its page."""
    return bool(_RELATED_BY_SCRIPT.search(source))


def links_by_script(item: PageItem, fetched: Fetched) -> bool:
    """Whether the page of `item`, which lacks the link to its interpretation or policy, has a script that speaks of it.

    `fetched` is the answer that gave the item.
    """
    if fetched.rendered or item.column_kind not in _LINKED:
        return False
    links = item.policy_links if item.column_kind == "interpretation" else item.interpretation_links
    return not links and has_related_script(fetched.page.source)
