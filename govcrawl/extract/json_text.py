"""JSON of others: read with whatever escapes it holds, and given back as text that can be stored."""

import json
import re
from typing import Any

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_SUSPECT = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")


def storable(text: str) -> str:
    """`text` without what no database takes: NUL characters, halves of surrogate pairs."""
    return _UNSTORABLE.sub("", text)


def load_json(text: str) -> Any:
    """The value that `text` holds, its texts storable. ValueError when it is no JSON, or nested beyond reason."""
    try:
        data = json.loads(text)
        return cleaned(data) if _SUSPECT.search(text) else data
    except RecursionError:
        raise ValueError("nested too deeply") from None


def cleaned(value: Any) -> Any:
    """A value of JSON with all its texts storable."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [cleaned(each) for each in value]
    if isinstance(value, dict):
        return {storable(name): cleaned(each) for name, each in value.items()}
    return value
