"""S rules: what the home page of a government site must carry. Nothing is missing before a browser has looked."""

from collections.abc import Iterator

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import SiteItem
from govcrawl.domain.site_identifiers import SiteIdentifiers
from govcrawl.domain.targets import WEBSITES
from pipelines.family import RulePipeline
from pipelines.rules import CannotJudge, Check, Fail, Result, rule


class MarkRules(RulePipeline):
    family = "S"


@rule("S01", SiteItem)
def site_mark_missing(site: SiteItem, _check: Check) -> Iterator[Result]:
    """缺少网站标识或网站标识码不符

    The mark of party and government sites (党政机关网站标识) or the site's code is not on the home page, or the code
    is not the register's (D2 网站标识).
    """
    marks = _marks(site)
    if marks is None:
        return
    if not marks.government:
        yield _missing(marks, "党政机关网站标识")
    code = site.target.site_code.lower()
    if not marks.codes:
        yield _missing(marks, "网站标识码")
    elif code and code not in marks.codes:
        shown = "、".join(marks.codes)
        evidence = {"shown": marks.codes, "register": code}
        yield Fail(f"首页标注的网站标识码为{shown}，与台账登记的{code}不一致", shown, "标识码不符", evidence)


@rule("S02", SiteItem)
def record_number_missing(site: SiteItem, _check: Check) -> Iterator[Result]:
    """缺少备案编号

    The home page shows no ICP record number or none of the public security organs (D2 网站标识).
    """
    marks = _marks(site)
    if marks is None:
        return
    if not marks.record:
        yield _missing(marks, "ICP备案编号")
    if not marks.police:
        yield _missing(marks, "公安机关备案编号")


@rule("S03", SiteItem)
def error_report_entry_missing(site: SiteItem, _check: Check) -> Iterator[Result]:
    """首页缺少“我为政府网站找错”入口

    No entry to the platform for reporting errors on the home page (D4).
    """
    marks = _marks(site)
    if marks is not None and not marks.error_report:
        yield _missing(marks, "“我为政府网站找错”入口")


def _marks(site: SiteItem) -> SiteIdentifiers | None:
    """The marks of a website whose home page was read; of what was not, A02 and F01 speak."""
    if site.target.platform not in WEBSITES or site.answer is not FetchOutcome.REACHABLE or site.home_unrendered:
        return None
    return site.marks


def _missing(marks: SiteIdentifiers, what: str) -> Result:
    evidence = {"record": marks.record, "police": marks.police, "codes": marks.codes, "rendered": marks.rendered}
    if marks.rendered:
        return Fail(f"首页没有{what}", subject=what, evidence=evidence)
    message = f"首页源码中没有{what}，可能由脚本显示，本次未能用浏览器查看"
    return CannotJudge(message, subject=what, evidence=evidence)
