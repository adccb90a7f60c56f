"""Judges of open-information platforms, of Q&A platforms, and of accounts that sites link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from benchmarks.random_sites.disclosure import FIELDS, PARTS
from benchmarks.random_sites.eyes import spellings
from benchmarks.random_sites.model import INSPECTED
from benchmarks.random_sites.walked import Eyes


def platform(at: Eyes, rule: str) -> Iterator[str]:
    """What an open-information platform lacks, or keeps in the wrong place."""
    if at.site.platform != "disclosure":
        return
    names = {text.strip() for column in at.site.walk() for text in at.page(column.path).texts}
    names |= {link.name.strip() for links in at.reached.values() for link in links}
    if rule == "D01" and any(not names & set(known) for known, _ in FIELDS.values()):
        yield ""
    if rule == "D02" and not set(PARTS) <= names:
        yield ""
    if rule == "D03" and not any(
        re.search(rf"{INSPECTED.year - 1}年度?政府信息公开(工作)?年度?报", name) for name in names
    ):
        yield ""
    if rule == "C05" and len({_field(article.title) for article in at.site.column("zdly").articles}) == 1:
        yield ""
    in_fields = {article.title for column in at.site.column("jczw").children for article in column.articles}
    for article in at.site.column("gonggao").articles if rule == "C04" else ():
        if article.title in in_fields and article.when.year == INSPECTED.year:
            yield article.path


def _field(title: str) -> str:
    """The key field of a title, by the words that its patterns have in common."""
    said = {name: re.sub(r"\{.\}年?", "", patterns[0]) for name, (_, patterns) in FIELDS.items()}
    return next((name for name, words in said.items() if words in title), title)


def answers(at: Eyes, rule: str) -> Iterator[str]:
    """Departments without questions or without new ones, questions without an answer."""
    if at.site.platform != "policy_qa":
        return
    days: dict[str, list[date]] = {unit: [] for unit in at.site.departments}
    for article in at.articles:
        assert article.letter is not None
        text = at.page(article.path).text
        for unit in days:
            if unit in text and any(each in text for each in spellings(article.letter.asked)):
                days[unit].append(article.letter.asked)
        if rule == "Q03" and (not article.letter.reply or re.sub(r"\s", "", article.letter.reply) not in text):
            yield article.path
    begin = date(INSPECTED.year, 7, 1)
    for unit, known in days.items():
        if (rule == "Q01" and not known) or (rule == "Q02" and known and max(known) < begin):
            yield unit


def accounts(at: Eyes, rule: str) -> Iterator[str]:
    linked = {link.url for link in at.page("/").links if "weibo.com/u/" in link.url}
    known = {account.url: account.state for account in at.site.accounts if account.state}
    if rule == "N02" and linked - set(known):
        yield ""
    if rule == "N05" and any(known.get(url) == "注销" for url in linked):
        yield ""
