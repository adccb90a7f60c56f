"""Lists behind the endpoints of real content management systems, read to their end without a browser."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook

from govcrawl.apps.cli.inspection_run import InspectionPlan, run_inspection
from govcrawl.domain.items import ColumnItem
from govcrawl.store.reader import read_findings, read_items, read_round
from govcrawl.store.session import open_database
from tests.cms import systems
from tests.night.city import DATE, ROUND, SETTINGS, environment

pytestmark = pytest.mark.night
_BROKEN = ("broken epoint", systems.broken, None)


@dataclass
class Read:
    """What a night found on the platforms, by the name of the system."""

    columns: dict[str, ColumnItem]
    errors: dict[str, list[str]]
    rendered: dict[str, int]


def _asked(request: pytest.FixtureRequest) -> list[tuple[int, str, systems.Handler]]:
    """Number, name and handler of the systems that the chosen tests speak of: one test crawls one system."""
    chosen = [item for item in request.session.items if item.path == request.path]
    names = {callspec.params["name"] for item in chosen if (callspec := getattr(item, "callspec", None))}
    return [
        (number, name, handler)
        for number, (name, handler, _) in enumerate((*systems.SYSTEMS, _BROKEN), 1)
        if name in names
    ]


@pytest.fixture(scope="module")
def read(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Read:
    folder = tmp_path_factory.mktemp("systems")
    database = f"sqlite:///{folder / 'govcrawl.db'}"
    with ExitStack() as stack:
        stack.enter_context(environment(GOVCRAWL_DATABASE_URL=database))
        homes = {
            name: stack.enter_context(systems.system(handler, f"127.0.12.{number}"))
            for number, name, handler in _asked(request)
        }
        register = _register(folder / "register.xlsx", homes)
        plan = InspectionPlan(
            register, ROUND, DATE, ("disclosure",), settings=SETTINGS, log_file=folder / "inspect.log"
        )
        assert run_inspection(plan, lambda: None).failed == []
    engine = open_database(database, create=False)
    columns = {
        item.target.name: item
        for item in read_items(engine, ROUND, (ColumnItem,))
        if isinstance(item, ColumnItem) and item.name == "公示公告"
    }
    errors: dict[str, list[str]] = {}
    for finding in read_findings(engine, ROUND, "error", rules=["C01"]):
        errors.setdefault(finding.target, []).append(finding.message)
    rendered = {state.target.name: state.site.rendered for state in read_round(engine, ROUND).targets if state.site}
    engine.dispose()
    return Read(columns, errors, rendered)


def _register(path: Path, homes: dict[str, str]) -> Path:
    book = Workbook()
    units, sites = book.create_sheet("单位", 0), book.create_sheet("网站", 1)
    units.append(["单位名称", "单位类别"])
    units.append(["示例县", "县市区"])
    sites.append(["单位名称", "平台类型", "名称", "网址"])
    for name, home in homes.items():
        sites.append(["示例县", "信息公开平台", name, home])
    del book["Sheet"]
    book.save(path)
    return path


@pytest.mark.parametrize(("name", "handler", "system"), systems.SYSTEMS, ids=[name for name, *_ in systems.SYSTEMS])
def test_list_is_read_to_its_end(read: Read, name: str, handler: object, system: str | None) -> None:
    column = read.columns[name]
    assert [(entry.title, str(entry.published)) for entry in column.entries] == [
        (systems.title(number), systems.day(number)) for number in range(1, systems.TOTAL + 1)
    ]
    assert (column.system, column.rendered, column.reason) == (system, False, None)
    assert read.rendered[name] == 0


@pytest.mark.parametrize("name", ["trs", "gkmlpt"])
def test_path_of_a_directory_in_a_script(read: Read, name: str) -> None:
    assert read.columns[name].path == ("法定主动公开内容", "公示公告")


@pytest.mark.parametrize("name", ["broken epoint"])
def test_an_endpoint_that_answers_with_a_page_is_an_error(read: Read, name: str) -> None:
    assert [message for message in read.errors[name] if "列表接口返回的不是列表数据" in message]
    assert not read.columns[name].entries
