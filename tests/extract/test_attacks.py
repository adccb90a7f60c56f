"""Pages of some 100 KB that are made to hold the reader up: each is read within seconds of processor time.

They are read in a child process, which the system ends when one of them takes longer.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

_SECONDS = 5  # of processor time for one page: most take a tenth, what is not linear takes minutes
_CHILD = f"""
import json, resource, sys
from govcrawl.cms import list_sources
from govcrawl.extract import Page
from govcrawl.extract.redirects import redirects

def read(page, kind):
    shown = Page(page.encode(), "http://www.example.test/zwgk/", kind)
    shown.article(), shown.listing(), shown.links(), shown.marks(), shown.cms(), shown.search_box()
    shown.breadcrumb(), shown.navigation(), shown.visible_text(), shown.question(), shown.concealed_links()
    list(redirects(page, "http://www.example.test/")), list_sources(page, "http://www.example.test/col/col1/")

for name, page, kind in json.load(sys.stdin):
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + {_SECONDS}
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))
    read(page, kind)
    print(name, flush=True)
"""
_N = 50_000
_PAGES = {
    "refresh": "<meta http-equiv=refresh content='" + " " * 1500 + "a'>",
    "refresh of many": "<meta http-equiv=refresh content='" + "5 " * 700 + "'>" * 1,
    "link 解读": f"<ul><li><a href='/a.html'>解读{'!' * _N}a</a></li></ul>",
    "link 更多": f"<ul><li><a href='/a.html'>更多{'!' * _N}a</a></li></ul>",
    "link 搜索": f"<a href='/s'>{'!' * _N}搜索{'!' * _N}a</a>",
    "ranking": "<p>热门</p>" + "!<br>" * 20_000,
    "class": f"<div class='{'con' * 20_000}'>",
    "attribute": f"<meta http-equiv='{'refresh' * 10_000}' content='0'>",
    "endpoint": f"<script>$.ajax({{url:'{'tree' * 20_000}</script>",
    "query": f"<script src=unitbuild.js url='/x' querydata=\"{'a' * 100_000}\"></script>",
    "time": "<p>" + ("2021-08-15" + "sun" * 40) * 500 + "</p>",
    "empty lists": "<ul><!--x-->" * 8_000,
    "blanks": "<p>" + " " * 100_000 + "</p>",
    "digits": "<p style='width:" + "1" * 100_000 + "x'>" + "1" * 100_000 + "</p>",
}


_TYPES = dict.fromkeys(_PAGES, "text/html") | {"header": f"text/html; charset={' ' * 300_000};{' ' * 300_000}x"}
_PAGES["header"] = "ÿ"


@pytest.fixture(scope="module")
def read_in_time() -> set[str]:
    """The names of the pages that a child has read, each child going on behind the one that ended the last."""
    left, done = list(_PAGES), set[str]()
    while left:
        pages = [
            (name, f"<html><head><title>县政府</title></head><body>{_PAGES[name]}</body>", _TYPES[name])
            for name in left
        ]
        child = subprocess.run([sys.executable, "-c", _CHILD], input=json.dumps(pages), capture_output=True, text=True)
        named = child.stdout.splitlines()
        assert child.returncode in (0, -24), child.stderr  # SIGXCPU: the limit has ended it
        done.update(named)
        left = left[len(named) + 1 :]
    return done


@pytest.mark.parametrize("name", _PAGES)
def test_a_page_that_attacks_a_pattern_is_read_in_time(read_in_time: set[str], name: str) -> None:
    assert name in read_in_time
