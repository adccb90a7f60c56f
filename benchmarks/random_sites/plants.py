"""All defects, and which of them a seed plants."""

from __future__ import annotations

from random import Random

from benchmarks.random_sites import plants_columns as of_columns
from benchmarks.random_sites import plants_pages as of_pages
from benchmarks.random_sites.model import Site
from benchmarks.random_sites.planting import Late, Plant

ALL: tuple[Plant, ...] = (
    of_columns.stale_home, of_columns.stale_quarters, of_columns.due_soon, of_columns.no_channel,
    of_columns.stale_letters, of_columns.no_statistics, of_columns.no_search, of_columns.stale_services,
    of_columns.empty, of_columns.missing, of_columns.stale_news, of_columns.stale_notices, of_columns.stale_plan,
    of_columns.not_this_year, of_columns.undated, of_columns.not_interpreted, of_columns.poor_guide,
    of_pages.wrong_expression, of_pages.site_label, of_pages.column_label, of_pages.article_label,
    of_pages.wrong_label, of_pages.no_code, of_pages.no_record, of_pages.no_error_entry, of_pages.word_alone,
    of_pages.word_beside, of_pages.broken_file, of_pages.dead_link, of_pages.not_linked, of_pages.not_linked_back,
    of_pages.unknown_account, of_pages.closed_account, of_pages.foreign_link, of_pages.identity_number,
    of_pages.open_letter, of_pages.open_letter, of_columns.undated, of_pages.not_linked, of_pages.closed_account,
)  # fmt: skip
_EXCLUSIVE: tuple[set[Plant], ...] = (
    {of_columns.empty, of_columns.undated},
    {of_columns.stale_home, of_columns.stale_news, of_columns.due_soon},
    {
        of_columns.stale_home, of_columns.stale_notices, of_pages.wrong_label, of_pages.word_alone,
        of_pages.word_beside, of_pages.broken_file, of_pages.identity_number, of_pages.open_letter,
    },
    {
        of_columns.no_channel, of_columns.stale_letters, of_columns.no_statistics, of_pages.open_letter,
        of_columns.stale_quarters,
    },
    {of_columns.not_interpreted, of_pages.not_linked, of_pages.not_linked_back},
    {of_columns.no_channel, of_pages.column_label},
)  # fmt: skip


def plant(
    site: Site, rng: Random, count: int, among: tuple[Plant, ...] = ALL, apart: tuple[set[Plant], ...] = _EXCLUSIVE
) -> tuple[list[Late], list[Late]]:
    """Plant `count` different defects of `among`, no two of one set in `apart`; what must and what may be found."""
    chosen: list[Plant] = []
    for each in rng.sample(among, len(among)):
        clashes = any(each in group and group & set(chosen) for group in apart)
        if each not in chosen and len(chosen) < count and not clashes:
            chosen.append(each)
    must, may = [], []
    for each in chosen:
        found, beside = each(site, rng)
        must.append(found)
        may.append(beside)
    return must, may
