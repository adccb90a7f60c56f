"""Mutations of what the pages of a site have in common: marks of the footer, search, accounts."""

from __future__ import annotations

import re
from random import Random

from benchmarks.mutations.edits import as_script, everywhere
from benchmarks.mutations.model import Mutation, on_bytes, on_model, truth
from benchmarks.random_sites import plants_columns, plants_pages
from benchmarks.random_sites.model import Answer, Site
from benchmarks.random_sites.planting import Late


def _marked(address: str, text: str) -> str:
    """Both the page's link to `address` and the same link inside a string of a script, taken away."""
    quote = r"\\?[\"']"
    return re.sub(rf"<a\b[^>]*href={quote}{address}[^>]*>.*?</a>", "", text, flags=re.DOTALL)


def badge_gone(site: Site, rng: Random) -> tuple[Late, Late]:
    """The badge of party and government websites is gone; the identification code stays."""
    everywhere(site, lambda text: _marked(r"https?://bszs\.conac\.cn", text))
    return truth(site, "S01")


def code_gone(site: Site, rng: Random) -> tuple[Late, Late]:
    """The identification code is gone; the badge stays."""
    said = f"网站标识码：{site.code}"
    everywhere(site, lambda text: text.replace(said, "").replace(as_script(said), ""))
    return truth(site, "S01")


def code_of_another(site: Site, rng: Random) -> tuple[Late, Late]:
    """The identification code is not the register's."""
    other = site.code[:-3] + f"{(int(site.code[-3:]) + 111) % 1000:03}"
    everywhere(site, lambda text: text.replace(f"网站标识码：{site.code}", f"网站标识码：{other}"))
    return truth(site, "S01")


def icp_gone(site: Site, rng: Random) -> tuple[Late, Late]:
    """The ICP record is gone."""
    everywhere(site, lambda text: _marked(r"https://beian\.miit\.gov\.cn", text))
    return truth(site, "S02")


def police_gone(site: Site, rng: Random) -> tuple[Late, Late]:
    """The record of the public security is gone."""
    everywhere(site, lambda text: _marked(r"http://www\.beian\.gov\.cn", text))
    return truth(site, "S02")


def error_entry_gone(site: Site, rng: Random) -> tuple[Late, Late]:
    """Nothing leads to the entry for reporting errors."""
    everywhere(site, lambda text: _marked(r"https://zfwzgl\.www\.gov\.cn", text))
    return truth(site, "S03")


def home_fails(site: Site, rng: Random) -> tuple[Late, Late]:
    """The home page answers with an error of the server, however often it is asked."""
    site.answers["/"] = Answer(500)
    site.pages["/"] = ("text/html", b"<h1>Internal Server Error</h1>")
    return truth(site, "A02")


ALL: tuple[Mutation, ...] = (
    *on_bytes("S01", (badge_gone, code_gone, code_of_another)),
    *on_model("S01", (plants_pages.no_code,)),
    *on_bytes("S02", (icp_gone, police_gone)),
    *on_model("S02", (plants_pages.no_record,)),
    *on_bytes("S03", (error_entry_gone,)),
    *on_model("S05", (plants_columns.no_search,)),
    *on_model("N02", (plants_pages.unknown_account,)),
    *on_model("N05", (plants_pages.closed_account,)),
    *on_bytes("A02", (home_fails,)),
)
