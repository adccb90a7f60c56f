"""Judging anew: the findings of some rules are replaced by others."""

from collections.abc import Collection, Iterable

from sqlalchemy import Engine, and_, delete, or_, select

from govcrawl.domain.findings import Finding
from govcrawl.store.batch import finding_row
from govcrawl.store.carried import note_decided, settle_decisions
from govcrawl.store.finding_models import FindingRow
from govcrawl.store.open_rounds import find_open_round
from govcrawl.store.reader import target_ids
from govcrawl.store.session import writing
from govcrawl.store.upserts import statements_for


def replace_findings(
    engine: Engine,
    round_name: str,
    rules: Collection[str],
    findings: Iterable[Finding],
    target_urls: Collection[str] | None = None,
) -> None:
    """Make `findings` the only ones of these `rules` in the round, on the targets in `target_urls` only, when given.

    All findings are at hand before the one transaction starts, so judging them holds up no other writer. InputError
    when the round is unknown or closed.
    """
    wanted = list(findings)
    with writing(engine) as connection:
        round_id = find_open_round(connection, round_name)
        ids = target_ids(connection, round_id)
        concerned = [FindingRow.round_id == round_id, FindingRow.rule.in_(sorted(set(rules)))]
        if target_urls is not None:
            numbers = [number for (url, *_), number in ids.items() if url in set(target_urls)]
            concerned.append(or_(FindingRow.target_id.in_(numbers), FindingRow.target_url.in_(list(target_urls))))
        # Which item a finding belongs to is known to the crawl alone: a finding that stays keeps it.
        items = dict(connection.execute(select(FindingRow.key, FindingRow.item_hash).where(*concerned)).all())
        note_decided(connection, round_id, and_(*concerned))
        connection.execute(delete(FindingRow).where(*concerned))
        rows = []
        for finding in wanted:
            target_id = ids.get((finding.target_url, finding.unit, finding.target)) or ids.get((finding.target_url,))
            rows.append(finding_row(round_id, target_id, items.get(finding.key), finding))
        if rows:
            connection.execute(statements_for(engine.dialect.name).finding, rows)
        settle_decisions(connection, round_id)
