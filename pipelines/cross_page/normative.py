"""Which documents owe an interpretation: the unit's own normative documents (规范性文件).

A document is normative when it stands in a column of such documents, when its number says so (某政规〔2021〕3号), or
when a numbered document in a policy column is titled 办法, 规定, 细则 and the like. Internal paper (work plans,
appointments, commendations), lists, repeals and drafts owe none, nor does what a superior body has issued: who issued
it is told by its title, its source, and the mark of its number, which shares no character with the unit's names.
"""

import re

from govcrawl.domain.items import PageItem
from pipelines.cross_page.policy_titles import normalise_title, numbers_in

_KINDS = re.compile(r"办法|规定|细则|实施意见|若干措施|若干政策|实施方案|方案|规则|规程|准则")
_NEVER = re.compile(
    r"废止|失效|清理|修改部分|目录|名单|备案|征求|征集|草案|公示|结果|任免|任命|表彰|嘉奖|通报|领导小组|指挥部|工作方案|工作要点|分工|"
    r"活动方案|演练|预案|会议|纪要|批复|更正|勘误|延长有效期|继续有效|解读|图解|报告|说明|值班|放假"
)
_MARKED = re.compile(r"规[^\u4e00-\u9fff]|规字|规发")
_SUPERIOR = re.compile(
    r"^(?:中共中央|中央|国务院|国家|全国|中国|新华|人民(?:网|日报)|央视|最高人民|财政部|商务部|教育部|司法部|公安部|民政部|住房和?城乡建设部|"
    r"人力资源和?社会保障部|自然资源部|生态环境部|交通运输部|水利部|农业农村部|文化和旅游部|应急管理部|.{2,10}总局)"
)
_RELAYED = re.compile(r"转发|转载")
_PLACE = re.compile(
    r"^([^\W\d县区城镇乡市省]{1,4}[省市])(?:人民政府|政府|人大|委|[\u4e00-\u9fff]{1,8}(?:局|厅|办公室|委员会)(?:关于|$))"
)
_PROVINCE = re.compile(r"^省(?:委|政府|人民政府|.{1,8}厅|.{1,8}局)")
_COMMON = frozenset("政府办公室发文字函规令告号第人民委党组通知意见")


def is_normative(page: PageItem) -> bool:
    """Whether the page is a normative document of whoever issued it."""
    title = normalise_title(page.title)
    if _NEVER.search(title):
        return False
    if page.column_kind == "normative":
        return True
    number = normalise_title(page.number or "")
    return bool(number) and bool(_MARKED.search(number) or _KINDS.search(title))


def is_superior(page: PageItem) -> bool:
    """Whether a superior body has issued the document, so that its interpretation is not this unit's duty."""
    own = f"{page.target.unit}{page.target.name}"
    title, source = normalise_title(page.title), normalise_title(page.source or "")
    if _RELAYED.search(title[:40]):
        return True
    for text in (title, source):
        place = _PLACE.match(text)
        if _SUPERIOR.match(text) or _PROVINCE.match(text) or (place and place[1] not in own):
            return True
    for mark, _, _ in numbers_in(page.number or "")[:1]:
        telling = set(mark) - _COMMON
        return bool(telling) and not telling & set(own)
    return False
