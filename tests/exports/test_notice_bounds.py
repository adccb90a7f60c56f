"""Templates of the notice that would never end or fill the memory: refused, with the reason."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from docx import Document
from jinja2 import TemplateError
from sqlalchemy import Engine

from analysis.round_view import RoundView
from exports.notice import TEMPLATE, write_notice
from exports.notice.bounded_templates import BoundedEnvironment
from govcrawl.domain.errors import InputError
from tests.exports.night import Q3, write_round
from tests.register.archives import rewrite_part

_GROWS = "{% set ns = namespace(a='xx', b=[1]) %}{% for i in range(60) %}CHANGE{% endfor %}{{ ns.a }}"
_MONSTERS = {
    "loops in loops": "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
    "a sum in a loop": "{% for a in range(9999) %}{{ range(9999) | sum }}{% endfor %}",
    "much text in a loop": "{% for a in range(19999) %}" + "文字" * 5_000 + "{% endfor %}",
    "much constant text in a loop": "{% for a in range(19999) %}{{ '" + "文字" * 5_000 + "' }}{% endfor %}",
    "repeated text": "{{ 'a' * 999999999 }}",
    "a repeated list": "{{ ([1] * 999999999) | length }}",
    "powers": "{{ 9 ** (9 ** 9) }}",
    "squares of squares": _GROWS.replace("'xx'", "9").replace("CHANGE", "{% set ns.a = ns.a * ns.a %}"),
    "put together": _GROWS.replace("CHANGE", "{% set ns.a = ns.a ~ ns.a %}"),
    "added": _GROWS.replace("CHANGE", "{% set ns.a = ns.a + ns.a %}"),
    "added lists": _GROWS.replace("CHANGE", "{% set ns.b = ns.b + ns.b %}"),
    "lists in lists": _GROWS.replace("CHANGE", "{% set ns.b = [ns.b, ns.b] %}"),
    "pairs in pairs": _GROWS.replace("CHANGE", "{% set ns.b = (ns.b, ns.b) %}"),
    "dicts in dicts": _GROWS.replace("CHANGE", "{% set ns.b = dict(a=ns.b, b=ns.b) %}"),
    "written into itself": _GROWS.replace("CHANGE", "{% set ns.a %}{{ ns.a }}{{ ns.a }}{% endset %}"),
    "joined": "{{ range(9999) | join('x' ~ ('%s' | center(99))) }}",
    "joined by much": "{{ range(9999) | join('xxxxxxxxxx') }}",
    "padding": "{{ 'a'.ljust(999999999) }}",
    "padding by a filter": "{{ 'a' | center(999999999) }}",
    "indenting": "{{ 'a' | indent(999999999) }}",
    "formats": "{{ '%999999999d' % 1 }}",
    "formats by a method": "{{ '{:>999999999}'.format(1) }}",
    "replacing": "{{ 'aaaa'.replace('a', 'b') }}",
    "digits": "{{ 1.5 | round(999999999) }}",
    "bytes of a number": "{{ (1).to_bytes(999999999, 'big') }}",
    "much nonsense": "{{ lipsum(n=99999) }}",
    "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a loop that calls itself": "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "another file": "{% include 'a' %}",
}


@pytest.mark.parametrize("source", _MONSTERS.values(), ids=_MONSTERS)
def test_what_has_no_bound_is_refused(source: str) -> None:
    environment = BoundedEnvironment()
    with pytest.raises(TemplateError):
        environment.from_string(source).render()


def test_what_offices_write_is_worked_out() -> None:
    source = (
        "{% for u in units if u.count %}{{ loop.index }}.{{ u.name | upper }}"
        "{{ '（' ~ (u.count + 1) ~ '）' }}{{ loop.cycle('甲', '乙') }}{% if not loop.last %}、{% endif %}{% endfor %}"
        "{{ units | map(attribute='name') | join('，') }}{{ 2 * 3 }}{{ 7 % 4 }}{{ 2 ** 3 }}{{ 1.25 | round(1) }}"
        "{{ [1, 2] | sum }}{% set t = '合计' %}{{ t }}{{ units | sum(attribute='count') }}{{ 'a b'.split() | length }}"
    )
    units = [{"name": "a局", "count": 1}, {"name": "b局", "count": 0}, {"name": "c局", "count": 2}]
    shown = BoundedEnvironment().from_string(source).render(units=units)
    assert shown == "1.A局（2）甲、2.C局（3）乙a局，b局，c局638" + str(round(1.25, 1)) + "3合计32"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return write_round(tmp_path_factory.mktemp("round") / "govcrawl.db")


def _refused(engine: Engine, template: Path, folder: Path) -> str:
    with pytest.raises(InputError) as told:
        write_notice(RoundView(engine, Q3.name), folder, template=template)
    assert list(folder.iterdir()) == []
    return str(told.value)


def test_the_reason_is_told(engine: Engine, tmp_path: Path) -> None:
    document, out = Document(), tmp_path / "out"
    out.mkdir()
    document.add_paragraph(_MONSTERS["loops in loops"])
    document.save(str(tmp_path / "own.docx"))
    assert "有误：循环超过 20000 次" in _refused(engine, tmp_path / "own.docx", out)


def test_documents_that_unpack_into_too_much(engine: Engine, tmp_path: Path) -> None:
    out, path = tmp_path / "out", tmp_path / "own.docx"
    out.mkdir()

    def refused(part: str, added: str) -> str:
        path.write_bytes(TEMPLATE.read_bytes())
        rewrite_part(path, part, lambda text: text.replace("</w:body>", f"{added}</w:body>"))
        return _refused(engine, path, out)

    assert "内容过多（word/document.xml）" in refused("word/document.xml", "<w:p/>" * 60_000)
    assert "内容过多（word/document.xml）" in refused("word/document.xml", "{%" * 5_000)
    path.write_bytes(TEMPLATE.read_bytes())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/a.png", bytes(40 * 1024**2))
    assert "解压后过大" in _refused(engine, path, out)
