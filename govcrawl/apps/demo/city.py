"""The demo city: county portals and department sites of a fictional city, with planted defects and near misses."""

from __future__ import annotations

from dataclasses import dataclass, field

from govcrawl.apps.demo.before import Expectation, go_back
from govcrawl.apps.demo.counties import CITY, JINTAN, SHUANGLIN
from govcrawl.apps.demo.departments import WITHOUT_IPV6
from govcrawl.apps.demo.media import ACCOUNTS, DemoAccount, build_media, expected_of_media
from govcrawl.apps.demo.model import County, Expected, Planted, Response, Site
from govcrawl.apps.demo.planted import DEPARTMENTS, PLATFORMS, PORTALS, Built
from govcrawl.apps.demo.ports import free_port
from govcrawl.apps.demo.qa import ANSWERERS, Answerer, about, build_qa
from govcrawl.apps.demo.quarter.accounts import FURTHER, LATE, SILENT
from govcrawl.apps.demo.quarter.answers import ANSWERING, NEVER, NOT_LATELY
from govcrawl.apps.demo.quarter.platforms import PLATFORMS as FURTHER_PLATFORMS
from govcrawl.apps.demo.quarter.sites import SITES
from govcrawl.apps.demo.render import render, url_of
from govcrawl.apps.demo.styles.directories import Directory

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
    accounts: tuple[DemoAccount, ...] = ACCOUNTS
    answerers: tuple[Answerer, ...] = ANSWERERS
    before: list[Expectation] = field(default_factory=list)  # of the city one quarter earlier

    def site(self, host: str) -> Site:
        """The site at that loopback address. KeyError when there is none."""
        for site in self.sites:
            if site.host == host:
                return site
        raise KeyError(host)

    def address(self, site: Site) -> str:
        """The site's home page."""
        return f"http://{site.domain}:{self.port}/"

    def hosts_file(self) -> str:
        """The names of the sites, as GOVCRAWL_HOSTS wants them."""
        named = [site for site in self.sites if site.domain != site.host]
        lines = [f"{site.host} {site.domain}" for site in named]
        lines += [f"::1 {site.domain}" for site in named if site.domain not in WITHOUT_IPV6]
        return "\n".join(lines) + "\n"

    def url_of(self, built: Built, planted: Planted) -> str:
        """Address of the place where a defect was planted."""
        return url_of(built.portal, built.style, planted.where)


def build_city(port: int = 0, *, whole: bool = False, earlier: bool = False) -> City:
    """The city as it is served on `port`, which its pages name in absolute addresses; 0 takes a free one.

    `whole` is the city at the size of a real quarter's job; else it is small, with every rule's cases.
    `earlier` is the city one quarter before: `before` says what has become of what was wrong then.
    """
    port = port or free_port()
    built = [make(port) for make in (*PORTALS, *DEPARTMENTS, *(SITES if whole else ()))]
    built += [make(port) for make in (*PLATFORMS, *(FURTHER_PLATFORMS if whole else ()))]
    before = go_back([each for each in built if not isinstance(each.style, Directory)]) if earlier else []
    portals = [each.portal for each in built if not isinstance(each.style, Directory)]
    sites = [
        render(each.portal, each.style, [other for other in portals if other is not each.portal]) for each in built
    ]
    down = _same_for_all(SHUANGLIN, Response(503, _UNAVAILABLE.encode()))
    walled = _same_for_all(JINTAN, Response(412, _CHALLENGE.encode()))
    silent = [(down, "fail", "首页持续返回 503"), (walled, "error", "全站返回 412 动态防护，不能判定为打不开")]
    accounts = (*ACCOUNTS, *FURTHER) if whole else ACCOUNTS
    answerers = (*ANSWERERS, *ANSWERING) if whole else ANSWERERS
    (qa, further), media = build_qa(answerers), build_media(port, accounts)
    further += expected_of_media(media)
    if whole:
        further += _expected_of_quarter(qa, media)
    return City(
        port, [*sites, qa, media, down, walled], built=built, further=further, whole_sites=silent,
        accounts=accounts, answerers=answerers, before=before,
    )  # fmt: skip


def _expected_of_quarter(qa: Site, media: Site) -> list[Expected]:
    return [
        about(qa, "Q01", "fail", NEVER, "没有任何问答"),
        *(about(qa, "Q02", "fail", unit, "本检查期没有更新") for unit in NOT_LATELY),
        *(Expected("N01", media, account.path, "fail", "最新一条为 15 天前") for account in SILENT),
        *(Expected("N03", media, account.path, "fail", "开设 45 天后才备案") for account in LATE),
    ]


def _same_for_all(county: County, answer: Response) -> Site:
    site = Site(county.unit, county.site_name, county.host, county.site_code, {}, answer, owner=county)
    site.inspectable = False
    return site
