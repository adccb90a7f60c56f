"""The notice draft: figures and names of findings that count, text that is never markup, the office's templates."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from sqlalchemy import Engine

from analysis.round_view import RoundView
from exports.notice import TEMPLATE, write_notice
from exports.notice.facts import NoticeFacts, QualifiedCount
from exports.notice.issues import Issue, names
from exports.notice.make_template import make_template
from govcrawl.domain.decisions import Review
from govcrawl.domain.errors import InputError
from govcrawl.store.decisions import store_reviews
from govcrawl.store.reader import read_findings
from tests.exports.night import CLEAN, FAULTY, NIGHT, VETOED, site, write_round

ROUND, DUE = "2021Q3", date(2021, 9, 20)
DOCS = Path(__file__).resolve().parents[2] / "docs" / "notice.md"


def text_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)


def test_figures_are_those_of_the_round(engine: Engine, tmp_path: Path) -> None:
    """Six websites: one faulty, one vetoed, one clean, three not inspected."""
    text = text_of(write_notice(RoundView(engine, ROUND), tmp_path, deadline=DUE))
    assert "关于2021年第三季度全市政府网站与政务新媒体检查情况的通报（草稿）" in text
    assert "应检查网站6个，完成检查3个，合格2个，合格率66.7%。" in text
    assert f"疑似不合格、尚待人工复核的网站有：{VETOED.name}。" in text
    assert f"没有扣分的单位有：{CLEAN.unit}。" in text
    assert "未完成检查的网站有：" in text
    assert "并于2021年9月20日前书面报送整改情况" in text
    assert "期限未核实" not in text
    assert "部分扣分分值尚未核实" in text
    assert f"栏目更新不及时、存在空白栏目。发现问题8处，涉及{FAULTY.unit}、{VETOED.unit}。" in text
    assert f"页面标签不规范。发现问题7处，涉及{FAULTY.unit}。" in text
    assert "\n\n" not in text
    assert "{{" not in text
    assert "{%" not in text


def test_an_assumed_deadline_says_so(engine: Engine, tmp_path: Path) -> None:
    assert "并于2021年9月19日（期限未核实）前" in text_of(write_notice(RoundView(engine, ROUND), tmp_path))


def test_nobody_is_named_for_what_does_not_count(tmp_path: Path) -> None:
    engine = write_round(tmp_path / "a.db")
    labels = list(read_findings(engine, ROUND, rules=["M03"]))
    assert "页面标签不规范" in text_of(write_notice(RoundView(engine, ROUND), tmp_path))
    store_reviews(engine, ROUND, [Review(each.key, "不属实", "核对", "复核员", NIGHT) for each in labels])
    assert "页面标签不规范" not in text_of(write_notice(RoundView(engine, ROUND), tmp_path))


def test_text_of_the_register_is_never_markup(tmp_path: Path) -> None:
    hostile = replace(CLEAN, unit="<w:p>&{{ 1+1 }}\x0b", name="{% raw %}<b>站</b>", url="http://hostile-demo.gov.cn/")
    engine = write_round(tmp_path / "a.db", targets=[hostile], extra=[site(hostile)])
    text = text_of(write_notice(RoundView(engine, ROUND), tmp_path))
    assert "没有扣分的单位有：云汀县、<w:p>&{{ 1+1 }}。" in text


def template(path: Path, *lines: str) -> Path:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def test_the_office_may_use_its_own_template(engine: Engine, tmp_path: Path) -> None:
    own = template(tmp_path / "own.docx", "{{ sites.total }}个网站", "{%p if verified %}", "核查", "{%p endif %}")
    assert text_of(write_notice(RoundView(engine, ROUND), tmp_path, template=own)) == "6个网站"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("{{ sites.totl }}",), "totl"),
        (("{{ nobody }}",), "nobody"),
        (("甲", "{% if sites %}"), "模板"),
        (("甲", "乙", "应检查{{ sites.total | nothing }}个", "丙"), "在“应检查{{ sites.total | nothing }}个”附近"),
        (("{{ ''.__class__.__mro__ }}",), "模板"),
        (("{{ sites.total / 0 }}",), "有算式不能计算"),
        (("{{ sites.rate + 1 }}",), "有算式不能计算"),
    ],
)
def test_a_wrong_template_is_named(engine: Engine, tmp_path: Path, lines: tuple[str, ...], told: str) -> None:
    wrong = template(tmp_path / "wrong.docx", *lines)
    (tmp_path / "out").mkdir()
    with pytest.raises(InputError, match=re.escape(str(wrong))) as refused:
        write_notice(RoundView(engine, ROUND), tmp_path / "out", template=wrong)
    assert told in str(refused.value)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_file_that_is_not_there(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"通报模板 .*none\.docx 无法读取：没有这个文件"):
        write_notice(RoundView(engine, ROUND), tmp_path, template=tmp_path / "none.docx")


@pytest.mark.parametrize("content", [b"", b"no document", b"PK\x03\x04broken"])
def test_a_file_that_is_no_document(engine: Engine, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "wrong.docx").write_bytes(content)
    with pytest.raises(InputError, match=r"通报模板 .*wrong\.docx 无法读取：不是 Word 文档"):
        write_notice(RoundView(engine, ROUND), tmp_path, template=tmp_path / "wrong.docx")


def test_the_packaged_template_is_the_one_that_is_made(tmp_path: Path) -> None:
    made = tmp_path / "made.docx"
    make_template(made)
    for part in ("word/document.xml", "word/footer1.xml", "word/fontTable.xml"):
        assert ZipFile(made).read(part) == ZipFile(TEMPLATE).read(part)
    section = Document(str(TEMPLATE)).sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(each.mm) for each in margins if each is not None] == [37, 35, 28, 26]


def test_long_lists_are_cut() -> None:
    assert names(f"{n}局" for n in range(5)) == "0局、1局、2局、3局、4局"
    assert names(f"{n % 7}局" for n in range(20)) == "0局、1局、2局、3局、4局等7个单位"
    assert names((f"{n}局网站" for n in range(6)), "网站").endswith("4局网站等6个网站")
    assert names([]) == names([""]) == ""


def test_docs_name_every_placeholder_and_no_other() -> None:
    rows = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    told = [name for line in rows for name in re.findall(r"`([a-z_]+)`", line)]
    wanted = {field.name for kind in (NoticeFacts, QualifiedCount, Issue) for field in fields(kind)}
    assert set(told) == wanted
