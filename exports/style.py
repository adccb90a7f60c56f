"""How all workbooks look: fonts, lines, colours, formats."""

import unicodedata
from dataclasses import dataclass

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle

_EDGE = Side("thin", "A6A6A6")
LINES = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)

TITLE = Font(name="黑体", size=16)
NOTE = Font(name="宋体", size=10, color="595959")
HEADING = Font(name="黑体", size=10.5)
BODY = Font(name="宋体", size=10)
LINK = Font(name="宋体", size=10, color="0563C1", underline="single")
HEADING_FILL = PatternFill("solid", fgColor="D9E2F3")

CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
TITLE_HEIGHT, HEADING_HEIGHT, LINE_HEIGHT = 30.0, 24.0, 15.0  # points


@dataclass(frozen=True, slots=True)
class Form:
    """How a column's values are shown."""

    number_format: str
    alignment: Alignment


FORMS = {
    "text": Form("General", LEFT),
    "centre": Form("General", CENTRED),
    "whole": Form("0", CENTRED),
    "points": Form("0.##;-0.##;0", CENTRED),
    "date": Form("yyyy-mm-dd", CENTRED),
    "time": Form("yyyy-mm-dd hh:mm", CENTRED),
}


def _filled(colour: str, font: str = "000000") -> DifferentialStyle:
    # Conditional fills take their colour from the background.
    return DifferentialStyle(font=Font(color=font), fill=PatternFill("solid", bgColor=colour))


BAD = _filled("FFC7CE", "9C0006")
WARNING = _filled("FFEB9C", "7F6000")
GREY = _filled("E7E6E6", "595959")
TOTAL = DifferentialStyle(font=Font(bold=True), fill=PatternFill("solid", bgColor="EDEDED"))
UNCONFIRMED = DifferentialStyle(font=Font(italic=True, color="7F6000"))


def width_of(text: str) -> int:
    """Columns that the widest line takes: two for a Chinese character, one for a Latin one."""
    return max((sum(_character(c) for c in line) for line in text.split("\n")), default=0)


def _character(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1
