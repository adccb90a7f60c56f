"""Titles and texts of the demo city: realistic, fictional, the same on every run."""

from __future__ import annotations

from datetime import date, timedelta

from govcrawl.demo.model import County

_WORK = (
    "乡村道路养护", "城乡供水一体化", "夏季防汛", "夏粮收购", "老旧小区改造", "校园安全", "文旅融合发展", "社区养老服务",
    "农产品质量监管", "营商环境优化", "秸秆综合利用", "基层医疗服务", "河湖水质治理", "森林防火", "农村电商", "特色产业培育",
    "公共图书服务", "农村人居环境整治", "食品安全监管", "基层治理网格化", "防汛物资储备", "城区绿化提升", "智慧停车", "困难群众走访",
)  # fmt: skip
_NEWS = (
    "{c}召开{t}工作推进会", "{c}扎实推进{t}工作", "县领导调研{t}工作", "{c}{t}工作取得新进展", "{c}开展{t}专项督导",
)  # fmt: skip
_NOTICES = (
    "城区部分路段临时交通管制", "公共租赁住房申请受理", "义务教育阶段招生入学安排", "饮用水水源保护区划定", "高温天气有序用电",
    "城区道路夜间施工", "建设项目用地预审批前公示情况", "小微企业稳岗返还名单公示", "食品安全监督抽检结果", "农村饮水工程停水检修",
    "公交线路优化调整", "农机购置补贴资金结算", "城区禁止燃放烟花爆竹", "基本医疗保险参保缴费", "县城供气管网改造",
    "秋季森林防火期设定", "拟命名示范社区名单公示", "城市公园闭园维护", "不动产权证书遗失声明", "夜间渣土运输管理",
    "防空警报试鸣", "城区共享单车停放管理", "文化馆免费开放时间调整", "生活垃圾分类投放时间",
)  # fmt: skip
_NOTICE_ENDINGS = ("的公告", "的通告", "的通知")
_DEPARTMENTS = ("教育体育局", "民政局", "财政局", "交通运输局", "水利局", "农业农村局", "文化旅游局", "卫生健康局", "市场监管局",
                "统计局", "应急管理局", "自然资源局", "住房城乡建设局", "医疗保障局", "林业局", "司法局")  # fmt: skip
_RULES = (
    "公共停车场", "农村公路养护", "城镇公共供水", "公益性岗位", "小型水库运行", "农贸市场经营秩序", "政府投资项目",
    "乡镇消防救援队伍", "户外广告设施", "农村宅基地审批",
)  # fmt: skip
_LETTERS = (
    "老旧小区加装电梯补贴", "公交站台遮阳设施", "农村自来水水压不足", "小学校门口交通拥堵", "医保异地备案流程", "公园夜间照明",
    "路灯损坏报修", "生活垃圾清运时间", "居住证办理材料", "社区食堂开放时间", "农田灌溉用水", "图书馆自习座位",
)  # fmt: skip
_COMPILED_AFTER = timedelta(days=45)  # figures of a quarter are out some weeks after it ends
_BODY = (
    "为进一步做好{t}相关工作，{c}结合本地实际，研究制定工作措施，明确责任分工和完成时限，确保各项任务落到实处、取得实效。",
    "各乡镇、各有关部门要充分认识此项工作的重要意义，加强组织领导，强化协同配合，建立工作台账，及时研究解决工作中遇到的困难和问题。",
    "县直有关单位将适时开展督促指导，对工作推进有力的予以通报表扬，对落实不到位的督促整改，推动形成常态长效工作机制。",
)


