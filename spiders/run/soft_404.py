"""Soft 404: the site's own answer to an address that cannot exist is what its error pages are compared with."""

import re
import zlib
from dataclasses import dataclass
from urllib.parse import urljoin

from govcrawl.domain.urls import page_key
from govcrawl.net.verdict import visible_text

_NUMBERS = re.compile(r"\d+")
_LONGEST = 1_048_576  # bytes; no error page is longer


def impossible_url(home: str) -> str:
    """An address on the site of `home` that cannot exist, the same on every run."""
    return urljoin(home, f"/no-such-page-{zlib.crc32(home.encode()):08x}.html")


def _fingerprint(body: bytes) -> str:
    # Numbers differ from one error page to the next (times, request ids, counters).
    return _NUMBERS.sub("0", visible_text(body))


@dataclass(slots=True)
class Soft404Detector:
    """What the site answered: nothing to compare with unless it was a page with status 200."""

    fingerprint: str | None = None
    length: int = 0
    redirected_to: str | None = None

    def learn(self, asked: str, final: str, status: int | None, body: bytes) -> None:
        """Take the answer to an impossible address: `asked`, `final` after redirects, with `status` and `body`."""
        if status != 200 or len(body) > _LONGEST:
            return
        if page_key(final) != page_key(asked):
            self.redirected_to = page_key(final)
            return
        self.fingerprint, self.length = _fingerprint(body), len(body)

    def matches(self, asked: str, final: str, body: bytes) -> bool:
        """Whether `body`, got with status 200 at `final` after redirects from `asked`, is the site's error page."""
        if self.redirected_to is not None:
            return page_key(final) == self.redirected_to and page_key(asked) != self.redirected_to
        if self.fingerprint is None or not self.fingerprint:
            return False
        # Error pages of one site differ little in length; the comparison itself costs a pass over the text.
        if abs(len(body) - self.length) > 300:
            return False
        return _fingerprint(body) == self.fingerprint
