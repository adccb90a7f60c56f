"""The same problem on most columns or pages of a target: a doubt of ours, until another reader has looked."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Sample:
    """A page of a pattern that another reader has looked at."""

    url: str
    holds: bool | None = None  # whether it sees the problem as well; None: it could not look
    seen: str = ""  # what it sees instead, or why it could not look, in Chinese


@dataclass(slots=True)
class Pattern:
    """One rule that would raise more than half of a target's columns or pages, or all of one kind."""

    rule: str
    kind: str = ""  # what the addresses of those pages have in common (`pipelines.patterns.kind_of`); "" for all
    found: int = 0
    judged: int = 0
    samples: list[Sample] = field(default_factory=list)

    @property
    def looked(self) -> int:
        """How many pages the other reader could look at."""
        return sum(sample.holds is not None for sample in self.samples)

    @property
    def confirmed(self) -> bool:
        """Whether the other reader sees the problem on every page that it looked at, and looked at two at least."""
        return self.looked > 1 and all(sample.holds for sample in self.samples if sample.holds is not None)
