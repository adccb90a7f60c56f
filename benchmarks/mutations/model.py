"""What a mutation is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from benchmarks.random_sites.model import Site, Truth
from benchmarks.random_sites.planting import Late, Plant, nothing


@dataclass(frozen=True)
class Mutation:
    """One change, after which `rule` must be raised and nothing else.

    `served` says that the bytes of the rendered pages are changed; otherwise the model is, before it is rendered.
    `change` gives where the finding must stand and what may stand beside it, to be asked when all pages are there.
    """

    rule: str
    name: str
    change: Plant
    served: bool = False
    platform: str = "department"


@dataclass
class Mutant:
    """A site with one mutation, or without one (its twin); `must` has one line, that of the mutation."""

    site: Site
    base: str  # names the healthy site that it was made from
    mutation: Mutation | None = None
    must: list[Truth] | None = None
    may: list[Truth] | None = None

    @property
    def name(self) -> str:
        """The mutation and the site that it was made on."""
        return f"{self.mutation.name if self.mutation else 'twin'} @ {self.base}"


def on_model(rule: str, changes: Iterable[Plant], platform: str = "department") -> list[Mutation]:
    """Mutations of the model, named as their functions."""
    return [Mutation(rule, _named(each), each, platform=platform) for each in changes]


def on_bytes(rule: str, changes: Iterable[Plant], platform: str = "department") -> list[Mutation]:
    """Mutations of the served pages, named as their functions."""
    return [Mutation(rule, _named(each), each, served=True, platform=platform) for each in changes]


def _named(change: Callable[..., object]) -> str:
    return str(getattr(change, "__name__", change))


def called(name: str, change: Plant) -> Plant:
    """`change` under a name of its own, for those that are made by another function."""
    change.__name__ = name
    return change


def truth(site: Site, rule: str, path: str = "", may: str = "") -> tuple[Late, Late]:
    """A finding of `rule` at `path` ("" anywhere), and rules that may be raised beside it anywhere on the site."""
    url = site.at(path) if path else ""
    beside = [Truth(each, "") for each in may.split()]
    return lambda: [Truth(rule, url)], (lambda: beside) if beside else nothing
