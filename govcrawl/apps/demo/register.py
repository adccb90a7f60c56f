"""The register (台账) of the demo city."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from govcrawl.apps.demo.city import City
from govcrawl.apps.demo.counties import QINGHE
from govcrawl.apps.demo.departments import EDUCATION, WATER
from govcrawl.apps.demo.media import HOST, SUPERIOR, DemoAccount
from govcrawl.apps.demo.model import Department, Site
from govcrawl.apps.demo.platforms import CountyPlatform, DepartmentPlatform
from govcrawl.domain.errors import OutputError
from govcrawl.register.schema import SHEETS

_BASIS = "模拟城市演示用"
# Columns of one portal and who answers for them; the last is not there.
DUTIES = (
    ("政策文件", QINGHE.unit),
    ("规范性文件", QINGHE.unit),
    ("应急管理", WATER.name),
    ("校园安全", EDUCATION.name),
)
# 平台类型, 单位类别, 单位名称, 栏目名称, 同义名称, 更新周期, 本年度须有, 依据
REQUIRED = (
    ("门户网站", "县市区", None, "政府购买服务", "购买服务；政府向社会力量购买服务", 365, "是", _BASIS),
    ("门户网站", "县市区", "白石县人民政府", "公示公告", "公示信息", 365, "否", _BASIS),
    ("门户网站", "县市区", "云汀县人民政府", "意见征集", "民意征集", 90, "否", _BASIS),
    ("门户网站", "县市区", "鹿鸣县人民政府", "意见征集", "民意征集", 90, "否", _BASIS),
    ("部门网站", "部门", None, "建议提案办理", "人大建议和政协提案办理；建议提案", 365, "否", _BASIS),
)


def write_register(city: City, path: Path) -> None:
    """Write the register at `path` at one stroke; OutputError when it cannot be written."""
    rows: dict[str, list[tuple[object, ...]]] = {
        "单位": _units(city),
        "网站": [_website(city, site) for site in city.sites if site.unit],
        "应设栏目": list(REQUIRED),
        "新媒体": [_account(city, account) for account in city.accounts],
        "栏目责任": [(f"http://{QINGHE.host}:{city.port}/", column, unit) for column, unit in DUTIES],
        "上级信息": [(item.title, item.published, "上级政府网站", item.days) for item in SUPERIOR],
    }
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in SHEETS:
        page = book.create_sheet(sheet.name)
        page.append(sheet.names)
        for row in rows.get(sheet.name, []):
            page.append(row)
    temporary = path.with_name(f".~{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(temporary)
        temporary.replace(path)
    except OSError as fault:
        temporary.unlink(missing_ok=True)
        raise OutputError(f"台账 {path} 无法写入（{fault.strerror or fault}），请换一个位置或检查权限。") from fault


def _units(city: City) -> list[tuple[object, ...]]:
    """Every unit once: those with sites in their order, then those that only answer questions."""
    connected = {unit.name: unit for unit in city.answerers if unit.connected}
    rows: dict[str, tuple[object, ...]] = {}
    for site in city.sites:
        owner = site.owner
        if not site.unit:
            continue
        on_qa = "是" if site.unit in connected else "否"
        if isinstance(owner, Department):
            rows[site.unit] = (site.unit, "部门", owner.short, "是" if owner.serves_public else "否", on_qa)
        else:
            rows.setdefault(site.unit, (site.unit, "县市区", site.unit.removesuffix("人民政府"), "是", on_qa))
    for unit in connected.values():
        rows.setdefault(unit.name, (unit.name, "部门", unit.short, "是", "是"))
    return list(rows.values())


def _website(city: City, site: Site) -> tuple[object, ...]:
    return site.unit, platform_of(site), site.name, city.address(site), site.site_code, None, "自动", None


def _account(city: City, account: DemoAccount) -> tuple[object, ...]:
    base = f"http://{HOST}:{city.port}"
    home, feed = (base + path if path else None for path in (account.home_path, account.feed_path))
    dates = account.opened, account.registered
    return (
        account.unit, account.platform, account.name, account.key, home, feed, *dates, account.status, account.closed,
    )  # fmt: skip


def platform_of(site: Site) -> str:
    """What the register calls such a target (平台类型)."""
    if site.owner is None:
        return "政策问答平台"
    if isinstance(site.owner, CountyPlatform | DepartmentPlatform):
        return "信息公开平台"
    return "部门网站" if isinstance(site.owner, Department) else "门户网站"
