"""指标与阈值: everything that the round was judged by, with the source of each number."""

from collections.abc import Iterator

from openpyxl import Workbook

from exports import style
from exports.cell_values import Value
from exports.sheet import Colour, TableColumn, TableSheet
from exports.tables.context import UNCONFIRMED, WorkbookContext, source_name
from govcrawl.domain.targets import PLATFORMS
from govcrawl.rubric.model import Count, Indicator, Rubric, Threshold
from pipelines.catalogue import REGISTRY

NAME = "指标与阈值"
_COLUMNS = (
    TableColumn("类别", "centre", 10, 14),
    TableColumn("编号", "centre", 6, 8),
    TableColumn("名称", "text", 20, 48),
    TableColumn("数值", "points", 8, 10),
    TableColumn("单位", "centre", 6, 10),
    TableColumn("说明", "text", 20, 60),
    TableColumn("规则", "centre", 6, 24),
    TableColumn("评定方式", "centre", 8, 10),
    TableColumn("来源", "centre", 8, 10),
)
_AUTOMATIC, _MANUAL = "自动", "人工"
_COLOURS = (
    Colour("来源", UNCONFIRMED, style.UNCONFIRMED),
    Colour("评定方式", _MANUAL, style.GREY, only=True),
)
_PER = {"finding": "每处", "column": "每个栏目", "site": "每项"}
_PLACES = {"home": "首页上的链接", "other": "首页以外的链接"}


def write_indicators_sheet(book: Workbook, material: WorkbookContext) -> None:
    """One table: the round's frame, procedure, thresholds, indicators, periods of columns; last what is unconfirmed."""
    rows = [*_frame(material), *_numbers(material), *_indicators(material), *_periods(material)]
    open_points = [row for row in rows if row[-1] == UNCONFIRMED and row[3] is not None]
    notes = [
        f"{material.date_line}    共有{len(open_points)}个数值“{UNCONFIRMED}”（来源列注明，斜体显示，表末列有清单），"
        "办公室核定后改入评分指标文件即可，不需要修改程序。"
    ]
    sheet = TableSheet(book, NAME, f"{material.title}（指标与阈值）", notes, _COLUMNS, _COLOURS)
    sheet.extend(rows)
    named = "；".join(f"{row[1] or ''}{row[2]} {row[3]:g}{row[4]}" for row in open_points)
    sheet.close([f"{UNCONFIRMED}的数值清单：{named or '无'}。"])


def _frame(material: WorkbookContext) -> Iterator[list[Value]]:
    when, rubric = material.round, material.rubric
    facts_of_round: list[tuple[str, str]] = [
        ("检查期", when.name),
        ("监测时间点", str(when.date)),
        ("评分指标", rubric.name),
        ("评分指标版本", rubric.version),
        *([("所依据的指标", rubric.base)] if rubric.base else []),
        ("评分指标文件校验值（SHA-256）", rubric.hash),
        *(("依据文件", source) for source in rubric.sources),
        *_procedure(rubric),
    ]
    for name, text in facts_of_round:
        yield ["检查参数", None, name, None, None, text, None, None, None]
    for change in rubric.changes:
        place, _, values = change.partition("：")
        yield ["与基准的差异", None, place, None, None, values, None, None, None]


def _procedure(rubric: Rubric) -> Iterator[tuple[str, str]]:
    """What the rubric says about the procedure beside numbers."""
    scoring = rubric.scoring
    if "portal" in scoring.applies_to and rubric.indicators and scoring.service_group:
        names = [name for name, platform in PLATFORMS.items() if platform in scoring.applies_to]
        yield "扣分、加分指标适用于", f"{'、'.join(names)}（其余网站只列问题和单项否决，不评分）"
    if any(each.veto for each in rubric.indicators):
        people = "须经人工复核确认，确认前等次为疑似不合格（待复核）" if scoring.vetoes_need_people else "按程序判定"
        yield "单项否决", people