def title(topic: str, county: County, index: int, day: date) -> str:
    """The title of the `index`-th entry of a column on that topic."""
    c = county.name
    match topic:
        case "news" | "dept" | "town":
            # Each column takes another phrase for the same work, so that no two columns share a title.
            shift, phrase = {"news": (0, 0), "dept": (7, 1), "town": (15, 2)}[topic]
            place = index + shift
            return _NEWS[(place + phrase) % len(_NEWS)].format(c=c, t=_WORK[place % len(_WORK)])
        case "notice":
            return f"关于{_NOTICES[index % len(_NOTICES)]}{_NOTICE_ENDINGS[index % 3]}"
        case "bulletin":
            return f"{c}{_DEPARTMENTS[index % len(_DEPARTMENTS)]}关于{_NOTICES[(index + 5) % len(_NOTICES)]}情况的公示"
        case "policy":
            return f"{c}人民政府办公室关于做好{day.year}年{_WORK[(index * 5) % len(_WORK)]}工作的通知"
        case "rule":
            return f"{c}{_RULES[index % len(_RULES)]}管理办法"
        case "letter":
            return f"关于{_LETTERS[index % len(_LETTERS)]}的咨询"
        case "consult":
            return f"关于《{c}{_WORK[(index * 3) % len(_WORK)]}实施方案（征求意见稿）》公开征求意见的公告"
        case "topic":
            return f"{c}{_WORK[(index * 7) % len(_WORK)]}专题活动启动"
    return _departmental(topic, c, index, day)


def _departmental(topic: str, c: str, index: int, day: date) -> str:
    department = _DEPARTMENTS[index % len(_DEPARTMENTS)]
    work = _WORK[(index * 5 + 2) % len(_WORK)]
    match topic:
        case "plan":
            return f"{c}{department}{day.year}年{work}工作计划"
        case "budget":
            return f"{c}{department}{day.year}年部门预算公开说明"
        case "staff":
            return f"{c}{department}{day.year}年公开招聘工作人员公告"
        case "purchase":
            return f"{c}{department}{day.year}年政府购买{work}服务项目公告"
        case "emergency":
            return f"{c}{department}{work}应急预案"
        case "figures":
            return f"{c}{_period(day)}主要经济指标"
        case "tally":
            return f"{c}{_period(day)}信件办理情况统计"
    raise ValueError(f"no titles for topic {topic!r}")


def _period(day: date) -> str:
    day -= _COMPILED_AFTER
    return f"{day.year}年第{'一二三四'[(day.month - 1) // 3]}季度"


def department(county: County, index: int) -> str:
    return f"{county.name}{_DEPARTMENTS[index % len(_DEPARTMENTS)]}"


def paragraphs(county: County, subject: str, index: int) -> list[str]:
    """The body of an article."""
    work = _WORK[index % len(_WORK)]
    first = f"现将“{subject}”有关事项说明如下。本页内容为模拟演示，所涉单位和事项均为虚构。"
    return [first, *(line.format(c=county.name, t=work) for line in _BODY)]


def single(county: County, name: str) -> list[str]:
    """The text of a page that is a column by itself."""
    lines = {
        "县情概况": f"{county.name}位于云岭市中部，全县辖十二个乡镇、一百三十六个行政村，地形以丘陵为主，四季分明，雨量充沛。",
        "行政区划": f"{county.name}现辖六个镇、六个乡，县人民政府驻城关镇，各乡镇设便民服务中心，统一提供政务服务。",
        "历史文化": f"{county.name}历史悠久，民间手工造纸、采茶戏等技艺流传至今，建有县博物馆、文化馆和十二个乡镇文化站。",
        "机构职能": f"{county.name}人民政府办公室负责县政府日常工作，承担政务公开、政府信息公开和政府网站管理等职责，办公时间为工作日。",
        "领导之窗": "县长主持县人民政府全面工作；常务副县长负责县政府常务工作；各副县长按照分工负责相关领域工作，分工情况以县政府通知为准。",
    }
    text = lines.get(name, f"{county.name}人民政府门户网站“{name}”页面。")
    return [text, "各单位按照职责分工抓好落实，有关情况变化时由责任单位及时更新本页内容，欢迎社会各界提出意见和建议。"]
