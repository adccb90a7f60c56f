"""Departments of the fictional city, and the columns of a department's site. No such bodies exist."""

from govcrawl.apps.demo.model import Department
from govcrawl.apps.demo.plan import Spec

EDUCATION = Department(
    "云岭市教育局", "教育局", "ylsjyj", "127.0.10.21", "9901000021", "岭教", "jyj.yunling-demo.example"
)
WATER = Department("云岭市水务局", "水务局", "ylsswj", "127.0.10.22", "9901000022", "岭水", "swj.yunling-demo.gov.cn")
# Names that no real body has; these have no AAAA record.
WITHOUT_IPV6 = (WATER.domain,)
FORESTRY = Department("云岭市林业局", "林业局", "ylslyj", "127.0.10.23", "9901000023", "岭林", serves_public=False)

COLUMNS = (
    Spec("jggk", "机构概况", column_type="机构职能", form="parent"),
    Spec("jgzn", "机构职能", column_type="机构职能", parent="jggk", form="single"),
    Spec("ldzc", "领导之窗", column_type="负责人信息", parent="jggk", form="single"),
    Spec("xwdt", "新闻动态", column_type="工作动态", form="parent"),
    Spec("yw", "工作动态", "news", "工作动态", "xwdt", age=1, gap=3, count=20),
    Spec("tzgg", "通知公告", "notice", "通知公告", age=8, gap=20, count=14),
    Spec("zcwj", "政策文件", "policy", "政策文件", age=40, gap=40, count=8),
    Spec("zwgk", "政务公开", column_type="信息公开目录", form="parent"),
    Spec("gfxwj", "规范性文件", "rule", "政策文件", "zwgk", age=70, gap=80, count=5),
    Spec("zcjd", "政策解读", "interpretation", "政策解读", "zwgk"),
    Spec("ghjh", "规划计划", "plan", "规划计划", "zwgk", age=100, gap=60, count=4),
    Spec("czyjs", "财政预决算", "budget", "财政信息", "zwgk", age=150, gap=30, count=5),
    Spec("jytabl", "建议提案办理", "proposal", "建议提案", "zwgk", age=50, gap=9, count=6),
    Spec("hdjl", "互动交流", column_type="咨询投诉", form="parent"),
    Spec("jzxx", "局长信箱", "letter", "咨询投诉", "hdjl", age=6, gap=9, count=10),
    Spec("xjtj", "信件统计", "tally", "数据发布", "hdjl"),
)
