"""How text of others is shown. Crawled and register text on a screen, in a log or in a file does nothing there.

What can do something are characters that are not seen: control characters, which begin a terminal's commands or end
a line, and format characters, which turn the direction of text around or make two names look the same.
"""

from __future__ import annotations

import json
import re
from typing import Any

# Categories Cc, Cf, Cs, Zl and Zp, and what no XML holds; tests hold this list against Unicode's own.
UNSEEN = (
    "\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)
_UNSEEN = re.compile(f"[{UNSEEN}]")
_UNSEEN_IN_CELLS = re.compile(f"(?![\n\t])[{UNSEEN}]")
_BREAKS = re.compile("[\t\n\v\f\r\x85\u2028\u2029]+")
_WIDTHLESS = re.compile("[\xad\u180e\u200b-\u200f\u2060-\u2064\ufeff]")

_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
_MARKED = re.compile(r"'+")  # as text

_MASK = "***"
# All bounded: an address may be long, and its maker may want the masking of it to take for ever.
_USER = re.compile(r"\b(https?:/{2,9})[^\s/?#'\"<>]{0,500}@", re.IGNORECASE)
_LOGIN = re.compile(r"\b((?!https?:)[a-z][a-z0-9+.-]{0,30}://)[^\s'\"<>]{0,500}@", re.IGNORECASE)
_PAIR = re.compile(r"(?<![^\s/'\"“”])[^\s/:@'\"“”]{1,64}:[^\s@/'\"“”]{1,500}@")  # addresses that are written wrong
_SECRET = re.compile(
    r"\b(pass|password|passwd|pwd|secret|token|access_token|refresh_token|api_?key)=[^\s&;#'\"<>]+", re.IGNORECASE
)
# A quoted text, a list or a tuple of them, or all that the line still holds.
_VALUE = r"b?'(?:\\.|[^'\\\n])*'|b?\"(?:\\.|[^\"\\\n])*\"|\[[^\]\n]*\]|\([^)\n]*\)|[^\n]+"
_HEADER = re.compile(
    rf"(?<![\w-])((?:proxy-)?authorization|(?:set-)?cookie)(\\?['\"]?\s*[:=,]\s*)(?:{_VALUE})", re.IGNORECASE
)


def visible(text: str) -> str:
    """All characters that are not seen, as Python writes them: \\x1b, \\n, \\u202e."""
    return _UNSEEN.sub(lambda match: _escape(match[0]), text)


def to_single_line(value: object) -> str:
    """One line for a screen: breaks are spaces, characters without width are left out, others that are not seen are
    written as `visible` does.
    """
    return visible(_WIDTHLESS.sub("", _BREAKS.sub(" ", str(value))))


def cell_text(text: str) -> str:
    """Text for a cell or a document: lines and tabs stay, all else that is not seen is left out."""
    text = re.sub("\r\n?|[\x85\u2028\u2029]", "\n", text)
    return _UNSEEN_IN_CELLS.sub("", text)


def csv_text(text: str) -> str:
    """Text for a csv file that may be opened by a spreadsheet, which runs what begins like a formula.

    Such text gets an apostrophe in front, also where it begins with some already: who takes one off again has the
    text as it was (docs/security.md). Lines and tabs stay; what else is not seen is made visible.
    """
    text = _UNSEEN_IN_CELLS.sub(lambda match: _escape(match[0]), text)
    marks = _MARKED.match(text)
    return f"'{text}" if like_formula(text[marks.end() :] if marks else text) else text


def like_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula: full-width signs, and signs behind blanks, count too."""
    return bool(_FORMULA.match(text))


def json_line(record: dict[str, Any]) -> str:
    """The record as JSON on one line, as data exact; characters that are not seen are escaped."""
    text = json.dumps(record, ensure_ascii=False)
    return _UNSEEN.sub(lambda match: "".join(f"\\u{unit:04x}" for unit in _units(match[0])), text)


def masked(text: str) -> str:
    """The text without credentials: user and password in addresses, secrets in queries, cookies, authorization."""
    text = _PAIR.sub(f"{_MASK}@", _LOGIN.sub(rf"\1{_MASK}@", _USER.sub(rf"\1{_MASK}@", text)))
    return _HEADER.sub(rf"\1\2{_MASK}", _SECRET.sub(rf"\1={_MASK}", text))


def _escape(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


def _units(character: str) -> list[int]:
    """Its UTF-16 code units."""
    raw = character.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(raw[place : place + 2], "big") for place in range(0, len(raw), 2)]
