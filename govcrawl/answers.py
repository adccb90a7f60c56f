"""The three answers that a fetch can end with, and what a checked link is.

Only `UNREACHABLE` may feed A02, only `LinkState.GONE` may feed A03: a firewall, a challenge page or a slow
server is something that we could not judge, never a defect of the site.
"""

from enum import StrEnum


class Answer(StrEnum):
    """How a fetch ended."""

    REACHABLE = "reachable"
    BLOCKED = "blocked"
    UNREACHABLE = "unreachable"

    @property
    def chinese(self) -> str:
        return {"reachable": "可访问", "blocked": "被防护拦截", "unreachable": "打不开"}[self.value]


class LinkState(StrEnum):
    """What is known of a link or an attachment."""

    OK = "ok"
    GONE = "gone"  # 404/410, soft 404, name does not resolve, connection refused
    BLOCKED = "blocked"  # firewall, login, challenge, robots.txt, address guard
    SLOW = "slow"  # timed out
    ERROR = "error"  # any other answer that proves nothing (5xx, broken TLS, reset)
    UNCHECKED = "unchecked"  # a bound was hit before its turn came
