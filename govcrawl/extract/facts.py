"""Source and document number (文号) of an article."""

import re
from collections.abc import Iterable

from govcrawl.extract.outline import squeeze

_SOURCE = re.compile(
    r"(?:信息)?来\s*源\s*[:：]\s*\x1f?\s*([^\x1f\s|【\[][^\x1f|]{1,40})"
    r"|(?:发布机构|发文机关|信息来源)\s*[:：]?[\x1f\s]*[:：]?[\x1f\s]*([^\x1f:：\s][^\x1f]{1,40})"
)
_SOURCE_END = re.compile(
    r"\s*(?:作者|编辑|责任编辑|发布时间|发布日期|时间|日期|浏览|点击|阅读|字[号体]|打印|访问|分享|【|\[).*$"
)
_LABEL = re.compile(r"(?:发\s*文\s*字\s*号|文\s*号|文件编号|发文号)\s*[:：]?[\x1f\s]*[:：]?[\x1f\s]*([^\x1f:：]{4,40})")
_YEAR_AND_NUMBER = re.compile(r"\s*[〔\[［【(（]\s*(?:19|20)\d\d\s*[〕\]］】)）]\s*(?:第)?\s*\d{1,4}\s*号")
# The agency's short name before the year.
_AGENCY = re.compile(r"[\u4e00-\u9fa5]{1,12}$")
_REACH = 1200


def source(flat: str, label: str = "") -> str | None:
    """Who a page names as its source: its label, else what its visible text `flat` (pieces divided by x1f) says."""
    if label and label.lower() != "null":
        return label
    match = _SOURCE.search(flat) if "源" in flat or "机" in flat else None
    if match is None:
        return None
    name = _SOURCE_END.sub("", squeeze(match.group(1) or match.group(2))).strip("：: \u3000")
    return name or None


def number(flat: str, title: str, text: str) -> str | None:
    """The document number: from the header table, else the title, else the head of the text."""
    if "号" not in flat:
        return None
    match = _LABEL.search(flat)
    labelled = [match.group(1)] if match else []
    return _first([*labelled, title, text[:_REACH]])


def _first(texts: Iterable[str]) -> str | None:
    for text in texts:
        for match in _YEAR_AND_NUMBER.finditer(text):
            agency = _AGENCY.search(text, max(0, match.start() - 12), match.start())
            if agency:
                return "".join((agency.group() + match.group()).split())
    return None
