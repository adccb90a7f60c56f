"""What differs between content management systems: directory trees and list endpoints, one file each.

Pages in, addresses and rows out; no I/O. docs/cms.md tells how each system is recognised.
"""

from collections.abc import Callable

from govcrawl.cms import epoint, gkmlpt, jpaas, jpage, truecms, xxgk
from govcrawl.cms.model import ListSource, Node, Request, Rows
from govcrawl.cms.tree import read_tree, tree_in, tree_request

_DETECTORS: tuple[Callable[[str, str], list[ListSource]], ...] = (
    jpage.detect,
    jpaas.detect,
    epoint.detect,
    truecms.detect,
    xxgk.detect,
)


def list_sources(source: str, url: str) -> list[ListSource]:
    """Endpoints from which a page's script fills its list, best guess first; [] when it has none."""
    for find in _DETECTORS:
        found = find(source, url)
        if found:
            return found
    return []


def directory(source: str, url: str) -> list[Node]:
    """The directory of columns that a page holds in a script; [] when it holds none."""
    return gkmlpt.tree(source, url) or tree_in(source, url)


def source_of_address(url: str) -> ListSource | None:
    """The endpoint of a column that has no page of its own, by the address that `directory` gave it."""
    return gkmlpt.source_of(url)


__all__ = [
    "ListSource",
    "Node",
    "Request",
    "Rows",
    "directory",
    "list_sources",
    "read_tree",
    "source_of_address",
    "tree_request",
]
