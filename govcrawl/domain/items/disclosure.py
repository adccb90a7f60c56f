"""What an open-information platform as a whole has and lacks."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class CrossPost:
    """An entry of 公示公告 that belongs to the column of a key field (重点领域)."""

    title: str
    url: str
    column: str
    column_url: str
    field: str  # the key field, by the standard's name
    field_column: str
    field_url: str
    listed_there: bool = False  # the same item stands in that column too


@dataclass(slots=True)
class SingleField:
    """A column for all key fields whose entries belong to one of them only."""

    column: str
    column_url: str
    field: str
    entries: int


@dataclass(slots=True)
class DisclosureFacts:
    """What an open-information platform as a whole has and lacks."""

    parts_missing: list[str] = field(default_factory=list)  # of the four statutory parts, by their names
    parts_misnamed: list[tuple[str, str, str]] = field(default_factory=list)  # (statutory name, name here, address)
    fields_missing: list[str] = field(default_factory=list)  # key fields without a column
    reports: list[int] = field(default_factory=list)  # years that have an annual report
    reports_column: str = ""
    reports_url: str = ""
    reports_undecided: str | None = None  # why the years of the reports may not be all
    cross_posts: list[CrossPost] = field(default_factory=list)
    single_fields: list[SingleField] = field(default_factory=list)
    parts_seen: list[str] = field(default_factory=list)  # of `parts_missing` those that the home page names
    reports_seen: list[str] = field(default_factory=list)  # titles beyond the reports' column that name last year's
    # Of `fields_missing` those that the home page names all the same.
    fields_seen: list[str] = field(default_factory=list)
