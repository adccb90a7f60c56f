"""Small pieces of mark-up: dates, rows, pagers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from html import escape

from benchmarks.random_sites.addresses import list_page
from benchmarks.random_sites.model import Article, Column
from benchmarks.random_sites.style import Style, named

_NUMERALS = "〇一二三四五六七八九"


def numerals(when: datetime) -> str:
    """A date in Chinese numerals."""
    year = "".join(_NUMERALS[int(digit)] for digit in str(when.year))
    return f"{year}年{_count(when.month)}月{_count(when.day)}日"


def _count(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens] + "十"
    return head + (_NUMERALS[ones] if ones else "")


def date_text(when: datetime, form: str) -> str:
    """A date as a row shows it."""
    if form == "split":
        return f"<b>{when:%d}</b><i>{when:%Y-%m}</i>"
    if form == "numerals":
        return numerals(when)
    return when.strftime(form)


def link(article: Article, text: str = "") -> str:
    """A link to an article."""
    return f'<a href="{article.path}" target="_blank">{escape(text or article.title)}</a>'


def rows(style: Style, articles: list[Article], *, undated: bool = False) -> str:
    """The rows of a list in the style's own mark-up."""
    return _WRAP[style.rows](style, [_row(style, article, undated) for article in articles])


def _row(style: Style, article: Article, undated: bool) -> tuple[str, str, Article]:
    hidden = undated or style.date_place == "none" or not article.dated
    day = "" if hidden else date_text(article.when, style.date_form)
    return link(article), day, article


def _ordered(style: Style, anchor: str, day: str, tag: str = "span") -> str:
    if not day:
        return anchor
    shown = f"<{tag}{named(style, 'date')}>{day}</{tag}>"
    if style.date_place == "before":
        return shown + anchor
    if style.date_place == "inside":
        return anchor.replace("</a>", f" {shown}</a>")
    return anchor + shown


def _list(tag: str) -> Callable[[Style, list[tuple[str, str, Article]]], str]:
    def wrap(style: Style, made: list[tuple[str, str, Article]]) -> str:
        inner = "".join(f"<li>{_ordered(style, anchor, day)}</li>" for anchor, day, _ in made)
        return f"<{tag}{named(style, 'list')}>{inner}</{tag}>"

    return wrap


def _table(style: Style, made: list[tuple[str, str, Article]]) -> str:
    inner = ""
    for place, (anchor, day, _) in enumerate(made, 1):
        cells = [f"<td>{place}</td>", f"<td>{anchor}</td>"]
        if day:
            cells.insert(1 if style.date_place == "before" else 2, f"<td>{day}</td>")
        inner += f"<tr>{''.join(cells)}</tr>"
    return f'<table width="96%"{named(style, "list")}>{inner}</table>'


def _definitions(style: Style, made: list[tuple[str, str, Article]]) -> str:
    inner = "".join(f"<dt>{anchor}</dt><dd>{day}</dd>" for anchor, day, _ in made)
    return f"<dl{named(style, 'list')}>{inner}</dl>"


def _divs(style: Style, made: list[tuple[str, str, Article]]) -> str:
    inner = "".join(f"<div>{_ordered(style, anchor, day, 'em')}</div>" for anchor, day, _ in made)
    return f"<div{named(style, 'list')}>{inner}</div>"


def _bare(style: Style, made: list[tuple[str, str, Article]]) -> str:
    inner = "".join(f"{anchor} {day}<br>" for anchor, day, _ in made)
    return f"<div{named(style, 'list')}>{inner}</div>"


def _cards(style: Style, made: list[tuple[str, str, Article]]) -> str:
    inner = ""
    for anchor, day, article in made:
        lead = escape(article.paragraphs[0][:50]) + "…" if article.paragraphs else ""
        inner += f"<div><h3>{anchor}</h3><p>{lead}</p><p>{day}</p></div>"
    return f"<div{named(style, 'list')}>{inner}</div>"


def _paragraphs(style: Style, made: list[tuple[str, str, Article]]) -> str:
    inner = "".join(f"<p>{_ordered(style, anchor, day)}</p>" for anchor, day, _ in made)
    return f"<div{named(style, 'list')}>{inner}</div>"


_WRAP = {
    "ul": _list("ul"),
    "ol": _list("ol"),
    "table": _table,
    "dl": _definitions,
    "div": _divs,
    "bare": _bare,
    "cards": _cards,
    "paragraphs": _paragraphs,
}


def pager(style: Style, column: Column, number: int, pages: int) -> str:
    """Links to the other pages of a list of `pages` pages, on page `number`."""
    if pages < 2:
        return ""
    return f"<div{named(style, 'pager')}>{_PAGERS[style.pager](style, column, number, pages)}</div>"


def _to(style: Style, column: Column, number: int, text: str) -> str:
    return f'<a href="{list_page(column, number, style)}">{text}</a> '


def _words(style: Style, column: Column, number: int, pages: int) -> str:
    made = _to(style, column, 1, "首页") + (_to(style, column, number - 1, "上一页") if number > 1 else "上一页 ")
    made += _to(style, column, number + 1, "下一页") if number < pages else "下一页 "
    return made + _to(style, column, pages, "末页")


def _numbers(style: Style, column: Column, number: int, pages: int) -> str:
    return "".join(
        f"<span>{each}</span> " if each == number else _to(style, column, each, str(each))
        for each in range(1, pages + 1)
    )


def _arrows(style: Style, column: Column, number: int, pages: int) -> str:
    made = _to(style, column, number - 1, "&lt;") if number > 1 else ""
    return made + f"<b>{number}</b> " + (_to(style, column, number + 1, "&gt;") if number < pages else "")


def _images(style: Style, column: Column, number: int, pages: int) -> str:
    made = _to(style, column, number - 1, '<img src="/i/prev.gif" alt="上一页">') if number > 1 else ""
    return made + (_to(style, column, number + 1, '<img src="/i/next.gif" alt="下一页">') if number < pages else "")


def _select(style: Style, column: Column, number: int, pages: int) -> str:
    options = "".join(
        f'<option value="{list_page(column, each, style)}"{" selected" if each == number else ""}>第{each}页</option>'
        for each in range(1, pages + 1)
    )
    return f'<select onchange="location.href=this.value">{options}</select>'


def _total(style: Style, column: Column, number: int, pages: int) -> str:
    return f"共{len(column.articles)}条 第{number}/{pages}页 " + _words(style, column, number, pages)


_PAGERS = {
    "words": _words,
    "numbers": _numbers,
    "arrows": _arrows,
    "images": _images,
    "select": _select,
    "total": _total,
}
