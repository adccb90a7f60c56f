"""What rules are made of: the outcomes that they yield, what they may know, and the record of a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypedDict, TypeVar

from govcrawl.domain.findings import Finding
from govcrawl.domain.items import Item, PageInventory, SiteItem
from govcrawl.domain.rounds import Round
from govcrawl.rubric.columns import OTHER, ColumnKind, Vocabulary
from govcrawl.rubric.model import Rubric
from pipelines.texts import RuleText, load_texts

Day = date  # `Check.date` hides the type's own name inside the class


# -- outcomes ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Fail:
    """One piece of evidence that the rule's bad pattern is there."""

    message: str
    value: str = ""
    subject: str = ""  # needed when one item can yield several
    evidence: dict[str, Any] = field(default_factory=dict)
    about: tuple[str, str] | None = None  # (address, name) of the column in question, when the item is a whole site
    unit: str = ""  # the unit that answers for it, when that is not the target's own


@dataclass(slots=True)
class Skip:
    """The rule does not apply, and a person may want to know why (an ordinary "does not apply" yields nothing)."""

    message: str
    subject: str = ""
    evidence: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class CannotJudge:
    """The rule applies, but the facts do not allow a verdict (outcome `error`)."""

    message: str
    value: str = ""
    subject: str = ""
    evidence: dict[str, Any] = field(default_factory=dict)
    unit: str = ""


Result = Fail | Skip | CannotJudge


# -- what a rule may know ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Check:
    """What a rule may know beside its item: the round, its date, the rubric's thresholds, the kinds of columns."""

    round: Round
    rubric: Rubric
    vocabulary: Vocabulary

    @property
    def date(self) -> Day:
        """The inspection date, from which all windows are counted back."""
        return self.round.date

    def days(self, threshold: str) -> int:
        """The rubric's threshold of that name, in days."""
        return self.rubric.days(threshold)

    def cutoff(self, threshold: str) -> Day:
        """The earliest date that still counts as fresh."""
        return self.rubric.cutoff(threshold, self.round.date)

    def kind(self, name: str) -> ColumnKind:
        """A kind of column; an unknown one is like any other column."""
        kinds = self.vocabulary.kinds
        return kinds[name] if name in kinds else kinds[OTHER]


T = TypeVar("T", bound=Item)


@dataclass(slots=True)
class Case(Generic[T]):
    """What a cross-page rule looks at: an item, and (in subclasses) what other pages say of it."""

    looks_at: ClassVar[str] = "page, with all pages of the target"  # as the docs say it
    item: T


# -- the record of a rule ------------------------------------------------------------------------------------------


class Confirm(StrEnum):
    """What is fetched once more before a finding counts: a fault of ours, or a passing one, may have caused it."""

    PAGE = "page"  # the page, column or home page that the item is about, by the other way
    COLUMN = "column"  # the home page, and the column that the finding is about
    ATTACHMENT = "attachment"  # the attachment in question
    LINK = "link"  # the link in question
    HOME = "home"  # the home page that could not be opened


class Subject(StrEnum):
    """What the `value` of a rule's findings names."""

    LINK = "link"
    ATTACHMENT = "attachment"
    ENTRY = "entry"
    COLUMN = "column"  # by its name: one that is not there
    UNIT = "unit"
    ACCOUNT = "account"
    FORWARDING = "forwarding"  # an item of 上级信息
    EXPRESSION = "expression"


class Figure(StrEnum):
    """The figure of the workbooks and the notice in which a rule's findings are counted."""

    EMPTY = "empty"  # columns, from here on in the order in which one of several faults gives the verdict on a column
    UNDATED = "undated"
    STALE = "stale"
    NO_QUARTER = "no_quarter"
    BEHIND = "behind"  # without anything of the inspection year
    DUE = "due"  # a warning
    WORD = "word"  # attachments offered as Word alone
    MISSING = "missing"  # columns and statutory parts
    MISPLACED = "misplaced"
    REPORT = "report"  # last year's report is absent
    NO_ANSWERS = "no_answers"  # units that answer nothing on the Q&A platform
    UNANSWERED = "unanswered"  # questions without an answer


