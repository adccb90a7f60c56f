"""Files that a page offers for download."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

EXTENSIONS = frozenset(
    [
        "doc",
        "docx",
        "wps",
        "dot",
        "dotx",
        "pdf",
        "ofd",
        "ceb",
        "xls",
        "xlsx",
        "et",
        "csv",
        "ppt",
        "pptx",
        "dps",
        "zip",
        "rar",
        "7z",
        "tar",
        "gz",
        "rtf",
        "txt",
        "odt",
        "ods",
        "odp",
        "xml",
        "wpt",
        "mp3",
        "mp4",
    ]
)
# Endings that are files only where the page itself says so in the link's text.
_WEAK = frozenset({"xml", "mp3", "mp4", "csv", "txt"})
_NAME = re.compile(r"\.([A-Za-z0-9]{2,5})\s*(?:[)）\]】]|$|（|\()")
_FILE_PARAMETER = re.compile(r"file|name|path|url|attach|fj", re.I)
_DOWNLOAD = re.compile(r"downfile|download|attach|fujian|filedown|/file/|accessory|annex|downloadfile", re.I)
_WORDS = (
    (re.compile(r"pdf", re.I), "pdf"),
    (re.compile(r"ofd", re.I), "ofd"),
    (re.compile(r"docx", re.I), "docx"),
    (re.compile(r"word|\bdoc\b", re.I), "doc"),
    (re.compile(r"xlsx", re.I), "xlsx"),
    (re.compile(r"excel|\bxls\b", re.I), "xls"),
)


@lru_cache(maxsize=4096)
def extension_of(url: str, text: str = "") -> str:
    """Extension in lower case of the file behind a link, "" when it is a page: from the path, a parameter that names
    a file, or (for a download address) the text."""
    try:
        path, query = urlsplit(url)[2:4]
    except ValueError:
        return ""
    found = _ending(path)
    if found and (found not in _WEAK or _ending(text) == found or _DOWNLOAD.search(path)):
        return found
    if query:
        for name, value in parse_qsl(query, max_num_fields=None):
            if (ending := _ending(value)) and (_FILE_PARAMETER.search(name) or _DOWNLOAD.search(path)):
                return ending
    if text and (_DOWNLOAD.search(path) or (query and _DOWNLOAD.search(query))):
        return _from_text(text)
    return (
        _ending(text) if text and ("附件" in text or "《" in text) and not path.endswith((".htm", ".html", "/")) else ""
    )


def is_download(path: str, query: str) -> bool:
    """Whether an address with this `path` and `query` is that of a script that hands out files."""
    return bool(_DOWNLOAD.search(path.rpartition("/")[2]) or (query and _DOWNLOAD.search(query)))


def _ending(name: str) -> str:
    if "%" in name:
        name = unquote(name)
    dot = name.rfind(".")
    if dot < 0:
        return ""
    tail = name[dot + 1 :].strip().lower()
    if tail in EXTENSIONS:
        return tail
    match = _NAME.search(name[dot:])
    if match and match.group(1).lower() in EXTENSIONS:
        return match.group(1).lower()
    return ""


def _from_text(text: str) -> str:
    ending = _ending(text)
    if ending:
        return ending
    for pattern, extension in _WORDS:
        if pattern.search(text):
            return extension
    return ""
