"""Titles of policies and of their interpretations, reduced to what both have in common, and document numbers (文号)."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_WORD = (
    r"(?:政策|文件|图文|图片|视频|专家|媒体|部门|动漫|文字|领导|负责人|一图|官方|权威){0,8}"
    r"(?:解读|图解|一图读懂|一图看懂|一图了解|一张图读懂|一张图看懂|读懂|看懂|答记者问|政策问答|问答|起草说明|编制说明)(?:材料|稿|之[一二三四五六七八九十\d]+|[一二三四五六七八九十\d]+)?"
)
_EXPLAINS = re.compile(r"解读|图解|一图|一张图|读懂|看懂|问答|记者问|说明|明白卡|发布会|动漫|H5", re.IGNORECASE)
_INTERPRETATION = re.compile(
    rf"^[【\[(]?{_WORD}|(?:解读|图解|记者问|政策问答)(?:材料|稿|[一二三四五六七八九十\d]+)?[】\])]?$"
)
_EDGES = re.compile(
    rf"^(?:[【\[(]?{_WORD}[】\])]?[:|丨、,\-—]*)+|(?:(?<![:|丨\-—])[:|丨\-—]+)?(?:的)?[【\[(]?{_WORD}[】\])]?$"
)
_QUOTED = re.compile(r"《((?:[^《》]|《[^《》]{1,200}》){1,200})》")
_ISSUES = re.compile(r"(?:印发|公布|发布|下发|颁布|出台|实施)(?:新?修订的|修订后的)?$")
_ABOUT = re.compile(r"^.{0,30}?关于")
_ISSUE = re.compile(r"^(?:印发|公布|发布|下发|颁布|出台)")
_FRAME = re.compile(r"的?(?:通知|公告|通告|决定|批复|函)$")
_STATE = re.compile(r"\((?:试行|暂行|修订|修订稿|修订版|全文|附件|图|\d{4}年?(?:修订|修正)版?)\)")
_MARKS = re.compile(r"[\W_的]+")
_NUMBER = re.compile(r"[\[(（〔【［﹝]\s*+(20\d\d)\s*+年?\s*+[\])）〕】］﹞]\s*+第?\s*+(\d{1,4})\s*+号")
_MARK = re.compile(r"[\u4e00-\u9fff]{1,12}$")
_NUMBER_IN_TITLE = re.compile(r"\(?[\u4e00-\u9fff]{1,12}[\[(〔【﹝]20\d\d年?[\])〕】﹞]第?\d{1,4}号\)?")


_LONGEST = 400  # characters of a title


def normalise_title(title: str) -> str:
    """A title without white space, in one form of every character."""
    return unicodedata.normalize("NFKC", "".join(title[:_LONGEST].split())).replace("〈", "《").replace("〉", "》")


def explains(title: str) -> bool:
    """Whether a title says of itself that it explains something."""
    return bool(_EXPLAINS.search(normalise_title(title)))


def is_interpretation(title: str) -> bool:
    """Whether a title is that of an interpretation wherever it stands (not one that merely speaks of 解读)."""
    return bool(_INTERPRETATION.search(normalise_title(title)))


@lru_cache(maxsize=4096)
def core(title: str) -> str:
    """A document's title without issuer, 关于印发 … 的通知, number, state, and words like 解读."""
    text = _STATE.sub("", _NUMBER_IN_TITLE.sub("", normalise_title(title)))
    text = _EDGES.sub("", _EDGES.sub("", text))
    text = _ISSUE.sub("", _ABOUT.sub("", text))
    text = _FRAME.sub("", text)
    return _MARKS.sub("", text).lower()


@lru_cache(maxsize=4096)
def policy_cores(title: str) -> tuple[str, ...]:
    """Cores of the documents that a policy page brings into force.

    What it quotes otherwise (贯彻《…》, 废止《…》) is another document, and the title stands for itself.
    """
    text = normalise_title(title)
    issued = tuple(core(match[1]) for match in _QUOTED.finditer(text) if _ISSUES.search(text[: match.start()]))
    return tuple(each for each in issued or (core(text),) if each)


@lru_cache(maxsize=4096)
def interpreted_cores(title: str) -> tuple[tuple[str, ...], bool]:
    """Cores of the documents that an interpretation's title names, and whether it quotes them in 《》."""
    found = tuple(filter(None, quoted_cores(title)))
    if found:
        return found, True
    own = core(title)
    return ((own,) if own else ()), False


def quoted_cores(text: str) -> Iterator[str]:
    """Cores of everything that stands in 《》, in order; a document that is issued within it stands for it."""
    for match in _QUOTED.finditer(text.replace("〈", "《").replace("〉", "》")):
        yield from policy_cores(match[1])


Number = tuple[str, str, str]  # issuer's mark, year, number


def numbers_in(text: str) -> list[Number]:
    """Document numbers in a text. The mark may have words of the sentence before it."""
    numbers = []
    for match in _NUMBER.finditer(text):
        mark = _MARK.search("".join(text[max(0, match.start() - 16) : match.start()].split()))
        if mark:
            numbers.append((mark[0], str(int(match[1])), str(int(match[2]))))
    return numbers


def is_same_number(policy: Number, seen: Number) -> bool:
    """Whether the number that was `seen` is that of the `policy`; a sign cut in front is still the same."""
    return policy[1:] == seen[1:] and seen[0].endswith(policy[0])
