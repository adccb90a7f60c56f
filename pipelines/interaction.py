"""H and V rules on what a website does for its visitors: letters answered, services counted."""

from collections.abc import Iterator

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import FreshnessSummary, PageItem, SiteItem
from govcrawl.domain.targets import WEBSITES
from pipelines.family import RulePipeline
from pipelines.required import doubt_about
from pipelines.rules import CannotJudge, Check, Fail, Result, Skip, rule
from pipelines.windows import rubric_window, stale_message


class InteractionRules(RulePipeline):
    family = "H"


class ServiceRules(RulePipeline):
    family = "V"


@rule("H01", PageItem)
def letter_unanswered(page: PageItem, check: Check) -> Iterator[Result]:
    """信件超过规定时间没有答复

    A letter of the last year has been open for more than three months (V5 互动回应差): the place for its answer is
    empty, or says that the answer is yet to come. Pages without such a place are not judged; a letter that could not
    be read (a login, say) is undecided.
    """
    if page.column_kind == "letters" and page.answer is not FetchOutcome.REACHABLE and page.target.platform in WEBSITES:
        yield CannotJudge(f"信件页面{page.answer.chinese}，是否答复无法判断：{page.reason or '原因不明'}")
        return
    letter = page.letter
    if letter is None or letter.answered is not False or page.target.platform not in WEBSITES:
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


@rule("H02", SiteItem)
def consultation_channel_missing(site: SiteItem, _check: Check) -> Iterator[Result]:
    """没有网上咨询建言渠道

    No column of letters and no link to a channel for questions and suggestions anywhere (V5 互动回应差). Channels of
    complaints about officials and of petitions do not count.
    """
    if not _judged(site) or site.letters or site.channels:
        return
    doubt = doubt_about(site)
    if doubt:
        yield CannotJudge(f"是否提供网上咨询建言渠道无法判断：{doubt}")
    else:
        yield Fail("网站没有信箱、咨询、留言等网上咨询建言渠道", evidence={"pages": site.pages_fetched})


@rule("H03", SiteItem)
def letters_not_updated(site: SiteItem, check: Check) -> Iterator[Result]:
    """留言答复不更新

    No column of letters has an entry of the last two months (C2 留言公开). Columns of complaints about officials and
    of petitions are not counted; a site without letters is H02's.
    """
    upkeep = site.letters_upkeep
    if not _judged(site) or upkeep is None:
        return
    if not upkeep.lists:
        yield CannotJudge(
            f"栏目“{upkeep.column}”没有公开的留言列表，留言答复是否更新无法判断", evidence=_evidence(upkeep)
        )
    else:
        yield from _stale(upkeep, "letters_update", "留言答复", check)


@rule("V02", SiteItem)
def service_statistics_stale(site: SiteItem, check: Check) -> Iterator[Result]:
    """办事统计数据不更新

    The service statistics have no entry of the last three months (B2 办事统计). Not for units without services to the
    public; where the site has no such column, the statistics may stand on the service platform.
    """
    if not _judged(site) or not site.target.serves_public:
        return
    upkeep = site.services_upkeep
    if upkeep is None or not upkeep.lists:
        yield Skip("网站没有办事统计栏目，统计数据可能在政务服务平台公布，需人工确认")
    else:
        yield from _stale(upkeep, "service_statistics_update", "办事统计数据", check)


def _judged(site: SiteItem) -> bool:
    return site.target.platform in WEBSITES and site.answer is FetchOutcome.REACHABLE


def _stale(upkeep: FreshnessSummary, threshold: str, what: str, check: Check) -> Iterator[Result]:
    window = rubric_window(check, threshold)
    if upkeep.newest is not None and upkeep.newest >= window.cutoff:
        return
    evidence = _evidence(upkeep) | {"cutoff": str(window.cutoff), "window": threshold}
    if upkeep.newest is None:
        # Lists without any date are F05's.
        if upkeep.undated < upkeep.lists:
            yield CannotJudge(f"{what}是否更新无法判断：已读到的信息日期均晚于监测时间点", evidence=evidence)
    elif upkeep.doubt or upkeep.undated:
        doubt = upkeep.doubt or f"有{upkeep.undated}个栏目未注明日期"
        yield CannotJudge(f"{what}是否更新无法判断：{doubt}", evidence=evidence)
    else:
        message = stale_message(f"{what}（栏目“{upkeep.column}”）", upkeep.newest, window, check)
        yield Fail(message, str(upkeep.newest), evidence=evidence, about=(upkeep.column_url, upkeep.column))


def _evidence(upkeep: FreshnessSummary) -> dict[str, object]:
    return {
        "column": upkeep.column,
        "column_url": upkeep.column_url,
        "newest": str(upkeep.newest or ""),
        "newest_url": upkeep.newest_url,
    }
