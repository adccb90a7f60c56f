"""What a finding's evidence says, in Chinese, for people who look at it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from govcrawl.domain.findings import Finding
from govcrawl.rubric.columns import load_vocabulary
from govcrawl.rubric.reader import load_rubric

# What the rubric counts by and what says the same twice is not for people.
SILENT = frozenset({"rank", "level", "responsible", "column", "title", "time"})

# The labels of everything that rules put into evidence; a test holds this list to a whole night.
LABELS = {
    "newest": "最新一条的日期",
    "newest_title": "最新一条的标题",
    "newest_url": "最新一条的网址",
    "cutoff": "应不早于",
    "window": "依据的期限",
    "due": "到期日",
    "entries": "列表条目数",
    "total": "列表声明的总数",
    "dates_from": "日期取自",
    "kind": "栏目类别",
    "form": "页面形式",
    "path": "栏目路径",
    "home_newest": "首页最新日期",
    "home_newest_url": "首页最新一条的网址",
    "home_entries": "首页条目数",
    "second_level_newest": "二级页面最新日期",
    "second_level_newest_url": "二级页面最新一条的网址",
    "navigation_only": "首页仅为导航",
    "quarters": "要求的季度",
    "earlier": "更早的信息",
    "since": "上次检查日期",
    "second_look": "复查方式",
    "rendered": "经浏览器显示",
    "status": "应答状态码",
    "reason": "原因",
    "final_url": "最终转到",
    "internal": "站内链接",
    "text": "链接文字",
    "extension": "扩展名",
    "content": "实际内容",
    "state": "能否下载",
    "size": "字节数",
    "beside": "同页的版式文件",
    "missing": "缺少",
    "empty": "内容为空的标签",
    "found": "已有的要素",
    "characters": "正文字数",
    "PubDate": "标签 PubDate",
    "ArticleTitle": "标签 ArticleTitle",
    "shown_published": "页面显示的日期",
    "shown_title": "页面显示的标题",
    "codes": "页面上的标识码",
    "shown": "页面显示",
    "register": "台账登记",
    "record": "ICP备案编号",
    "police": "公安备案编号",
    "host": "域名",
    "by_browser": "用浏览器搜索",
    "titles": "搜索过的标题",
    "words": "命中的字句",
    "right": "正确表述",
    "context": "所在语句",
    "count": "个数",
    "examples": "例子",
    "policies": "对应的政策文件",
    "interpretations": "对应的解读",
    "number": "文号",
    "source": "来源",
    "synonyms": "同义名称",
    "basis": "依据",
    "letters": "信件栏目",
    "tally": "页面上的统计",
    "columns": "找到的栏目",
    "sitemap": "网站地图",
    "depth": "检查的层数",
    "family": "同类网址",
    "part": "应有的部分",
    "name": "名称",
    "url": "网址",
    "column_url": "栏目网址",
    "field": "重点领域",
    "field_column": "应发布的栏目",
    "field_url": "应发布栏目的网址",
    "listed_there": "该栏目也有",
    "years": "已有的年份",
    "asked": "提出日期",
    "unit": "答复单位",
    "answers": "问答数",
    "posts": "读到的发布数",
    "route": "读取途径",
    "platform": "平台",
    "found_on": "出现的页面",
    "opened": "开设日期",
    "registered": "备案日期",
    "published": "要求的发布日期",
    "accounts": "单位的账号",
    "post": "转发的内容",
    "post_url": "转发的网址",
    "forwarded": "转发日期",
    "pages": "检查的页面数",
    "probes": "监测次数",
    "failed": "打不开次数",
    "share": "打不开占比（%）",
    "times": "打不开的时间",
}
_VALUES: dict[str, dict[Any, str]] = {
    "second_look": {"direct": "直接读取", "browser": "浏览器"},
    "form": {"list": "列表", "single": "单页内容", "parent": "仅有下级栏目", "empty": "没有内容"},
    "dates_from": {"row": "列表", "url": "网址", "article": "稿件"},
    "content": {"empty": "空文件", "html": "网页", "image": "图片", "ole": "Word 或 Excel", "zip": "压缩包"},
    "route": {"feed": "订阅地址", "page": "主页", "sheet": "填报表"},
    "state": {
        "ok": "可以下载", "gone": "不存在", "blocked": "被防护拦截", "slow": "响应超时", "error": "未能下载",
        "unchecked": "没有检查",
    },
}  # fmt: skip
_JOIN = "；"


def labelled_evidence(finding: Finding) -> list[tuple[str, str]]:
    """(label, text) of what the evidence says, in its own order; what says nothing is left out.

    The texts hold what crawled pages say: whoever shows them escapes them.
    """
    return [
        (_label(name, value), text)
        for name, value in finding.evidence.items()
        if name not in SILENT and (text := _told(name, value))
    ]


def _label(name: str, value: Any) -> str:
    if name == "entries" and isinstance(value, list):
        return "列表条目"
    return LABELS.get(name, name)


def _told(name: str, value: Any) -> str:
    if name in _LOOKED_UP:
        return _LOOKED_UP[name](str(value))
    match value:
        case None | "" | [] | {}:
            return ""
        case bool():
            return "是" if value else "否"
        case dict():
            return _JOIN.join(
                f"{key}：{text}" if (text := _told("", each)) else str(key) for key, each in value.items()
            )
        case list():
            return _JOIN.join(text for each in value if (text := _told(name, each)))
    known = _VALUES.get(name, {})
    return known.get(value, str(value))


def _kind(name: str) -> str:
    kinds = load_vocabulary().kinds
    return kinds[name].title if name in kinds else name


def _window(name: str) -> str:
    limits = load_rubric().limits
    return f"{limits[name].title}（{limits[name].chinese}）" if name in limits else name


_LOOKED_UP: dict[str, Callable[[str], str]] = {"kind": _kind, "window": _window}
