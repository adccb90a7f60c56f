"""Phases of the policy Q&A platform: its lists to their ends, then every question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govcrawl.domain.fetch_outcomes import OK, SOFT_404, FetchOutcome, LinkState
from govcrawl.domain.items import ColumnItem, Entry, QuestionItem
from govcrawl.domain.urls import normalise, page_key
from spiders.assessments.qa_answers import AnswerAttribution
from spiders.candidates import Candidate
from spiders.confirmation import Confirmation
from spiders.fetching import Fetched, Job, Output
from spiders.phases.columns import ColumnsPhase
from spiders.rendering import may_render
from spiders.run import TargetRun, file_extension

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
        self._next[page_key(url)] = Candidate(0, (_ALL,), _ALL, url, "")


class QuestionsPhase:
    """Every question of every list, once."""

    def __init__(self, spider: InspectionSpider, run: TargetRun) -> None:
        self.spider, self.run = spider, run
        self._answering = AnswerAttribution(spider.inspection.register)
        self._looks = Confirmation(spider, run)
        self._held: list[QuestionItem] = []

    def begin(self) -> Output:
        run = self.run
        plan = self._plan()
        limit = run.limits.pages
        if len(plan) > limit:
            run.hit("pages", limit, plan[limit][1].url)
            plan = plan[:limit]
        stored = {page_key(url): item for url, item in run.progress.questions.items()}
        for column, entry in plan:
            known = stored.get(page_key(entry.url))
            if known is not None and known.answer is FetchOutcome.REACHABLE:
                run.questions.append(known)
                run.note_state(known.url, OK)
                if known.second is not None:
                    run.seconds.append(known.second)
                continue
            browser = run.target.render == "browser" and may_render(run.target)
            yield Job(entry.url, self.on_question, context=(column, entry), referer=column.url, browser=browser)

    def _plan(self) -> list[tuple[ColumnItem, Entry]]:
        """Each question with the list that says most about it: that of one unit before those of all."""
        chosen: dict[str, tuple[tuple[bool, int, str], ColumnItem, Entry]] = {}
        for key, column in self.run.columns.items():
            of_unit = bool(self._answering.unit_named(column.name))
            for entry in column.entries:
                if not self.run.covers(entry.url) or file_extension(entry.url):
                    continue
                page, rank = page_key(entry.url), (not of_unit, -column.level, key)
                if page not in chosen or rank < chosen[page][0]:
                    chosen[page] = rank, column, entry
        return [(column, entry) for _, (_, column, entry) in sorted(chosen.items(), key=lambda item: item[0])]

    def on_question(self, fetched: Fetched) -> Output:
        run = self.run
        column, entry = fetched.job.context
        if fetched.ok and run.soft_404.matches(fetched.job.url, fetched.url, fetched.body):
            fetched.verdict = SOFT_404
        run.note_state(entry.url, fetched.verdict)
        if fetched.verdict.link is LinkState.GONE:
            return  # a dead link of its list, not a question
        item = QuestionItem(run.target, normalise(entry.url), fetched.at, title=entry.title, column_name=column.name)
        if fetched.ok:
            self._read(item, fetched, column, entry)
        else:
            run.note_unread(fetched)
            verdict = fetched.verdict
            item.answer = verdict.answer if verdict.answer is not FetchOutcome.REACHABLE else FetchOutcome.BLOCKED
            item.reason = verdict.reason
        run.questions.append(item)
        if self._looks.accused(item):
            self._held.append(item)
        else:
            yield item

    def on_again(self, fetched: Fetched) -> Output:
        """An answer that was not there may be put there by a script, or a moment later."""
        item: QuestionItem = fetched.job.context
        if again := self._looks.direct(fetched):
            yield again
            return
        before = self._looks.accused(item)
        if fetched.ok:
            found = fetched.page.question()
            item.reply, item.replied = found.reply or item.reply, item.replied or found.replied
        else:
            verdict = fetched.verdict
            item.answer = verdict.answer if verdict.answer is not FetchOutcome.REACHABLE else FetchOutcome.BLOCKED
            item.reason = f"第二次查看时未能读取：{verdict.reason or '原因不明'}"
        yield self._looks.note(item, before, fetched.at, "browser" if fetched.rendered else "direct")

    def _read(self, item: QuestionItem, fetched: Fetched, column: ColumnItem, entry: Entry) -> None:
        found = fetched.page.question()
        item.title = entry.title or fetched.page.article().title
        item.asked, item.replied, item.reply = found.asked, found.replied or entry.published, found.reply
        item.unit_text = found.unit
        named = self._answering.unit_named(found.unit)
        if not found.unit:  # the list's filter says whose it is
            named = self._answering.unit_named(column.name)
            item.unit_text = column.name if named else ""
        item.unit = named
        for link in self.run.note_links(fetched.page, item.url, 2):
            self.spider.inspection.writer.add(link)

    def end(self) -> Output:
        held, self._held = sorted(self._held, key=lambda item: item.url), []
        for item in held:
            yield self._looks.job(item.url, self.on_again, item, self.run.target.url)
