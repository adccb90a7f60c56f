"""Changes of served bytes: labels, links and text of pages, without knowing how they are read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from benchmarks.random_sites.model import Site

Text = Callable[[str], str]


def html_paths(site: Site) -> Iterator[str]:
    """Paths of all pages in HTML."""
    return (path for path, (kind, _) in list(site.pages.items()) if kind.startswith("text/html"))


def rewrite(site: Site, path: str, change: Text) -> bool:
    """Change the text of one page or script; whether that changed anything."""
    kind, body = site.pages[path]
    before = body.decode(site.charset, "replace")
    after = change(before)
    site.pages[path] = kind, after.encode(site.charset, "xmlcharrefreplace")
    return after != before


def everywhere(site: Site, change: Text) -> None:
    """Change the text of all pages and scripts; at least one must change."""
    paths = [path for path, (kind, _) in site.pages.items() if re.match(r"text/|application/javascript", kind)]
    if not sum([rewrite(site, path, change) for path in paths]):
        raise LookupError("nothing to change")


def label(name: str, change: Callable[[str], str | None]) -> Text:
    """Write the content of the label `name` anew; None takes it away."""
    tag = re.compile(rf"<meta\b[^>]*\bname=([\"']){name}\1[^>]*>", re.IGNORECASE)
    content = re.compile(r"(\bcontent=)([\"'])(.*?)\2", re.IGNORECASE | re.DOTALL)

    def one(found: re.Match[str]) -> str:
        said = content.search(found[0])
        new = change(said[3] if said else "")
        if new is None:
            return ""
        return content.sub(lambda each: f"{each[1]}{each[2]}{new}{each[2]}", found[0])

    return lambda text: tag.sub(one, text)


def must_change(site: Site, path: str, change: Text) -> None:
    """Change the text of one page; LookupError where it stays as it was."""
    if not rewrite(site, path, change):
        raise LookupError(f"nothing to change on {path}")


def into_body(markup: str) -> Text:
    """Put `markup` behind the longest paragraph of a page."""

    def change(text: str) -> str:
        found = max(re.finditer(r"<p\b[^>]*>[^<]{20,}</p>", text), key=lambda each: len(each[0]), default=None)
        return text if found is None else f"{text[: found.end()]}{markup}{text[found.end() :]}"

    return change


def without(selector: str, choose: Callable[[LexborNode], bool]) -> Text:
    """Take away the elements of `selector` that `choose` names."""

    def change(text: str) -> str:
        tree = LexborHTMLParser(text)
        gone = [node for node in tree.css(selector) if choose(node)]
        for node in gone:
            node.decompose()
        return (tree.html or "") if gone else text

    return change


def without_links(path: str) -> Text:
    """Take away every way to `path`: links, areas, options, elements that a click opens."""

    def leads(node: LexborNode) -> bool:
        said = [node.attributes.get(name) or "" for name in ("href", "onclick", "value")]
        return any(re.search(rf"(?:^|['\"]){re.escape(path)}(?:$|['\"])", each) for each in said)

    return without("a, area, option, [onclick]", leads)


def as_script(text: str) -> str:
    """`text` as it stands inside a string of a script."""
    return json.dumps(text, ensure_ascii=False)[1:-1]
