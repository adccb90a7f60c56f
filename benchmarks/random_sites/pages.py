"""The contents of pages: home page, lists, articles, and what is neither."""

from __future__ import annotations

from html import escape
from random import Random

from benchmarks.random_sites import markup
from benchmarks.random_sites.addresses import list_page
from benchmarks.random_sites.layout import Layout
from benchmarks.random_sites.model import Article, Column, Site
from benchmarks.random_sites.style import Style, named


def render(site: Site, style: Style, rng: Random) -> None:
    """Write all pages of `site`."""
    layout = Layout(site, style, rng)
    site.charset = style.charset
    site.pages |= layout.shared()
    site.pages["/"] = layout.page(site.unit, layout.labels(), _home(site, style), [])
    for place, column in enumerate(site.walk()):
        if column.form in ("list", "letters"):
            _lists(site, style, layout, column, place)
        else:
            content = _OTHER[column.form](site, style, column)
            site.pages[column.path] = layout.page(
                _title(site, column.name), layout.labels(column), content, column.trail, place
            )
        for at, article in enumerate(column.articles):
            content = _article(style, article)
            labels = layout.labels(article=article)
            page = layout.page(_title(site, article.title), labels, content, column.trail, place + at)
            site.pages[article.path] = page
            for file in article.files:
                site.pages[file.path] = (file.kind, file.body)


def _title(site: Site, name: str) -> str:
    return f"{name}-{site.unit}"


def _home(site: Site, style: Style) -> str:
    made = ""
    for slug in ("dongtai", "gonggao", "zhengce", "wd1", "wd2"):
        column = next((each for each in site.walk() if each.slug == slug), None)
        if column is None or not column.articles:
            continue
        head = f'<h3><a href="{column.path}">{column.name}</a></h3>'
        made += f"<div>{head}{markup.rows(style, column.newest_first()[:5], undated=column.undated)}</div>"
    return made


