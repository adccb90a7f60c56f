"""The policy Q&A platform (政策问答平台): every question, and the unit that answers it."""

from spiders.base import InspectionSpider
from spiders.phases.closing import ClosingPhase
from spiders.phases.home import HomePhase
from spiders.phases.links import LinksPhase
from spiders.phases.questions import QuestionListsPhase, QuestionsPhase


class PolicyQaSpider(InspectionSpider):
    """The policy Q&A platform (政策问答平台)."""

    name = "policy_qa"
    platform = "policy_qa"
    phases = (HomePhase, QuestionListsPhase, QuestionsPhase, LinksPhase, ClosingPhase)
