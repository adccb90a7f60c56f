"""Addresses of columns and articles."""

from __future__ import annotations

from random import Random

from benchmarks.random_sites.model import Article, Column, Site
from benchmarks.random_sites.skeletons import Skeleton
from benchmarks.random_sites.style import Style


def assign(site: Site, style: Style, rng: Random) -> None:
    """Give every column and article of `site` its path."""
    serial = rng.randint(1000, 9000)
    for at, column in enumerate(site.walk(), 1):
        column.path = _column(column, at, style)
        for article in column.articles:
            serial += rng.randint(1, 7)
            article.path = _article(article, at, serial, style, rng)
            for place, file in enumerate(article.files, 1):
                file.path = f"/files/{article.when:%Y%m}/{serial * 10 + place}.{file.ext}"


def assign_skeleton(site: Site, skeleton: Skeleton, rng: Random) -> None:
    """Give every column and article of `site` the path that `skeleton` gives it."""
    serial = rng.randint(1000, 9000)
    first = rng.randint(10, 60) * 100
    for at, column in enumerate(site.walk(), 1):
        parts = {"folder": "/".join(each.slug for each in column.trail), "slug": column.slug, "id": first + at}
        column.path = skeleton.column.format(**parts)
        for article in column.articles:
            serial += rng.randint(1, 7)
            own = {**parts, "w": article.when, "serial": serial, "mixed": f"{rng.getrandbits(128):032x}"}
            article.path = (skeleton.article if article.dated else skeleton.bare).format(**own)
            for place, file in enumerate(article.files, 1):
                file.path = skeleton.file.format(**{**own, "serial": serial * 10 + place, "ext": file.ext})
                file.name = f"{serial * 10 + place}.{file.ext}" if skeleton.named else ""


def _column(column: Column, at: int, style: Style) -> str:
    folder = "/".join(each.slug for each in column.trail)
    return {
        "dated": f"/{folder}/",
        "art": f"/col/col{2000 + at}/index.html",
        "query": f"/list.php?cid={at}",
        "number": f"/c{100 + at}/list.html",
        "words": f"/{folder}/index.html",
        "content": f"/node_{300 + at}.htm",
    }[style.addresses]


def _article(article: Article, at: int, serial: int, style: Style, rng: Random) -> str:
    when, folder = article.when, "/".join(each.slug for each in article.column.trail)
    shown = when if article.dated else None
    mixed = f"{rng.getrandbits(64):016x}"
    return {
        "dated": f"/{folder}/{when:%Y%m}/t{when:%Y%m%d}_{serial}.html" if shown else f"/{folder}/{serial}.html",
        "art": f"/art/{when.year}/{when.month}/{when.day}/art_{2000 + at}_{serial}.html"
        if shown
        else f"/art/art_{2000 + at}_{serial}.html",
        "query": f"/show.php?id={serial}",
        "number": f"/c{100 + at}/{serial}.html",
        "words": f"/{folder}/{mixed}.html",
        "content": f"/content/{when:%Y-%m}/{when:%d}/content_{serial}.htm"
        if shown
        else f"/content/content_{serial}.htm",
    }[style.addresses]


def list_page(column: Column, number: int, style: Style) -> str:
    """The path of page `number` (from 1) of a list."""
    if number == 1:
        return column.path
    path = column.path
    if "?" in path:
        return f"{path}&page={number}"
    if path.endswith("/"):
        return f"{path}index_{number - 1}.html"
    stem, _, ending = path.rpartition(".")
    return f"{stem}_{number}.{ending}"
