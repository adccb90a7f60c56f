"""How all workbooks look: fonts, lines, colours, formats."""

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
TITLE_HEIGHT, LINE_HEIGHT, MARGIN_HEIGHT, MAX_HEIGHT = 30.0, 13.5, 5.0, 409.0  # points; a row can be no higher


@dataclass(frozen=True, slots=True)
class CellForm:
    """How a column's values are shown."""

    number_format: str
    alignment: Alignment
    fill: PatternFill | None = None


_TO_FILL_IN = PatternFill("solid", fgColor="FFF9E5")  # cells that people fill in

FORMS = {
    "text": CellForm("General", LEFT),
    "centre": CellForm("General", CENTRED),
    "whole": CellForm("0", CENTRED),
    "points": CellForm("General", CENTRED),
    "date": CellForm("yyyy-mm-dd", CENTRED),
    "input": CellForm("General", LEFT, _TO_FILL_IN),
    "choice": CellForm("General", CENTRED, _TO_FILL_IN),
    "time": CellForm("yyyy-mm-dd hh:mm", CENTRED),
}


def _filled(colour: str, font: str = "000000") -> DifferentialStyle:
    # Conditional fills take their colour from the background.
    return DifferentialStyle(font=Font(color=font), fill=PatternFill("solid", bgColor=colour))


BAD = _filled("FFC7CE", "9C0006")
WARNING = _filled("FFEB9C", "7F6000")
GOOD = _filled("E2EFDA", "375623")
GREY = _filled("E7E6E6", "595959")
TOTAL = DifferentialStyle(font=Font(bold=True), fill=PatternFill("solid", bgColor="EDEDED"))
UNCONFIRMED = DifferentialStyle(font=Font(italic=True, color="7F6000"))


def width_of(text: str) -> int:
    """Width of the widest line in Latin characters; a Chinese character takes two."""
    return max(map(_line_width, text.split("\n")))


def lines_of(text: str, width: int) -> int:
    """Lines that the text takes when it is wrapped at this width."""
    return sum(-(-max(_line_width(line), 1) // width) for line in text.split("\n"))


def _line_width(line: str) -> int:
    # In this encoding a Chinese character is two bytes, as it is two columns wide, and counting is fast.
    return len(line) if line.isascii() else len(line.encode("gbk", "replace"))
