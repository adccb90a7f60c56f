"""The demo city as its visitors see it: every page answers, and nothing is broken but what is planted."""

from __future__ import annotations

import http.client
import re
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from govcrawl.apps.demo.city import City, build_city
from govcrawl.apps.demo.register import write_register
from govcrawl.apps.demo.render import path_of
from govcrawl.apps.demo.server import RunningCity, free_port, serve
from govcrawl.apps.demo.truth import RULES_WITH_VALUE, Truth, truth
from govcrawl.domain.urls import page_key
from govcrawl.register import read_register
from pipelines.catalogue import REGISTRY

_LINK = re.compile(r"""(?:href|src)=["']([^"']+)["']""")


@pytest.fixture(scope="module")
def running() -> Iterator[RunningCity]:
    with serve(build_city(free_port())) as running:
        yield running


@pytest.fixture(scope="module")
def expected(running: RunningCity) -> list[Truth]:
    return truth(running.city)


def get(url: str, referer: str = "") -> tuple[int, bytes]:
    request = urllib.request.Request(url, headers={"Referer": referer} if referer else {})
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.read()


def text(body: bytes) -> str:
    return body.decode("gb18030" if b"gb2312" in body[:300] else "utf-8")


def is_alive(city: City, url: str) -> bool:
    parts = urlsplit(url)
    site = next(
        (site for site in city.sites if parts.hostname in (site.host, site.domain) and parts.port == city.port), None
    )
    page = site.pages.get(path_of(url)) if site else None
    return page is not None and page.status < 400 and bool(page.body or page.status in (301, 302))


def test_every_page_answers_as_planned(running: RunningCity) -> None:
    city = running.city
    for site in city.sites:
        connection = http.client.HTTPConnection(site.host, city.port, timeout=120)
        for path, page in site.pages.items():
            asked, _, form = path.partition(" ")  # what a form asks for follows its address
            method = "POST" if form else "GET"
            connection.request(method, asked, body=form or None, headers={"Referer": city.address(site)})
            answer = connection.getresponse()
            assert (answer.status, answer.read()) == (page.status, page.body), path
            assert running.requests[site.host, path] == 1
        connection.close()


def test_links_are_alive_but_for_the_planted_ones(running: RunningCity, expected: list[Truth]) -> None:
    city = running.city
    alive = cache(partial(is_alive, city))  # most links stand on most pages
    broken = set()
    for site in city.sites:
        for path, page in site.pages.items():
            if not page.content_type.startswith("text/html") or page.status != 200:
                continue
            base = urljoin(city.address(site), path)
            for link in _LINK.findall(text(page.body)):
                url = urldefrag(urljoin(base, link))[0]
                if url.startswith("http") and "+" not in link and "<?" not in link and not alive(url):
                    broken.add((page_key(base), url))
    planted = {(t.url, t.value) for t in expected if t.rule in ("A03", "T03") and t.outcome in ("fail", "error")}
    # A file with the wrong bytes is there all the same.
    assert broken == {(page_key(url), value) for url, value in planted if not is_alive(city, value)}


def test_truth_has_both_sides_of_every_rule(expected: list[Truth]) -> None:
    assert {t.rule for t in expected if t.outcome == "fail"} == set(REGISTRY)
    assert {t.rule for t in expected if t.outcome == "clean"} == set(REGISTRY)
    assert len({(t.rule, t.url, t.value) for t in expected}) == len(expected)
    lacking = {t.rule for t in expected if t.outcome == "fail" and t.rule in RULES_WITH_VALUE and not t.value}
    assert lacking == set(), "say what is accused (the last argument of `fail`): the rule has a `subject`"
    idle = {t.rule for t in expected if t.outcome == "fail" and t.rule not in RULES_WITH_VALUE and t.value}
    assert idle == set(), "leave the value away: the rule has no `subject`, its findings are told by the page"


def test_truth_speaks_of_pages_that_are_served(running: RunningCity, expected: list[Truth]) -> None:
    names = {site.name for site in running.city.sites}
    assert {t.target for t in expected} <= names
    assert [t.url for t in expected if t.rule != "A02" and not is_alive(running.city, t.url)] == []


def test_two_sites_cannot_be_inspected(running: RunningCity) -> None:
    city = running.city
    *_, down, walled = city.sites
    assert get(city.address(down))[0] == 503
    status, body = get(city.address(walled) + "any/page.html")
    assert status == 412
    assert b"$_ts" in body


def test_unknown_paths(running: RunningCity) -> None:
    city = running.city
    assert get(city.address(city.site("127.0.10.1")) + "no/such.html")[0] == 404
    status, body = get(city.address(city.site("127.0.10.5")) + "no/such.html")
    assert status == 200
    assert "页面不存在" in text(body)


def test_hot_link_guard_asks_for_a_referer(running: RunningCity) -> None:
    home = running.city.address(running.city.site("127.0.10.4"))
    assert get(home + "video/play.htm")[0] == 404
    assert get(home + "video/play.htm", referer=home)[0] == 200


def test_redirects_lead_to_living_pages(running: RunningCity) -> None:
    home = running.city.address(running.city.site("127.0.10.1"))
    assert get(home + "old/moved.html")[0] == 200
    assert get(home + "old/gone-home.html")[0] == 200


def test_head_and_bad_requests(running: RunningCity) -> None:
    city = running.city
    connection = http.client.HTTPConnection("127.0.10.1", city.port, timeout=120)
    connection.request("HEAD", "/")
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (200, b"")
    connection.request("POST", "/tzgg/", body=b"a=1")
    assert connection.getresponse().read() == city.site("127.0.10.1").pages["/tzgg/"].body
    connection.putrequest("GET", "/")
    connection.putheader("Content-Length", "-5")
    connection.endheaders()
    assert connection.getresponse().status == 400
    connection.close()


def test_the_same_city_every_time() -> None:
    one, other = build_city(8080), build_city(8080)
    assert one.sites == other.sites
    assert truth(one) == truth(other)


def test_register_is_accepted(tmp_path: Path) -> None:
    city = build_city(8080)
    path = tmp_path / "register.xlsx"
    write_register(city, path)
    register = read_register(path)
    assert [(t.unit, t.name, t.url, t.site_code) for t in register.targets] == [
        (site.unit, site.name, city.address(site), site.site_code) for site in city.sites if site.unit
    ]
    purchase = next(row for row in register.required_columns if row.name == "政府购买服务")
    assert purchase.this_year
    assert [row.period_days for row in register.required_columns] == [365, 365, 90, 90, 365]
    assert [path.name for path in tmp_path.iterdir()] == ["register.xlsx"]


def test_the_whole_city_is_as_large_as_the_real_job(tmp_path: Path) -> None:
    city = build_city(8080, whole=True)
    write_register(city, tmp_path / "register.xlsx")
    register = read_register(tmp_path / "register.xlsx")
    kinds = Counter(target.platform for target in (*register.targets, *register.account_targets()))
    assert kinds == {
        "portal": 8,
        "department": 32,
        "disclosure": 48,
        "policy_qa": 1,
        "new_media": 213,
    }  # three are closed
    assert (len(city.accounts), sum(unit.on_policy_qa for unit in register.units)) == (216, 35)
