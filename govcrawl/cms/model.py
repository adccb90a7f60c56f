"""What the adapters speak in: requests to make, nodes of a directory, rows of a list."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, Self

from govcrawl.extract import ListEntry
from govcrawl.extract.lists import fragment

FORM = ("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")


@dataclass(frozen=True, slots=True)
class Request:
    """A request to an endpoint."""

    url: str
    method: str = "GET"
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A column of a directory; `path` holds the names from the top down, its own last."""

    name: str
    url: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of a list. `total` is the number of rows that the endpoint declares."""

    entries: list[ListEntry]
    total: int | None = None

    @property
    def undated(self) -> int:
        """How many rows have no date."""
        return sum(entry.published is None for entry in self.entries)


class ListSource(Protocol):
    """An endpoint that gives a list page by page."""

    @property
    def system(self) -> str:
        """Name of the content system, as stored with the column that it read."""

    @property
    def total(self) -> int | None:
        """Rows that the page itself declares; None when it does not."""

    @property
    def setup(self) -> Request | None:
        """What must be fetched before the first page can be asked for; None when all is known."""

    def prepared(self, text: str) -> Self | None:
        """This source with what `setup` brought; None when it did not bring what is needed."""

    def request(self, page: int, have: int) -> Request:
        """Page `page`, counted from 1, when `have` rows are known already."""

    def read(self, body: bytes, url: str) -> Rows | None:
        """The rows of an answer; None when it is no answer of such an endpoint."""


class StatelessSource:
    """A source that needs no setup, and whose page declares no total."""

    @property
    def total(self) -> int | None:
        """None: the page declares no total."""
        return None

    @property
    def setup(self) -> Request | None:
        """None: everything is known from the page."""
        return None

    def prepared(self, text: str) -> Self | None:
        """This source as it is; `text` adds nothing to it."""
        return self


# Recognises a system in a page's source (with scripts) and its address; [] when it is another.
Detector = Callable[[str, str], list[ListSource]]
DETECTORS: list[tuple[int, Detector]] = []  # filled by `detector`, in the order of their ranks


def detector(rank: int = 60) -> Callable[[Detector], Detector]:
    """Register a function of an adapter as a detector. The first that finds something wins.

    `rank` is its place among the others, the lowest first: exact signatures stand before guesses.
    """

    def register(function: Detector) -> Detector:
        DETECTORS.append((rank, function))
        DETECTORS.sort(key=lambda entry: entry[0])
        return function

    return register


_PAGER = re.compile(r"^[\s\[<«‹]*(\d{1,4}|首页|[上下前后]一?页|尾页|末页|更多|more)[\s\]>»›]*$", re.I)


def rows_of_html(html: str, url: str) -> list[ListEntry]:
    """Rows of a piece of mark-up that an endpoint gives, its pager aside."""
    return [entry for entry in fragment(html, url) if not _PAGER.match(entry.title)]
