"""Rules again over stored facts: the same rules as in a crawl, without the network."""

from collections.abc import Iterator

from sqlalchemy import Engine

from govcrawl.domain.findings import Finding
from govcrawl.register import RegisterRecord
from govcrawl.rubric.columns import load_vocabulary
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.open_rounds import store_rubric
from govcrawl.store.reader import read_items, read_round
from govcrawl.store.writer import replace_findings
from pipelines.catalogue import check_texts
from pipelines.engine import REGISTRY, run
from pipelines.model import Check


def recheck_round(engine: Engine, round_name: str, record: RegisterRecord | None = None) -> int:
    """Judge every stored item of the round anew; the number of items judged.

    record: what the round shall keep of the register from now on; without it, what it has kept stays.
    """
    check_texts()
    rubric = load_rubric()
    check = Check(read_round(engine, round_name).round, rubric, load_vocabulary())
    judged = 0

    def findings() -> Iterator[Finding]:
        nonlocal judged
        for item in read_items(engine, round_name):
            judged += 1
            yield from run(item, check)

    replace_findings(engine, round_name, tuple(REGISTRY), findings())
    store_rubric(engine, round_name, rubric, record)
    return judged
