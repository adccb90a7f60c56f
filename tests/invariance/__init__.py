"""Invariance: the same facts in other mark-up, and mutations under which one fact must change.

A transformation takes the bytes of a page and a seed, and gives bytes that show a reader the same facts. The same seed
does the same on every page, so that a whole site changes as one template does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from tests.invariance import articles, boxes, encoding, links, markup, rows

Transform = Callable[[bytes, int], bytes]


@dataclass(frozen=True, slots=True)
class Transformation:
    """`apply(body, seed)`; `but` names facts of a reading that may change."""

    name: str
    apply: Transform
    but: frozenset[str] = frozenset()


def _named(*functions: object, but: tuple[str, ...] = ()) -> list[Transformation]:
    return [Transformation(each.__name__, cast(Transform, each), frozenset(but)) for each in functions]  # type: ignore[attr-defined]


_FURNITURE = ("menu", "breadcrumb", "marks", "links")

TRANSFORMATIONS: tuple[Transformation, ...] = (
    *_named(
        markup.reserialised, markup.classes_renamed, markup.classes_stripped, markup.tables_for_divs,
        markup.sections_for_divs, markup.divs_for_sections, markup.headings_plain, markup.wrapped, markup.unwrapped,
        markup.inline_wrapped, markup.upper_case, markup.attributes_shuffled, markup.entities, markup.white_space_added,
        markup.white_space_removed, markup.comments,
    ),
    *_named(encoding.gbk, encoding.utf8_with_mark, encoding.undeclared, encoding.utf16),
    *_named(boxes.side_box_renamed, boxes.hidden_copies, boxes.hidden_old_text, boxes.scripts_added, boxes.tools_added),
    *_named(
        boxes.side_box_added, boxes.side_box_undated_added, boxes.footer_by_script, boxes.header_by_script,
        but=_FURNITURE,
    ),
    *_named(
        rows.rows_in_dl, rows.rows_in_divs, rows.rows_in_paragraphs, rows.rows_in_table, rows.rows_in_cards,
        rows.rows_in_links, rows.tables_as_lists, rows.row_dates_first, rows.row_dates_split, rows.row_dates_in_time,
    ),
    *(Transformation(f"rows_dated_{form}", cast(Transform, rows.rows_dated_as(form))) for form in rows.FORMS),
    *(
        Transformation(f"article_dated_{form}", cast(Transform, articles.article_dated_as(form)), frozenset({"clock"}))
        for form in rows.FORMS
    ),
    *_named(
        articles.date_label_changed, articles.date_in_own_element, articles.date_above_headline,
        articles.event_time_in_text,
    ),
    *_named(
        links.menu_pictured, links.related_pictured, links.related_pictured_by_title, links.related_labelled,
        links.rows_pictured, links.links_by_onclick, links.links_from_base, links.links_cut,
    ),
    *_named(links.pager_numbered, links.pager_of_arrows, but=("total",)),
)  # fmt: skip

__all__ = ["TRANSFORMATIONS", "Transform", "Transformation"]
