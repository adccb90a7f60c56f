"""Which field of a site's JSON rows holds their addresses: told by the values, where its name is an unknown one."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from govcrawl.extract.files import extension_of

# A path from the root or from here, a whole address, or the name of a page.
_ADDRESS = re.compile(
    r"""(?:(?:https?:)?//|\.{0,2}/)[^\s<>"'\\]{1,2000}|[\w\-./]{1,200}\.(?:s?html?|jspx?|aspx?|php|do|action)(?:\?\S{0,500})?""",
    re.ASCII | re.IGNORECASE,
)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|bmp|webp|svg|ico)(?:[?#].*)?$", re.IGNORECASE)
# A field that holds an address of its own in so many of a hundred rows leads to the rows' pages.
_ENOUGH = 80


def told_apart(addresses: Iterable[str | None], here: str) -> bool:
    """Whether rows with these addresses, in the body at `here`, lead to pages of their own and not all to one."""
    given = list(addresses)
    return len(set(given) - {None, here}) >= min(2, len(given))


def address_field(records: Sequence[dict[str, Any]], besides: Collection[str] = ()) -> str | None:
    """Name of the one field by which `records`, rows of a list, lead to pages of their own; None for none or several.

    Fields that lead to files count where no field leads to pages. besides: names of fields that hold something else.
    """
    found = [name for name in (records[0] if records else ()) if name not in besides and _leads(records, name)]
    pages = [name for name in found if not any(extension_of(str(record.get(name))) for record in records[:20])]
    chosen = pages or found
    return chosen[0] if len(chosen) == 1 else None


def _leads(records: Sequence[dict[str, Any]], name: str) -> bool:
    values = {value for record in records if isinstance(value := record.get(name), str) and _is_address(value.strip())}
    return len(values) * 100 >= _ENOUGH * len(records)


def _is_address(value: str) -> bool:
    return bool(_ADDRESS.fullmatch(value)) and not _PICTURE.search(value)
