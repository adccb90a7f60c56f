"""Removing what has a beginning and an end, in time that grows with the text and not with its square."""

import re


def removed(pattern: re.Pattern[str], end: str, text: str, put: str = "") -> str:
    """`pattern.sub(put, text)` for a pattern whose matches end with `end`.

    Behind the last `end` nothing can match, and a page of nothing but beginnings would be searched from each of them.
    """
    last = text.rfind(end)
    if last < 0:
        return text
    last += len(end)
    return pattern.sub(put, text[:last]) + text[last:]
