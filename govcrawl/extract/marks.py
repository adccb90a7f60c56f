"""What a government site's home page must carry in its footer (网站标识, 备案编号, “我为政府网站找错”)."""

import re
import unicodedata
from dataclasses import dataclass, field

from govcrawl.extract.closed import removed

_COMMENT = re.compile(r"<!--(?!\[if).*?-->", re.S)
_TAG = re.compile(r"<[^>]*>")
# Served by a script of the body that issues the mark, or an image of the site's own.
_MARK = re.compile(r"\bconac\.cn|_ideConac|党政机关(?:网站)?(?:标识|统一标识)?|政府机关网站标识", re.I)
_CODE = re.compile(r"标识码\W{0,12}([a-z]{2}\d{8}|[A-Z]?\d{9,10}|N\d{9})(?![0-9A-Za-z])", re.I)
_CODE_OF_REPORT = re.compile(r"\bsite_?code\W{1,3}([a-z]{2}\d{8}|[A-Z]?\d{9,10})(?![0-9A-Za-z])", re.I)
_RECORD = re.compile(r"[\u4e00-\u9fff]ICP[备证]案?号?\W{0,3}\d{5,}", re.I)
_POLICE = re.compile(r"公网安备\W{0,6}\d{10,}|registerSystemInfo\?recordcode=\d{10,}", re.I)
_REPORT = re.compile(r"jiucuo|政府网站找错|网站纠错|网站找错|zfwzgl\.www\.gov\.cn|pucha\.kaipuyun|exposure/", re.I)


@dataclass(slots=True)
class Marks:
    """What is there; an empty text or list means that it was not found."""

    government: bool = False  # 党政机关网站标识
    codes: list[str] = field(default_factory=list)  # 网站标识码 as shown, lower case
    record: str = ""  # ICP备案编号
    police: str = ""  # 公安机关备案编号
    error_report: bool = False  # “我为政府网站找错”
    rendered: bool = False  # a browser has looked, too

    @property
    def complete(self) -> bool:
        return bool(self.government and self.codes and self.record and self.police and self.error_report)

    def joined(self, other: "Marks") -> "Marks":
        """What either of two looks at one page has found."""
        return Marks(
            self.government or other.government,
            list(dict.fromkeys([*self.codes, *other.codes])),
            self.record or other.record,
            self.police or other.police,
            self.error_report or other.error_report,
            self.rendered or other.rendered,
        )


def marks_of(source: str) -> Marks:
    """The marks in the mark-up of a page, scripts included: what a script writes will be on the page."""
    html = unicodedata.normalize("NFKC", removed(_COMMENT, "-->", source))
    # Words may be broken by tags, addresses stand in them.
    text = " ".join(removed(_TAG, ">", html, " ").split())
    record, police = _RECORD.search(text), _POLICE.search(text) or _POLICE.search(html)
    codes = _CODE.findall(text) or _CODE_OF_REPORT.findall(html)
    return Marks(
        government=bool(_MARK.search(html)),
        codes=list(dict.fromkeys(code.lower() for code in codes)),
        record=record[0] if record else "",
        police=police[0] if police else "",
        error_report=bool(_REPORT.search(html)),
    )
