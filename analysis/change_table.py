"""Tables of what has changed between rounds. Pure: from findings and counts to DataFrames."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from analysis.scoring.repeats import Original
from govcrawl.domain.findings import Finding
from govcrawl.domain.rounds import Round
from govcrawl.store.verifications import STATES

if TYPE_CHECKING:
    import pandas as pd

NEW, GONE, KEPT = "新增", "消除", "持续"
UNSEEN = "上期未查"  # found on a target that the earlier round did not inspect: nobody knows whether it is new
CHANGES = (NEW, GONE, KEPT, UNSEEN)


def change_table(
    now: Iterable[Finding],
    before: Iterable[Finding],
    inspected: Collection[tuple[str, str]],
    states: Mapping[str, str],
    repeats: tuple[Mapping[str, Original], Mapping[str, Original]] = ({}, {}),
) -> pd.DataFrame:
    """One row per problem of either round: key, unit, target, rule, message, url, change and state, all str.

    change is one of CHANGES. 消除 only says that the problem is not found any more; what has become of it is
    `state`, the verification's word on a problem of the earlier round; "" where there is none.

    now, before: the problems that count in either round.
    inspected: targets that the earlier round has inspected, by address and name.
    states: the verification's word by key.
    repeats: what repeats another finding of the same round, now and before, by key. It is in neither list, and was
    found all the same: what stands for itself now is not new, and what only repeats another one now is not gone.
    """
    import pandas as pd  # here: most commands compare no rounds, and it takes long to load

    earlier = {each.key: _texts(each) for each in before}
    said_by: dict[str, list[str]] = {}
    for key, original in repeats[0].items():
        said_by.setdefault(original.key, []).append(key)
    rows = []
    for each in now:
        texts = _texts(each)
        fresh = NEW if (each.target_url, each.target) in inspected else UNSEEN
        found = [key for key in (texts[0], *said_by.get(texts[0], ())) if earlier.pop(key, None) is not None]
        rows.append((*texts, KEPT if found or texts[0] in repeats[1] else fresh))
    rows += [(*texts, GONE) for texts in earlier.values()]
    return pd.DataFrame(
        [(*texts, states.get(texts[0], "")) for texts in rows],
        columns=["key", "unit", "target", "rule", "message", "url", "change", "state"],
        dtype="str",
    )


def _texts(finding: Finding) -> tuple[str, ...]:
    """What is held of each: two rounds lie in memory, without their evidence."""
    return finding.key, finding.unit, finding.target, finding.rule, finding.message, finding.url


def counted(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """Problems of a change table by unit or rule, sorted by its name: by change, 本期, and the earlier ones by state.

    All columns are int64.
    """
    import pandas as pd  # here: most commands compare no rounds, and it takes long to load

    table = pd.crosstab(frame[by], frame["change"]).reindex(columns=list(CHANGES), fill_value=0)
    states = pd.crosstab(frame[by], frame["state"]).reindex(columns=list(STATES), fill_value=0)
    return table.assign(本期=table[NEW] + table[KEPT] + table[UNSEEN]).join(states).astype("int64")


def trend_table(counts: Iterable[tuple[Round, str, str, int]]) -> pd.DataFrame:
    """Columns date, round, unit, rule (str) and problems (int64), sorted; a round without problems has no rows.

    counts: round, unit, rule and number of problems; what is of one round, unit and rule is added up.
    """
    import pandas as pd  # here: most commands compare no rounds, and it takes long to load

    rows = [(str(when.date), when.name, unit, rule, number) for when, unit, rule, number in counts]
    names = ["date", "round", "unit", "rule"]
    frame = pd.DataFrame(rows, columns=[*names, "problems"]).astype(dict.fromkeys(names, "str") | {"problems": "int64"})
    return frame.groupby(names, as_index=False)[["problems"]].sum()
