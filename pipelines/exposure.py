"""X03: personal numbers in the open. Evidence holds them masked: a workbook must not spread them further."""

import re
from collections.abc import Iterator
from datetime import date

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import PageItem
from pipelines.family import RulePipeline
from pipelines.rules import CannotJudge, Check, Fail, Result, few, rule

_IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[0-9Xx](?![0-9A-Za-z])")
_CARD = re.compile(r"(?<![0-9A-Za-z])62\d{14,17}(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9A-Za-z])1[3-9]\d{9}(?![0-9A-Za-z])")
# GB 11643: provinces, weights, check characters.
_PROVINCES = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
# Accounts that are there to be paid into are meant to be public.
_PUBLIC = re.compile(r"对公|基本户|专户|缴费|缴款|收款单位|收款人|捐赠|保证金|开户名称|户名")
_BEFORE = 60  # characters before a card number in which such a word may stand
_CARDS, _MOBILES = 2, 5  # fewer than these may be anything


class ExposureRules(RulePipeline):
    family = "X"


@rule("X03", PageItem)
def personal_data_exposed(page: PageItem, check: Check) -> Iterator[Result]:
    """页面公开了完整的个人号码

    Whole identity-card numbers (province, birthday and check character valid), or several bank-card numbers of people.
    Cards that may be accounts to pay into, and many mobile numbers, are for people to judge: officials publish theirs.
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
