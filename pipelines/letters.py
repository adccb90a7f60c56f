"""H rules: letters answered, and channels to write by."""

from collections.abc import Iterator

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import PageItem, SiteItem
from govcrawl.domain.targets import WEBSITES
from pipelines.absence import both, quoted
from pipelines.doubts import doubt_about
from pipelines.engine import rule
from pipelines.model import CannotJudge, Check, Confirm, Fail, Identity, Result, Within
from pipelines.windows import judge_summary, rubric_window, summary_evidence


@rule("H01", PageItem, on=WEBSITES, confirm=Confirm.PAGE, within=Within("letters_considered", dated_by="asked"))
def letter_unanswered(page: PageItem, check: Check) -> Iterator[Result]:
    """A letter of the last year has been open for more than three months (V5 互动回应差): the place for its answer
    is empty, or says that the answer is yet to come. Pages without such a place are not judged; a letter that could
    not be read (a login, say) is undecided.
    """
    if page.column_kind == "letters" and page.answer is not FetchOutcome.REACHABLE:
        yield CannotJudge(f"信件页面{page.answer.unread}，是否答复无法判断：{page.reason or '原因不明'}")
        return
    letter = page.letter
    if letter is None or letter.answered is not False:
        return
    evidence = {"asked": str(letter.asked or ""), "column": page.column_name}
    if letter.asked is None:
        yield CannotJudge(f"信件“{page.title}”没有答复内容，来信时间不明", evidence=evidence)
        return
    window = rubric_window(check, "letter_answer")
    if check.cutoff("letters_considered") <= letter.asked < window.cutoff:
        days = (check.date - letter.asked).days
        message = f"信件“{page.title}”于{letter.asked}提交，距监测时间点{days}天，超过{window.chinese}没有答复"
        yield Fail(message, str(letter.asked), evidence=evidence)


@rule("H02", SiteItem, on=WEBSITES, confirm=Confirm.PAGE)
def consultation_channel_missing(site: SiteItem, _check: Check) -> Iterator[Result]:
    """No column of letters and no link to a channel for questions and suggestions anywhere (V5 互动回应差). Channels
    of complaints about officials and of petitions do not count.
    """
    if site.answer is not FetchOutcome.REACHABLE or site.letters or site.channels:
        return
    doubt = doubt_about(site)
    if doubt:
        yield CannotJudge(f"是否提供网上咨询建言渠道无法判断：{doubt}")
    elif site.form_columns:
        seen = f"栏目{quoted(site.form_columns)}有可填写的表单"
        message = f"没有读到信箱、咨询、留言等渠道，而{seen}，是否为咨询建言渠道需人工查看"
        yield CannotJudge(message, evidence=both("没有信箱、咨询、留言等渠道", seen))
    else:
        yield Fail("网站没有信箱、咨询、留言等网上咨询建言渠道", evidence={"pages": site.pages_fetched})


@rule("H03", SiteItem, on=WEBSITES, confirm=Confirm.COLUMN, identity=Identity.TARGET)
def letters_not_updated(site: SiteItem, check: Check) -> Iterator[Result]:
    """No column of letters has an entry of the last two months (C2 留言公开). Columns of complaints about officials
    and of petitions are not counted; a site without letters is H02's.
    """
    upkeep = site.letters_upkeep
    if site.answer is not FetchOutcome.REACHABLE or upkeep is None:
        return
    if not upkeep.lists:
        yield CannotJudge(
            f"栏目“{upkeep.column}”没有公开的留言列表，留言答复是否更新无法判断", evidence=summary_evidence(upkeep)
        )
    else:
        yield from judge_summary(upkeep, "letters_update", "留言答复", check)
