"""A rule is named where it is defined, and in data: product code asks the record."""

import ast
from pathlib import Path
from textwrap import dedent

from pipelines.catalogue import REGISTRY

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("govcrawl", "spiders", "pipelines", "analysis", "exports")
TRUTH = ROOT / "govcrawl" / "apps" / "demo"  # what the demo city plants, and what must be found there


def sources() -> list[Path]:
    found = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    return [path for path in found if TRUTH not in path.parents]


def literals(code: str) -> list[str]:
    """Ids of rules that stand in the code, each with its line; decorators of rules apart."""
    tree = ast.parse(code)
    decorators = [
        each
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for each in node.decorator_list
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id == "rule"
    ]
    allowed = {id(inner) for each in decorators for inner in ast.walk(each)}
    named = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in allowed
    ]
    found = sorted((node.lineno, str(node.value)) for node in named if node.value in REGISTRY)
    return [f"{line} {rule}" for line, rule in found]


def test_no_rule_is_named_outside_its_own_record() -> None:
    found = [f"{path.relative_to(ROOT)}:{each}" for path in sources() for each in literals(path.read_text("utf-8"))]
    assert found == []


def test_an_id_in_a_table_is_found_one_in_a_decorator_is_not() -> None:
    code = """
        INSTEAD = {"T01": ("T02", "T99")}

        @rule("T03", PageItem, may_become=("T01",))
        def broken(page, check):
            yield "F01"
    """
    assert list(literals(dedent(code))) == ["2 T01", "2 T02", "6 F01"]


def test_records_name_rules_that_there_are() -> None:
    for rule in REGISTRY.values():
        assert set(rule.may_become) | set(rule.yields_to) <= REGISTRY.keys() - {rule.id}
