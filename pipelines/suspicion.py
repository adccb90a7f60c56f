"""X02: links that lead where no government site should lead."""

from collections.abc import Iterator

from govcrawl.domain.fetch_outcomes import LinkState
from govcrawl.domain.items import Link
from govcrawl.domain.urls import normalise
from pipelines.rules import Check, Fail, Result, rule

_TEXT = 40


@rule("X02", Link)
def suspicious_link(link: Link, _check: Check) -> Iterator[Result]:
    """链接指向可疑网站

    An external link leads to a host of the office's list, or to a page whose words are those of gambling, pornography
    or a domain for sale (V1 发布或链接…内容 is for people to confirm). Sites under .gov.cn are never suspicious.
    """
    found = link.suspicion
    if found is None or link.state is LinkState.UNCHECKED:
        return
    text = " ".join(link.text.split())[:_TEXT] or "（无文字）"
    words = f"（{'、'.join(found.words[:3])}）" if found.words else ""
    evidence = {"kind": found.kind, "words": found.words, "final_url": found.final_url, "title": found.title}
    message = f"链接“{text}”疑似指向{found.kind}网站{words}，需人工确认"
    yield Fail(message, link.url, normalise(link.url), evidence)
