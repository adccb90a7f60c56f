"""What speaks against the absence of something: the word of a second reader, who counts what a visitor sees."""

from collections.abc import Iterable, Mapping
from typing import Any

from govcrawl.domain.items import PageInventory

PAGE_LABELS = ("ArticleTitle", "PubDate", "ContentSource")  # national labels of an article's page
_NOTHING = frozenset({"", "null", "undefined", "none", "nil", "(null)"})
_SHOWN = 3  # examples that a sentence names
_ANSWERS = frozenset({"pictures", "media", "frames", "files", "tables"})
_COUNTED = (
    ("forms", "填写表单{}个"),
    ("queries", "查询项{}组"),
    ("pictures", "图片{}张"),
    ("media", "音视频或图表{}个"),
    ("frames", "嵌入页面{}个"),
    ("files", "文件{}个"),
    ("tables", "数据表格{}个"),
    ("links", "链接{}个"),
    ("sentences", "文字{}句"),
)


def is_nothing(content: str | None) -> bool:
    """Whether the content of a label says nothing."""
    return content is None or content.strip().lower() in _NOTHING


def is_labelled_article(labels: Mapping[str, str]) -> bool:
    """Whether a page's own `labels` call it an article, whatever led to it."""
    return all(not is_nothing(labels.get(name)) for name in PAGE_LABELS)


def seen_on(inventory: PageInventory | None) -> str:
    """What a visitor sees on a page that was read as empty, in Chinese; "" when the `inventory` agrees, or is None."""
    if inventory is None or inventory.is_bare:
        return ""
    parts = [text.format(count) for name, text in _COUNTED if (count := getattr(inventory, name))]
    return "、".join(parts) or f"文字{inventory.characters}字"


def answer_seen(inventory: PageInventory) -> str:
    """What on a page whose answer was read as empty may be the answer, in Chinese; text alone is the question's."""
    shown = (text.format(count) for name, text in _COUNTED if name in _ANSWERS and (count := getattr(inventory, name)))
    return "、".join(shown)


def both(read: str, seen: str, inventory: PageInventory | None = None) -> dict[str, object]:
    """The evidence of two readings that differ: what was `read`, what another reader has `seen`, with examples."""
    return {"read": read, "seen": seen} | ({"examples": inventory.examples} if inventory else {})


def quoted(texts: Iterable[str]) -> str:
    """The first few of these texts, in quotation marks."""
    return "、".join(f"“{text}”" for _, text in zip(range(_SHOWN), texts, strict=False))


def unread_dates(inventory: PageInventory | None) -> str:
    """Why a page may have dates that nobody read, in Chinese; "" when nothing on it looks like one."""
    if inventory is None or not inventory.unread_dates:
        return ""
    return f"页面上的{quoted(inventory.unread_dates)}像是日期，但未能识别"


# -- what a second reader says to a finding: `absence` of the rules --------------------------------------------------


def content_seen(seen: PageInventory, _evidence: Mapping[str, Any]) -> str:
    """What is `seen` on a page that is called empty."""
    return seen_on(seen)


def date_seen(seen: PageInventory, _evidence: Mapping[str, Any]) -> str:
    """A date `seen` on a page that is called undated."""
    return unread_dates(seen) or (f"日期{seen.newest}" if seen.newest else "")


def fresh_seen(seen: PageInventory, evidence: Mapping[str, Any]) -> str:
    """A date `seen` on a page that is called stale, not older than the `cutoff` of the evidence."""
    return unread_dates(seen) or (f"日期{seen.newest}" if str(seen.newest or "") >= evidence["cutoff"] else "")
