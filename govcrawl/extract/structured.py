"""The day of publication in data for machines: JSON-LD, microdata, `<time pubdate>`."""

from typing import Any

from selectolax.lexbor import LexborHTMLParser

from govcrawl.extract import dates
from govcrawl.extract.json_text import load_json
from govcrawl.extract.model import Published

_SCRIPTS = 'script[type="application/ld+json" i]'
_ITEMS = "[itemprop~=datePublished],time[pubdate]"
_VALUES = ("content", "datetime", "title")
_MAX_SCRIPTS = 8
_MAX_LENGTH = 200_000
_MAX_NODES = 500


def json_ld(tree: LexborHTMLParser) -> list[str]:
    """The JSON-LD scripts of `tree`, before scripts are taken out."""
    texts = (node.text() for node in tree.css(_SCRIPTS)[:_MAX_SCRIPTS])
    return [text for text in texts if "datePublished" in text and len(text) <= _MAX_LENGTH]


def published(tree: LexborHTMLParser, scripts: list[str]) -> Published | None:
    """The day that the data of `tree` gives for the page itself; None without one, or when it gives several.

    `scripts` are the texts of `json_ld`. Items of lists inside the data are other pages.
    """
    found = {when for text in scripts for value in _own_dates(text) if (when := dates.parse_label(value))}
    if not found:
        nodes = tree.css(_ITEMS)[:_MAX_NODES]
        values = (
            next((node.attributes.get(name) for name in _VALUES if node.attributes.get(name)), None) for node in nodes
        )
        written = (value or node.text()[:100] for value, node in zip(values, nodes, strict=True))
        found = {when for value in written if (when := dates.parse_label(value))}
    if len({dates.day_of(when) for when in found}) != 1:
        return None
    return max(found, key=lambda when: (dates.has_time(when), str(when)))


def _own_dates(text: str) -> list[str]:
    """`datePublished` of the outermost things that the script describes."""
    try:
        data = load_json(text.strip())
    except ValueError:
        return []
    things: list[Any] = data if isinstance(data, list) else [data]
    graphs = [thing["@graph"] for thing in things if isinstance(thing, dict) and isinstance(thing.get("@graph"), list)]
    things = [*things, *(thing for graph in graphs for thing in graph[:_MAX_NODES])]
    values = (thing.get("datePublished") for thing in things if isinstance(thing, dict))
    return [value for value in values if isinstance(value, str)]
