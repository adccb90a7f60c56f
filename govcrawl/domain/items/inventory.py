"""What a second reader has seen on a page, and why the first one read it as it did."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class Why:
    """How sure the reading of a page is (0 to 1, None: not weighed), and what speaks for it, in Chinese."""

    confidence: float | None = None
    reasons: list[str] = field(default_factory=list)


@dataclass(slots=True)
class PageInventory:
    """Things that a visitor sees on a page, counted one by one without reading rows or text.

    What the home page or the pages beside it show as well, hidden elements, and the page's own header, menu and footer
    are left out.
    """

    forms: int = 0  # forms that a visitor fills in and sends
    queries: int = 0  # other groups of fields, such as a search
    pictures: int = 0  # of the size of content, each once
    media: int = 0  # films, sound, drawn charts
    frames: int = 0  # embedded pages, players, maps
    files: int = 0
    links: int = 0  # addresses that are neither files nor other columns
    tables: int = 0  # with figures
    sentences: int = 0
    characters: int = 0  # of text that is no link, placeholders aside
    newest: date | None = None  # the newest day that any text shows
    unread_dates: list[str] = field(default_factory=list)  # what looks like a date and was not read as one
    labels: dict[str, str] = field(default_factory=dict)  # national page labels, as the parsed elements have them
    examples: list[str] = field(default_factory=list)  # the first few of those things
    rendered: bool = False

    @property
    def is_content(self) -> bool:
        """Whether the page surely offers something to its visitors."""
        return bool(self.forms or self.media or self.frames or self.tables or self.pictures >= _GALLERY)

    @property
    def is_bare(self) -> bool:
        """Whether nothing was seen that could be content."""
        counts = (self.queries, self.pictures, self.files, self.sentences, self.links)
        return not self.is_content and not any(counts) and self.characters < _FEW_CHARACTERS


_GALLERY = 3  # a single picture may be an ornament or say that nothing is there
_FEW_CHARACTERS = 25  # a line that says that nothing is there has hardly more
