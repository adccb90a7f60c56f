"""Pages that stand where another site once was; they are served beside a platform that does not link them."""

from govcrawl.apps.demo.model import Response
from govcrawl.apps.demo.platforms import COUNTY_PLATFORMS

STRAY = COUNTY_PLATFORMS[-1].host
BETTING, SOLD, LOTTERY = "/hzmt/", "/lyzt/", "/gyj/"
_PAGES = {
    BETTING: ("本地热线", "注册即送彩金，百家乐、老虎机、体育投注一应俱全，首存优惠不限次数。"),
    SOLD: ("本站域名", "该域名已过期，此域名可出售，有意者请联系。"),
    LOTTERY: ("体育彩票公益金使用情况", "去年体育彩票公益金用于全民健身，有关部门提醒远离网络博彩。"),
}


def strays() -> dict[str, Response]:
    """The pages by path."""
    made = {}
    for path, (title, text) in _PAGES.items():
        head = f'<html><head><meta charset="utf-8"><title>{title}</title></head>'
        made[path] = Response(200, f"{head}<body><h1>{title}</h1><p>{text}</p></body></html>".encode())
    return made
