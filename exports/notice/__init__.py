"""通报(草稿).docx: the notice by the office's template, filled with what the round has."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from sqlalchemy import Engine

from analysis.notice_facts import NoticeFacts, notice_facts
from exports.deadlines import deadline_of
from exports.saving import replacing
from exports.values import plain
from govcrawl.db.reader import read_round
from govcrawl.errors import InputError

FILE = "通报(草稿).docx"
TEMPLATE = Path(__file__).with_name("template.docx")


def write_notice(
    engine: Engine, round_name: str, out: Path, *, deadline: date | None = None, template: Path | None = None
) -> Path:
    """The draft's path.

    InputError for an unknown round or a template that cannot be used (it names file and reason), OutputError when the
    draft cannot be written.
    """
    when, assumed = deadline_of(read_round(engine, round_name).round, deadline)
    facts = notice_facts(engine, round_name, when, assumed=assumed)
    path = out / FILE
    with replacing(path) as draft:
        _render(facts, template or TEMPLATE, draft)
    return path


def _render(facts: NoticeFacts, template: Path, draft: Path) -> None:
    # The template is a file that people edit: it may compute text, never reach into the program.
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    try:
        document = DocxTemplate(template)
        document.render(_clean(asdict(facts)), environment, autoescape=True)
    except (PackageNotFoundError, BadZipFile, KeyError, OSError) as fault:
        raise InputError(f"通报模板 {template} 无法读取：{fault}") from fault
    except TemplateError as fault:
        number = getattr(fault, "lineno", None)
        line = f"（第{number}行附近）" if number else ""
        raise InputError(f"通报模板 {template} 有误{line}：{fault.message or fault}") from fault
    document.save(str(draft))


def _clean(value: object) -> object:
    """Text without characters that no document can hold."""
    if isinstance(value, dict):
        return {name: _clean(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_clean(each) for each in value]
    return plain(value) if isinstance(value, str) else value
