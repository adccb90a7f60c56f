"""Page skeletons: the mark-up, words and addresses of one way to build a government site, each in its own template.

The shapes are those of content systems that many offices use and of pages saved from real sites; names, words and texts
are invented. A template is asked for pages by `kind`: home, list, letters, hub, single, article, letter, and for what
`parts` and `inner` name.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Skeleton:
    """What of a skeleton is not in its template.

    Patterns of addresses: `{folder}` slugs of the column and of those above it, `{slug}`, `{id}` number of the column,
    `{w}` date of the article, `{serial}`, `{mixed}` 32 hexadecimal digits; of further list pages `{dir}`, `{stem}`,
    `{ext}`, `{path}` from the first page's address, `{n}` from 2, `{n0}` from 1, `{back}` counting down,
    `{sep}` ? or &.
    """

    name: str
    column: str
    article: str
    bare: str  # address of an article without a date
    page: str
    per_page: tuple[int, ...] = (6, 10, 15)
    charsets: tuple[str, ...] = ("utf-8",)
    file: str = "/files/{w:%Y%m}/{serial}.{ext}"
    named: bool = False  # files are answered with a name in their header, which their address does not have
    parts: dict[str, str] = field(default_factory=dict)  # addresses of shared pieces and the kinds that make them
    inner: tuple[tuple[str, str], ...] = ()  # addresses of pages inside a list page, and their kinds
    records: str = ""  # address that gives rows of a list as records of XML
    cloak: bool = True  # classes may be renamed or left out


ALL: tuple[Skeleton, ...] = (
    Skeleton(
        "trs",
        "/{folder}/",
        "/{folder}/{w:%Y%m}/t{w:%Y%m%d}_{serial}.html",
        "/{folder}/n{serial}.html",
        "{dir}index_{n0}.html",
        file="/{folder}/{w:%Y%m}/P0{w:%Y%m%d}{serial}.{ext}",
        cloak=False,
    ),
    Skeleton(
        "sitebuilder",
        "/{folder}.htm",
        "/info/{id}/{serial}.htm",
        "/info/{id}/{serial}.htm",
        "{stem}/{back}.htm",
        file="/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1{id}&wbfileid={serial}",
        named=True,
    ),
    Skeleton(
        "hanold",
        "/col/col{id}/index.html",
        "/art/{w.year}/{w.month}/{w.day}/art_{id}_{serial}.html",
        "/art/art_{id}_{serial}.html",
        "{dir}index_{n}.html",
        charsets=("gbk", "utf-8"),
        file="/attach/0/{serial}.{ext}",
    ),
    Skeleton(
        "dede",
        "/{slug}/",
        "/{slug}/{w.year}/{w:%m%d}/{serial}.html",
        "/{slug}/{serial}.html",
        "{dir}list_{n}.html",
        charsets=("gb2312", "utf-8"),
        file="/uploads/soft/{w:%y%m%d}/1-{serial}.{ext}",
    ),
    Skeleton(
        "aspnet",
        "/NewsList.aspx?cid={id}",
        "/NewsShow.aspx?id={serial}",
        "/NewsShow.aspx?id={serial}",
        "{path}&page={n}",
        charsets=("utf-8", "gb2312"),
        file="/UploadFiles/{w.year}-{w.month}/{serial}.{ext}",
    ),
    Skeleton(
        "treetable",
        "/xxgk/{folder}/list.shtml",
        "/xxgk/{folder}/{mixed}.shtml",
        "/xxgk/{folder}/{mixed}.shtml",
        "{stem}_{n}.shtml",
        per_page=(8, 12),
    ),
    Skeleton(
        "cards",
        "/channels/{id}.html",
        "/contents/{id}/{serial}.html",
        "/contents/{id}/{serial}.html",
        "/channels/{id}_{n}.html",
        per_page=(6, 9),
        parts={"/themes/foot.js": "foot"},
    ),
    Skeleton(
        "ucap",
        "/c{id}/column-index-1.shtml",
        "/c{id}/{w:%Y%m}/{mixed}.shtml",
        "/c{id}/{mixed}.shtml",
        "/c{id}/column-index-{n}.shtml",
    ),
    Skeleton(
        "fontpage",
        "/{slug}.asp",
        "/view.asp?id={serial}",
        "/view.asp?id={serial}",
        "{path}?page={n}",
        charsets=("gb2312",),
        file="/eWebEditor/uploadfile/{w:%Y%m%d}{serial}.{ext}",
    ),
    Skeleton(
        "framed",
        "/{folder}/index.htm",
        "/{folder}/{w:%Y-%m}/{serial}.htm",
        "/{folder}/{serial}.htm",
        "{stem}-{n}.htm",
        parts={"/public/foot.htm": "foot"},
        inner=(("{stem}_rows.htm", "rows"),),
    ),
    Skeleton(
        "months",
        "/{slug}/",
        "/{slug}/{serial}",
        "/{slug}/{serial}",
        "{dir}{n}/",
        per_page=(7, 12),
        file="/download/{serial}/{serial}.{ext}",
    ),
    Skeleton(
        "clickrows",
        "/channel/{slug}.do",
        "/content/{serial}.do",
        "/content/{serial}.do",
        "{path}?pageNo={n}",
        charsets=("utf-8", "gbk"),
    ),
    Skeleton(
        "tabs",
        "/{folder}/index.html",
        "/{folder}/{w.year}/{w.month}/{serial}.shtml",
        "/{folder}/{serial}.shtml",
        "{dir}index_{n}.html",
        cloak=False,
    ),
    Skeleton(
        "pictures",
        "/{slug}.html",
        "/{slug}/{w:%y%m%d}{serial}.html",
        "/{slug}/{serial}.html",
        "{stem}-p{n}.html",
        per_page=(6, 9),
    ),
    Skeleton(
        "wordpress",
        "/category/{slug}/",
        "/archives/{serial}",
        "/archives/{serial}",
        "{dir}page/{n}/",
        per_page=(5, 8),
        file="/wp-content/uploads/{w:%Y/%m}/{serial}.{ext}",
    ),
    Skeleton(
        "jpage",
        "/col/col{id}/index.html",
        "/art/{w.year}/{w.month}/{w.day}/art_{id}_{serial}.html",
        "/art/art_{id}_{serial}.html",
        "{dir}index_{n}.html",
        per_page=(8, 12),
        records="/module/web/jpage/dataproxy.jsp",
        cloak=False,
    ),
    Skeleton(
        "nuxt",
        "/list/{slug}",
        "/detail/{mixed}",
        "/detail/{mixed}",
        "{path}?current={n}",
        file="/api/file/{mixed}.{ext}",
    ),
    Skeleton(
        "editor",
        "/html/{slug}.html",
        "/html/{w.year}/{serial}.html",
        "/html/old/{serial}.html",
        "{stem}{n}.html",
        file="/html/files/{serial}.{ext}",
    ),
    Skeleton(
        "accordion",
        "/site/{id}",
        "/site/{id}/info/{serial}",
        "/site/{id}/info/{serial}",
        "{path}?p={n}",
        parts={"/static/top.js": "top"},
    ),
    Skeleton(
        "central",
        "/{folder}/home.htm",
        "/{folder}/{w:%Y-%m}/{w:%d}/content_{serial}.htm",
        "/{folder}/content_{serial}.htm",
        "{dir}home_{n0}.htm",
    ),
    Skeleton(
        "govportal",
        "/{folder}/",
        "/{folder}/{w:%Y%m}/content_{serial}.htm",
        "/{folder}/content_{serial}.htm",
        "{dir}home_{n0}.htm",
        file="/{folder}/{w:%Y%m}/{serial}/files/{mixed}.{ext}",
    ),
    Skeleton(
        "cityportal",
        "/{slug}/",
        "/{slug}/{w:%Y%m}/t{w:%Y%m%d}_{serial}.html",
        "/{slug}/d_{serial}.html",
        "{dir}index_{n}.html",
        per_page=(8, 15),
        charsets=("utf-8", "gbk"),
        file="/{slug}/{w:%Y%m}/W0{w:%Y%m%d}{serial}.{ext}",
    ),
)


def by_name(name: str) -> Skeleton:
    """The skeleton of this name."""
    return next(each for each in ALL if each.name == name)


def page_path(skeleton: Skeleton, path: str, number: int, pages: int) -> str:
    """The path of page `number` (from 1) of a list of `pages` pages whose first is at `path`."""
    if number == 1:
        return path
    head, _, ending = path.rpartition(".")
    return skeleton.page.format(
        dir=path[: path.rfind("/") + 1], stem=head, ext=ending, path=path, n=number, n0=number - 1,
        back=pages - number + 1, sep="&" if "?" in path else "?", id=_digits(path),
    )  # fmt: skip


def _digits(path: str) -> str:
    return next((part for part in path.replace(".", "/").replace("c", "/").split("/") if part.isdigit()), "")
