"""The report's data files, read back as a browser would."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

_SCRIPT = re.compile(r'R\.put\("([\w/]+)",(.*)\);\n', re.DOTALL)
_WIDTH = 7


def one(node: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    found = node.css_first(selector)
    assert found is not None, selector
    return found


@dataclass(frozen=True, slots=True)
class Report:
    folder: Path

    @property
    def url(self) -> str:
        return self.folder.as_uri() + "/"

    def data(self, name: str) -> Any:
        found = _SCRIPT.fullmatch((self.folder / "data" / f"{name}.js").read_text(encoding="utf-8"))
        assert found is not None
        assert found[1] == name
        return json.loads(found[2])

    def tree(self, page: str) -> LexborHTMLParser:
        return LexborHTMLParser((self.folder / page).read_text(encoding="utf-8"))

    def findings(self) -> Iterator[dict[str, Any]]:
        """Every finding of the data files, with what the index says of it."""
        index = self.data("index")
        names = ("key", "title", "column", "message", "url", "published", "found_at", "picture")
        position = 0
        chunks: dict[int, Any] = {}
        for at in range(0, len(index["runs"]), _WIDTH):
            target, unit, rule, state, indicator, change, count = index["runs"][at : at + _WIDTH]
            for each in range(position, position + count):
                number, row = divmod(each, index["chunk"])
                chunk = chunks.setdefault(number, self.data(f"list/{number}"))
                more = chunks.setdefault(-number - 1, self.data(f"more/{number}"))
                texts = (chunk["words"][column[row]] for column in chunk["rows"])
                yield dict(zip(names, texts, strict=True)) | {
                    "position": each,
                    "unit": index["units"][unit],
                    "target": index["targets"][target][0],
                    "rule": index["rules"][rule][0],
                    "state": index["states"][state],
                    "counts": state < index["counting"],
                    "indicator": index["indicators"][indicator - 1][1] if indicator else "",
                    "change": index["changes"][change - 1] if change else "",
                    "value": more["words"][more["rows"][0][row]],
                    "reason": more["words"][more["rows"][1][row]],
                }
            position += count
