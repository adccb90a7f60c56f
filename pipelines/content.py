"""C01: columns with nothing in them. C01 also speaks for a column that could not be read at all (see docs/rules.md)."""

from collections.abc import Iterator

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import ColumnItem
from pipelines.family import RulePipeline
from pipelines.rules import CannotJudge, Check, Fail, Result, Skip, rule


class ContentRules(RulePipeline):
    family = "C"


@rule("C01", ColumnItem)
def empty_column(column: ColumnItem, _check: Check) -> Iterator[Result]:
    """空白栏目

    No entry and no body text after rendering (V4c: 自栏目开设之日起就没有提供过任何信息资源). A page that says why it
    lawfully has nothing is skipped, with the sentence; one that could not be read or rendered is never called empty.
    """
    name = f"栏目“{column.name}”"
    evidence = {"form": column.form, "path": list(column.path), "rendered": column.rendered, "total": column.total}
    if column.answer is not FetchOutcome.REACHABLE:
        reason = column.reason or "原因不明"
        yield CannotJudge(f"{name}{column.answer.chinese}，未能判断内容和更新情况：{reason}", evidence=evidence)
    elif column.unrendered:
        reason = "内容需要浏览器运行脚本才能显示，本次未能渲染"
        yield CannotJudge(f"{name}未能判断内容和更新情况：{reason}", evidence=evidence)
    elif column.form == "empty" or (column.form == "list" and not column.entries):
        if column.empty_statement:
            yield Skip(f"{name}没有信息，页面已说明原因：{column.empty_statement}", evidence=evidence)
        elif column.total:
            yield CannotJudge(f"{name}声明共有{column.total}条信息，但未能读出条目", evidence=evidence)
        else:
            yield Fail(f"{name}没有任何信息，为空白栏目", value="0条", evidence=evidence)
