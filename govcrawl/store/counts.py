"""Counts over a round that the database makes itself: facts too many to be read one by one."""

from collections import Counter

from sqlalchemy import Engine, func, select

from govcrawl.domain.fetch_outcomes import LinkState
from govcrawl.store.models import AttachmentRow
from govcrawl.store.reader import find_round, target_ids
from govcrawl.store.session import explained


def count_attachments(engine: Engine, round_name: str) -> dict[tuple[str, ...], Counter[tuple[str, LinkState]]]:
    """Attachments by extension and state of each target (address, unit, name) that has any; InputError as ever."""
    row = AttachmentRow
    with explained(engine), engine.connect() as connection:
        number = find_round(connection, round_name)
        places = {id_: place for place, id_ in target_ids(connection, number).items() if len(place) > 1}
        query = select(row.target_id, row.extension, row.state, func.count()).where(row.round_id == number)
        counts: dict[tuple[str, ...], Counter[tuple[str, LinkState]]] = {}
        for target, extension, state, count in connection.execute(
            query.group_by(row.target_id, row.extension, row.state)
        ):
            if target in places:
                counts.setdefault(places[target], Counter())[extension, LinkState(state)] += count
    return counts
