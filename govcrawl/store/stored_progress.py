"""What an interrupted crawl has stored of a target, for the one that goes on."""

import zlib
from dataclasses import dataclass, field

from sqlalchemy import Engine, select

from govcrawl.domain.items import ColumnItem, Link, PageItem, QuestionItem
from govcrawl.domain.targets import Target
from govcrawl.store.models import SiteModelRow
from govcrawl.store.reader import read_target_items


@dataclass(slots=True)
class StoredProgress:
    """What an interrupted crawl had stored of a target, by address."""

    done: bool = False
    columns: dict[str, ColumnItem] = field(default_factory=dict)
    pages: dict[str, PageItem] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
    questions: dict[str, QuestionItem] = field(default_factory=dict)
    model: bytes | None = None  # what was learned of the site


def stored_progress_of(engine: Engine, round_id: int, target_id: int, target: Target) -> StoredProgress:
    """The facts of `target`, which has the row `target_id`, in the round `round_id` of the database of `engine`."""
    progress = StoredProgress()
    with engine.connect() as connection:
        this = (SiteModelRow.round_id == round_id) & (SiteModelRow.target_id == target_id)
        packed = connection.execute(select(SiteModelRow.content).where(this)).scalar_one_or_none()
        progress.model = zlib.decompress(packed) if packed is not None else None
        for item in read_target_items(connection, round_id, target_id, target):
            match item:
                case ColumnItem():
                    progress.columns[item.url] = item
                case PageItem():
                    progress.pages[item.url] = item
                case Link():
                    progress.links[item.url] = item
                case QuestionItem():
                    progress.questions[item.url] = item
    return progress
