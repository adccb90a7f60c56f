"""The demo city: county portals and department sites of a fictional city, with planted defects and near misses."""

from __future__ import annotations

from dataclasses import dataclass, field

from govcrawl.demo.counties import CITY, JINTAN, SHUANGLIN
from govcrawl.demo.media import build_media
from govcrawl.demo.model import County, Expected, Planted, Response, Site
from govcrawl.demo.planted import DEPARTMENTS, PLATFORMS, PORTALS, Built
from govcrawl.demo.ports import free_port
from govcrawl.demo.qa import build_qa
from govcrawl.demo.render import render, url_of
from govcrawl.demo.styles.directories import Directory

# What a firewall's challenge looks like: nothing but a script that no reader could understand.
_CHALLENGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><meta id="9DhefwqGPrzGxEp9hPaoag" content="{&#113;a7f3}"'
    ' r="m"><script>$_ts=window[\'$_ts\'];if(!$_ts)$_ts={};$_ts.nsd=81924;$_ts.cd="qEEErqqlbqGqrqADcGEbqqA7";'
    "if($_ts.lcd)$_ts.lcd();</script></head><body></body></html>"
)
_UNAVAILABLE = "<html><head><title>503 Service Temporarily Unavailable</title></head><body><h1>503</h1></body></html>"


@dataclass
class City:
    """All sites, their shared port, and what was planted where (resolved to addresses in `truth`)."""

    port: int
    sites: list[Site]
    name: str = CITY
    built: list[Built] = field(default_factory=list)
    further: list[Expected] = field(default_factory=list)
    whole_sites: list[tuple[Site, str, str]] = field(default_factory=list)  # (site, outcome of A02, note)

    def site(self, host: str) -> Site:
        """The site at that loopback address. KeyError when there is none."""
        for site in self.sites:
            if site.host == host:
                return site
        raise KeyError(host)

    def address(self, site: Site) -> str:
        """The site's home page."""
        return f"http://{site.host}:{self.port}/"

    def url_of(self, built: Built, planted: Planted) -> str:
        return url_of(built.portal, built.style, planted.where)


def build_city(port: int = 0) -> City:
    """The city as it is served on `port`, which its pages name in absolute addresses; 0 takes a free one."""
    port = port or free_port()
    built = [make(port) for make in (*PORTALS, *DEPARTMENTS, *PLATFORMS)]
    portals = [each.portal for each in built if not isinstance(each.style, Directory)]
    sites = [
        render(each.portal, each.style, [other for other in portals if other is not each.portal]) for each in built
    ]
    down = _same_for_all(SHUANGLIN, Response(503, _UNAVAILABLE.encode()))
    walled = _same_for_all(JINTAN, Response(412, _CHALLENGE.encode()))
    whole = [(down, "fail", "首页持续返回 503"), (walled, "error", "全站返回 412 动态防护，不能判定为打不开")]
    (qa, asked), (media, posted) = build_qa(port), build_media(port)
    return City(port, [*sites, qa, media, down, walled], built=built, further=[*asked, *posted], whole_sites=whole)


def _same_for_all(county: County, answer: Response) -> Site:
    site = Site(county.unit, county.site_name, county.host, county.site_code, {}, answer, owner=county)
    site.inspectable = False
    return site
