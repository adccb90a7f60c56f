"""Whether two attachments are the same document in two formats, by their names alone."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Self
from urllib.parse import unquote, urlsplit

from govcrawl.domain.items import Attachment

_EXTENSION = re.compile(r"\.(?:docx?|dotx?|wps|wpt|rtf|odt|pdf|ofd)(?![a-z])", re.IGNORECASE)
_FORMAT = re.compile(
    r"(?:可编辑|下载|点击|查看|浏览|打开|预览|盖章|扫描|电子){0,8}(?:pdf|ofd|docx?|word|wps|rtf)"
    r"(?:格式|文档|文件|版本|版|下载|件|稿)*|(?:已?盖章|已?签章|已?签字|印章|电子章|红头|扫描|可编辑)+(?:版本|版|件|稿)*|正式(?:版本|版|件|稿)|格式下载|附件下载|点击下载|点此下载|请下载|下载|点击查看",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"附\s*+(?:件|表|录)?\s*+[:：]?\s*+([0-9一二三四五六七八九十]{1,3})(?![0-9年月季])")
# A document's number (文号): issuer's mark, year, number.
_DOCUMENT = re.compile(r"([\u4e00-\u9fff]{1,12})[〔\[(（【﹝]\s*+(20\d\d)\s*+[〕\])）】﹞]\s*+第?\s*+(\d{1,4})\s*+号")
_LEADING = re.compile(r"^\s*(?:附件|附表|附录|附)\s*[:：]?|^\s*[(（]?([0-9]{1,2})[)）]?\s*[.、．:：](?![0-9])")
_FRAME = re.compile(r"^(?:.{0,25}?关于)?(?:印发|公布|发布|下发)|的(?:通知|公告|通告|决定)$")
_REST = re.compile(r"[\W_]+")
_CHINESE_DIGITS = {digit: str(number) for number, digit in enumerate("一二三四五六七八九十", 1)}
_ALIKE = 0.6  # share of the longer name that the shorter must make up to be the same document
_LONGEST = 300  # characters of a name that are read
_SHORTEST = 4  # characters below which one name inside another says nothing


@dataclass(frozen=True, slots=True)
class AttachmentNames:
    """What an attachment's names say: its own name without format words, its number among the attachments, the stem of
    its address, and the number (文号) of the document that it is.
    """

    name: str
    number: str
    stem: str
    document: str = ""

    @classmethod
    def of(cls, attachment: Attachment) -> Self:
        """The names of an attachment, out of its link's text and its address."""
        path = urlsplit(attachment.url).path
        stem = _EXTENSION.sub("", unquote(path)).lower()
        document = _DOCUMENT.search(attachment.text[:_LONGEST])
        name, number = _read(_DOCUMENT.sub("", attachment.text[:_LONGEST]))
        return cls(name, number, stem, "".join(document.groups()) if document else "")


def same_document(one: AttachmentNames, other: AttachmentNames) -> bool | None:
    """Whether both are one document; None when one name is but the end of the other (申报表, 项目申报表).

    Files that carry no name of their own (“PDF版下载”, a document's number alone) may be any with that number. The
    order of `one` and `other` does not matter.
    """
    if one.stem == other.stem:
        return True
    if one.document and other.document and one.document != other.document:
        return False
    if not one.name or not other.name:
        return not (one.number and other.number) or one.number == other.number
    short, long = sorted((one.name, other.name), key=len)
    if short == long:
        return True
    if len(short) >= _SHORTEST and short in long and len(short) >= _ALIKE * len(long):
        return True
    return None if len(short) > 1 and long.endswith(short) else False


def _read(text: str) -> tuple[str, str]:
    """(name, number) of the document that a link's text names; "" for what it does not name."""
    plain = unicodedata.normalize("NFKC", text[:_LONGEST])
    plain = _EXTENSION.sub("", plain)
    plain = _FORMAT.sub("", plain)
    number = _NUMBER.search(plain)
    digits = number[1] if number else ""
    if number:
        plain = plain[: number.start()] + plain[number.end() :]
    leading = _LEADING.match(plain)
    if leading:
        digits = digits or leading[1] or ""
        plain = plain[leading.end() :]
    plain = _FRAME.sub("", plain.strip(" :：.、-—"))
    plain = _FRAME.sub("", plain)
    return _REST.sub("", plain).lower(), _CHINESE_DIGITS.get(digits, digits.lstrip("0"))
