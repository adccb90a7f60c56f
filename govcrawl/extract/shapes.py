"""Shapes of addresses: what the addresses of one kind of page have in common."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

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
