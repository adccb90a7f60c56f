"""Phases of the policy Q&A platform: its lists to their ends, then every question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govcrawl.domain.fetch_outcomes import OK, FetchOutcome, LinkState
from govcrawl.domain.items import ColumnItem, Entry, QuestionItem
from govcrawl.domain.urls import normalise, page_key
from pipelines.absence import answer_seen
from spiders.assessments.qa_answers import AnswerAttribution
from spiders.columns.candidates import Candidate
from spiders.fetching import Fetched, Job, Output
from spiders.parts import Assembly
from spiders.phases.columns import ColumnsPhase
from spiders.phases.phase import Phase
from spiders.rendering import always_renders
from spiders.run import TargetRun, file_extension
from spiders.second_reader import look
from spiders.shells import frames_of_article

if TYPE_CHECKING:
    from spiders.base import InspectionSpider

_ALL = "全部问答"


class QuestionListsPhase(ColumnsPhase):
    """Lists of questions. All of them count, however old; the home page itself may be one."""

    whole_lists = True
    waits_for_articles = False

    def begin(self) -> Output:
        yield from super().begin()
        url = self.run.target.url
        self.frontier.force(Candidate(0, (_ALL,), _ALL, url, ""))


class QuestionsPhase(Phase):
    """Every question of every list, once."""

    def __init__(self, spider: InspectionSpider, run: TargetRun) -> None:
        super().__init__(spider, run)
        self._answering = AnswerAttribution(spider.inspection.register)
        self._held: list[QuestionItem] = []

    def begin(self) -> Output:
        run = self.run
        plan = self._plan()
        limit = run.budget.limits.pages
        if len(plan) > limit:
            run.budget.hit("pages", limit, plan[limit][1].url)
            plan = plan[:limit]
        stored = {page_key(url): item for url, item in run.progress.stored.questions.items()}
        for column, entry in plan:
            known = stored.get(page_key(entry.url))
            if known is not None and known.answer is FetchOutcome.REACHABLE:
                run.pages.questions.append(known)
                run.note_state(known.url, OK)
                run.progress.take_stored(known.second)
                continue
            browser = always_renders(run.target)
            yield Job(entry.url, self._on_question, context=(column, entry), referer=column.url, browser=browser)

    def _plan(self) -> list[tuple[ColumnItem, Entry]]:
        """Each question with the list that says most about it: that of one unit before those of all."""
        chosen: dict[str, tuple[tuple[bool, int, str], ColumnItem, Entry]] = {}
        for key, column in self.run.pages.columns.items():
            of_unit = bool(self._answering.unit_named(column.name))
            for entry in column.entries:
                if not self.run.scope.covers(entry.url) or file_extension(entry.url):
                    continue
                page, rank = page_key(entry.url), (not of_unit, -column.level, key)
                if page not in chosen or rank < chosen[page][0]:
                    chosen[page] = rank, column, entry
        return [(column, entry) for _, (_, column, entry) in sorted(chosen.items(), key=lambda item: item[0])]

    def _on_question(self, fetched: Fetched) -> Output:
        run = self.run
        column, entry = fetched.job.context
        run.pages.judge_missing(fetched)
        run.note_state(entry.url, fetched.verdict)
        if fetched.verdict.link is LinkState.GONE:
            return  # a dead link of its list, not a question
        item = QuestionItem(run.target, normalise(entry.url), fetched.at, title=entry.title, column_name=column.name)
        if fetched.ok:
            frames = frames_of_article(fetched, run.scope)
            yield from Assembly(run, fetched, lambda whole: self._take(item, whole, column, entry)).begin(frames)
            return
        run.pages.note_unread(fetched)
        item.answer = fetched.verdict.unread
        item.reason = fetched.verdict.reason
        yield from self._judge(item)

    def _take(self, item: QuestionItem, fetched: Fetched, column: ColumnItem, entry: Entry) -> Output:
        """A question's page with the frames in which its text stands."""
        self._read(item, fetched, column, entry)
        return self._judge(item)

    def _judge(self, item: QuestionItem) -> Output:
        self.run.pages.questions.append(item)
        if self.confirmation.accused(item):
            self._held.append(item)
        else:
            yield item

    def _on_recheck(self, fetched: Fetched) -> Output:
        """An answer that was not there may be put there by a script, or a moment later."""
        item: QuestionItem = fetched.job.context
        if direct := self.confirmation.direct(fetched):
            yield direct
            return
        if fetched.ok and (frames := frames_of_article(fetched, self.run.scope)):
            yield from self.confirmation.whole(fetched, frames, self._on_recheck)
            return
        before = self.confirmation.accused(item)
        if fetched.ok:
            found = fetched.page.question()
            item.reply, item.replied = found.reply or item.reply, item.replied or found.replied
            item.seen = "" if item.reply else self._seen(fetched, item.title)
        else:
            item.answer = fetched.verdict.unread
            item.reason = f"第二次查看时未能读取：{fetched.verdict.reason or '原因不明'}"
        yield self.confirmation.note(item, before, fetched.at, fetched.way)

    def _read(self, item: QuestionItem, fetched: Fetched, column: ColumnItem, entry: Entry) -> None:
        found = fetched.page.question()
        item.title = entry.title or fetched.page.article().title
        item.seen = "" if found.reply else self._seen(fetched, item.title)
        item.asked, item.replied, item.reply = found.asked, found.replied or entry.published, found.reply
        item.unit_text = found.unit
        named = self._answering.unit_named(found.unit)
        if not found.unit:  # the list's filter says whose it is
            named = self._answering.unit_named(column.name)
            item.unit_text = column.name if named else ""
        item.unit = named
        self.spider.keep_links(self.run, fetched.page, item.url, 2)

    def _seen(self, fetched: Fetched, title: str) -> str:
        return answer_seen(look(self.run, fetched.page, (title,)))

    def end(self) -> Output:
        held, self._held = sorted(self._held, key=lambda item: item.url), []
        for item in held:
            yield self.confirmation.job(item.url, self._on_recheck, item, self.run.target.url)
