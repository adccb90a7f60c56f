"""X01: expressions that the office's dictionary calls wrong."""

from collections.abc import Iterator

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import PageItem
from govcrawl.rubric.expressions import load_expressions
from pipelines.rules import Check, Fail, Result, rule

_AROUND = 20  # characters of the text on either side of a hit, in evidence


@rule("X01", PageItem)
def wrong_expression(page: PageItem, _check: Check) -> Iterator[Result]:
    """页面存在错误表述

    Title or text hits the office's dictionary of wrong expressions, each expression once a page. Phrases that hold
    it rightly stand in the dictionary as exceptions.
    """
    if page.answer is not FetchOutcome.REACHABLE:
        return
    text = f"{page.title}\n{page.text}"
    seen: dict[str, int] = {}
    for place, expression in load_expressions().find(text):
        seen[expression.wrong] = seen.get(expression.wrong, 0) + 1
        if seen[expression.wrong] > 1:
            continue
        context = text[max(place - _AROUND, 0) : place + len(expression.wrong) + _AROUND].replace("\n", " ")
        message = f"出现错误表述“{expression.wrong}”，应为“{expression.right}”：…{context}…"
        evidence = {"context": context, "right": expression.right}
        yield Fail(message, expression.wrong, expression.wrong, evidence)
