"""通报(草稿).docx: the notice by the office's template, filled with what the round has."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import TemplateError, UndefinedError

from analysis.round_view import RoundView
from exports.cell_values import to_cell_text
from exports.deadlines import deadline_of
from exports.notice.bounded_templates import BoundedEnvironment
from exports.notice.facts import NoticeFacts, notice_facts
from govcrawl.domain.atomic_write import atomic_write
from govcrawl.domain.errors import InputError

FILE = "通报(草稿).docx"
TEMPLATE = Path(__file__).with_name("template.docx")
_UNREADABLE, _NO_DOCUMENT = (BadZipFile, KeyError, ValueError, SyntaxError), "不是 Word 文档（.docx）"
# What an expression of the template may raise beside errors of the language itself, as 1 / 0 or 'a' + 1;
# a SyntaxError is that of the document's XML.
_MISCALCULATED = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, SyntaxError, RecursionError)
_UNKNOWN_NAME = re.compile(r"(?:attribute '|^')([^']+)'(?: is undefined)?$")
_MOST_PARTS, _MOST_BYTES = 1_000, 32 * 1024**2  # pictures included
_MOST_TAGS, _MOST_BRACES = 50_000, 4_000  # in one part: each expression is looked for in all of its text
_SHOWN = 60  # characters of the paragraph in which the error is


def write_notice(view: RoundView, out: Path, *, deadline: date | None = None, template: Path | None = None) -> Path:
    """Write the draft into the folder `out`, and give its path.

    deadline: until when problems are to be mended; an assumed day without one.
    template: the office's own; without one, that of the program.
    Raises InputError for a template that cannot be used (it names file and reason), OutputError when the draft cannot
    be written.
    """
    when, assumed = deadline_of(view.round, deadline)
    facts = notice_facts(view, when, assumed=assumed)
    path = out / FILE
    with atomic_write(path) as draft:
        _render(facts, template or TEMPLATE, draft)
    return path


def _render(facts: NoticeFacts, template: Path, draft: Path) -> None:
    # The template is a file that people edit: it may compute text, never reach into the program or hold it up.
    environment = BoundedEnvironment()
    document = DocxTemplate(template)
    try:
        if template.exists():
            _check_size(template)
        document.init_docx()
    except (PackageNotFoundError, FileNotFoundError) as fault:
        reason = _NO_DOCUMENT if template.exists() else "没有这个文件"
        raise InputError(f"通报模板 {template} 无法读取：{reason}") from fault
    except _UNREADABLE as fault:
        raise InputError(f"通报模板 {template} 无法读取：{_NO_DOCUMENT}") from fault
    except OSError as fault:
        raise InputError(f"通报模板 {template} 无法读取：{fault.strerror or fault}") from fault
    try:
        document.render(_clean(asdict(facts)), environment, autoescape=True)
    except TemplateError as fault:
        raise InputError(f"通报模板 {template} 有误：{_reason(fault)}") from fault
    except _MISCALCULATED as fault:
        raise InputError(f"通报模板 {template} 有误：有算式不能计算（{fault}）") from fault
    document.save(str(draft))


def _check_size(template: Path) -> None:
    """Refuse what unpacks into more than a notice is; BadZipFile for what is no document."""
    if not template.is_file():
        raise BadZipFile
    with ZipFile(template) as archive:
        parts = archive.infolist()
        plain = all(part.compress_type in (ZIP_STORED, ZIP_DEFLATED) for part in parts)
        small = len(parts) <= _MOST_PARTS and sum(part.file_size for part in parts) <= _MOST_BYTES
        if not plain or not small:
            raise InputError(f"通报模板 {template} 解压后过大，未读取。")
        for part in parts:
            if not part.filename.endswith(".xml"):
                continue
            content = archive.read(part)
            if content.count(b"<") > _MOST_TAGS or content.count(b"{") > _MOST_BRACES or b"<!DOCTYPE" in content:
                raise InputError(f"通报模板 {template} 的内容过多（{part.filename}），未读取。")


def _reason(fault: TemplateError) -> str:
    """What is wrong, and near which words: the file's own line numbers mean nothing to who edits it in Word."""
    message = fault.message or str(fault)
    if isinstance(fault, UndefinedError):
        name = _UNKNOWN_NAME.search(message)
        return f"没有“{name[1]}”这个名称（{message}）" if name else message
    number = getattr(fault, "lineno", None)
    if not number:
        return message
    near = list(getattr(fault, "docx_context", ()))
    place = number - 1 - max(number - 4, 0)  # docxtpl keeps the lines from four before the error on
    words = near[place].strip()[:_SHOWN] if place < len(near) else ""
    return f"{message}（在“{words}”附近）" if words else message


def _clean(value: object) -> object:
    """Text on one line, without characters that are not seen or that no document can hold."""
    if isinstance(value, dict):
        return {name: _clean(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_clean(each) for each in value]
    return " ".join(to_cell_text(value).split()) if isinstance(value, str) else value
