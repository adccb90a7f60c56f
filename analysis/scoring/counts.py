"""Counting findings as a rubric counts them: each at most once, and no column twice for one fault (P11)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from analysis.scoring.repeats import Repeats
from govcrawl.domain.findings import Finding
from govcrawl.domain.urls import page_key
from govcrawl.rubric.columns import Vocabulary
from govcrawl.rubric.model import Count
from pipelines.freshness import EVENT_DRIVEN

_NEWS, _HOME = "news", 0


@dataclass(frozen=True, slots=True)
class Taken:
    """What a condition took of a pool. `repeated` is taken too, but costs nothing: its column has paid already."""

    findings: tuple[Finding, ...]
    repeated: tuple[Finding, ...] = ()


def measure(per: str, findings: Sequence[Finding]) -> int:
    """How many things these findings are, as the rubric counts them."""
    if per == "column":
        return len({page_key(each.url) for each in findings})
    return min(len(findings), 1) if per == "site" else len(findings)


class Pool:
    """The problems of one target, each under its key once, in an order that does not depend on how they came.

    Those that do not count (`waived`) cost nothing, and still stand for their column: another finding that was not
    charged beside them is not charged because they have been dismissed. So a dismissal never lowers a score. The
    exception is what said the same as they: it stands for itself again (`repeats`, released).

    What repeats another finding (`repeats`) costs nothing, and is counted only where that other one is not: by a veto
    on facts of its own.
    """

    def __init__(
        self,
        findings: Iterable[Finding],
        vocabulary: Vocabulary,
        one_fault: Iterable[str] = (),
        waived: Callable[[Finding], bool] = lambda finding: False,
        repeats: Repeats | None = None,
    ) -> None:
        self._vocabulary, self._one_fault, self._waived = vocabulary, frozenset(one_fault), waived
        self._repeats = repeats or Repeats()
        # Columns charged by a rule of `one_fault`, and whether a finding that counts was among those charged.
        self._paid: dict[str, bool] = {}
        self._left: dict[str, dict[str, Finding]] = {}
        unique = {each.key: each for each in findings}
        for key, each in sorted(unique.items(), key=lambda pair: (pair[1].rule, pair[1].url, pair[1].subject)):
            self._left.setdefault(each.rule, {})[key] = each

    def matching(self, count: Count, *, waived: bool = False) -> list[Finding]:
        """What the condition would take; it stays in the pool. `waived`: with what does not count."""
        found = [each for each in self._all_matching(count) if waived or not self._waived(each)]
        counted = {each.key for each in found} if any(each.rule in self._repeats.rules for each in found) else set()
        return [each for each in found if not ((first := self._repeats.original(each)) and first.key in counted)]

    def _all_matching(self, count: Count) -> list[Finding]:
        rules = dict.fromkeys(count.rules)
        return [each for rule in rules for each in self._left.get(rule, {}).values() if self._counts(each, count)]

    def take(self, count: Count) -> Taken:
        """Take out what the condition counts, and note the columns that have paid."""
        fresh, repeated = [], []
        paid: dict[str, bool] = {}
        for each in self._all_matching(count):
            del self._left[each.rule][each.key]
            if self._repeats.original(each):
                continue
            column = page_key(each.url) if each.rule in self._one_fault else None
            if column is not None and self._has_paid(column, each):
                repeated.append(each)
                continue
            fresh.append(each)
            if column is not None:
                paid[column] = paid.get(column, False) or not self._waived(each)
        fresh, repeated = ([each for each in found if not self._waived(each)] for found in (fresh, repeated))
        self._paid |= {column: counts or self._paid.get(column, False) for column, counts in paid.items()}
        return Taken(tuple(fresh), tuple(repeated))

    def rest(self) -> list[Finding]:
        """What counts and nobody has taken, by rule and address."""
        left = (each for _, group in sorted(self._left.items()) for each in group.values())
        return [each for each in left if not self._waived(each) and not self._repeats.original(each)]

    def _has_paid(self, column: str, finding: Finding) -> bool:
        """Whether the column has paid for a fault that keeps this finding from being charged."""
        counted = self._paid.get(column)
        return counted is not None and (counted or finding.key not in self._repeats.released)

    def _counts(self, finding: Finding, count: Count) -> bool:
        evidence = finding.evidence
        kind = self._vocabulary.kinds.get(str(evidence.get("kind", "")))
        group = kind.group if kind else ""
        if count.kinds and (kind is None or kind.id not in count.kinds):
            return False
        if count.groups and group not in count.groups:
            return False
        if count.first_level and not (evidence.get("level") == 1 or group == _NEWS):
            return False
        if count.owed and evidence.get(EVENT_DRIVEN):
            return False
        return not count.place or (count.place == "home") == (evidence.get("rank") == _HOME)
