"""The portal of a county: news of several sources, the county itself, topics, and what a department's site has too."""

from __future__ import annotations

from random import Random

from benchmarks.random_sites.build import Builder
from benchmarks.random_sites.model import Column, Near, Site

_TOWNS = (
    "<table border=1><tr><td>乡镇</td><td>村数</td></tr><tr><td>城关镇</td><td>12</td></tr>"
    "<tr><td>东河镇</td><td>9</td></tr></table>"
)


class PortalBuilder(Builder):
    """Fills the portal of a county."""

    def __init__(self, site: Site, rng: Random) -> None:
        super().__init__(site, rng)
        site.platform, site.unit = "portal", self.words.place.removesuffix("市") + "县人民政府"

    def build(self) -> None:
        """All columns with their articles."""
        super().build()
        site, rng = self.site, self.rng
        news = Column(rng.choice(("新闻中心", "新闻动态", "政务要闻")), "xwzx", "hub")
        news.children = [
            site.column("dongtai"),
            self._list("部门动态", "bmdt", rng.randint(8, 13), rng.randint(1, 8), (1, 6), self.words.news),
            self._list(
                rng.choice(("乡镇动态", "镇街动态")),
                "xzdt",
                rng.randint(8, 13),
                rng.randint(1, 8),
                (2, 7),
                self.words.news,
            ),
        ]
        about = Column(f"走进{site.place.removesuffix('市')}", "zjxx", "hub")
        about.children = [
            Column("县情概况", "xqgk", "single", text="\n".join(self.words.paragraphs(3, 4))),
            Column("历史文化", "lswh", "single", text="\n".join(self.words.paragraphs(2, 3))),
            Column("行政区划", "xzqh", "html", html=_TOWNS),
        ]
        topics = Column(rng.choice(("专题专栏", "专题集锦")), "ztzl", "hub")
        topics.children = [
            self._list(self._topic(), f"zt{place}", rng.randint(3, 5), 20 * place, (5, 20), self.words.news)
            for place in (1, 2)
        ]
        site.columns = [about, news, *(each for each in site.columns if each.slug != "dongtai"), topics]
        for column in (news, about, topics):
            for child in column.children:
                child.parent = column
        site.near.append(Near("a table of few words", "C01", about.children[2]))
        site.near.append(Near("several columns of news", "F02", news.children[1]))

    def _topic(self) -> str:
        return self.words.fresh(("{t}专题", "{t}专栏"), 2021)
