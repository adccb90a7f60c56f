"""What a government site's home page must carry in its footer (网站标识, 备案编号, “我为政府网站找错”)."""

import re
import unicodedata
from html import unescape

from govcrawl.domain.html_limits import remove_closed
from govcrawl.domain.site_identifiers import SiteIdentifiers

_COMMENT = re.compile(r"<!--(?!\[if).*?-->", re.S)
# Tags of running text: what they surround stays one word.
_INLINE = re.compile(r"</?(?:a|abbr|b|big|em|font|i|ins|label|s|small|span|strong|sub|sup|u)(?:\s[^>]*)?>", re.I)
_TAG = re.compile(r"<[^>]*>")
# Served by a script of the body that issues the mark, or an image of the site's own.
_MARK = re.compile(r"\bconac\.cn|_ideConac|党政机关(?:网站)?(?:标识|统一标识)?|政府机关网站标识", re.I)
_CODE = re.compile(r"标\s?识\s?码\W{0,12}([a-z]{2}\d{8}|[A-Z]?\d{9,10}|N\d{9})(?![0-9A-Za-z])", re.I)
_CODE_OF_REPORT = re.compile(r"\bsite_?code\W{1,3}([a-z]{2}\d{8}|[A-Z]?\d{9,10})(?![0-9A-Za-z])", re.I)
# The ministry's number begins with the short name of the place: 浙ICP备12000001号.
_RECORD = re.compile(r"[\u4e00-\u9fff]\s?I\s?C\s?P\s?[备证]\s?案?\s?号?\W{0,3}\d{5,}", re.I)
# The police's numbers have 14 digits, of which the first 6 are a county's.
_POLICE = re.compile(
    r"公\s?网\s?安\s?备\W{0,6}\d{10,}|公\s?安\s?(?:机\s?关\s?|部\s?门\s?|联\s?网\s?)?(?:网\s?站\s?)?备\s?案\s?(?:编?\s?号|序号)?"
    r"\W{0,6}[1-9]\d{13}(?!\d)|registerSystemInfo\?recordcode=\d{10,}",
    re.I,
)
_REPORT = ("jiucuo", "政府网站找错", "网站纠错", "网站找错", "zfwzgl.www.gov.cn", "pucha.kaipuyun", "exposure/")
# One of these, in lower case, is in whatever such a pattern finds: most pages have none, and need no search.
_IN_MARK, _IN_CODE, _IN_POLICE = ("conac", "党政机关", "政府机关"), ("sitecode", "site_code"), ("公", "recordcode")


def marks_of(source: str) -> SiteIdentifiers:
    """The marks in the mark-up of a page, scripts included: what a script writes will be on the page."""
    html = unicodedata.normalize("NFKC", remove_closed(_COMMENT, "-->", source))
    # Words may be broken by tags, addresses stand in them.
    text = _words(remove_closed(_TAG, ">", remove_closed(_INLINE, ">", html), " "))
    html = unescape(html)
    record, police = _RECORD.search(text), _found(_POLICE, _IN_POLICE, text, html)
    codes = _CODE.findall(text)
    if not codes and _holds(html, _IN_CODE):
        codes = _CODE_OF_REPORT.findall(html)
    return SiteIdentifiers(
        government=bool(_found(_MARK, _IN_MARK, html, text)),
        codes=list(dict.fromkeys(code.lower() for code in codes)),
        record=record[0] if record else "",
        police=police[0] if police else "",
        error_report=_holds(html, _REPORT) or _holds(text, _REPORT),
    )


def _found(pattern: re.Pattern[str], words: tuple[str, ...], *texts: str) -> re.Match[str] | None:
    """The first match of `pattern` in `texts`; one of the `words` stands in each text that it can match."""
    return next((match for text in texts if _holds(text, words) and (match := pattern.search(text))), None)


def _holds(text: str, words: tuple[str, ...]) -> bool:
    lower = text.lower()
    return any(word in lower for word in words)


def _words(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", unescape(text)).split())