def _lists(site: Site, style: Style, layout: Layout, column: Column, place: int) -> None:
    articles = column.shown()
    pages = max(1, -(-len(articles) // style.per_page))
    for number in range(1, pages + 1):
        part = articles[(number - 1) * style.per_page : number * style.per_page]
        heading = f"<h2{named(style, 'title')}>{column.name}</h2>"
        shown = _letters(style, part) if column.form == "letters" else markup.rows(style, part, undated=column.undated)
        content = heading + shown + markup.pager(style, column, number, pages) + _box(column.box)
        page = layout.page(_title(site, column.name), layout.labels(column), content, column.trail, place)
        site.pages[list_page(column, number, style)] = page


def _box(articles: list[Article]) -> str:
    """Older articles under a heading of their own."""
    inner = "".join(f"<li>{markup.link(each)}<i>{each.when:%Y-%m-%d}</i></li>" for each in articles)
    return f"<div><h4>往期</h4><ul>{inner}</ul></div>" if inner else ""


def _letters(style: Style, articles: list[Article]) -> str:
    made = "<tr><th>主题</th><th>来信日期</th><th>状态</th><th>答复日期</th></tr>"
    for article in articles:
        letter = article.letter
        if letter is None:
            continue
        state = "已答复" if letter.replied else "受理中"
        cells = (markup.link(article), letter.asked, state, letter.replied or "")
        made += f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
    return f"<table{named(style, 'list')}>{made}</table>"


def _article(style: Style, article: Article) -> str:
    body = "".join(f"<p>{escape(each)}</p>" for each in article.paragraphs)
    if article.letter:
        body = _letter(article)
    if article.number:
        body = f'<p align="center">{article.number}</p>{body}'
    inner = f"{article.before}{body}{_related(style, article)}{article.extra}"
    shown = f"<div{named(style, 'body')}>{inner}</div>{_files(style, article)}{_box(article.box)}"
    return f"{_headline(style, article.shown or article.title)}{_info(style, article)}{shown}"


def _headline(style: Style, title: str) -> str:
    tag = "div" if style.headline == "td" else style.headline
    made = f"<{tag}{named(style, 'title')}>{escape(title)}</{tag}>"
    return (
        f'<table width="100%"><tr><td align="center">{escape(title)}</td></tr></table>'
        if style.headline == "td"
        else made
    )


def _info(style: Style, article: Article) -> str:
    day, source = f"{article.when:%Y-%m-%d %H:%M}", escape(article.source)
    if not article.dated:
        return f"<div{named(style, 'info')}>来源：{source}</div>"
    return {
        "labelled": f"<div{named(style, 'info')}><span>发布时间：{day}</span> <span>来源：{source}</span></div>",
        "bare": f"<div{named(style, 'info')}><span>{day}</span><span>{source}</span><span>浏览：</span></div>",
        "table": f"<table><tr><td>信息来源</td><td>{source}</td><td>发布日期</td><td>{day[:10]}</td></tr></table>",
        "colon": f"<p{named(style, 'info')}>来源：{source}　日期：{day[:10]}　字体：大 中 小</p>",
    }[style.info]


def _letter(article: Article) -> str:
    letter = article.letter
    assert letter is not None
    reply = (
        f"<tr><td>答复时间</td><td>{letter.replied}</td></tr><tr><td>答复内容</td><td>{letter.reply}</td></tr>"
        if letter.replied
        else ""
    )
    open_ = "" if letter.replied else "<tr><td>答复时间</td><td></td></tr><tr><td>答复内容</td><td></td></tr>"
    return (
        f"<table><tr><td>来信时间</td><td>{letter.asked}</td></tr><tr><td>答复单位</td><td>{article.source}</td></tr>"
        f"<tr><td>来信内容</td><td>{letter.question}</td></tr>{reply}{open_}</table>"
    )


def _related(style: Style, article: Article) -> str:
    if not article.related:
        return ""
    made = ""
    for text, other in article.related:
        if article.related_look == 5:
            made += f'<a href="{other.path}"><img src="/i/tu.jpg" width="300"></a>'
        elif style.related == "picture":
            made += f'<a href="{other.path}"><img src="/i/jd.png" alt="{escape(text)}"></a>'
        elif style.related == "inline":
            made += f"<p>{escape(text.partition('：')[0])}：{markup.link(other, other.title)}</p>"
        else:
            made += f"<li>{markup.link(other, text)}</li>"
    return f"<ul>{made}</ul>" if style.related == "block" else f"<div>{made}</div>"


def _files(style: Style, article: Article) -> str:
    if not article.files:
        return ""
    links = [f'<a href="{file.path}">{escape(file.text)}</a>' for file in article.files]
    if style.files == "table":
        return f"<table><tr><td>附件</td><td>{'<br>'.join(links)}</td></tr></table>"
    if style.files == "inline":
        return f"<p>附件：{'　'.join(links)}</p>"
    return f"<div>附件下载<ul>{''.join(f'<li>{each}</li>' for each in links)}</ul></div>"


def _hub(site: Site, style: Style, column: Column) -> str:
    tiles = "".join(f'<li><a href="{each.path}">{each.name}</a></li>' for each in column.children)
    return f"<h2{named(style, 'title')}>{column.name}</h2><ul>{tiles}</ul>"


def _single(site: Site, style: Style, column: Column) -> str:
    body = "".join(f"<p>{escape(each)}</p>" for each in column.text.split("\n"))
    return f"<h2{named(style, 'title')}>{column.name}</h2><div{named(style, 'body')}>{body}</div>"


def _form(site: Site, style: Style, column: Column) -> str:
    fields = "".join(f'<p>{name} <input name="{name}"></p>' for name in ("称呼", "联系方式", "标题"))
    return (
        f'<h2{named(style, "title")}>{column.name}</h2><form action="/send.php" method="post">{fields}'
        '<p>内容 <textarea name="n"></textarea></p><input type="submit" value="提交"></form>'
    )


def _leaders(site: Site, style: Style, column: Column) -> str:
    made = "".join(
        f'<div><img src="/i/p{place}.jpg" width="120" height="160" alt=""><p>{post}</p></div>'
        for place, post in enumerate(column.text.split("\n"))
    )
    return f"<h2{named(style, 'title')}>{column.name}</h2><div>{made}</div>"


def _html(site: Site, style: Style, column: Column) -> str:
    return f"<h2{named(style, 'title')}>{column.name}</h2><div{named(style, 'body')}>{column.html}</div>"


def _empty(site: Site, style: Style, column: Column) -> str:
    inner = f"<p>{column.text}</p>" if column.text else ""
    return f"<h2{named(style, 'title')}>{column.name}</h2><div{named(style, 'list')}>{inner}</div>"


_OTHER = {"hub": _hub, "single": _single, "form": _form, "leaders": _leaders, "html": _html, "empty": _empty}
