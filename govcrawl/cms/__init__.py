"""What differs between content management systems: directory trees and list endpoints, one file each.

Pages in, addresses and rows out; no I/O. docs/cms.md tells how each system is recognised.
"""

from importlib import import_module
from pkgutil import iter_modules

from govcrawl.cms import gkmlpt
from govcrawl.cms.model import DETECTORS, ListSource, Node, Request, Rows
from govcrawl.cms.tree import read_tree, tree_in, tree_request

# Every file of this folder: an adapter registers its detector by being there.
for _found in iter_modules(__path__, f"{__name__}."):
    import_module(_found.name)


def list_sources(source: str, url: str) -> list[ListSource]:
    """Endpoints from which a page's script fills its list, best guess first; [] when it has none."""
    for _, detect in DETECTORS:
        found = detect(source, url)
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
