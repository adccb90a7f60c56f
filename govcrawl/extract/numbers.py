"""The document number (文号) of a page: its own, not that of a document it cites."""

import re
from collections.abc import Iterator

_DIGIT = "[0-9\uff10-\uff19]"
_YEAR = rf"(?:19|20|１９|２０){_DIGIT}{{2}}"
_COUNT = rf"(?:第\s*)?{_DIGIT}{{1,4}}\s*号"
# 〔2021〕12号 with any brackets, and 2021年第12号, the number of announcements.
_YEAR_AND_COUNT = re.compile(
    rf"(?<!\s)\s*+[〔\[［【(（﹝]\s*{_YEAR}\s*(?:年\s*)?[〕\]］】)）﹞]\s*{_COUNT}|(?<!{_DIGIT}){_YEAR}\s*年\s*第\s*{_DIGIT}{{1,4}}\s*号"
)
# A word before the label makes it another thing's number (项目审批文号).
_LABEL = re.compile(
    r"(?<![\u4e00-\u9fff])(?:发\s*文\s*字\s*号|文\s*号|文件编号|发文号)\s*[:：]?[\x1f\s]*[:：]?[\x1f\s]*([^\x1f:：]{4,40})"
)
# The agency's short name before the year; penalties put the place in brackets before it: (白)应急罚.
_AGENCY = re.compile(r"(?:[（(〔\[][\u4e00-\u9fa5]{1,3}[）)〕\]])?[\u4e00-\u9fa5]{1,14}$")
# What comes before an agency's short name in running text and is no part of it.
_LEAD = re.compile(
    r".*(?:[印下颁签制]发|发布|颁布|公布|出台|转发|关于|根据|依据|按照|依照|遵照|贯彻|落实|执行|废止|修[订改]|现将|文件|"
    r"通知|文号|编号|号[和与及]?|以及|人民政府|办公[室厅]|委员会|[\u4e00-\u9fa5]{3}[局厅院](?=[\u4e00-\u9fa5]{2})|[的了])(?!令|公告|通告)"
)
_ANNOUNCED = re.compile(r"(?:公告|通告|令|公报)\s*+[（(〔\[]?\s*+$")
_ANNOUNCES = re.compile(r"[\s）)〕\]】]*(?:公告|通告|令|公报|$)")
# Words after which a number is another document's.
_CITES = re.compile(
    r"(?:根据|依据|按照|依照|遵照|参照|贯彻|落实|执行|废止|修[订改]|转发|对照|》)[^。；\n]{0,40}$|》\s*[（(〔\[【]\s*$"
)
# In running text a number in brackets names what the words before it speak of.
_IN_BRACKETS = re.compile(r"[（(][^（()）\n]{0,24}$")
_OTHERS = re.compile(r"解\s*读|图\s*解|一图|读懂|问答|记者问|废止|失效|修[订改]|清理|转发")
_SPEAKS_OF = re.compile(r"(?:根据|依据|按照|依照|贯彻|落实|执行|学习)[^《》（(]{0,6}$")
_WRAP = " \u3000\xa0()（）【】[]〔〕"
_REACH = 1200
_HEAD_LINES = 8
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


def own(flat: str, title: str, text: str) -> str | None:
    """The number from the header table, else from the title or a line of its own near it, else the first one in the
    text that cites nothing. `flat`: visible text in pieces divided by x1f; digits come back as ASCII."""
    if "号" not in flat and "号" not in title:
        return None
    match = _LABEL.search(flat)
    if match and (found := next(_numbers(match.group(1)), None)):
        return found[0]
    head = text[:_REACH]
    return _in_title(title) or _alone(_near(flat, title)) or _alone(head.split("\n")[:_HEAD_LINES]) or _told(head)


def _in_title(title: str) -> str | None:
    """A number at either end of a title that speaks of no other document."""
    if "号" not in title or _OTHERS.search(title):
        return None
    for number, start, end in _numbers(title):
        if not title[:start].strip(_WRAP) or (not title[end:].strip(_WRAP) and not _SPEAKS_OF.search(title[:start])):
            return number
    return None


def _near(flat: str, title: str) -> list[str]:
    """Pieces below the headline."""
    at = flat.find(title) if len(title) >= 4 else -1
    return flat[at + len(title) : at + len(title) + _REACH].split("\x1f")[: _HEAD_LINES * 2] if at >= 0 else []


def _alone(lines: list[str]) -> str | None:
    """The first line that is nothing but a number."""
    for line in lines:
        if len(line) <= 40 and "号" in line:
            for number, start, end in _numbers(line):
                if not (line[:start] + line[end:]).strip(_WRAP):
                    return number
    return None


def _told(head: str) -> str | None:
    """The first number in running text that is not a citation."""
    for number, start, _ in _numbers(head):
        before = head[max(0, start - 60) : start]
        if not _CITES.search(before) and not _IN_BRACKETS.search(before) and not number[:1].isdigit():
            return number
    return None


def _numbers(text: str) -> Iterator[tuple[str, int, int]]:
    """(number, begin, end) of every document number in a text."""
    for match in _YEAR_AND_COUNT.finditer(text):
        written = match.group()
        if "年" in written and written.lstrip()[:1].translate(_WIDE).isdigit():
            start = match.start()
            announced = _ANNOUNCED.search(text, max(0, start - 12), start)
            alone = not text[:start].strip(_WRAP) and _ANNOUNCES.match(text, match.end())
            if announced or alone:
                yield _plain(written), 0, match.end()
            continue
        agency = _AGENCY.search(text, max(0, match.start() - 18), match.start())
        if agency is None:
            continue
        name = agency.group()
        lead = _LEAD.match(name)
        if lead and lead.end() < len(name):
            name = name[lead.end() :]
        yield _plain(name + written), match.start() - len(name), match.end()


def _plain(written: str) -> str:
    return "".join(written.split()).translate(_WIDE)
