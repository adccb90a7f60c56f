"""A page of a question with its answer: who answers, when, and what, by the labels that such pages carry."""

import re
from dataclasses import dataclass
from datetime import date

from govcrawl.extract import dates
from govcrawl.extract.outline import squeeze
from govcrawl.extract.row_boxes import SEPARATOR

_UNIT = re.compile(
    r"^(?:答复|回复|解答|答疑|办理|承办|受理|责任|答复的)(?:单位|部门|机构|机关)(?:名称)?\s*[:：]?\s*(.*)$"
)
_REPLIED = re.compile(r"^(?:答复|回复|解答|办结|回答)(?:时间|日期)\s*[:：]?\s*(.*)$")
_ASKED = re.compile(r"^(?:提问|留言|来信|咨询|提交|写信|发布)(?:时间|日期)\s*[:：]?\s*(.*)$")
_REPLY = re.compile(
    r"^(?:(?:答复|回复|解答|回答|办理)(?:内容|结果|意见|情况|信息)|官方(?:回复|答复|解答)|答复|回复|解答|回答|答)\s*[:：]?\s*(.*)$"
)
_NAMED_REPLY = re.compile(
    r"^(.{2,20}?(?:局|委|办|厅|院|中心|政府|公司|处|队|会))\s*(?:的)?(?:回复|答复|解答)\s*[:：]?$"
)
_ENDS = re.compile(
    r"^(?:满意度|评价|您的评价|上一[篇条]|下一[篇条]|相关(?:问答|链接|附件|推荐)|附件|分享|打印|关闭|收藏|版权|主办|点赞|返回"
    r"|网站标识码|热门问答|猜你想问)"
)
_ATTACHED = re.compile(r"^(?:相关)?附件.*\w")
_PENDING = re.compile(
    r"^[（(\[【]?(?:(?:目前|该信件|本信件|信件|此件)?(?:(?:尚|还|暂|仍|现)?(?:未|没有?|无|待|等待|正在?|在)(?:做出|作出|予以|进行)?"
    r"(?:答复|回复|内容|解答|办理|处理|受理|办结|公开)(?:内容|意见|结果|中|完毕)?)|无|(?:办理|处理|受理|转办|交办)中|--?)[)）\]】]?[。.…]*$"
)
_NAME_LENGTH = 30
# What stands behind the name of a unit in one line: a date, another fact with its label.
_FURTHER = re.compile(
    r"(?<![\s|,，;；（(\[【])(?:[\s|,，;；（(\[【]++(?:(?:19|20)\d\d\s{0,2}[-年./]|[^\s:：]{2,8}[:：])"
    r"|(?:19|20)\d\d\s{0,2}[-年./]).*$"
)


@dataclass(slots=True)
class Question:
    """`reply` is "" for an empty answer, None where the page has no place for one."""

    unit: str = ""
    asked: date | None = None
    replied: date | None = None
    reply: str | None = None


def read_question(flat: str) -> Question:
    """The facts of a question's page. `flat`: visible text, pieces divided by \\x1f."""
    pieces = [piece for raw in flat.split(SEPARATOR) if (piece := squeeze(raw))]
    found = Question()
    for place, piece in enumerate(pieces):
        following = pieces[place + 1] if place + 1 < len(pieces) else ""
        unit, replied, asked = _UNIT.match(piece), _REPLIED.match(piece), _ASKED.match(piece)
        if unit and not found.unit:
            value = unit[1] or (following if not _is_label(following) else "")
            found.unit = _FURTHER.sub("", value)[:_NAME_LENGTH].strip()
        elif replied and found.replied is None:
            found.replied = _day(replied[1] or following)
        elif asked and found.asked is None:
            found.asked = _day(asked[1] or following)
        elif found.reply is None:
            _take_reply(found, pieces, place)
    return found


def _take_reply(found: Question, pieces: list[str], place: int) -> None:
    piece = pieces[place]
    named = _NAMED_REPLY.match(piece)
    match = named or _REPLY.match(piece)
    if match is None:
        return
    if named:
        found.unit = found.unit or named[1]
    first = "" if named else match[1]
    parts = [first] if first else []
    for following in pieces[place + 1 :]:
        if _ATTACHED.match(following):
            parts.append(following)  # the answer is a file
        if _ENDS.match(following):
            break
        if not _is_label(following):
            parts.append(following)
    # What follows a word like 待回复 is no longer the answer, but the page's own foot.
    found.reply = "" if parts and _PENDING.match(parts[0].strip()) else "\n".join(parts).strip()


def _is_label(piece: str) -> bool:
    return any(pattern.match(piece) for pattern in (_UNIT, _REPLIED, _ASKED)) or bool(
        re.fullmatch(r"(?:答复|回复|解答|回答)(?:单位|部门|时间|日期|内容)?[:：]?", piece)
    )


def _day(text: str) -> date | None:
    when = dates.parse_label(text)
    return dates.day_of(when) if when else None
