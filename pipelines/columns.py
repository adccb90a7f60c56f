"""C rules: columns that are empty, missing, or hold what belongs elsewhere.

C01 also speaks for a column that could not be read at all (see docs/rules.md). Nothing is called missing while part of
the target was not read.
"""

from collections.abc import Iterator

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import ColumnItem, DisclosureFacts, SiteItem
from govcrawl.domain.targets import DISCLOSURE, PORTAL, WEBSITES
from pipelines.absence import both, content_seen, quoted, seen_on
from pipelines.doubts import doubt_about
from pipelines.engine import few, rule
from pipelines.model import CannotJudge, Check, Confirm, Fail, Figure, LaterLook, Result, Skip, Subject


@rule("C01", ColumnItem, confirm=Confirm.PAGE, figure=Figure.EMPTY, absence=content_seen, lawful_skip=True)
def empty_column(column: ColumnItem, _check: Check) -> Iterator[Result]:
    """No entry and no body text after rendering (V4c: 自栏目开设之日起就没有提供过任何信息资源). A page that says
    why it lawfully has nothing is skipped, with the sentence; one that could not be read or rendered is never called
    empty.
    """
    name = f"栏目“{column.name}”"
    evidence = {"form": column.form, "path": list(column.path), "rendered": column.rendered, "total": column.total}
    if column.answer is not FetchOutcome.REACHABLE:
        reason = column.reason or "原因不明"
        yield CannotJudge(f"{name}{column.answer.unread}，未能判断内容和更新情况：{reason}", evidence=evidence)
    elif column.unrendered:
        reason = "内容需要浏览器运行脚本才能显示，本次未能渲染"
        yield CannotJudge(f"{name}未能判断内容和更新情况：{reason}", evidence=evidence)
    elif column.form == "empty" or (column.form == "list" and not column.entries):
        if column.empty_statement:
            yield Skip(f"{name}没有信息，页面已说明原因：{column.empty_statement}", evidence=evidence)
        elif column.total:
            yield CannotJudge(f"{name}声明共有{column.total}条信息，但未能读出条目", evidence=evidence)
        elif seen := seen_on(column.inventory):
            message = f"{name}没有读到条目和正文，而页面上看得到{seen}，是否空白需人工查看"
            yield CannotJudge(message, evidence=evidence | both("没有条目和正文", seen, column.inventory))
        else:
            yield Fail(f"{name}没有任何信息，为空白栏目", value="0条", evidence=evidence)


@rule("C02", SiteItem, confirm=Confirm.PAGE, subject=Subject.COLUMN, figure=Figure.MISSING)
def required_column_missing(site: SiteItem, _check: Check) -> Iterator[Result]:
    """A column of the register's 应设栏目 is nowhere in the target: no column and no link is named like it or like
    one of its synonyms.
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
        elif row.seen:
            message = f"没有读到台账要求设置的栏目“{row.name}”{also}，而首页上有{quoted(row.seen)}，需人工查看"
            seen = both("没有这个名称的栏目和链接", f"首页文字{quoted(row.seen)}")
            yield CannotJudge(message, value=row.name, subject=row.name, evidence=evidence | seen)
        else:
            message = f"网站没有台账要求设置的栏目“{row.name}”{also}"
            yield Fail(message, value=row.name, subject=row.name, evidence=evidence)


def without_letters(look: LaterLook) -> str:
    """C03 looks only at sites with columns of letters."""
    site = look.site
    if site is not None and not (site.letters or site.letters_statistics):
        return "本检查期没有发现信件、留言类栏目，不检查信件办理统计"
    return ""


@rule("C03", SiteItem, on=WEBSITES, confirm=Confirm.PAGE, silence=without_letters)
def letters_statistics_missing(site: SiteItem, _check: Check) -> Iterator[Result]:
    """The site takes letters and has neither a column nor an entry with their statistics (C2 留言公开). Whether a
    column that is there is up to date is F06's to say; a site without letters is H02's.
    """
    if site.answer is not FetchOutcome.REACHABLE or site.letters_statistics:
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


@rule("C04", SiteItem, on=(DISCLOSURE,), subject=Subject.ENTRY, figure=Figure.MISPLACED)
def key_field_in_notices(site: SiteItem, _check: Check) -> Iterator[Result]:
    """An item of this year in 公示公告 also stands in, or plainly belongs to, the column of a key field that the
    platform has: it should be published there.
    """
    facts = _disclosed(site)
    for post in facts.cross_posts if facts else ():
        how = "已在该栏目重复发布" if post.listed_there else "应当发布在该栏目"
        message = f"“{post.title}”属于{post.field}领域，发布在“{post.column}”；平台设有“{post.field_column}”，{how}"
        evidence = {
            "field": post.field,
            "column": post.column,
            "field_column": post.field_column,
            "field_url": post.field_url,
            "listed_there": post.listed_there,
        }
        yield Fail(message, post.url, post.url, evidence, about=(post.column_url, post.column))


@rule("C05", SiteItem, on=(PORTAL, DISCLOSURE), figure=Figure.MISPLACED)
def single_content_column(site: SiteItem, _check: Check) -> Iterator[Result]:
    """All entries of 重点领域信息公开 belong to one key field, although a county has 26 of them. Fields are told by
    words that weigh, and by what the site puts into their own columns; a column with those of other fields below it
    is not meant.
    """
    if site.answer is not FetchOutcome.REACHABLE or site.target.unit_kind != "县市区":
        return
    before = site.disclosure.single_fields if site.disclosure else []  # of rounds that were stored earlier
    for each in site.single_fields or before:
        message = f"栏目“{each.column}”的{each.entries}条信息全部属于{each.field}领域，内容单一"
        evidence = {"field": each.field, "entries": each.entries}
        yield Fail(message, each.field, evidence=evidence, about=(each.column_url, each.column))


def _disclosed(site: SiteItem) -> DisclosureFacts | None:
    return site.disclosure if site.answer is FetchOutcome.REACHABLE else None
