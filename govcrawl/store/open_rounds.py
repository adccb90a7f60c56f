"""Rounds that may still change: finding one, refusing a closed one, and judging one by another rubric."""

from sqlalchemy import Connection, Engine, select, update

from govcrawl.register import RegisterRecord
from govcrawl.store.migrate import take_turns
from govcrawl.store.models import RoundRow
from govcrawl.store.reader import find_round
from govcrawl.store.rounds import RubricLike, refuse_closed, rubric_values, store_register
from govcrawl.store.session import writing


def refuse_closed_round(engine: Engine, round_name: str) -> None:
    """InputError when there is such a round and it is closed; a new one may begin."""
    with engine.connect() as connection:
        number = connection.execute(select(RoundRow.id).where(RoundRow.name == round_name)).scalar_one_or_none()
        if number is not None:
            refuse_closed(connection, number)


def find_open_round(connection: Connection, round_name: str) -> int:
    """The id of a round that the caller's transaction may change; InputError when there is none, or it is closed.

    Nobody else closes or changes it until that transaction ends.
    """
    take_turns(connection)
    number = find_round(connection, round_name)
    refuse_closed(connection, number)
    return number


def store_rubric(engine: Engine, round_name: str, rubric: RubricLike, record: RegisterRecord | None = None) -> None:
    """Note that the round is from now on judged by this rubric, and by what this register excepts."""
    with writing(engine) as connection:
        number = find_open_round(connection, round_name)
        if record is not None:
            store_register(connection, number, record)
        connection.execute(update(RoundRow).where(RoundRow.id == number).values(**rubric_values(rubric)))
