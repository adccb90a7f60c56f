"""V rules: service guides with all key elements (办事指南重点要素), service statistics up to date."""

import re
from collections.abc import Iterator

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import PageItem, SiteItem
from govcrawl.domain.targets import WEBSITES
from pipelines.engine import rule
from pipelines.model import CannotJudge, Check, Confirm, Fail, Identity, Result, Skip
from pipelines.windows import judge_summary

_DOING = "申请|申办|办理|受理|申报|审批|报名|登记|服务|办公|工作|咨询|监督|投诉"
# The eight classes of V6; the first is borne by the headline of any guide.
ELEMENTS = {
    "事项名称": re.compile(r""),
    "设定依据": re.compile(r"依据|根据《|法律法规"),
    "申请条件": re.compile(
        rf"(?:{_DOING})(?:人)?(?:的)?(?:条件|对象|范围)|适用(?:对象|范围)|应当具备|符合下列|符合以下"
    ),
    "办理材料": re.compile(r"材料|资料|证件|要件|申请表"),
    "办理地点": re.compile(rf"(?:{_DOING})(?:地点|地址|窗口|机构|大厅)|地址|地点|窗口|网上办理"),
    "办理时间": re.compile(rf"(?:{_DOING})(?:时间|时限|期限)|时限|工作日|办结"),
    "联系电话": re.compile(r"电话|热线|联系方式"),
    "办理流程": re.compile(r"流程|程序|步骤|如何办|怎么办"),
}
_GUIDE = re.compile(
    r"指南|须知|办理|申请|申办|登记|许可|审批|备案|核发|核准|变更|注销|年检|流程|怎么办|如何办|补助|补贴"
)
_OTHER = re.compile(
    r"(?:通知|公告|通告|公示|通报|名单|意见|方案|一览表|目录|清单|汇总表|样表|表格|申请表|登记表)(?:[（(].*)?$"
)
_SURE = 3  # elements beside the name that make any page a guide
_SHORT = 150  # characters of text below which the guide itself may stand in an image or attachment


@rule("V01", PageItem, on=WEBSITES, confirm=Confirm.PAGE)
def service_guide_incomplete(page: PageItem, check: Check) -> Iterator[Result]:
    """A service guide lacks four or more of the eight classes of elements (V6 服务不实用). Forms, notices and other
    papers in the column are no guides; a guide with hardly any text may be an image or a file and is left to people.
    """
    if page.column_kind != "guide" or page.answer is not FetchOutcome.REACHABLE or not page.target.serves_public:
        return
    found = [name for name, pattern in ELEMENTS.items() if pattern.search(page.text)]
    if _OTHER.search(page.title) or not (_GUIDE.search(page.title) or len(found) > _SURE):
        return
    missing = [name for name in ELEMENTS if name not in found]
    allowed = int(check.rubric.number("guide_elements_missing"))
    if len(missing) < allowed:
        return
    evidence = {"missing": missing, "found": found, "characters": len(page.text)}
    if len(page.text) < _SHORT:
        yield CannotJudge(
            f"办事指南“{page.title}”正文很少，要素可能在图片或附件中，无法判断是否完整", evidence=evidence
        )
    else:
        message = f"办事指南“{page.title}”缺少{len(missing)}类重点要素：{'、'.join(missing)}"
        yield Fail(message, "、".join(missing), evidence=evidence)


@rule("V02", SiteItem, on=WEBSITES, confirm=Confirm.COLUMN, identity=Identity.TARGET)
def service_statistics_stale(site: SiteItem, check: Check) -> Iterator[Result]:
    """The service statistics have no entry of the last three months (B2 办事统计). Not for units without services to
    the public; where the site has no such column, the statistics may stand on the service platform.
    """
    if site.answer is not FetchOutcome.REACHABLE or not site.target.serves_public:
        return
    upkeep = site.services_upkeep
    if upkeep is None or not upkeep.lists:
        yield Skip("网站没有办事统计栏目，统计数据可能在政务服务平台公布，需人工确认")
    else:
        yield from judge_summary(upkeep, "service_statistics_update", "办事统计数据", check)
