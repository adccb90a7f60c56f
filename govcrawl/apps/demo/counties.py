"""The fictional city of 云岭: eight counties, one loopback address each. No such places exist."""

from govcrawl.apps.demo.model import County

CITY = "云岭市"

QINGHE = County("青禾县", "青禾", "qinghe", "127.0.10.1", "9901230001", "青")
BAISHI = County("白石县", "白石", "baishi", "127.0.10.2", "9901240002", "白")
YUNTING = County("云汀县", "云汀", "yunting", "127.0.10.3", "9901250003", "云")
LUMING = County("鹿鸣县", "鹿鸣", "luming", "127.0.10.4", "9901260004", "鹿")
CHENGHU = County("澄湖县", "澄湖", "chenghu", "127.0.10.5", "9901270005", "澄")
WANGCHUAN = County("望川县", "望川", "wangchuan", "127.0.10.6", "9901280006", "望")
SHUANGLIN = County("霜林县", "霜林", "shuanglin", "127.0.10.7", "9901290007", "霜")
JINTAN = County("锦滩县", "锦滩", "jintan", "127.0.10.8", "9901300008", "锦")

REAL = (QINGHE, BAISHI, YUNTING, LUMING, CHENGHU, WANGCHUAN)
COUNTIES = (*REAL, SHUANGLIN, JINTAN)
