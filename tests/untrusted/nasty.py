"""Text that would do something if anything took it for more than text, and how to tell that it came through."""

import re
import unicodedata

FORGED = "2021-08-20 20:00:00 [scrapy] CRITICAL: 伪造的一行"

NASTY = {
    "formula": '=HYPERLINK("http://evil.test/","点我")',
    "plus": "+1+cmd|' /C calc'!A0",
    "minus": "-2+3",
    "at": "@SUM(1+1)",
    "tab": "\t=1+1",
    "break": "\r\n=1+1",
    "full width": "＝1+1",
    "spaces": "  =1+1",
    "apostrophe": "'=1+1",
    "error": "#REF!",
    "markup": '<script>alert(1)</script><a href="javascript:alert(1)">x</a>&lt;&amp;]]><w:p/>',
    "template": "{{ 7*7 }}{% for x in (1, 2) %}巧{% endfor %}{# 无 #}{{ cycler.__init__ }}{_{ 7*7 }_}",
    "colours": "[red]红[/red][link=http://evil.test/]点[/link][/]:smile:",
    "escape": "\x1b[38;5;201m\x1b]8;;http://evil.test/\x07点\x1b]8;;\x07\x1b]0;标题\x07\x1b[2J\x1bc",
    "one byte": "\x9b38;5;201m\x9d0;标题\x9c",
    "direction": "通知\u202egpj.exe\u202c\u2066x\u2069\u200f",
    "no width": "通\u200b知\ufeff书\u00ad\u2060",
    "lines": f"通知\u2028二\u2029三\x0b四\x0c五\x85六\r\n{FORGED}",
    "nothing": "通知\x00\x08\x7f\ufffe\uffff结束",
    "spelled": "_x0041_通知_x000D__x005F_",
    "path": "../../通知\\..\\C:?*|<>.",
    "device": "NUL.通知",
    "placeholders": "%s%(x)s%d{0}${HOME}`id`$(id)",
}
# What no link of a workbook may lead to, as it stands.
BAD_LINKS = (
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)//http://a.test/",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "\\\\evil.test\\share\\x",
    "vbscript:x",
    "http://www.gov.cn@evil.test/",
    "http://www.gov.cn\\@evil.test/",
    "http://name:word@evil.test/",
    "http://a.test/\x1b[2J",
    "http://a.test/\u202egpj.exe",
    "http://a.test:99999/",
    "http://a.test/" + "长" * 2_100,
)
# What a link may lead to once it is spelled by the book.
ODD_LINKS = {
    'http://a.test/#甲#乙"<>{}|^`[]': "http://a.test/#甲%23乙%22%3C%3E%7B%7D%7C%5E%60%5B%5D",
    "http://a.test/100%/%zz/%41": "http://a.test/100%25/%25zz/%41",
    "http://[::1]:8080/?a=b&c=d": "http://[::1]:8080/?a=b&c=d",
}
LONG = "长" * 40_000

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def unseen(text: str, but: str = "\n\t") -> set[str]:
    """Characters that are not seen, by Unicode's own account."""
    kinds = ("Cc", "Cf", "Cs", "Zl", "Zp", "Cn")
    return {f"{ord(c):x}" for c in set(text) - set(but) if unicodedata.category(c) in kinds}


def colourless(screen: str) -> str:
    """What a terminal got, without the colours that Rich writes; the nasty one is none of them."""
    return _COLOUR.sub(lambda match: match[0] if "201" in match[0] else "", screen)
