"""Questions of the policy Q&A platform, and what comes of them for each unit."""

from dataclasses import dataclass, field
from datetime import date, datetime

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items.common import ConfirmationResult
from govcrawl.domain.targets import Target


@dataclass(slots=True)
class QuestionItem:
    """A question on the policy Q&A platform with its answer."""

    target: Target
    url: str
    fetched_at: datetime
    answer: FetchOutcome = FetchOutcome.REACHABLE
    reason: str | None = None
    title: str = ""
    unit: str = ""  # the register's name of the unit that answers; "" when it names none or an unknown one
    unit_text: str = ""  # as the platform names it
    asked: date | None = None
    replied: date | None = None
    reply: str | None = None  # text of the answer; "" when it is empty, None when the page shows no place for one
    seen: str = ""  # what another reader has seen on a page without an answer, in Chinese
    column_name: str = ""
    second: ConfirmationResult | None = None


@dataclass(slots=True)
class UnitAnswers:
    """What one connected unit has answered on the policy Q&A platform."""

    unit: str
    total: int = 0
    in_round: int = 0  # answered within the round, up to the inspection date
    undated: int = 0
    newest: date | None = None
    newest_url: str = ""


@dataclass(slots=True)
class QaFacts:
    """The policy Q&A platform as a whole."""

    units: list[UnitAnswers] = field(default_factory=list)  # every connected unit of the register
    strangers: list[tuple[str, int]] = field(default_factory=list)  # (name on the platform, answers) not registered
    unconnected: list[tuple[str, int]] = field(default_factory=list)  # (unit, answers) registered, but not as connected
    unattributed: int = 0  # questions that name no unit
    unread: int = 0  # question pages and lists that could not be read
