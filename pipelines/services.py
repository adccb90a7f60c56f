"""V rules: service guides with all key elements (办事指南重点要素), service statistics up to date."""

import re
from collections.abc import Iterable, Iterator

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import PageItem, SiteItem
from govcrawl.domain.targets import WEBSITES
from pipelines.absence import both
from pipelines.engine import rule
from pipelines.model import CannotJudge, Check, Confirm, Fail, Identity, Result, Skip
from pipelines.windows import judge_summary

_DOING = "申请|申办|办理|受理|申报|审批|报名|登记|服务|办公|工作|咨询|监督|投诉"
# The eight classes of V6, by what guides call them and by what their contents look like, whatever stands above these.
# The first is borne by the headline of any guide.
ELEMENTS = {
    "事项名称": re.compile(r""),
    "设定依据": re.compile(r"依据|根据《|法律法规|《[^》]{2,40}(?:法|条例|办法|规定|细则|决定)》[^。]{0,12}第.{1,8}条"),
    "申请条件": re.compile(
        rf"(?:{_DOING})(?:人)?(?:的)?(?:条件|对象|范围|资格)|适用(?:对象|范围)|应当?具备|符合下列|符合以下|什么条件|哪些人|谁(?:可以|能)"
    ),
    "办理材料": re.compile(r"材料|资料|证件|要件|申请表|复印件|身份证|户口[本簿]|营业执照|带什么|带哪些"),
    "办理地点": re.compile(
        rf"(?:{_DOING})(?:地点|地址|窗口|机构|大厅)|地址|地点|窗口|网上办理|[路街道巷]\d{{1,5}}号|在哪|去哪|到哪"
    ),
    "办理时间": re.compile(
        rf"(?:{_DOING})(?:时间|时限|期限)|时限|工作日|办结|\d{{1,3}}[日天]内|什么时候|多长时间|多久"
        r"|\d{1,2}[:：时点]\d{0,2}分?\s{0,2}[-\u2010-\u2015~～至到]"
    ),
    "联系电话": re.compile(r"电话|热线|联系方式|(?<!\d)(?:0\d{2,3}[-\u2010-\u2015 ]?\d{7,8}|1[3-9]\d{9}|12345)(?!\d)"),
    "办理流程": re.compile(r"流程|程序|步骤|环节|如何办|怎么办|怎么走|→|➔|第一步|受理.{1,10}(?:审[核查批]|决定)"),
}
_PROCEDURAL = ("设定依据", "申请条件", "办理材料", "办理时间", "办理流程")
_GUIDE = re.compile(
    r"指南|须知|办理|申请|申办|登记|许可|审批|备案|核发|核准|变更|注销|年检|流程|怎么办|如何办|补助|补贴"
)
_OTHER = re.compile(
    r"(?:通知|公告|通告|公示|通报|名单|意见|方案|一览表|目录|清单|汇总表|样表|表格|申请表|登记表)(?:[（(].*)?$"
)
_MATTER = re.compile(r"^(?:办理|服务|审批|许可|申请|权力|行政)?(?:事项|项目)(?:的?名称)?$")
_NUMBERING = re.compile(r"^[（(【]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）】]?[、.．:：\s]*")
_NEIGHBOUR = re.compile(r"^(?:上|下|前|后)一?[篇条页个则]")
_LABEL = 12  # characters up to which a line, or what stands before its colon, is a heading
_SURE = 3  # elements beside the name that make any page a guide
_SHORT = 150  # characters of text below which the guide itself may stand in an image or attachment


@rule("V01", PageItem, on=WEBSITES, confirm=Confirm.PAGE)
def service_guide_incomplete(page: PageItem, check: Check) -> Iterator[Result]:
    """A service guide lacks four or more of the eight classes of elements (V6 服务不实用), however short it is. Forms,
    notices and other papers in the column are no guides; one with hardly any text beside an image, a film or a file
    is left to people.
    """
    if page.column_kind != "guide" or page.answer is not FetchOutcome.REACHABLE or not page.target.serves_public:
        return
    lines = [line for line in page.text.splitlines() if not _NEIGHBOUR.match(line.strip())]
    text = "\n".join(lines)
    found = [name for name, pattern in ELEMENTS.items() if pattern.search(text)]
    if _OTHER.search(page.title) or not (len(found) > _SURE or _is_guide(page.title, lines)):
        return
    missing = [name for name in ELEMENTS if name not in found]
    allowed = int(check.rubric.number("guide_elements_missing"))
    if len(missing) < allowed:
        return
    evidence: dict[str, object] = {"missing": missing, "found": found, "characters": len(page.text)}
    elsewhere = _elsewhere(page) if len(text) < _SHORT else ""
    if elsewhere:
        message = f"办事指南“{page.title}”正文很少，要素可能在{elsewhere}中，无法判断是否完整"
        yield CannotJudge(message, evidence=evidence | both("正文只有少数要素", elsewhere, page.inventory))
    else:
        message = f"办事指南“{page.title}”缺少{len(missing)}类重点要素：{'、'.join(missing)}"
        yield Fail(message, "、".join(missing), evidence=evidence)


def _is_guide(title: str, lines: Iterable[str]) -> bool:
    """Whether a page in the column is a guide: by its title, or by the headings of its text."""
    if _GUIDE.search(title):
        return True
    headings = [_heading(line) for line in lines]
    procedural = {name for name in _PROCEDURAL if any(ELEMENTS[name].search(heading) for heading in headings)}
    return len(procedural) > 1 or any(_MATTER.match(heading) for heading in headings)


def _heading(line: str) -> str:
    """What a line of text is headed by: what stands before its colon, or the line itself where it is short."""
    text = _NUMBERING.sub("", line.strip())
    head = re.split(r"[:：]", text, maxsplit=1)[0].strip()
    return head if len(head) <= _LABEL else ""


def _elsewhere(page: PageItem) -> str:
    """Where the elements of a guide with hardly any text may be, in Chinese; "" when there is nothing else on it."""
    if page.inventory is None:
        return "图片或附件"  # nobody has looked
    seen = page.inventory
    places = {
        "附件": page.attachments or seen.files,
        "图片": seen.pictures,
        "音视频": seen.media,
        "嵌入页面": seen.frames,
    }
    return "或".join(place for place, there in places.items() if there)


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
