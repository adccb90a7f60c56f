"""Mutations of columns: their rows, dates, names, and what a site must offer."""

from __future__ import annotations

from random import Random

from benchmarks.mutations.model import Mutation, called, on_model, truth
from benchmarks.random_sites import plants_columns
from benchmarks.random_sites.model import Site, Truth
from benchmarks.random_sites.planting import Late, Plant, age, drop


def _gone_from(slug: str, name: str, text: str, form: str) -> Plant:
    """The rows, or the text, of a column are gone; `text` is said in their place."""

    def change(site: Site, rng: Random) -> tuple[Late, Late]:
        column = site.column(slug)
        lost = {id(column), *map(id, column.articles)}
        site.near = [case for case in site.near if id(case.subject) not in lost]
        column.form, column.articles, column.text = form, [], text
        return lambda: [Truth("C01", site.at(column.path))], truth(site, "C01", "", "F04 F05 F07")[1]

    return called(name, change)


def _without(slug: str, rule: str, may: str = "") -> Plant:
    def change(site: Site, rng: Random) -> tuple[Late, Late]:
        drop(site, slug)
        return truth(site, rule, "", may)

    return called(f"{slug} dropped", change)


def _renamed(slug: str, name: str) -> Plant:
    def change(site: Site, rng: Random) -> tuple[Late, Late]:
        site.column(slug).name = name
        return truth(site, "C02")

    return called(f"{slug} under another name", change)


def _aged(slug: str, rule: str, days: int, may: str = "") -> Plant:
    def change(site: Site, rng: Random) -> tuple[Late, Late]:
        column = site.column(slug)
        age(column, days)
        return lambda: [Truth(rule, site.at(column.path))], truth(site, rule, "", may)[1]

    return called(f"{slug} {days} days old", change)


def _undated(slug: str) -> Plant:
    def change(site: Site, rng: Random) -> tuple[Late, Late]:
        column = site.column(slug)
        lost = {id(each) for each in column.articles}
        site.near = [case for case in site.near if id(case.subject) not in lost]
        for article in column.articles:
            article.dated = False
            article.dropped = {"PubDate"}
        return lambda: [Truth("F05", site.at(column.path))], truth(site, "F05", "", "M03 F04 F07")[1]

    return called(f"{slug} without dates", change)


def quarters_gone(site: Site, rng: Random) -> tuple[Late, Late]:
    """The statistics of the last two quarters are gone."""
    column = site.column("xjtj")
    column.articles = column.newest_first()[2:]
    return lambda: [Truth("F06", site.at(column.path))], truth(site, "F06", "", "F04 C03")[1]


ALL: tuple[Mutation, ...] = (
    *on_model("C01", (
        _gone_from("renshi", "rows gone", "", "list"),
        _gone_from("renshi", "nothing yet", "暂无内容", "empty"),
        _gone_from("caizheng", "under construction", "本栏目正在建设中，敬请期待", "empty"),
        _gone_from("zhineng", "text gone", "", "single"),
        plants_columns.empty,
    )),
    *on_model("C02", (
        _without("lingdao", "C02"), _without("zhineng", "C02"), _renamed("guihua", "其他事项"),
        _renamed("caizheng", "采购信息"),
    )),
    *on_model("C03", (_without("xjtj", "C03"),)),
    *on_model("F01", (plants_columns.stale_home,)),
    *on_model("F02", (
        _aged("dongtai", "F02", 16), _aged("dongtai", "F02", 90, "F01"), _aged("dongtai", "F02", 700, "F01"),
    )),
    *on_model("F03", (_aged("gonggao", "F03", 190), _aged("gonggao", "F03", 400))),
    *on_model("F04", (_aged("guihua", "F04", 380), _aged("caizheng", "F04", 500), _aged("guihua", "F04", 900))),
    *on_model("F05", (_undated("renshi"), _undated("caizheng"))),
    *on_model("F06", (quarters_gone, plants_columns.stale_quarters)),
    *on_model("F07", (plants_columns.not_this_year,)),
    *on_model("F08", (plants_columns.due_soon,)),
    *on_model("H02", (plants_columns.no_channel,)),
    *on_model("H03", (plants_columns.stale_letters,)),
    *on_model("I03", (plants_columns.not_interpreted,)),
    *on_model("V01", (plants_columns.poor_guide,)),
    *on_model("V02", (plants_columns.stale_services,)),
)  # fmt: skip
