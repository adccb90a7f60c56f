"""Which unit of the register answers a question, and what each has answered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import ColumnItem, QaFacts, QuestionItem, UnitAnswers
from govcrawl.register import Register
from pipelines.model import Check

_AROUND = re.compile(r"[\s·（）()【】\[\]:：]")


class AnswerAttribution:
    """Names and short names of the register's units, longest first."""

    def __init__(self, register: Register) -> None:
        self._connected = {unit.name for unit in register.units if unit.on_policy_qa}
        self._order = [unit.name for unit in register.units]
        self._names = {_plain(name): unit.name for unit in register.units for name in (unit.name, *unit.aliases)}
        self._longest_first = sorted(self._names, key=lambda name: (-len(name), name))

    def unit_named(self, text: str) -> str:
        """The unit that this text names, wholly or by its end (市教育局); "" when none or several do."""
        plain = _plain(text)
        if not plain:
            return ""
        if plain in self._names:
            return self._names[plain]
        ends = {self._names[name] for name in self._longest_first if plain.endswith(name) or name.endswith(plain)}
        return next(iter(ends)) if len(ends) == 1 and len(plain) > 2 else ""

    def facts(self, questions: Collection[QuestionItem], columns: Collection[ColumnItem], check: Check) -> QaFacts:
        """What every connected unit has answered by the inspection date, and who else answers.

        `questions` and `columns` are all of the platform.
        """
        answers = {name: UnitAnswers(name) for name in self._order if name in self._connected}
        facts = QaFacts(
            unread=sum(column.answer is not FetchOutcome.REACHABLE or column.unrendered for column in columns)
        )
        strangers: Counter[str] = Counter()
        unconnected: Counter[str] = Counter()
        for question in sorted(questions, key=lambda each: each.url):
            if question.answer is not FetchOutcome.REACHABLE:
                facts.unread += 1
            elif question.unit in answers:
                _count(answers[question.unit], question, check)
            elif question.unit:
                unconnected[question.unit] += 1
            elif question.unit_text:
                strangers[question.unit_text] += 1
            else:
                facts.unattributed += 1
        facts.units = list(answers.values())
        facts.strangers, facts.unconnected = sorted(strangers.items()), sorted(unconnected.items())
        return facts


def _count(answers: UnitAnswers, question: QuestionItem, check: Check) -> None:
    day = question.replied or question.asked
    if day is not None and day > check.date:
        return  # not yet there on the inspection date
    answers.total += 1
    if day is None:
        answers.undated += 1
        return
    answers.in_round += day >= check.round.start
    if answers.newest is None or (day, question.url) > (answers.newest, answers.newest_url):
        answers.newest, answers.newest_url = day, question.url


def _plain(name: str) -> str:
    return _AROUND.sub("", name)
