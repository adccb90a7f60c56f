"""Why something that was not found on a site may be there all the same."""

from govcrawl.domain.items import SiteItem

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
