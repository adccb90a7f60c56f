"""An office whose network is left by a proxy on a private address: its sites are inspected through it."""

from __future__ import annotations

from pathlib import Path

from govcrawl.apps.cli.inspection_run import InspectionPlan, run_inspection
from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.store.reader import read_round
from govcrawl.store.session import open_database
from tests.night.city import DATE, ROUND, SETTINGS, environment
from tests.night.handmade import page, serving, write_register

HOME = "http://www.heshan-demo.gov.cn/"


def test_sites_are_reached_through_the_proxy(tmp_path: Path) -> None:
    rows = "".join(f"<li><a href='/tzgg/{n}.html'>关于第{n}号事项的通知</a> 2021-08-1{n}</li>" for n in (3, 2, 1))
    pages = {HOME: page("示例县人民政府", f"<ul>{rows}</ul>"), f"{HOME}tzgg/": page("通知公告", f"<ul>{rows}</ul>")}
    database = f"sqlite:///{tmp_path / 'govcrawl.db'}"
    (tmp_path / "hosts").write_text("127.0.13.9 www.heshan-demo.gov.cn\n", encoding="utf-8")  # where nothing listens
    register = write_register(tmp_path / "register.xlsx", HOME)
    plan = InspectionPlan(register, ROUND, DATE, ("portal",), settings=SETTINGS, log_file=tmp_path / "inspect.log")
    with (
        serving("127.0.13.1", pages) as proxy,
        environment(
            GOVCRAWL_DATABASE_URL=database, GOVCRAWL_HOSTS=str(tmp_path / "hosts"), http_proxy=proxy, https_proxy=proxy
        ),
    ):
        run_inspection(plan, lambda: None)
    (state,) = read_round(open_database(database, create=False), ROUND).targets
    assert state.site is not None
    assert (state.site.answer, state.site.home_entries) == (FetchOutcome.REACHABLE, 3)
    assert state.site.https is None  # the proxy makes no tunnels, which says nothing of the site
