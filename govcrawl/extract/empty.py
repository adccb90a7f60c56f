"""The sentence in which a page says why it lawfully has nothing."""

import re

# Who has nothing: without a subject or a finding of fact a “暂无信息” is only an empty page.
_WHO = (
    r"(?:本|我)(?:单位|部门|机关|县|市|区|镇|乡|街道|办|局|委|院|中心|站|所|厅|处|年度|年|季度|级)|经(?:核实|梳理|查|统计|清理|研究|自查)|"
    r"(?:19|20)\d\d\s*年(?:度)?|截至|该(?:单位|事项|领域|栏目)|[\u4e00-\u9fa5]{2,12}(?:局|委员会|人民政府|办公室|街道办事处)"
)
_NOTHING = (
    r"(?:无|没有|未|不涉及|不存在|不具有|不承担|暂无|尚无|尚未|暂未)"
    r"(?:有|发生|产生|开展|实施|收到|制定|出台|设立|涉及|作出|安排|编制|列入|纳入)?"
)
_WHAT = (
    r"[\u4e00-\u9fa5、“”《》（）()]{0,24}"
    r"(?:事项|情况|信息|项目|处罚|许可|强制|收费|采购|预案|文件|工作|职能|职责|业务|案件|申请|活动|计划|决策|资金|招考|招录|征收|提案|建议)"
)
_STATEMENT = re.compile(rf"(?:{_WHO})[^。；;\n]{{0,40}}?{_NOTHING}{_WHAT}[^。；;\n]{{0,30}}")
_SENTENCE = re.compile(r"[^。！!\n]+[。！!]?")
_MAX_TEXT = 4000
# A page of more text is an article that happens to contain such words.
_MAX_BODY = 600


def statement(text: str) -> str | None:
    """The whole sentence, or None; a bare 暂无信息 / 暂无数据 is no reason."""
    if len(text) > _MAX_BODY:
        return None
    for match in _SENTENCE.finditer(text[:_MAX_TEXT]):
        stripped = match.group().strip()
        if 6 <= len(stripped) <= 200 and _STATEMENT.search(stripped):
            return stripped
    return None
