"""X rules: wrong expressions, links to suspicious sites, personal numbers in the open."""

import re
from collections.abc import Iterator
from datetime import date

from govcrawl.domain.fetch_outcomes import FetchOutcome, LinkState
from govcrawl.domain.items import CONCEALED, Link, PageItem
from govcrawl.domain.urls import normalise
from govcrawl.rubric.expressions import load_expressions
from pipelines.engine import few, rule
from pipelines.model import CannotJudge, Check, Fail, Identity, Result, Subject

_AROUND = 20  # characters of the text on either side of a hit, in evidence
_TEXT = 40
# Each begins with its first digit, which is quick to search for; what stands before it is asked then.
_IDENTITY = re.compile(r"[1-9](?<![0-9A-Za-z][1-9])\d{16}[0-9Xx](?![0-9A-Za-z])")
_CARD = re.compile(r"6(?<![0-9A-Za-z]6)2\d{14,17}(?![0-9A-Za-z])")
_MOBILE = re.compile(r"1(?<![0-9A-Za-z]1)[3-9]\d{9}(?![0-9A-Za-z])")
# GB 11643: provinces, weights, check characters.
_PROVINCES = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
# Accounts that are there to be paid into are meant to be public.
_PUBLIC = re.compile(r"对公|基本户|专户|缴费|缴款|收款单位|收款人|捐赠|保证金|开户名称|户名")
_BEFORE = 60  # characters before a card number in which such a word may stand
_CARDS, _MOBILES = 2, 5  # fewer than these may be anything


@rule("X01", PageItem, subject=Subject.EXPRESSION)
def wrong_expression(page: PageItem, _check: Check) -> Iterator[Result]:
    """Title or text hits the office's dictionary of wrong expressions, each expression once a page. Phrases that
    hold it rightly stand in the dictionary as exceptions.
    """
    if page.answer is not FetchOutcome.REACHABLE:
        return
    text = f"{page.title}\n{page.text}"
    seen: dict[str, int] = {}
    for place, expression in load_expressions().find(text):
        seen[expression.wrong] = seen.get(expression.wrong, 0) + 1
        if seen[expression.wrong] > 1:
            continue
        context = text[max(place - _AROUND, 0) : place + len(expression.wrong) + _AROUND].replace("\n", " ")
        message = f"出现错误表述“{expression.wrong}”，应为“{expression.right}”：…{context}…"
        evidence = {"context": context, "right": expression.right}
        yield Fail(message, expression.wrong, expression.wrong, evidence)


@rule("X02", Link, subject=Subject.LINK, identity=Identity.TARGET)
def suspicious_link(link: Link, _check: Check) -> Iterator[Result]:
    """An external link leads to a host of the office's list, to a page whose words are those of gambling,
    pornography or a domain for sale, or is kept out of its readers' sight (V1 发布或链接…内容 is for people to
    confirm); such a link is weighed by how and where it is hidden, by its words and its domain. Sites under .gov.cn,
    and those that the site links openly elsewhere, are never suspicious for that.
    """
    found = link.suspicion
    if found is None or link.state is LinkState.UNCHECKED:
        return
    text = " ".join(link.text.split())[:_TEXT] or "（无文字）"
    words = f"（{'、'.join(found.words[:3])}）" if found.words else ""
    evidence = {"kind": found.kind, "words": found.words, "final_url": found.final_url, "title": found.title}
    if found.ways:
        evidence["ways"] = found.ways
    message = f"链接“{text}”疑似指向{found.kind}网站{words}，需人工确认"
    if found.kind == CONCEALED:
        message = f"页面上有读者看不见的站外链接“{text}”（{'、'.join(found.ways)}），需人工确认"
    if found.certain:
        yield Fail(message, link.url, normalise(link.url), evidence)
    else:
        yield CannotJudge(message, link.url, normalise(link.url), evidence)


@rule("X03", PageItem)
def personal_data_exposed(page: PageItem, check: Check) -> Iterator[Result]:
    """Whole identity-card numbers (province, birthday and check character valid), or several bank-card numbers of
    people. Cards that may be accounts to pay into, and many mobile numbers, are for people to judge: officials
    publish theirs.
    """
    if page.answer is not FetchOutcome.REACHABLE:
        return
    identities = list(dict.fromkeys(each for each in _IDENTITY.findall(page.text) if is_identity(each, check.date)))
    cards = list(dict.fromkeys(match[0] for match in _CARD.finditer(page.text) if is_card(match[0])))
    cards = [each for each in cards if each not in identities]
    if identities:
        yield _fail(page, "身份证号码", identities)
    if len(cards) >= _CARDS:
        public = [each for each in cards if _PUBLIC.search(_before(page.text, each))]
        if public:
            yield _doubt(page, "银行卡号", cards, "可能是对公账户或缴费账户")
        else:
            yield _fail(page, "银行卡号", cards)
    mobiles = list(dict.fromkeys(_MOBILE.findall(page.text)))
    if len(mobiles) >= _MOBILES and not identities:
        yield _doubt(page, "手机号码", mobiles, "可能是对外公布的工作联系电话")


def is_identity(number: str, today: date) -> bool:
    """Whether this is a valid resident identity number of somebody born by `today`."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    valid = bool(_PROVINCES.match(number)) and date(1900, 1, 1) <= born <= today
    return valid and number[17].upper() == _CHECK[total % 11]


def is_card(number: str) -> bool:
    """Whether the number's last digit is right by Luhn's formula (ISO/IEC 7812)."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def masked(number: str) -> str:
    """The first three and last two characters; what lies between is nobody's business."""
    return f"{number[:3]}{'*' * (len(number) - 5)}{number[-2:]}"


def _before(text: str, number: str) -> str:
    place = text.find(number)
    return text[max(0, place - _BEFORE) : place]


def _evidence(numbers: list[str]) -> dict[str, object]:
    return {"count": len(numbers), "examples": few(map(masked, numbers))}


def _fail(page: PageItem, what: str, numbers: list[str]) -> Fail:
    message = f"页面“{page.title}”公开了{len(numbers)}个完整的{what}，例如{masked(numbers[0])}"
    return Fail(message, f"{len(numbers)}个{what}", subject=what, evidence=_evidence(numbers))


def _doubt(page: PageItem, what: str, numbers: list[str], why: str) -> CannotJudge:
    message = f"页面“{page.title}”列有{len(numbers)}个{what}，{why}，是否泄露个人信息需人工确认"
    return CannotJudge(message, f"{len(numbers)}个{what}", subject=what, evidence=_evidence(numbers))
