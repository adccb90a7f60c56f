"""Departments and other bodies of the fictional city beyond those of the small one. No such bodies exist."""

from __future__ import annotations

from govcrawl.apps.demo.counties import CITY
from govcrawl.apps.demo.model import Department

# Name without the city, short name, letters of its host name and document numbers, whether it serves the public.
_DEPARTMENTS = (
    ("发展和改革委员会", "发改委", "fgw", "发改", True),
    ("工业和信息化局", "工信局", "gxj", "工信", True),
    ("公安局", "公安局", "gaj", "公", True),
    ("民政局", "民政局", "mzj", "民", True),
    ("司法局", "司法局", "sfj", "司", True),
    ("财政局", "财政局", "czj", "财", False),
    ("人力资源和社会保障局", "人社局", "rsj", "人社", True),
    ("自然资源局", "自然资源局", "zrzyj", "自然资", True),
    ("生态环境局", "生态环境局", "sthjj", "环", True),
    ("住房和城乡建设局", "住建局", "zjj", "建", True),
    ("城市管理局", "城管局", "cgj", "城管", True),
    ("交通运输局", "交通局", "jtj", "交", True),
    ("农业农村局", "农业农村局", "nyj", "农", True),
    ("商务局", "商务局", "swj2", "商", True),
    ("文化和旅游局", "文旅局", "wlj", "文旅", True),
    ("卫生健康委员会", "卫健委", "wjw", "卫", True),
    ("退役军人事务局", "退役军人局", "tyjrj", "退役", True),
    ("应急管理局", "应急局", "yjj", "应急", True),
    ("审计局", "审计局", "sjj", "审", False),
    ("市场监督管理局", "市监局", "scjgj", "市监", True),
    ("统计局", "统计局", "tjj", "统", False),
    ("医疗保障局", "医保局", "ybj", "医保", True),
    ("乡村振兴局", "乡村振兴局", "xczxj", "乡振", False),
    ("信访局", "信访局", "xfj", "信", True),
    ("数据资源管理局", "数据局", "sjzyj", "数", True),
    ("体育局", "体育局", "tyj", "体", True),
    ("地方金融监督管理局", "金融局", "jrj", "金", False),
    ("住房公积金管理中心", "公积金中心", "gjj", "公积", True),
    ("供销合作社联合社", "供销社", "gxs", "供", False),
)
# They have a platform and no site of their own.
_WITHOUT_SITE = (
    ("人民政府办公室", "市政府办", "szfb", "政办"),
    ("经济开发区管理委员会", "经开区", "jkq", "经开"),
    ("机关事务管理中心", "机关事务中心", "jgsw", "机管"),
    ("地方志编纂中心", "方志中心", "fzzx", "志"),
    ("档案馆", "档案馆", "dag", "档"),
    ("消防救援支队", "消防支队", "xfzd", "消"),
    ("税务局", "税务局", "swj3", "税"),
    ("气象局", "气象局", "qxj", "气"),
)

BODIES = tuple(
    Department(
        f"{CITY}{name}",
        short,
        f"yls{key}",
        f"127.0.10.{24 + place}",
        f"99010001{place:02d}",
        f"岭{word}",
        serves_public=serves,
    )
    for place, (name, short, key, word, serves) in enumerate(_DEPARTMENTS)
)
OTHERS = tuple(
    Department(f"{CITY}{name}", short, f"yls{key}", "", f"99010002{place:02d}", f"岭{word}")
    for place, (name, short, key, word) in enumerate(_WITHOUT_SITE)
)
