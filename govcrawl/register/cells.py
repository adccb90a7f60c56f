"""Cells of any kind to values; a cell that cannot be read raises `BadCell` with the reason in Chinese."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from datetime import date, datetime
from urllib.parse import urlsplit

from govcrawl.domain.urls import normalise

MAX_TEXT = 2000
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|年(\d{1,2})月(\d{1,2})日)")
_SITE_CODE = re.compile(r"[0-9]{10}|bm[0-9]{8}|N[0-9]{9}", re.IGNORECASE)
_RULE = re.compile(r"[A-Z][0-9]{2}")
_LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")
_YEARS = range(1990, 2101)


class BadCell(Exception):
    """The cell's text says why, in Chinese."""


class ErrorValue(str):
    """A cell that holds an Excel error, such as #N/A."""

    __slots__ = ()


class NoResult:
    """A formula that was never calculated."""

    def __str__(self) -> str:
        return "（公式没有计算结果）"


def text_of(cell: object) -> str:
    """Trimmed text, with every run of white space (full-width too) as one space; "" for an empty cell.

    Raises BadCell for errors, formulas without a result, and text that is too long or holds control characters.
    """
    text = cell if type(cell) is str else _text_of_value(cell)
    printable = text.isprintable()  # nearly all text is, and needs no closer look
    text = " ".join((text if printable else text.translate(_INVISIBLE)).split())
    if len(text) > MAX_TEXT:
        raise BadCell(f"文字过长（超过 {MAX_TEXT} 字）")
    if not printable and any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
        raise BadCell("含有不可见的控制字符，请删除后重新填写")
    return text


def _text_of_value(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, NoResult):
        raise BadCell("公式没有保存计算结果，请在 Excel 中打开并保存，或改填为值")
    if isinstance(cell, ErrorValue):
        raise BadCell(f"单元格是错误值 {cell}")
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell.date() if isinstance(cell, datetime) else cell)


def parts_of(cell: object) -> tuple[str, ...]:
    """The values of a cell that may hold several, split on ； or ;, each once; BadCell as for `text_of`."""
    parts = (part.strip() for part in text_of(cell).replace("；", ";").split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))


def date_of(cell: object) -> date:
    """The day of an Excel date, or of a text in one of the forms that people write; BadCell for any other cell."""
    if isinstance(cell, datetime):
        return _sane(cell.date())
    if isinstance(cell, date):
        return _sane(cell)
    text = unicodedata.normalize("NFKC", text_of(cell))
    match = _DATE.fullmatch(text.replace(" ", ""))
    if match is None:
        raise BadCell(f"“{text}”不是有效日期，请写作 2021-08-20")
    try:
        return _sane(date(*(int(part) for part in match.groups() if part)))
    except ValueError:
        raise BadCell(f"“{text}”不是有效日期，请写作 2021-08-20") from None


def _sane(day: date) -> date:
    if day.year not in _YEARS:
        raise BadCell(f"“{day}”的年份不在 {_YEARS[0]} 至 {_YEARS[-1]} 之间")
    return day


def days_of(cell: object) -> int:
    """A whole number of days from 1 to 9999; BadCell for any other cell."""
    text = unicodedata.normalize("NFKC", text_of(cell))
    if not re.fullmatch(r"[0-9]{1,4}", text) or int(text) == 0:
        raise BadCell(f"“{text}”不是有效天数，应为 1 至 9999 的整数")
    return int(text)


def site_code_of(cell: object) -> str:
    """A 网站标识码 as it is officially written; BadCell for any other cell."""
    text = text_of(cell)
    if not _SITE_CODE.fullmatch(text):
        raise BadCell(f"“{text}”不是有效的网站标识码，应为 10 位数字、bm 加 8 位数字或 N 加 9 位数字")
    return "bm" + text[2:] if text[:2].lower() == "bm" else text.upper()


def rule_of(cell: object) -> str:
    """A rule id in capitals; BadCell for any other cell."""
    text = text_of(cell).upper()
    if not _RULE.fullmatch(text):
        raise BadCell(f"“{text}”不是有效的规则编号，应为一个字母加两位数字，例如 F04")
    return text


def url_of(cell: object) -> str:
    """One address, as `check_url` gives it; BadCell for any other cell."""
    return check_url(text_of(cell))


def urls_of(cell: object) -> tuple[str, ...]:
    """The addresses of a cell that may hold several; BadCell when one of them is none."""
    return tuple(check_url(part) for part in parts_of(cell))


def check_url(text: str) -> str:
    """The address in normal form; `BadCell` unless it is a plain http(s) address of one host."""
    if re.search(r"\s", text):
        raise BadCell(f"网址“{text}”中间有空格")
    if not re.match(r"https?://", text, re.IGNORECASE):
        raise BadCell(f"网址“{text}”须以 http:// 或 https:// 开头")
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise BadCell(f"网址“{text}”的主机名或端口无效") from None
    if "@" in parts.netloc:
        raise BadCell("网址中不得含用户名或密码（@ 之前的部分）")
    if "\\" in text:
        raise BadCell(f"网址“{text}”中有反斜杠，应为 /")
    if not _is_host(host):
        raise BadCell(f"网址“{text}”的主机名无效")
    return normalise(text)


def _is_host(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        labels = host.removesuffix(".").split(".")
        plain = all(_LABEL.fullmatch(label) for label in labels) and len(host) <= 253
        # A name without a dot is nearly always a typing error; it would end as a website that cannot be opened.
        return plain and (host == "localhost" or (len(labels) > 1 and not labels[-1].isdigit()))
    return True
