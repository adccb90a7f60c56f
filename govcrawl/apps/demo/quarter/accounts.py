"""New-media accounts beyond those of the small city: 216 in all, most of them sound."""

from __future__ import annotations

from datetime import date, timedelta

from govcrawl.apps.demo.counties import JINTAN, SHUANGLIN
from govcrawl.apps.demo.departments import FORESTRY
from govcrawl.apps.demo.media import ACCOUNTS, FLOOD, OPENED, POLICY, DemoAccount, in_time
from govcrawl.apps.demo.model import INSPECTION_DATE
from govcrawl.apps.demo.quarter.bodies import BODIES, OTHERS

_ALL = 216
_KINDS = (
    ("微信", "发布"),
    ("微博", "在线"),
    ("抖音", "视界"),
    ("头条号", "资讯"),
    ("视频号", "之窗"),
    ("快手", "看点"),
)
_FEEDS = ("rss", "", "json", "atom", "", "rss")
# By place: long silent, registered late, closed.
_SILENT, _LATE, _CLOSED = (11, 38, 67, 93, 121, 150, 178, 199), (25, 84, 160), (52, 140)


def _accounts() -> list[DemoAccount]:
    owners = [(county.unit, county.short, county.pinyin) for county in (SHUANGLIN, JINTAN)]
    owners += [(body.name, f"云岭{body.short}", body.pinyin) for body in (FORESTRY, *BODIES, *OTHERS)]
    made: list[DemoAccount] = []
    for place in range(_ALL - len(ACCOUNTS)):
        unit, short, key = owners[place % len(owners)]
        kind = place // len(owners)
        platform, word = _KINDS[kind]
        feed = _FEEDS[kind]
        newest = date(2021, 8, 5) if place in _SILENT else INSPECTION_DATE - timedelta(days=place % 13)
        late = 45 if place in _LATE else 5
        closed = date(2021, 5, 31) if place in _CLOSED else None
        made.append(
            DemoAccount(
                unit, platform, f"{short}{word}", f"{key}-{kind}", feed, page=not feed, newest=newest,
                forwards=in_time(FLOOD, POLICY) if kind == 0 else (),
                registered=OPENED + timedelta(days=late),
                status="关停" if closed else "运行", closed=closed,
            )
        )  # fmt: skip
    return made


FURTHER = tuple(_accounts())
SILENT = tuple(FURTHER[place] for place in _SILENT)
LATE = tuple(FURTHER[place] for place in _LATE)
