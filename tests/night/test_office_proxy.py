"""An office whose network is left by a proxy on a private address: its sites are inspected through it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from govcrawl.apps.cli.inspection_run import InspectionPlan, run_inspection
from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import SiteItem
from govcrawl.store.reader import read_findings, read_round
from govcrawl.store.session import open_database
from tests.night.city import DATE, ROUND, SETTINGS, environment
from tests.night.handmade import inspect, page, serving, write_register

HOME = "http://www.heshan-demo.gov.cn/"


def inspected(folder: Path, proxy: str) -> tuple[SiteItem, set[str]]:
    """What an inspection through `proxy` says of the site, and the rules that accuse it."""
    database = f"sqlite:///{folder / 'govcrawl.db'}"
    (folder / "hosts").write_text("127.0.13.9 www.heshan-demo.gov.cn\n", encoding="utf-8")  # where nothing listens
    register = write_register(folder / "register.xlsx", HOME)
    plan = InspectionPlan(register, ROUND, DATE, ("portal",), settings=SETTINGS, log_file=folder / "inspect.log")
    with environment(
        GOVCRAWL_DATABASE_URL=database, GOVCRAWL_HOSTS=str(folder / "hosts"), http_proxy=proxy, https_proxy=proxy
    ):
        run_inspection(plan, lambda: None)
    engine = open_database(database, create=False)
    (state,) = read_round(engine, ROUND).targets
    assert state.site is not None
    return state.site, {each.rule for each in read_findings(engine, ROUND, "fail")}


def test_sites_are_reached_through_the_proxy(tmp_path: Path) -> None:
    rows = "".join(f"<li><a href='/tzgg/{n}.html'>关于第{n}号事项的通知</a> 2021-08-1{n}</li>" for n in (3, 2, 1))
    pages = {HOME: page("示例县人民政府", f"<ul>{rows}</ul>"), f"{HOME}tzgg/": page("通知公告", f"<ul>{rows}</ul>")}
    with serving("127.0.13.1", pages) as proxy:
        site, _ = inspected(tmp_path, proxy)
    assert (site.answer, site.home_entries) == (FetchOutcome.REACHABLE, 3)
    assert site.https is None  # the proxy makes no tunnels, which says nothing of the site


def test_a_proxy_that_is_down_accuses_no_site(tmp_path: Path) -> None:
    with socket.create_server(("127.0.13.2", 0)) as server:
        port = server.getsockname()[1]
    site, accusing = inspected(tmp_path, f"http://127.0.13.2:{port}")
    assert site.answer is FetchOutcome.BLOCKED
    assert site.reason is not None
    assert "代理服务器" in site.reason
    assert accusing == set()


def test_a_proxy_that_the_settings_switch_off_is_asked_nothing(tmp_path: Path) -> None:
    """The environment is the machine's, for whatever program it was meant; what is read comes from the site itself."""
    pages = {"/": page("示例县人民政府", "<p>本县召开春耕生产工作会议。</p>")}
    with socket.create_server(("127.0.13.2", 0)) as proxy:
        proxy.setblocking(False)
        address = f"http://127.0.13.2:{proxy.getsockname()[1]}"
        with environment(http_proxy=address, https_proxy=address, HTTP_PROXY=address, all_proxy=address):
            engine = inspect("127.0.13.3", pages, tmp_path, ["HTTPPROXY_ENABLED=False"])
        with pytest.raises(BlockingIOError):
            proxy.accept()
    (state,) = read_round(engine, ROUND).targets
    assert state.site is not None
    assert state.site.answer is FetchOutcome.REACHABLE
    engine.dispose()
