"""What an open-information platform as a whole has and lacks, out of its columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import ColumnItem, CrossPost, DisclosureFacts
from govcrawl.domain.targets import Target
from govcrawl.domain.urls import page_key
from govcrawl.rubric.columns import clean
from govcrawl.rubric.disclosure import DisclosureStandard, KeyField, load_disclosure
from pipelines.model import Check
from spiders.assessments.key_fields import key_columns

_REPORT = "政府信息公开年报"
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_OWN_REPORT = re.compile(r"信息公开(?:工作)?(?:年度)?(?:工作)?(?:年报|报告)(?:[（(].{1,12}[)）])?$")
_OTHERS = re.compile(r"[局委办厅院镇乡]|街道|中心")
_WORD = 2  # characters that a name may have beside the field's own (领域, 信息)


def disclosure_facts(
    target: Target, columns: Collection[ColumnItem], link_texts: Iterable[str], check: Check
) -> DisclosureFacts:
    """Statutory parts, key fields and annual reports of `target`, and entries that stand in the wrong column.

    `columns` are all that were found on it, `link_texts` what its links may call columns: one of that name is enough.
    """
    standard = load_disclosure()
    ordered = sorted(columns, key=lambda column: column.url)
    facts = DisclosureFacts()
    names = {clean(name) for column in ordered for name in (column.name, *column.path)}
    names.update(clean(text) for text in link_texts)
    _parts(facts, standard, ordered, names)
    if target.unit_kind == "县市区":
        named = {field for name in names for field in standard.fields_named(name)}
        facts.fields_missing = [each.name for each in standard.fields if each.name not in named]
    _reports(facts, ordered)
    _cross_posts(facts, standard, ordered, check)
    return facts


def fields_seen(missing: Iterable[str], lines: Iterable[str]) -> list[str]:
    """Which of the key fields that are `missing` a page names in one of its `lines` of text all the same.

    A line that says more than the name and a word is a headline.
    """
    standard, texts = load_disclosure(), [clean(line) for line in lines]
    named = {each.name: each for each in standard.fields}
    return [
        name
        for name in missing
        if any(len(text) <= len(name) + _WORD and named[name].names_column(text) for text in texts)
    ]


def parts_seen(missing: Iterable[str], lines: Iterable[str]) -> list[str]:
    """Which of the statutory parts that are `missing` a page names in one of its `lines` of text all the same."""
    texts = {clean(line) for line in lines}
    return [name for name in missing if name in texts]


def reports_seen(titles: Iterable[str], unit: str, year: int) -> list[str]:
    """Which of the `titles` of entries and links name the report of `unit` for that `year`, wherever they stand: they
    end with what it is called. What is said of a report (a notice, a meeting) is none, nor is another unit's report.
    """
    return sorted(
        {title for title in titles if _OWN_REPORT.search(title) and _year_of(title) == year and _is_own(title, unit)}
    )


def _is_own(title: str, unit: str) -> bool:
    """Whether what stands before the year in a report's title names no other unit than `unit`."""
    named = title.partition("20")[0].replace(unit, "").replace(unit.removesuffix("人民政府"), "")
    return not _OTHERS.search(named)


def _parts(facts: DisclosureFacts, standard: DisclosureStandard, columns: list[ColumnItem], names: set[str]) -> None:
    addresses = {clean(column.name): column.url for column in reversed(columns)}
    for part in standard.parts:
        if part.name in names:
            continue
        here = next((name for name in part.other if name in names), None)
        if here is None:
            facts.parts_missing.append(part.name)
        else:
            facts.parts_misnamed.append((part.name, here, addresses.get(here, "")))


def _reports(facts: DisclosureFacts, columns: list[ColumnItem]) -> None:
    """Years of the reports, by the titles of their entries; a report comes out in the year after."""
    years: set[int] = set()
    doubts = []
    for column in columns:
        if column.kind != "annual_report":
            continue
        if not facts.reports_column or clean(column.name) == _REPORT:
            facts.reports_column, facts.reports_url = column.name, column.url
        if column.answer is not FetchOutcome.REACHABLE or column.unrendered:
            doubts.append(f"栏目“{column.name}”未能读取")
        elif column.form == "single":
            doubts.append(f"栏目“{column.name}”是单一页面，年报年度需人工查看")
        years.update(year for year in map(_year_of, [column.name]) if year)
        for entry in column.entries:
            year = _year_of(entry.title)
            if year:
                years.add(year)
            elif entry.published:
                years.add(entry.published.year - 1)
            else:
                doubts.append(f"栏目“{column.name}”中“{entry.title}”的年度不明")
    facts.reports = sorted(years)
    facts.reports_undecided = "；".join(doubts[:3]) or None


def _year_of(title: str) -> int | None:
    match = _YEAR.search(title)
    return int(match[1]) if match else None


def _cross_posts(facts: DisclosureFacts, standard: DisclosureStandard, columns: list[ColumnItem], check: Check) -> None:
    """Entries of the inspection year in 公示公告 that belong to the column of one key field."""
    owners = key_columns(standard, columns)
    listed = {
        page_key(entry.url): (field, column)
        for field, column in sorted(owners.items(), reverse=True)
        for entry in column.entries
    }
    for column in columns:
        if column.kind != "notice":
            continue
        for entry in column.entries:
            if entry.published is None or entry.published.year != check.date.year:
                continue
            there = listed.get(page_key(entry.url))
            fields: list[KeyField] = standard.fields_of(entry.title)
            if there is not None:
                field, owner = there
            elif len(fields) == 1 and fields[0].name in owners:
                field, owner = fields[0].name, owners[fields[0].name]
            else:
                continue
            facts.cross_posts.append(
                CrossPost(
                    entry.title, entry.url, column.name, column.url, field, owner.name, owner.url, there is not None
                )
            )
