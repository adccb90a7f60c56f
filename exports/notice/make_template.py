"""Makes template.docx: the official layout (GB/T 9704) with the placeholders of docs/notice.md. Run as a module."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from govcrawl.domain.yaml_files import read_yaml

TEMPLATE, _TEXT = (Path(__file__).with_name(name) for name in ("template.docx", "template.yaml"))
_TITLE, _HEAD, _SUB, _BODY = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"
_FALLBACKS = {_TITLE: "宋体", _HEAD: "SimHei", _SUB: "楷体", _BODY: "仿宋"}
_SIZE, _TITLE_SIZE, _LINE = 16, 22, 28  # points: 三号, 二号, and 22 lines on a page
_NUMBER_SIZE = 14  # 四号
_INDENT = 2 * _SIZE  # two characters


def make_template(path: Path = TEMPLATE) -> None:
    """Write the template."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    _page_number(section.footer.paragraphs[0])
    for style, text in read_yaml(_TEXT):
        _paragraph(document.add_paragraph(), style, text)
    _name_fallbacks(document)
    about = document.core_properties
    about.author, about.title, about.comments = "govcrawl", "", ""
    document.save(str(path))


def _paragraph(paragraph: Any, style: str, text: str) -> None:
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_LINE)
    fonts = {"title": _TITLE, "head": _HEAD, "sub": _SUB}
    run = paragraph.add_run(text)
    run.font.size = Pt(_TITLE_SIZE if style == "title" else _SIZE)
    _font(run, fonts.get(style, _BODY))
    if style == "title":
        layout.line_spacing, layout.space_after = Pt(36), Pt(_LINE)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif style == "sign":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        layout.right_indent = Pt(4 * _SIZE)
    elif style == "attachment":
        layout.left_indent = Pt(_INDENT + 3 * _SIZE)
    elif style != "addressee":
        layout.first_line_indent = Pt(_INDENT)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _font(run: Any, name: str) -> None:
    """Chinese text takes the eastAsia font; figures and letters take Times New Roman, as in official documents."""
    run.font.name = "Times New Roman"
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _name_fallbacks(document: Any) -> None:
    """Tell the word processor what to take where an official font is not installed."""
    table = next(each.target_part for each in document.part.rels.values() if each.reltype.endswith("/fontTable"))
    fonts = parse_xml(table.blob)
    for name, other in _FALLBACKS.items():
        font, other_name = OxmlElement("w:font"), OxmlElement("w:altName")
        font.set(qn("w:name"), name)
        other_name.set(qn("w:val"), other)
        font.append(other_name)
        fonts.append(font)
    table._blob = serialize_part_xml(fonts)


def _page_number(paragraph: Any) -> None:
    """The number between two dashes, as official documents have it."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run("— ")
    run.font.size = Pt(_NUMBER_SIZE)
    _font(run, "宋体")
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._element.append(element)
    run.add_text(" —")


if __name__ == "__main__":
    make_template()
