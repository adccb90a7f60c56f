"""I01-I03: policies and their interpretations, found by link, number and title across the pages of a target.

For I03 an interpretation on another website of the unit counts as well.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import ColumnItem, PageItem, SiteItem
from pipelines.absence import both
from pipelines.cross_page.policy_cases import Gathered, InterpretationCase, PolicyCase
from pipelines.engine import few, rule, run
from pipelines.model import CannotJudge, Check, Fail, Result, SameFault, Within
from pipelines.windows import day_of


@rule("I01", PolicyCase, within=Within("interpretation_window"))
def policy_without_interpretation_link(case: PolicyCase, _check: Check) -> Iterator[Result]:
    """An interpretation is on the site, and neither the policy's page nor its list row links it (A8 解读关联)."""
    page = case.item
    if page.answer is not FetchOutcome.REACHABLE:
        yield CannotJudge(f"政策文件页{page.answer.unread}，解读关联情况无法判断：{page.reason or '原因不明'}")
    elif case.interpretations and not case.linked:
        first = case.interpretations[0]
        evidence = {"interpretations": few(f"{each.title} {each.url}" for each in case.interpretations)}
        message = f"网站已发布解读“{first.title}”，政策文件“{page.title}”页面未链接该解读"
        yield _unlinked(message, first.url, evidence, case.mentioned)


@rule("I02", InterpretationCase, within=Within("interpretation_window"), yields_to=("I01",), same=SameFault.PAIR)
def interpretation_without_policy_link(case: InterpretationCase, _check: Check) -> Iterator[Result]:
    """The page does not link the policy that it explains, though that policy is on the site (A8 解读关联)."""
    page = case.item
    if page.answer is not FetchOutcome.REACHABLE:
        yield CannotJudge(f"解读页{page.answer.unread}，解读关联情况无法判断：{page.reason or '原因不明'}")
    elif case.policies and not case.linked:
        first = case.policies[0]
        evidence = {"policies": few(f"{each.title} {each.url}" for each in case.policies)}
        message = f"解读“{page.title}”未链接所解读的政策文件“{first.title}”"
        yield _unlinked(message, first.url, evidence, case.mentioned)


def _unlinked(message: str, url: str, evidence: dict[str, Any], mentioned: str) -> Result:
    """What a page is accused of that does not link the page at `url`; undecided where its mark-up holds the address."""
    if not mentioned:
        return Fail(message, url, evidence=evidence)
    seen = f"页面脚本或属性里有该网址{mentioned}"
    return CannotJudge(f"{message}，而{seen}，需人工查看", url, evidence=evidence | both("没有链接", seen))


@rule("I03", PolicyCase, within=Within("interpretation_window"))
def policy_not_interpreted(case: PolicyCase, check: Check) -> Iterator[Result]:
    """No interpretation of the unit's own normative document is found anywhere (A7 解读比例). A possible match is
    enough to say nothing; what was not read leaves the question open. Documents of superior bodies owe none.
    """
    page = case.item
    if page.answer is not FetchOutcome.REACHABLE or not case.owes or case.interpreted:
        return
    if case.doubt:
        yield CannotJudge(f"规范性文件“{page.title}”是否已解读无法判断：{case.doubt}")
        return
    published = day_of(page.published)
    message = f"规范性文件“{page.title}”（{published}发布）截至监测时间点{check.date}未发现任何解读"
    yield Fail(message, page.number or "", evidence={"number": page.number, "source": page.source})


def judge_interpretations(
    pages: Iterable[PageItem],
    check: Check,
    *,
    columns: Iterable[ColumnItem] = (),
    site: SiteItem | None = None,
    elsewhere: Iterable[ColumnItem | PageItem] = (),
    unread: str | None = None,
) -> list[Finding]:
    """Findings of I01-I03 on one target, in order of rule and address.

    `pages` may stream: of pages that are neither policy nor interpretation nothing is kept. `columns` give titles of
    entries whose pages were not read, and the interpretations that a policy's list row links.

    `site` says whether everything of the target was read, without which nothing is called missing. `elsewhere` are the
    columns and pages of the unit's other websites, where an interpretation may stand too; `unread` says in Chinese why
    not all of these were read, None where they were.
    """
    target = Gathered(check, site, unread)
    for other in elsewhere:
        target.take_elsewhere(other)
    for column in columns:
        target.take_column(column)
    for page in pages:
        target.take_page(page)
    findings = [finding for case in target.cases() for finding in run(case, check)]
    return sorted(findings, key=lambda finding: (finding.rule, finding.url))
