"""The city's policy Q&A platform: departments some of which have no questions, no new ones, or questions unanswered."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random

from benchmarks.random_sites.model import INSPECTED, Article, Column, Letter, Near, Site, Truth
from benchmarks.random_sites.planting import Late, nothing
from benchmarks.random_sites.words import OFFICES, Words

_THEMES = ("社会保障", "创业就业", "不动产登记", "公共卫生", "交通出行", "教育入学", "住房保障", "养老服务")
_QUESTIONS = ("{t}怎么申请", "{t}需要准备哪些材料", "{t}的补贴标准是多少", "{t}在哪里办理")
_OPEN = ("", "尚未答复", "正在办理中")
_QUARTER = 50  # days of the round up to the inspection
PLANTED = 5  # departments without questions, as many without new ones, as many questions without an answer


class QuestionBuilder:
    """Fills a Q&A platform, its defects included: they are those of its departments."""

    def __init__(self, site: Site, rng: Random) -> None:
        self.site, self.rng, self.words = site, rng, Words(rng)
        site.platform, site.place, site.unit = "policy_qa", self.words.place, f"{self.words.place}政策问答平台"
        names = rng.sample(list(OFFICES), 3 * PLANTED + 1)
        site.departments = [self.words.place + name for name in names]
        self.silent, self.old = site.departments[:PLANTED], site.departments[PLANTED : 2 * PLANTED]
        self.without: list[Article] = []

    def build(self) -> None:
        """All columns with their questions."""
        site = self.site
        site.columns = [Column(name, f"wd{at + 1}", "letters") for at, name in enumerate(_THEMES)]
        for at, unit in enumerate(site.departments[PLANTED:]):
            for _ in range(self.rng.randint(3, 4)):
                self._ask(unit, site.columns[at % len(_THEMES)], self.rng.randint(_QUARTER + 5, 300))
            if unit not in self.old:
                self._ask(unit, site.columns[at % len(_THEMES)], self.rng.randint(2, _QUARTER - 5))
        for unit in site.departments[2 * PLANTED :][:PLANTED]:
            article = next(each for column in site.columns for each in column.articles if each.source == unit)
            assert article.letter is not None
            article.letter.replied, article.letter.reply = None, ""
            self.without.append(article)
        for unit in site.departments[2 * PLANTED :]:
            article = next(each for column in site.columns for each in column.articles[::-1] if each.source == unit)
            site.near += [Near("department that answers", "Q01 Q02"), Near("question with an answer", "Q03", article)]

    def _ask(self, unit: str, column: Column, age: int) -> None:
        day = INSPECTED - timedelta(days=age)
        title = self.words.fresh(_QUESTIONS, day.year)
        letter = Letter(day, f"请问{title}？", day, "您好，请携带身份证到窗口办理，具体以窗口解释为准。")
        when = datetime.combine(day, time(10, 20))
        column.articles.append(Article(title, when, column, [], source=unit, letter=letter))

    def truth(self) -> tuple[list[Late], list[Late]]:
        """What must be found, and what may be."""
        silent, old, without, site = self.silent, self.old, self.without, self.site
        return [
            lambda: [Truth("Q01", unit) for unit in silent],
            lambda: [Truth("Q02", unit) for unit in old],
            lambda: [Truth("Q03", site.at(article.path)) for article in without],
        ], [nothing]
