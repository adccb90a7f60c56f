"""Invented places, titles and running text."""

from __future__ import annotations

from random import Random

_FIRST = "临松岭湘沅汀浔洛沁潞渭泾涪沱汶淇泗浉滁溧"
_SECOND = "溪川泉坪塬湾洲港陵岗埠屯淀浦沙峪"
_OFFICES_TEXT = (
    "自然资源局 文化和旅游局 商务局 审计局 民政局 林业和草原局 城市管理局 市场监督管理局 "
    "退役军人事务局 水务局 气象局 生态环境局 粮食和物资储备局 信访局 统计局 档案局"
)
OFFICES = _OFFICES_TEXT.split()
_TOPICS_TEXT = (
    "乡村道路养护 社区食堂建设 老旧电梯更新 河道清淤 校园周边整治 农产品冷链 公共自行车 雨污分流 "
    "古树名木保护 夜间经济 残疾人就业 家政服务 防汛物资 冬季供暖 垃圾分类 公园提质 智慧停车 农机补贴 "
    "水源地保护 文物普查 消防通道 企业用工 物业管理 志愿服务 野生动物救助 小微企业融资 农贸市场改造 "
    "绿道建设 燃气安全 无障碍设施"
)
_TOPICS = _TOPICS_TEXT.split()
_VERBS = ["推进", "部署", "调研", "检查", "座谈", "启动", "完成", "通报", "督导", "交流"]
_SENTENCES = (
    "会议听取了关于{t}的情况汇报，研究了下一步措施。",
    "有关科室要对照清单逐项落实，{t}工作不得走过场。",
    "截至目前，全{k}{t}共涉及{n}个点位，资金已全部到位。",
    "请各乡镇结合实际抓好{t}，遇到问题及时反馈。",
    "工作人员现场查看了{t}的进展，与群众进行了交流。",
    "按照要求，{t}实行月调度、季通报，结果纳入考核。",
    "现将{t}有关事项说明如下，望周知。",
    "群众对{t}反映较好，也提出了{n}条意见和建议。",
)
_NOTICE = (
    "关于开展{t}专项行动的通知",
    "关于做好{y}年{t}工作的通知",
    "{t}项目招标公告",
    "{t}拟补助名单公示",
    "关于征求《{t}管理规定》意见的公告",
)
_NEWS = ("{p}{v}{t}工作", "{t}工作{v}会召开", "{t}见成效：{p}的一天", "局领导{v}{t}", "{p}多措并举抓{t}")
_NAMES = ("分管综合的局长", "分管业务的副局长", "分管机关党建的副局长", "总工程师", "二级调研员")


class Words:
    """Texts for one site, drawn from `rng`."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self.place = rng.choice(_FIRST) + rng.choice(_SECOND) + "市"
        self.office = rng.choice(OFFICES)
        self._used: set[str] = set()

    def topic(self) -> str:
        """A matter of local government."""
        return self._rng.choice(_TOPICS)

    def fresh(self, patterns: tuple[str, ...], year: int) -> str:
        """A title of one of the `patterns` that the site does not have yet."""
        for _ in range(200):
            title = self._rng.choice(patterns).format(t=self.topic(), p=self.place, v=self._rng.choice(_VERBS), y=year)
            if title not in self._used:
                break
            title += f"（{self._rng.choice('一二三四五六七八九')}）"
            if title not in self._used:
                break
        self._used.add(title)
        return title

    def news(self, year: int) -> str:
        """A headline of news, once per site."""
        return self.fresh(_NEWS, year)

    def notice(self, year: int) -> str:
        """A headline of a notice, once per site."""
        return self.fresh(_NOTICE, year)

    def policy(self) -> str:
        """The matter of a policy, once per site."""
        return self.fresh(("{t}管理办法", "{t}奖励办法", "{t}若干措施", "{t}实施意见"), 2021)

    def leaders(self) -> list[str]:
        """Posts of the office's leaders; posts alone, for nobody real is meant."""
        return list(_NAMES[: self._rng.randint(3, 5)])

    def paragraphs(self, least: int = 2, most: int = 6) -> list[str]:
        """Running text."""
        return [
            "".join(
                self._rng.choice(_SENTENCES).format(t=self.topic(), k="市", n=self._rng.randint(3, 80))
                for _ in range(self._rng.randint(2, 4))
            )
            for _ in range(self._rng.randint(least, most))
        ]
