"""The source of an article."""

import re

from govcrawl.extract.outline import squeeze

_SOURCE = re.compile(
    r"(?:信息)?来\s*+源\s*+[:：]\s*+([^\x1f\s|【\[][^\x1f|]{1,40})"
    r"|(?:发布机构|发文机关|信息来源)\s*[:：]?[\x1f\s]*+[:：]?[\x1f\s]*+([^\x1f:：\s][^\x1f]{1,40})"
)
_SOURCE_END = re.compile(
    r"(?<!\s)\s*+(?:作者|编辑|责任编辑|发布时间|发布日期|时间|日期|浏览|点击|阅读|字[号体]|打印|访问|分享|【|\[).*$"
)


def source(flat: str, label: str = "") -> str | None:
    """Who a page names as its source: its label, else what its visible text `flat` (pieces divided by x1f) says."""
    if label and label.lower() != "null":
        return label
    match = _SOURCE.search(flat) if "源" in flat or "机" in flat else None
    if match is None:
        return None
    name = _SOURCE_END.sub("", squeeze(match.group(1) or match.group(2))).strip("：: \u3000")
    return name or None