# The figures that say that a column is not kept up to date.
NOT_UPDATED = (Figure.UNDATED, Figure.STALE, Figure.NO_QUARTER, Figure.BEHIND)


class Identity(StrEnum):
    """By what a fault of an earlier round is found again in a later one, beside its key."""

    PAGE = "page"  # its key alone: rule, target, address, subject
    TARGET = "target"  # the address is only where it was met first: it may be met elsewhere on the target
    UNIT = "unit"  # the target is only the first of several of the unit


class SameFault(StrEnum):
    """What a finding and that of a rule it yields to have in common when they say the same of the same thing."""

    ADDRESS = "address"  # the page or column; and the value, where the values of both rules name the same kind of thing
    PAIR = "pair"  # two pages: the address of either is the value of the other, or both are the same


@dataclass(frozen=True, slots=True)
class Within:
    """A rule looks at nothing older than a threshold of the rubric; `dated_by` is the evidence that holds the date.

    dated_by: "" where the date is the finding's own.
    """

    threshold: str
    dated_by: str = ""


@dataclass(frozen=True, slots=True)
class LaterLook:
    """A problem of an earlier round that the rule does not raise any more, and what this round knows of its place."""

    finding: Finding
    site: SiteItem | None  # the target in this round
    unit_sites: Sequence[SiteItem]  # all targets of the finding's unit in this round
    date: Day  # the inspection date of this round


class RuleOptions(TypedDict, total=False):
    """What a rule may say of itself beside its id and the type that it looks at."""

    severity: str  # problem (costs points), warning, clue (for people): the last two never cost points
    on: Sequence[str]  # platforms whose targets it is asked about; all when absent
    confirm: Confirm
    subject: Subject
    figure: Figure
    part: str  # platform whose part of the inspection its findings belong to, where that is not the target's own
    must_be_known: bool  # a target of which it could not be judged is no qualified one
    # Rules whose findings go before its own about the same thing: its finding is listed then, and marked with the key
    # of theirs, but costs and counts nothing and is not sent to units. The first that has found something holds.
    yields_to: Sequence[str]
    same: SameFault  # what makes it the same thing
    # How `verify` finds out what has become of a finding in a later round:
    identity: Identity
    may_become: Sequence[str]  # rules that may accuse the same page or attachment instead, without its being mended
    within: Within
    # It says that a page lacks something: what a second reader has seen there that contradicts a finding with that
    # evidence, in Chinese; "" where it agrees.
    absence: Callable[[PageInventory, Mapping[str, Any]], str]
    lawful_skip: bool  # its skip says that all is in order; the skip of other rules says that nobody has judged
    silence: Callable[[LaterLook], str]  # why its silence says nothing, in Chinese; "" where it means mended


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with all that other code asks of it; what people read of it stands in `rules.yaml`."""

    id: str
    name: str
    looks_at: type
    why: str
    function: Callable[[Any, Check], Iterable[Result]]
    severity: str = "problem"
    on: Sequence[str] = ()
    confirm: Confirm | None = None
    subject: Subject | None = None
    figure: Figure | None = None
    part: str = ""
    must_be_known: bool = False
    yields_to: Sequence[str] = ()
    same: SameFault = SameFault.ADDRESS
    identity: Identity = Identity.PAGE
    may_become: Sequence[str] = ()
    within: Within | None = None
    absence: Callable[[PageInventory, Mapping[str, Any]], str] | None = None
    lawful_skip: bool = False
    silence: Callable[[LaterLook], str] | None = None

    @property
    def family(self) -> str:
        """The letter of the rule's family."""
        return self.id[0]

    @property
    def text(self) -> RuleText:
        """What people read of the rule; RubricError when `rules.yaml` cannot be read."""
        return load_texts().of(self.id)

    @property
    def title(self) -> str:
        """The rule's Chinese title."""
        return self.text.title

    def applies_to(self, platform: str) -> bool:
        """Whether the rule judges targets of that platform."""
        return not self.on or platform in self.on
