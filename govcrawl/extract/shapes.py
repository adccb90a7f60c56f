"""Shapes of addresses: what the addresses of one kind of page have in common.

Which shapes lead to articles a site's own pages tell (`SiteModel.is_article`); where they do not, the shapes that many
systems use for articles and columns are what is left to go by.
"""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from govcrawl.extract import dates

_ARTICLE_URL = re.compile(
    r"(?<!\d)\d{4,}+[^/]{0,300}\.\w{3,5}(?:\?|$)|/\d+\.s?html?$|[?&]\w*id=\w+|/art/|content_|post_|/info/\d+/|/[0-9a-f-]{16,}|/detail|/show|\d{5,}",
    re.I,
)
# Addresses of columns that a number or a word makes look like those of articles.
_COLUMN_URL = re.compile(r"/col/col\d+(?:/(?:index\.s?html?)?)?$|/(?:index|list|default)(?:_\d{1,3})?\.\w{3,5}$", re.I)
_IDENTIFIER = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f-]{4,}", re.I)
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[a-z][a-z-]*", re.I)
_LONG = 4  # digits of a number that counts articles rather than pages


@lru_cache(maxsize=4096)
def shape_of(url: str) -> str:
    """Path and query of `url` with every word, number and identifier replaced by its sort.

    Folders that are words count as one, however many there are: articles of all columns share a shape.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    *folders, file = parts.path.split("/")[1:] or [""]
    marks: list[str] = []
    for folder in folders:
        mark = "w" if _WORD.fullmatch(folder) else _sort(folder)
        if mark != "w" or marks[-1:] != ["w"]:
            marks.append(mark)
    stem, dot, ending = file.rpartition(".")
    name = _sort(stem) + dot + ending.lower() if dot else _sort(file)
    query = "&".join(f"{key}={_sort(value)}" for key, _, value in (part.partition("=") for part in _parts(parts.query)))
    return "/".join([*marks, name]) + (f"?{query}" if query else "")


def _parts(query: str) -> list[str]:
    return query.split("&")[:8] if query else []


def _sort(text: str) -> str:
    text = _IDENTIFIER.sub("#", text)
    if _WORD.fullmatch(text):
        return "w"
    return _NUMBER.sub(lambda match: "00" if len(match[0]) >= _LONG else "0", text)


@lru_cache(maxsize=4096)
def is_article_url(url: str) -> bool:
    """Whether an address looks like a single page rather than a column."""
    place = url.find("/", 8)  # behind scheme and host: a port is no number of an article
    if dates.from_url(url) is not None:
        return True
    return bool(_ARTICLE_URL.search(url, max(place, 0))) and not _COLUMN_URL.search(url)
