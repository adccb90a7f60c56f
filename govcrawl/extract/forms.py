"""Whether what is left of a page's content, menus and names aside, is content at all."""

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser

from govcrawl.extract.content import ASKS_TEXT, own_text
from govcrawl.extract.rows import is_more

# Characters of any text, and of text that tells something, that make a page more than empty.
_ENOUGH = 50
_TELLING = 15
_TELLS = re.compile(r"[。；：:，]|\d{3,}")
_FIELDS, _CLIMB = 20, 30  # fields for texts that are looked at, and elements between field and form
_TRIM = " \u3000\xa0[]【】()（）|"
_PLACEHOLDER_LENGTH = 40
_TOOL = re.compile(r"浏览器|插件|客户端|阅读器|控件")
_NOTHING = re.compile(
    r"暂[无未]|尚[无未]|[建完]设中|正在(?:建设|更新|整理|完善|筹备)|敬请期待|没有(?:数据|内容|信息|记录|任何)|^\W*无(?:相关)?(?:数据|内容|记录|信息)"
)
_PLACEHOLDER = re.compile(
    r"暂[无未]|尚[无未]|[建完]设中|正在(?:建设|更新|维护|整理|完善|加载|升级|筹备)|敬请|请稍[后候等]|加载中|对不起|抱歉|没有(?:找到|相关|数据|内容|信息|记录|任何)|"
    r"^\W*+无(?:相关)?(?:数据|内容|记录|信息)|^\W*+共?\s*+0\s*+[条页篇]|(?:共|第|每页)\s*\d+\s*[条页篇]|"
    r"^\W*+[上下前后]一?[篇条则个]\W|今天是|今日是|星期[一二三四五六日天]|欢迎(?:您|访问|光临|来到)|您是第|访问量|浏览次数|分享到|打印本页|关闭窗口"
)


def mark_texts(tree: LexborHTMLParser) -> None:
    """Mark the forms of `tree` that ask for a text, and the elements in which they do: forms may not be nested."""
    for node in tree.css("textarea")[:_FIELDS]:
        around = node.parent
        if around is not None and around.tag not in ("html", "body"):
            around.attrs[ASKS_TEXT] = ""
        for _ in range(_CLIMB):
            if around is None or around.tag == "form":
                break
            around = around.parent
        if around is not None and around.tag == "form":
            around.attrs[ASKS_TEXT] = ""


def is_tool(text: str) -> bool:
    """Whether a file is offered to visitors of the whole site rather than as content."""
    return bool(_TOOL.search(text))


def says_nothing(text: str) -> bool:
    """Whether a text only says that there is nothing, or not yet."""
    return len(text) <= _PLACEHOLDER_LENGTH and bool(_NOTHING.search(text))


def loose_lines(html: str, names: Iterable[str]) -> list[str]:
    """Lines of a page's own mark-up, each link a line, without those that are in `names` or only page through."""
    known = set(names)
    lines = own_text(html.replace("</a>", "</a><br>")).split("\n")
    return [line for line in lines if line and line not in known and not is_more(line)]


def without(lines: Iterable[str], pieces: Iterable[str]) -> list[str]:
    """What lines hold beside the pieces of text that are known already."""
    whole = set(pieces)
    known = sorted(whole, key=lambda piece: (-len(piece), piece))
    left = []
    for line in lines:
        if line in whole:  # most lines of a list are its rows
            continue
        rest = line
        for piece in known:
            rest = rest.replace(piece, "")
        if rest := rest.strip(_TRIM):
            left.append(rest)
    return left


def is_placeholder(text: str) -> bool:
    """Whether a short `text` stands where content would: 暂无信息, 敬请期待 and the like."""
    return len(text) <= _PLACEHOLDER_LENGTH and bool(_PLACEHOLDER.search(text))


def has_content(lines: Iterable[str]) -> bool:
    """Whether lines amount to content: 暂无信息, 敬请期待 and the like do not count."""
    kept = [line for line in lines if not is_placeholder(line)]
    telling = sum(len(line) for line in kept if _TELLS.search(line))
    return telling >= _TELLING or sum(map(len, kept)) >= _ENOUGH
