"""检查覆盖情况: what was looked at and what was not, with the reason."""

from collections.abc import Mapping

from openpyxl import Workbook

from analysis.scoring.scores import Score
from exports import style
from exports.cell_values import Value, china_time, linked
from exports.sheet import Colour, TableColumn, TableSheet
from exports.tables.context import WorkbookContext, named
from govcrawl.domain.fetch_outcomes import FROZEN, FetchOutcome
from govcrawl.domain.items import Bound, SiteItem, Unread
from govcrawl.domain.targets import Target
from govcrawl.store.reader import TargetState

NAME = "检查覆盖情况"
_COLUMNS = (
    TableColumn("序号", "whole", 4, 6),
    TableColumn("单位", "text", 8, 14),
    TableColumn("网站名称", "text", 10, 18),
    TableColumn("网址", "text", 12, 24),
    TableColumn("状态", "centre", 8, 8),
    TableColumn("首页响应", "centre", 6, 8),
    TableColumn("检查完成时间", "time", 16, 16),
    TableColumn("读取页面数", "whole", 6, 6),
    TableColumn("检查链接数", "whole", 6, 6),
    TableColumn("栏目数", "whole", 6, 6),
    TableColumn("渲染页数", "whole", 6, 6),
    TableColumn("达到的上限", "text", 12, 26),
    TableColumn("未能读取页面数", "whole", 8, 8),
    TableColumn("未能读取的页面和原因", "text", 16, 36),
    TableColumn("未能判定数", "whole", 6, 6),
    TableColumn("未检查原因", "text", 12, 22),
)
_CERTIFICATE = TableColumn("证书问题", "text", 10, 16)  # only where a certificate has one
_REACHED, _BLOCKED, _DOWN, _UNFINISHED = "可访问", "被拦截", "不可访问", "未完成"
_STATES = {FetchOutcome.REACHABLE: _REACHED, FetchOutcome.BLOCKED: _BLOCKED, FetchOutcome.UNREACHABLE: _DOWN}
_COLOURS = (
    Colour("状态", _DOWN, style.BAD),
    Colour("状态", _BLOCKED, style.GREY),
    Colour("状态", _UNFINISHED, style.GREY),
)
_BOUNDS = {
    "pages": "稿件和列表页数",
    "columns": "栏目数",
    "list_pages": "单个栏目的列表页数",
    "depth": "栏目层级",
    "time": "检查时间（分钟）",
    "links": "检查链接数",
    "size": "单个文件大小（字节）",
    "sitemap": "网站地图地址数",
    "family": "内容相同的同类地址数",
    "characters": "单个页面字数",
}
_SHOWN = 3  # unread pages named per site: enough to see why; all of them are in the database


def write_coverage_sheet(book: Workbook, material: WorkbookContext, columns: Mapping[Target, int]) -> None:
    """One line per target; `columns` is the number of columns that were read of each."""
    missed = sum(state.missed is not None for state in material.targets)
    notes = [
        f"{material.date_line}    应检查{len(material.scores)}个，未能检查{missed}个。"
        "被拦截、打不开的页面不作为内容问题；达到上限之后的内容没有检查。"
    ]
    warned = any(state.site and state.site.certificate_fault for state in material.targets)
    shown = named((*_COLUMNS, _CERTIFICATE) if warned else _COLUMNS, material.noun)
    sheet = TableSheet(book, NAME, f"{material.title}（检查覆盖情况）", notes, shown, _COLOURS, frozen=3)
    for number, (state, score) in enumerate(material.results, 1):
        certificate = [state.site.certificate_fault if state.site else None] if warned else []
        sheet.add([number, *_row(state, score, columns.get(state.target, 0)), *certificate])
    sheet.close()


def _row(state: TargetState, score: Score, columns: int) -> list[Value]:
    target, site = state.target, state.site
    start: list[Value] = [target.unit, target.name, linked(target.url)]
    end: list[Value] = [score.undecided, state.missed or ""]
    if state.state != "done" or site is None:
        return [*start, _UNFINISHED, None, None, None, None, columns, None, "", None, "", *end]
    return [
        *start,
        *_answer(site),
        china_time(site.fetched_at),
        site.pages_fetched,
        site.links_checked,
        columns,
        site.rendered,
        "\n".join(_bound(bound) for bound in site.bounds),
        len(site.unread),
        _unread(site.unread),
        *end,
    ]


def _answer(site: SiteItem) -> tuple[str, Value]:
    """How the home page answered, and by which status."""
    if site.reason == FROZEN.reason:
        return _UNFINISHED, None
    silent = site.status is None and site.answer is not FetchOutcome.REACHABLE
    return _STATES[site.answer], "无响应" if silent else site.status


def _bound(bound: Bound) -> str:
    where = f"，止于 {bound.at_url}" if bound.at_url else ""
    return f"{_BOUNDS.get(bound.name, bound.name)}上限 {bound.limit:.12g}{where}"


def _unread(pages: list[Unread]) -> str:
    lines = [f"{_told(page)}（{page.url}）" for page in pages[:_SHOWN]]
    if len(pages) > _SHOWN:
        lines.append(f"等{len(pages)}个页面")
    return "\n".join(lines)


def _told(page: Unread) -> str:
    return FROZEN.reason if page.reason == FROZEN.reason else f"{page.answer.unread}：{page.reason}"
