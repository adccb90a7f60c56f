"""C02 and C03: columns that a target must have. Nothing is called missing while part of the target was not read."""

from collections.abc import Iterator

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import SiteItem
from govcrawl.domain.targets import WEBSITES
from pipelines.rules import CannotJudge, Check, Fail, Result, Skip, few, rule

# Bounds behind which further columns may lie.
_CUTTING = {
    "columns": "栏目数",
    "depth": "层级",
    "time": "时间",
    "sitemap": "网站地图条数",
    "family": "同类地址数",
    "characters": "页面字数",
}

# A government site has dozens of columns. Where fewer were found, what is missing is more likely missed by us.
_FEW_COLUMNS = 5


@rule("C02", SiteItem)
def required_column_missing(site: SiteItem, _check: Check) -> Iterator[Result]:
    """缺少应设栏目

    A column of the register's 应设栏目 is nowhere in the target: no column and no link is named like it or like one of
    its synonyms.
    """
    if site.answer is not FetchOutcome.REACHABLE:
        return
    doubt = doubt_about(site)
    for row in site.missing:
        also = f"（或{'、'.join(row.synonyms)}）" if row.synonyms else ""
        evidence = {"name": row.name, "synonyms": list(row.synonyms), "basis": row.basis}
        if doubt:
            message = f"是否设有“{row.name}”栏目无法判断：{doubt}"
            yield CannotJudge(message, value=row.name, subject=row.name, evidence=evidence)
        else:
            message = f"网站没有台账要求设置的栏目“{row.name}”{also}"
            yield Fail(message, value=row.name, subject=row.name, evidence=evidence)


@rule("C03", SiteItem)
def letters_statistics_missing(site: SiteItem, _check: Check) -> Iterator[Result]:
    """缺少信件办理统计

    The site takes letters and has neither a column nor an entry with their statistics (C2 留言公开). Whether a column
    that is there is up to date is F06's to say; a site without letters is H02's.
    """
    if site.target.platform not in WEBSITES or site.answer is not FetchOutcome.REACHABLE or site.letters_statistics:
        return
    evidence = {"kind": "letters_statistics", "letters": few(site.letters), "tally": site.letters_tally}
    if not site.letters:
        if not doubt_about(site):
            yield Skip("网站没有信件、留言类栏目，不检查信件办理统计", evidence=evidence)
        return
    named = "、".join(f"“{name}”" for name in few(site.letters)[:3])
    doubt = doubt_about(site)
    if site.letters_tally:
        doubt = f"互动页面上有办理情况数字（{site.letters_tally}），是否按季度公布需人工确认"
    if doubt:
        yield CannotJudge(f"网站设有{named}，是否公布信件办理统计无法判断：{doubt}", evidence=evidence)
    else:
        yield Fail(f"网站设有{named}，没有信件办理统计栏目，也没有公布信件办理统计数据", evidence=evidence)


def doubt_about(site: SiteItem) -> str | None:
    """Why a column that was not found may be there all the same."""
    if site.home_unrendered:
        return "首页内容需要浏览器运行脚本才能显示，本次未能渲染"
    cut = [title for name, title in _CUTTING.items() if any(bound.name == name for bound in site.bounds)]
    if cut:
        return f"检查达到上限（{'、'.join(cut)}），网站没有读完"
    if site.columns_unread:
        return f"有{site.columns_unread}个栏目未能读取"
    if site.columns_read is not None and site.columns_read < _FEW_COLUMNS:
        return f"只读到{site.columns_read}个栏目，网站可能没有读全"
    return None
