"""Columns whose rows show no day: the articles behind them must have been read before they are called undated."""

from __future__ import annotations

from tests.night.handmade import Inspected, Site, page


def rows(folder: str, days: bool) -> str:
    shown = {n: f" 2021-07-0{n}" if days else "" for n in (5, 4, 3, 2, 1)}
    return "".join(
        f"<li><a href='/{folder}/{n}.html'>示例县第{n}批惠民项目进展</a>{day}</li>" for n, day in shown.items()
    )


def column(name: str, body: str) -> bytes:
    return page(name, f"<p>当前位置：<a href='/'>首页</a> &gt; {name}</p><h2>{name}</h2><ul>{body}</ul>")


TEXT = "<p>" + "全县各单位围绕惠民项目开展了专项检查，逐项核对进展，确保按期完成。" * 6 + "</p>"


def _pages() -> dict[str, bytes]:
    menu = "<ul><li><a href='/lb/'>工作动态</a></li><li><a href='/wz/'>部门动态</a></li></ul>"
    pages = {
        "/": page("示例县人民政府", menu),
        "/lb/": column("工作动态", rows("lb", days=False)),
        "/wz/": column("部门动态", rows("wz", days=False)),
    }
    # Behind the one are pages that look like lists, behind the other articles without a day.
    pages |= {f"/lb/{n}.html": column(f"第{n}批", rows(f"lb/x{n}", days=True)) for n in range(1, 6)}
    return pages | {
        f"/wz/{n}.html": page(f"示例县第{n}批惠民项目进展", f"<h1>示例县第{n}批惠民项目进展</h1>{TEXT}")
        for n in range(1, 6)
    }


SITE = Site("127.0.12.7", _pages())
SITES = (SITE,)


def test_a_column_is_undated_only_when_its_articles_were_read(handmade: Inspected) -> None:
    judged = {(each.url.split("/")[3], each.rule): each.outcome for each in handmade.findings(SITE)}
    assert judged.get(("lb", "F05")) == "error"
    assert judged.get(("wz", "F05")) == "fail"
