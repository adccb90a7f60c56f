"""To which of the key fields (重点领域) entries belong, each weighed by its words and by what the site itself puts into
the fields' own columns; weak words of many entries together are as good as one plain name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from govcrawl.domain.items import ColumnItem, SingleField
from govcrawl.domain.targets import Target
from govcrawl.rubric.columns import clean
from govcrawl.rubric.disclosure import DisclosureStandard, KeyField, load_disclosure

_ALL_FIELDS = re.compile(r"重点领域")
_ENOUGH = 5  # entries below which a column of key fields says nothing about its variety
_PLAIN, _NAMED, _LEARNT = 3, 2, 3  # weights: a phrase of the field alone, its name, a title like those of its column
_ALIKE = 0.6  # share of pairs of characters that makes two titles two of one series
_SHARE, _STRAY = 0.8, 0.1  # entries that belong to one field at least, and those of no field or another one at most
_VARYING = re.compile(r"[\W\d_一二三四五六七八九十第号批次年月季度]+")


def key_columns(standard: DisclosureStandard, columns: Iterable[ColumnItem]) -> dict[str, ColumnItem]:
    """By key field: the one of `columns` that is named after it, the most specific one first."""
    found: dict[str, ColumnItem] = {}
    columns = list(columns)
    for each in standard.fields:
        named = [c for c in columns if each.names_column(c.name) and c.kind not in ("notice", "news", "topic")]
        if named:
            found[each.name] = min(named, key=lambda c: (c.form != "list", len(c.name), c.url))
    return found


class FieldReader:
    """Weighs titles of entries by key field."""

    def __init__(self, standard: DisclosureStandard, own: Mapping[str, ColumnItem]) -> None:
        """`own` are the site's columns of single key fields, by field."""
        self._fields = standard.fields
        self._learnt = {name: [_pairs(entry.title) for entry in column.entries[:30]] for name, column in own.items()}

    def weights(self, title: str) -> Counter[str]:
        """How much speaks for each field; fields for which nothing does are left out."""
        found: Counter[str] = Counter()
        pairs = _pairs(title)
        said = {field.name: [word for word in _terms(field) if word in title] for field in self._fields}
        for field in self._fields:
            # 养老 within 养老保险 speaks of insurance.
            longer = [word for name, words in said.items() if name != field.name for word in words]
            weight = _words(field, _without(title, longer, said[field.name]))
            if any(_likeness(pairs, other) >= _ALIKE for other in self._learnt.get(field.name, ())):
                weight += _LEARNT
            if weight:
                found[field.name] = weight
        return found

    def field_of(self, title: str) -> tuple[str, bool]:
        """(field, surely): the field for which most speaks; ("", False) when none, or several as much."""
        best = self.weights(title).most_common(2)
        if not best or (len(best) > 1 and best[0][1] == best[1][1]):
            return "", False
        return best[0][0], best[0][1] >= _NAMED


def _terms(field: KeyField) -> Iterator[str]:
    yield from (*field.words, *field.names, *field.hints)


def _without(title: str, others: Iterable[str], own: Collection[str]) -> str:
    """The title without those words of other fields that have one of its own words in them."""
    for word in others:
        if any(mine in word and mine != word for mine in own):
            title = title.replace(word, " ")
    return title


def _words(field: KeyField, title: str) -> int:
    plain = _PLAIN if field.owns(title) else 0
    named = _NAMED if any(name in title for name in field.names) else 0
    return plain + named + min(sum(hint in title for hint in field.hints), 2)


def _pairs(title: str) -> frozenset[str]:
    text = _VARYING.sub("", clean(title))
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _likeness(one: Collection[str], other: frozenset[str]) -> float:
    return len(other.intersection(one)) / max(len(other.union(one)), 1)


def single_fields(target: Target, columns: Collection[ColumnItem]) -> list[SingleField]:
    """Of all `columns` of a county's `target`: those for all key fields whose entries are of one field only.

    A column with further ones of other fields below it shows these, whatever its first page lists.
    """
    standard = load_disclosure()
    ordered = sorted(columns, key=lambda column: column.url)
    wanted = [each for each in ordered if _ALL_FIELDS.search(each.name) and len(each.entries) >= _ENOUGH]
    if target.unit_kind != "县市区" or not wanted:
        return []
    own = key_columns(standard, ordered)
    reader = FieldReader(standard, own)
    found = []
    for column in wanted:
        field = _only_field(reader, [entry.title for entry in column.entries])
        if field and not _has_others_below(column, field, own):
            found.append(SingleField(column.name, column.url, field, len(column.entries)))
    return found


def _only_field(reader: FieldReader, titles: Sequence[str]) -> str:
    """The one field to which these titles belong together; "" when there is no such field."""
    read = [reader.field_of(title) for title in titles]
    counts = Counter(field for field, _ in read if field)
    if not counts:
        return ""
    field, count = counts.most_common(1)[0]
    others = sum(count for name, count in counts.items() if name != field)
    surely_other = any(sure and name != field for name, sure in read)
    alone = count >= _SHARE * len(titles) and others <= _STRAY * len(titles) and not surely_other
    return field if alone else ""


def _has_others_below(column: ColumnItem, field: str, own: Mapping[str, ColumnItem]) -> bool:
    """Whether a column of another key field stands below this one."""
    below: Iterable[ColumnItem] = (each for name, each in own.items() if name != field)
    return any(column.name in each.path[:-1] for each in below)
