"""Which addresses of a page lead to articles, and which to columns."""

from collections import Counter
from collections.abc import Set

from govcrawl.extract.shapes import is_article_url, shape_of
from govcrawl.extract.site import SiteModel

_MENU = 3  # addresses of a menu that make a shape


class ArticleAddresses:
    """Tells the addresses of single pages from those of columns: by the page's menu, by what is known of its `site`,
    else as many systems have them."""

    def __init__(self, site: SiteModel | None) -> None:
        self._site = site
        self._menu: Set[str] = frozenset()
        self._shapes: Set[str] = frozenset()

    def know_menu(self, addresses: Set[str]) -> None:
        """What the menu leads to is no article, whatever its address, and what has such an address may be none."""
        self._menu = addresses
        shapes = Counter(map(shape_of, addresses))
        self._shapes = {shape for shape, count in shapes.items() if count >= _MENU}

    def __call__(self, url: str) -> bool:
        """Whether `url` leads to a single page rather than to a column."""
        if url in self._menu:
            return False
        known = self._site.is_article(url) if self._site is not None else None
        return is_article_url(url) and shape_of(url) not in self._shapes if known is None else known
