"""What scripts do to a page (shells, placeholders, lists in a script), and whose system made it."""

import re

from govcrawl.domain.html_limits import remove_closed

_CMS = (
    ("jpaas", re.compile(r"jpaas-publish-server|unitbuild\.js", re.I)),
    ("jcms", re.compile(r"dataproxy\.jsp|/col/col\d+/|/art/\d{4}/\d{1,2}/\d{1,2}/art_|<datastore>|大汉|/jcms/", re.I)),
    ("gkmlpt", re.compile(r"/gkmlpt/", re.I)),
    ("nfcms", re.compile(r"NFCMS_(?:SITE|POST|COLUMN)_ID", re.I)),
    ("vsb", re.compile(r"Visual SiteBuilder|_sitegray|/system/resource/js/|webber\.wbst", re.I)),
    ("epoint", re.compile(r"EWB-FRONT|webBuilderCommon\.js|ewb-|getgovinfolist", re.I)),
    ("truecms", re.compile(r"messageController/getMessage\.do", re.I)),
    (
        "ucap",
        re.compile(r"kpyfx_js_id|fxsjcj\.kaipuyun|UCAP-CONTENT|templategroup,version|<meta name=\"channelid\"", re.I),
    ),
    ("trs", re.compile(r"TRS_Editor|createPageHTML\(|CurrChnlCls|/t20\d{6}_\d+\.s?html?|trssearch|TRS_UEDITOR", re.I)),
    ("anhui", re.compile(r"/public/column/\d+|/News/show/\d+\.html", re.I)),
)
_PLACEHOLDER = re.compile(r"<\?=|&lt;\?=|<%=\s*\w+\.|\{\{\s*[\w.$]+\s*(?:\|[^}]{0,200})?\}\}|\$\{\s*\w+\.\w+\s*\}")
_SHELL_ROOT = re.compile(
    r"""<div[^>]+id=["']?(?:app|root|__nuxt|__next|main-app)["']?[^>]*>\s*(?:<noscript|</div>|<!--)""", re.I
)
_NG = re.compile(r"<ng-view|ng-app=|data-ng-app=|<ui-view|<router-view", re.I)
_FILLS = re.compile(
    r"dataproxy\.jsp|unitbuild|getgovinfolist|/gkmlpt/api|window\._CONFIG|\$\.(?:ajax|get|post|getJSON)\s*\(|axios|fetch\s*\(|XMLHttpRequest|"
    r"\.ajax\(|\.render\(|layui|messageController|v-for=|ng-repeat=|template\s*\(\s*['\"]",
    re.I,
)
_EMPTY_LIST = re.compile(
    r"<(ul|ol|tbody|dl)\b[^>]*+>\s*+(?:<!--(?:[^-]|-(?!->))*+-->\s*+)?</\1>"
    r"|<div\b(?=[^>]*?(?:list|page|content|con))[^>]*+>\s*+</div>",
    re.I | re.S,
)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_SHELL_TEXT = 200
_MAX_RECORDS = 2000
# Fingerprints stand at the head or the foot of a page.
_FINGERPRINT_REACH = 150_000


def cms(html: str, url: str) -> str | None:
    """The family of content management systems that made a page (ids of PLATFORMS.md), by its fingerprints."""
    if len(html) > 2 * _FINGERPRINT_REACH:
        html = html[:_FINGERPRINT_REACH] + html[-_FINGERPRINT_REACH:]
    for name, pattern in _CMS:
        if pattern.search(url) or pattern.search(html):
            return name
    return None


def records(html: str) -> list[str]:
    """Mark-up of the rows that a JCMS page keeps as XML inside a script."""
    found: list[str] = []
    at = html.find("<record>")
    while at >= 0 and len(found) < _MAX_RECORDS:
        begin = html.find("<![CDATA[", at, at + 200)
        end = html.find("]]>", begin) if begin >= 0 else -1
        if end < 0:
            break
        found.append(html[begin + 9 : end])
        at = html.find("<record>", end)
    return found


def without_comments(html: str) -> str:
    """Mark-up as a reader's browser shows it; templates leave their placeholders in comments."""
    return remove_closed(_COMMENT, "-->", html) if "<!--" in html else html


def is_filled_by_script(html: str, source: str, rows: int, text_length: int) -> bool:
    """Whether what a reader would see is put there by a script.

    `html` is the page without scripts, `source` with them; `rows` is the number of list rows found in it and
    `text_length` the number of characters that it shows.
    """
    if _PLACEHOLDER.search(html):
        return True
    if rows:
        return False
    if _SHELL_ROOT.search(html) or (_NG.search(html) and text_length < _SHELL_TEXT):
        return True
    if text_length < _SHELL_TEXT and _writes_rows(source):
        return True
    if text_length >= 600 or not _FILLS.search(source):
        return False
    return bool(_EMPTY_LIST.search(html)) or text_length < _SHELL_TEXT or bool(_NAMED_SOURCE.search(source))


def _writes_rows(source: str) -> bool:
    """Whether a script of `source` writes rows with links that stand in the script itself."""
    writes = (each[:_WRITTEN].partition("</script")[0] for each in source.split("document.write", _MAX_WRITES)[1:])
    return any(_ROW.search(each) and _LINK.search(each) for each in writes)


_MAX_WRITES, _WRITTEN = 50, 4_000  # calls that are looked at, and characters of each
_ROW = re.compile(r"<(?:li|dt|dd|tr)\b", re.I)
_LINK = re.compile(r"<a\b[^>]{0,200}\bhref", re.I)
_NAMED_SOURCE = re.compile(r"dataproxy\.jsp|unitbuild|getgovinfolist|/gkmlpt/|messageController", re.I)
