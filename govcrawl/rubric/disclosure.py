"""What an open-information platform must have, as typed data out of `disclosure.yaml`."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from govcrawl.domain.targets import Target
from govcrawl.domain.yaml_files import read_yaml
from govcrawl.register import Register, RequiredColumn
from govcrawl.rubric.columns import clean

_FILE = Path(__file__).with_name("disclosure.yaml")
PLATFORM = "disclosure"
_OFFICE = re.compile(r"(?:局|委员会|办公室|中心|[县市区省][\u4e00-\u9fff]{1,6}[委办]|学校|大队|支队)$")


@dataclass(frozen=True, slots=True)
class Part:
    """One of the four statutory parts; `other` are names under which it counts as misnamed."""

    name: str
    other: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyField:
    """A key field (重点领域): parts of its columns' names, and phrases that tell its items beyond doubt."""

    name: str
    names: tuple[str, ...]
    words: tuple[str, ...]
    hints: tuple[str, ...] = ()  # words that weigh for the field, and are no proof

    def names_column(self, column: str) -> bool:
        """Whether a column of that name belongs to the field; an office (教育局) is no column."""
        plain = clean(column)
        return not _OFFICE.search(plain) and any(name in plain for name in self.names)

    def owns(self, title: str) -> bool:
        """Whether an item of that title belongs to the field beyond doubt."""
        return any(word in title for word in self.words)


class DefaultColumn(NamedTuple):
    """A column that is demanded where the register says nothing, of units whose name holds `unit_part`."""

    unit_part: str
    column: RequiredColumn

    def applies_to(self, target: Target) -> bool:
        """Whether the target must have it."""
        return self.unit_part in target.unit and self.column.applies_to(target)


@dataclass(frozen=True, slots=True)
class DisclosureStandard:
    """All of `disclosure.yaml`."""

    parts: tuple[Part, ...]
    fields: tuple[KeyField, ...]
    due: dict[str, tuple[int, int]]  # kind of unit -> month and day
    required: tuple[DefaultColumn, ...]

    def report_due(self, unit_kind: str, year: int) -> date:
        """The day of `year` by which the last year's report is due, by `unit_kind`; the latest for an unknown one."""
        month, day = self.due.get(unit_kind) or max(self.due.values())
        return date(year, month, day)

    def fields_named(self, column: str) -> set[str]:
        """Names of the key fields that a column of that name belongs to.

        What lies within a longer name of another field is no name: 灾害救助 is of 救灾, and not of 社会救助.
        """
        plain = clean(column)
        if _OFFICE.search(plain):
            return set()
        spans = [
            (found.start(), found.end(), each.name)
            for each in self.fields
            for name in each.names
            for found in re.finditer(re.escape(name), plain)
        ]
        return {
            field
            for start, end, field in spans
            if not any(
                field != other and first <= start and end <= last and last - first > end - start
                for first, last, other in spans
            )
        }

    def fields_of(self, title: str) -> list[KeyField]:
        """The key fields that an item of that title belongs to beyond doubt."""
        return [each for each in self.fields if each.owns(title)]


@cache
def load_disclosure() -> DisclosureStandard:
    """The standard that comes with the program."""
    data = read_yaml(_FILE)
    required = tuple(
        DefaultColumn(
            row.get("unit", ""),
            RequiredColumn(
                row["name"],
                PLATFORM,
                row.get("unit_kind", ""),
                synonyms=tuple(row["synonyms"]),
                this_year=row.get("this_year", False),
                basis=data["required_basis"],
            ),
        )
        for row in data["required"]
    )
    return DisclosureStandard(
        tuple(Part(row["name"], tuple(row["other"])) for row in data["parts"]),
        tuple(
            KeyField(row["name"], tuple(row["names"]), tuple(row["words"]), tuple(row.get("hints", ())))
            for row in data["fields"]
        ),
        {kind: (row["month"], row["day"]) for kind, row in data["report_due"].items()},
        required,
    )


def demanded(register: Register, target: Target) -> list[RequiredColumn]:
    """Columns that the target must have: the register's, else, for platforms that it says nothing of, our defaults."""
    if target.platform == PLATFORM and not any(row.platform == PLATFORM for row in register.required_columns):
        return register.required_for(target) + [
            row.column for row in load_disclosure().required if row.applies_to(target)
        ]
    return register.required_for(target)
