"""Mutations of open-information platforms."""

from __future__ import annotations

from random import Random

from benchmarks.mutations.model import Mutation, called, on_model, truth
from benchmarks.random_sites import disclosure
from benchmarks.random_sites.model import Site
from benchmarks.random_sites.planting import Late, Plant

_PLATFORM = "disclosure"


def _part(slug: str, name: str = "") -> Plant:
    """A statutory part is gone, or misnamed."""

    def change(site: Site, rng: Random) -> tuple[Late, Late]:
        column = site.column(slug)
        if name:
            column.name = name
        else:
            lost = {id(column), *map(id, column.articles)}
            site.near = [case for case in site.near if id(case.subject) not in lost]
            site.columns = [each for each in site.columns if each is not column]
        return truth(site, "D02", "", "D03 C02 F03 F04 F08" if name else "D03 C02")

    return called(f"{slug} {'misnamed' if name else 'dropped'}", change)


def _field(name: str) -> Plant:
    def change(site: Site, rng: Random) -> tuple[Late, Late]:
        hub = site.column("jczw")
        hub.children = [each for each in hub.children if each.key_field != name]
        return truth(site, "D01", "", "C04")

    return called(f"without {name}", change)


ALL: tuple[Mutation, ...] = (
    *on_model("C04", (disclosure.cross_posted,), _PLATFORM),
    *on_model("C05", (disclosure.one_kind,), _PLATFORM),
    *on_model("D01", (_field("社会救助"), _field("义务教育"), _field("养老服务")), _PLATFORM),
    *on_model("D02", (_part("zd"), _part("zd", "规章制度"), _part("zn")), _PLATFORM),
    *on_model("D03", (disclosure.no_report,), _PLATFORM),
)
