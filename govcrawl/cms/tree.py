"""Directories of columns: nodes of a tree in a script (as zTree takes them), or from a JSON endpoint."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from govcrawl.cms.model import Node, Request
from govcrawl.domain.urls import absolute
from govcrawl.extract.json_text import load_json

_OBJECT = re.compile(r"\{[^{}]{3,2000}\}")
_PAIR = re.compile(
    r"""["']?\b(id|pId|pid|parentId|parent|name|title|text|url|link|href|file)["']?\s*:\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([\w.-]+))"""
)
_ENDPOINT = re.compile(
    r"""(?:url\s*:|\$\.(?:getJSON|get|post)\s*\(|fetch\s*\()\s*["']((?=[^"'\s]*?(?:tree|catalog|mulu|directory))[^"'\s]*+)["']""",
    re.I,
)
_PARENTS = ("pId", "pid", "parentId", "parent")
_NAMES = ("name", "title", "text")
_ADDRESSES = ("url", "link", "href", "file")
_CHILDREN = ("children", "nodes", "childs", "sub", "items", "list", "data", "TREE", "tree", "result", "rows")
_MAX_NODES = 3000
_MAX_DEPTH = 12
_FEWEST = 3  # nodes below which an array in a script is no directory

Address = Callable[[dict[str, Any]], str | None]


def tree_in(source: str, url: str) -> list[Node]:
    """The tree that a page's script holds as an array of nodes with ids of their parents."""
    if "pId" not in source and "parentId" not in source and "pid" not in source:
        return []
    nodes = []
    for match in _OBJECT.finditer(source):
        pairs = {name: _text(a or b or c) for name, a, b, c in _PAIR.findall(match[0])}
        if "id" in pairs and any(name in pairs for name in _PARENTS) and any(name in pairs for name in _NAMES):
            nodes.append(pairs)
            if len(nodes) >= _MAX_NODES:
                break
    return _linked(nodes, url) if len(nodes) >= _FEWEST else []


def tree_request(source: str, url: str) -> Request | None:
    """The endpoint from which a page's script takes its directory."""
    match = _ENDPOINT.search(source)
    address = absolute(url, unescape(match[1])) if match else None
    return Request(address) if address else None


def read_tree(body: bytes, url: str) -> list[Node]:
    """The tree of an endpoint's answer: flat nodes, or nodes within nodes; [] when it is no tree."""
    text = body.decode("utf-8", "replace").lstrip("\ufeff \r\n\t")
    try:
        data = load_json(text)
    except ValueError:
        return [] if text.startswith("<") else tree_in(text, url)
    flat = _flat(data)
    if flat and any(name in node for node in flat for name in _PARENTS):
        nodes = [{name: _text(str(value)) for name, value in node.items() if value is not None} for node in flat]
        return _linked(nodes, url)
    return nested(data, lambda node: _address(node, url))


def nested(data: Any, address: Address) -> list[Node]:
    """Nodes within nodes, depth first; a node without an address only lends its name to those below."""
    found: list[Node] = []

    def walk(value: Any, path: tuple[str, ...], depth: int) -> None:
        if depth > _MAX_DEPTH or len(found) >= _MAX_NODES:
            return
        if isinstance(value, list):
            for each in value:
                walk(each, path, depth + 1)
        elif isinstance(value, dict):
            name = next((str(value[key]).strip() for key in _NAMES if isinstance(value.get(key), str)), "")
            below = (*path, name) if name else path
            where = address(value) if name else None
            if where:
                found.append(Node(name, where, below))
            for key in _CHILDREN:
                if isinstance(value.get(key), list | dict):
                    walk(value[key], below, depth + 1)

    walk(data, (), 0)
    return found


def _flat(data: Any) -> list[dict[str, Any]]:
    if isinstance(data, dict):
        data = next((data[key] for key in _CHILDREN if isinstance(data.get(key), list)), [])
    nodes = [each for each in data if isinstance(each, dict)][:_MAX_NODES] if isinstance(data, list) else []
    return nodes if nodes and all("id" in node for node in nodes) else []


def _linked(nodes: list[dict[str, str]], url: str) -> list[Node]:
    """Nodes with their paths, by the ids of their parents."""
    by_id = {node["id"]: node for node in nodes}
    found = []
    for node in nodes:
        where = _address(node, url)
        if where is None:
            continue
        path: list[str] = []
        seen: set[str] = set()
        at: dict[str, str] | None = node
        while at is not None and at["id"] not in seen and len(path) < _MAX_DEPTH:
            seen.add(at["id"])
            path.append(_name(at))
            at = by_id.get(next((at[key] for key in _PARENTS if key in at), ""))
        found.append(Node(_name(node), where, tuple(reversed(path))))
    return found


def _name(node: dict[str, str]) -> str:
    return next((node[key] for key in _NAMES if node.get(key)), "")


def _address(node: dict[str, Any], url: str) -> str | None:
    written = next((node[key] for key in _ADDRESSES if isinstance(node.get(key), str) and node[key].strip()), None)
    if written is None or written.strip().lower().startswith(("javascript:", "#")):
        return None
    return absolute(url, unescape(written))


def _text(raw: str) -> str:
    """A value of a script's string; a tree's names may carry mark-up and escapes."""
    text = raw
    if "\\" in raw:
        try:
            text = load_json(f'"{raw}"') if '"' not in raw.replace('\\"', "") else raw
        except ValueError:
            text = raw.replace("\\/", "/")
    return re.sub(r"<[^>]*>", "", unescape(text)).strip()
