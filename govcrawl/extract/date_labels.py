"""What a date means by the word before it: the day of publication, another day, or nothing in particular.

Few words say that something was published. Any other word before 时间 or 日期 (停水时间, 签订日期) names another event,
whatever it is, so there is no list of those.
"""

import re
from enum import StrEnum


class Meaning(StrEnum):
    """What the word before a date says."""

    PUBLISHED = "published"
    UPDATED = "updated"
    NEUTRAL = "neutral"  # 时间：, 日期：
    NONE = "none"  # no label at all
    OTHER = "other"  # another event, or running text


_REACH = 40
_BLANK = r"[\s\x1f\u200b\ufeff]"
_EDGE = r"[\s\x1f\u200b\ufeff\[【（(〔「:：·•|]"
_OPENING = re.compile(rf"(?<!{_EDGE}){_EDGE}++$")
_CUT = re.compile(r"[，。；;、|｜>＞/\[\]【】()（）「」《》!！?？]|[:：]")
_BLANKS = re.compile(rf"{_BLANK}+")
_SUFFIX = re.compile(r"(?:时间|日期|时刻|日)$")
# The last letter of words before a day or a period.
_TIMELY = re.compile(r"[日期间时限自至从起到止]$")
_VERB = r"发布|公布|公开|发表|发稿|发帖|刊登|刊发|登载|登出|上网|上传|上线|上载|添加|录入|投稿|推送|转载|发出|首发|见报"
_NOUN = r"信息|文章|稿件|新闻|网站|网上|网络|首次|内容|资讯|页面|本文|公众号|帖子|原文|最早|初次|媒体"
_PUBLISHED = re.compile(rf"(?:{_NOUN}){{0,2}}(?:{_VERB})(?:的|于|在|自)?|(?:{_NOUN})")
_ONLY_NOUN = re.compile(_NOUN)
_PREFIXED = re.compile(rf"[\u4e00-\u9fff]{{1,4}}(?:{_VERB})")
_UPDATED = re.compile(rf"(?:{_NOUN}|最后|最近|最新){{0,2}}(?:更新|修改|编辑)(?:于|在)?")
_ENGLISH = (
    (re.compile(r"(?:publi|post|releas|issu)\w{0,30}(?: ?(?:date|time|on|at))?$", re.I), Meaning.PUBLISHED),
    (re.compile(r"(?:pub|release) ?(?:date|time)$", re.I), Meaning.PUBLISHED),
    (re.compile(r"(?:updat|modif)\w{0,30}(?: ?(?:date|time|on|at))?$", re.I), Meaning.UPDATED),
    (re.compile(r"(?:^|\W)(?:date|time)$", re.I), Meaning.NEUTRAL),
)
# Facts beside a headline whose place may be empty, so that the date behind it is not theirs.
FACTS = re.compile(
    r"来\s*源|作\s*者|编\s*辑|记\s*者|供\s*稿|撰\s*稿|审\s*核|浏\s*览|点\s*击|阅\s*读|访\s*问|人\s*气|次\s*数|字\s*[号体]|分\s*享|"
    r"打\s*印|收\s*藏|"
    r"发布(?:机构|单位|人|者)|信息分类|索\s*引\s*号|文\s*号|责\s*编"
)


def meaning_before(text: str, start: int, begin: int = 0) -> tuple[Meaning, bool]:
    """What the words of `text` between `begin` and `start` make of a date at `start`, and whether they say it exactly.

    Pieces of `text` may be divided by \\x1f; a label may stand in the piece before, and its letters apart
    (发 布 日 期).
    """
    raw = text[max(begin, start - _REACH) : start]
    opening = _OPENING.search(raw)
    between = opening.group() if opening else ""
    before = raw[: len(raw) - len(between)]
    label, earlier = _last_word(before)
    if not label:
        return Meaning.NONE, True
    if label.isascii():
        return next((meaning for pattern, meaning in _ENGLISH if pattern.search(before[-24:])), Meaning.NONE), True
    suffix = _SUFFIX.search(label)
    stem = label[: suffix.start()] if suffix else label
    if not stem:
        return (Meaning.PUBLISHED if _PUBLISHED.fullmatch(earlier) else Meaning.NEUTRAL), True
    if _PUBLISHED.fullmatch(stem) and (suffix or not _ONLY_NOUN.fullmatch(stem)):
        return Meaning.PUBLISHED, True
    if suffix or ":" in between or "：" in between or not between:
        return _named(stem, label, bool(suffix) or not between)
    return (Meaning.OTHER if _TIMELY.search(label) else Meaning.NONE), True


def _named(stem: str, label: str, surely: bool) -> tuple[Meaning, bool]:
    """What a label that does not say 发布 outright means; `surely`: it can be nothing but the label of this date."""
    if _UPDATED.fullmatch(stem):
        return Meaning.UPDATED, True
    if _PREFIXED.fullmatch(stem):
        return Meaning.PUBLISHED, False
    return (Meaning.OTHER if surely or not FACTS.search(label) else Meaning.NONE), True


def _last_word(before: str) -> tuple[str, str]:
    """The word at the end, put together again where its letters stand apart, and the word before it."""
    cuts = [match.end() for match in _CUT.finditer(before)]
    words = [word for word in _BLANKS.split(before[cuts[-1] :] if cuts else before) if word]
    if not words:
        return "", ""
    label = words.pop()
    while words and len(words[-1]) == 1 and "\u4e00" <= words[-1] <= "\u9fff":
        label = words.pop() + label
    return label, words[-1] if words else ""
