"""Storing the posts that the office's sheet gives."""

from collections.abc import Sequence

from sqlalchemy import Engine, delete

from govcrawl.domain.items import PostItem
from govcrawl.domain.rounds import Round
from govcrawl.register import Register, record_of
from govcrawl.store.codec import POST
from govcrawl.store.column_types import hash_of
from govcrawl.store.models import PostRow
from govcrawl.store.rounds import RubricLike, store_register, store_round, store_targets, target_key
from govcrawl.store.session import writing
from govcrawl.store.upserts import statements_for
from govcrawl.store.writer import SHEET


def store_posts(engine: Engine, when: Round, rubric: RubricLike, register: Register, posts: Sequence[PostItem]) -> None:
    """Store the posts of an entered sheet, in place of those that an earlier sheet gave for the same accounts.

    One transaction; `when` is the round, which is created with `rubric` when it is new. InputError when it is closed.
    """
    statements = statements_for(engine.dialect.name)
    with writing(engine) as connection:
        round_id = store_round(connection, when, rubric)
        store_register(connection, round_id, record_of(register))
        targets = [*register.targets, *register.account_targets()]
        ids = store_targets(connection, statements, round_id, targets, register.units)
        numbers = {ids[target_key(post.target)] for post in posts}
        earlier = (PostRow.round_id == round_id) & PostRow.target_id.in_(numbers) & (PostRow.route == SHEET)
        connection.execute(delete(PostRow).where(earlier))
        rows = {}
        for post in posts:
            key = {"round_id": round_id, "target_id": ids[target_key(post.target)], "url_hash": hash_of(post.url)}
            rows[tuple(key.values())] = key | POST.values(post)
        if rows:
            connection.execute(statements.post, list(rows.values()))
