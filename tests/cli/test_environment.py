"""Variables of the environment: misspelt or malformed ones are refused, all are documented, one module reads them."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.notebooks.session import address_of
from govcrawl import replay_settings, settings
from govcrawl.apps.cli.inspect import check_inputs
from govcrawl.apps.cli.inspection_run import InspectionPlan
from govcrawl.apps.demo.city import build_city
from govcrawl.apps.demo.register import write_register
from govcrawl.apps.scrapy_commands.crawl import check_arguments
from govcrawl.domain.environment import VARIABLES, all_variables, check_environment, current_settings, set_variable
from govcrawl.domain.errors import InputError
from govcrawl.store.session import open_database
from tests.night.city import environment

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("govcrawl", "spiders", "pipelines", "analysis", "exports")
NAMES = {each.name for each in VARIABLES}
NIGHT = {"round": "2021Q3", "date": "2021-08-20", "register": "register.xlsx"}
COMMANDS = {
    "govcrawl inspect": ["govcrawl", "inspect", *(f"--{name}={value}" for name, value in NIGHT.items())],
    "scrapy crawl": ["scrapy", "crawl", "portal", *(f"-a{name}={value}" for name, value in NIGHT.items())],
}
# What is set, and what the one line says of it.
WRONG = {
    "misspelt": ("GOVCRAWL_DATABSE_URL", "postgresql://office:geheim@h/d", "是否应为 GOVCRAWL_DATABASE_URL？"),
    "unknown": ("GOVCRAWL_COLOUR", "geheim", "GOVCRAWL_ARCHIVE、GOVCRAWL_SIGNING_KEY、GOVCRAWL_NOTIFY、"),
    "a setting of Scrapy": ("GOVCRAWL_MAX_PAGES", "50", "-s 名称=值"),
    "no database": ("GOVCRAWL_DATABASE_URL", "var/govcrawl.db", "的值“…”无效，应为 sqlite:///文件路径"),
    "another database": ("GOVCRAWL_DATABASE_URL", "mysql://office:geheim@h/d", "的值“mysql://…”无效，应为 sqlite:///"),
    "no browser": ("GOVCRAWL_BROWSER", "None", "的值“None”无效，应为 浏览器程序的路径或 none"),
    "no number": ("GOVCRAWL_REPLAY", "one", "的值“one”无效，应为 不小于 0 的整数"),
    "a negative number": ("GOVCRAWL_REPLAY", "-1", "的值“-1”无效，应为 不小于 0 的整数"),
    "no mark": ("GOVCRAWL_NIGHT", "tonight", "的值“tonight”无效，应为 1"),
    "no database to replay": ("GOVCRAWL_REPLAY_FROM", "geheim", "的值“…”无效，应为 sqlite:///文件路径"),
    "two lines": ("GOVCRAWL_BROWSER", "/none\n错误", "的值“/none"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    write_register(build_city(8080), folder / "register.xlsx")
    return folder


def _run(command: list[str], folder: Path, **variables: str) -> tuple[int, str, str]:
    """Exit code and what was printed, in an environment that has no variables of ours but these."""
    others = {name: value for name, value in os.environ.items() if name not in NAMES}
    end = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**others, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    return end.returncode, end.stdout, end.stderr


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_variable_is_named(case: str) -> None:
    name, value, said = WRONG[case]
    with environment(**{name: value}), pytest.raises(InputError) as caught:
        check_environment()
    assert str(caught.value).startswith(f"环境变量 {name} ")
    assert said in str(caught.value)
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    ("command", "case", "module"),
    [
        ("govcrawl inspect", "misspelt", "settings"),
        ("govcrawl inspect", "two lines", "settings"),
        ("scrapy crawl", "another database", "settings"),
        ("scrapy crawl", "no browser", "settings"),  # what Scrapy's settings themselves read
        ("scrapy crawl", "no number", "replay_settings"),
    ],
)
@pytest.mark.night
def test_nothing_is_started(command: str, case: str, module: str, folder: Path) -> None:
    name, value, said = WRONG[case]
    settings_module = f"govcrawl.{module}"
    code, output, errors = _run(COMMANDS[command], folder, **{name: value}, SCRAPY_SETTINGS_MODULE=settings_module)
    assert (code, output) == (2, ""), errors
    *scrapy_itself, line = errors.splitlines()
    assert line.startswith(f"错误：环境变量 {name} ")
    assert said in line
    assert "geheim" not in errors
    assert "错误：" not in "".join(scrapy_itself)
    assert "Traceback" not in errors
    assert [path.name for path in folder.iterdir()] == ["register.xlsx"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("GOVCRAWL_HOSTS", "主机名文件 missing 无法读取（FileNotFoundError）。"),
        ("GOVCRAWL_SUSPICIOUS", "可疑链接清单 missing 无法读取（FileNotFoundError），应为 UTF-8 编码的 YAML 文件。"),
        ("GOVCRAWL_EXPRESSIONS", "错误表述词典 missing 无法读取（FileNotFoundError），应为 UTF-8 编码的 csv 文件。"),
        ("GOVCRAWL_RUBRICS", "评分指标文件夹 missing（GOVCRAWL_RUBRICS）不存在，也不是自带的指标包"),
        ("GOVCRAWL_REGISTER", "missing"),
    ],
)
def test_files_that_variables_name_are_read_before_anything_starts(name: str, message: str, folder: Path) -> None:
    register = "" if name == "GOVCRAWL_REGISTER" else str(folder / "register.xlsx")
    with environment(**{name: "missing"}):
        plan = InspectionPlan(Path(register or current_settings().register_path), "2021Q3", "2021-08-20")
        with pytest.raises(InputError, match=re.escape(message)):
            check_inputs(plan)
        with pytest.raises(InputError, match=re.escape(message)):
            check_arguments({**NIGHT, "register": register}, f"sqlite:///{folder / 'never.db'}")
    assert [path.name for path in folder.iterdir()] == ["register.xlsx"]


def test_all_that_is_wrong_is_said_at_once() -> None:
    with environment(GOVCRAWL_ARCHIV="x", GOVCRAWL_REPLAY="x", GOVCRAWL_BROWSER="x"):
        with pytest.raises(InputError) as caught:
            check_environment()
        assert re.findall("GOVCRAWL_[A-Z]+", str(caught.value)) == [
            "GOVCRAWL_ARCHIV", "GOVCRAWL_ARCHIVE", "GOVCRAWL_BROWSER", "GOVCRAWL_REPLAY",
        ]  # fmt: skip
        with pytest.raises(InputError, match="GOVCRAWL_ARCHIV 无法识别"):
            address_of()


def test_a_variable_set_at_run_time_holds(tmp_path: Path) -> None:
    with environment(GOVCRAWL_ARCHIVE="first", GOVCRAWL_REGISTER=""):
        assert (current_settings().archive, str(current_settings().register_path)) == ("first", "register.xlsx")
        set_variable("GOVCRAWL_ARCHIVE", "second")
        assert current_settings().archive == all_variables()["GOVCRAWL_ARCHIVE"] == "second"
    with pytest.raises(KeyError):
        set_variable("GOVCRAWL_ARCHIV", str(tmp_path))


def test_secrets_named_by_the_office_may_be_called_as_it_likes(tmp_path: Path) -> None:
    file = tmp_path / "notify.toml"
    file.write_text('[wecom]\nurl_env = "GOVCRAWL_ROBOT"\n', encoding="utf-8")
    with environment(GOVCRAWL_ROBOT="geheim"):
        with environment(GOVCRAWL_NOTIFY=str(file)):
            assert check_environment().notify == file
        with pytest.raises(InputError, match="GOVCRAWL_ROBOT"):
            check_environment()


def test_settings_show_no_password(tmp_path: Path) -> None:
    with environment(GOVCRAWL_DATABASE_URL="postgresql://office:geheim@h/d"):
        assert "geheim" not in repr(current_settings())
        assert current_settings().database_url == "postgresql://office:geheim@h/d"
    with environment(GOVCRAWL_DATABASE_URL=f"sqlite:///{tmp_path / 'g.db'}"):
        open_database().dispose()
    assert (tmp_path / "g.db").is_file()


def test_one_module_reads_the_environment() -> None:
    """Names that give it away, wherever they stand in the code of the product."""
    readers = set()
    for path in (path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
            imported = [each.name for each in node.names] if isinstance(node, ast.ImportFrom) else []
            if {name, *imported} & {"environ", "environb", "getenv", "putenv", "unsetenv"}:
                readers.add(str(path.relative_to(ROOT)))
    assert readers == {"govcrawl/domain/environment.py"}


def test_names_in_documents_and_scripts_exist() -> None:
    """Each is a variable, a setting of Scrapy, or one of tests and benchmarks, which tests or benchmarks read."""
    scrapy = {name for module in (settings, replay_settings) for name in vars(module) if name.startswith("GOVCRAWL_")}
    code = "".join(path.read_text() for room in ("tests", "benchmarks") for path in (ROOT / room).rglob("*.py"))
    pages = [*(ROOT / "docs").glob("*.md"), *ROOT.glob("README*.md"), ROOT / "Makefile", ROOT / ".ci" / "run"]
    for page in pages:
        for name in re.findall(r"\b(?:TEST_)?GOVCRAWL_[A-Z_]*[A-Z]\b", page.read_text(encoding="utf-8")):
            known = f'"{name}"' in code if name.startswith("TEST_") else name in NAMES | scrapy
            assert known, (page.name, name)


def test_the_tables_of_the_docs_are_current() -> None:
    command = [sys.executable, "-m", "cogapp", "--check", "docs/settings.md"]
    end = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert end.returncode == 0, end.stdout + end.stderr