def _numbers(material: WorkbookContext) -> Iterator[list[Value]]:
    for group, limits in (("评分程序", material.rubric.scoring.numbers), ("阈值", material.limits)):
        for limit in limits:
            value, unit = _value(limit, "分" if group == "评分程序" else "")
            text = limit.chinese if limit.chinese != limit.title else ""
            told = _with_basis(text, limit.basis)
            yield [group, None, limit.title, value, unit, told, None, None, source_name(limit.source)]
    for block in material.rubric.scoring.blocks:
        told = _with_basis("该部分各指标合计", block.basis)
        yield ["各部分分值", None, block.group, block.number, "分", told, None, None, source_name(block.source)]


def _with_basis(text: str, basis: str) -> str:
    return "；".join(part for part in (text, f"出处：{basis}" if basis else "") if part)


def _value(limit: Threshold, unit: str) -> tuple[float, str]:
    if limit.days is not None:
        return limit.days, "天"
    if limit.workdays is not None:
        return limit.workdays, "个工作日"
    if limit.months is not None:
        return limit.months, "个月"
    return limit.number or 0.0, unit


def _indicators(material: WorkbookContext) -> Iterator[list[Value]]:
    for each in material.rubric.indicators:
        known = [rule for rule in each.rules if rule in REGISTRY]
        way = _AUTOMATIC if known else _MANUAL
        rules = "、".join(each.rules)
        if each.part == "veto":
            text = _condition(each, material) if each.veto else ""
            several = each.veto if each.veto is not None and each.veto.per != "site" else None
            number: Value = several.at_least if several else None
            unit = _PER[several.per].removeprefix("每") if several else None
        else:
            text, number, unit = "", each.cap, "分（封顶）"
        if each.rules and not known:
            text = "；".join(part for part in (text, "本版本尚无此规则，由人工评定") if part)
        told = _with_basis(text, each.basis)
        yield [each.group, each.id, each.title, number, unit, told, rules, way, source_name(each.source)]
        yield from _deductions(each, material)


def _deductions(indicator: Indicator, material: WorkbookContext) -> Iterator[list[Value]]:
    for each in indicator.deductions:
        scope = _scope(each, material)
        text = "；".join(part for part in (f"{_PER[each.per]}扣{each.points:g}分", scope) if part)
        way = _AUTOMATIC if any(rule in REGISTRY for rule in each.rules) else _MANUAL
        rules = "、".join(each.rules)
        group = f"{indicator.group}·扣分项"
        told = _with_basis(text, each.basis)
        yield [group, indicator.id, each.text, each.points, "分", told, rules, way, source_name(each.source)]


def _condition(indicator: Indicator, material: WorkbookContext) -> str:
    count = indicator.veto
    if count is None or count.per == "site":
        return "出现即否决"
    condition = f"达到{count.at_least}{_PER[count.per].removeprefix('每')}即否决"
    if count.or_all_of:
        condition += "；网站的事项不足此数的，全部有问题也否决"
    return "；".join(part for part in (condition, _scope(count, material)) if part)


def _scope(count: Count, material: WorkbookContext) -> str:
    kinds = material.vocabulary.kinds
    names = [kinds[kind].title if kind in kinds else kind for kind in count.kinds]
    names += [kind.title for kind in kinds.values() if kind.group in count.groups]
    parts = [f"只计{'、'.join(names)}栏目"] if names else []
    if count.first_level:
        parts.append("只计一级栏目（动态要闻类不限级别）")
    if count.owed:
        parts.append("有事才发布的栏目不计")
    if count.place:
        parts.append(_PLACES[count.place])
    return "；".join(parts)


def _periods(material: WorkbookContext) -> Iterator[list[Value]]:
    for kind in material.vocabulary.kinds.values() if material.has_columns else ():
        if not kind.updates or kind.period_days is None:
            continue
        source, other = source_name(kind.source), material.rubric.limits.get("other_update")
        if kind.source != "S" and other and kind.period_days == material.rubric.days("other_update"):
            # No number of its own: it is that threshold which is to be confirmed.
            text = f"按“{other.title}”（{other.chinese}）判断；{kind.note}"
            yield ["栏目更新期限", None, kind.title, None, None, text, None, None, source]
        else:
            yield ["栏目更新期限", None, kind.title, kind.period_days, "天", kind.note, None, None, source]
