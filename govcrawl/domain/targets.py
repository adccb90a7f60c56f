"""Targets (检查对象) and the platforms that they stand on. The names of platforms are defined here alone."""

from __future__ import annotations

from dataclasses import dataclass

from govcrawl.domain.errors import InputError

PORTAL, DEPARTMENT, DISCLOSURE, POLICY_QA = "portal", "department", "disclosure", "policy_qa"
PLATFORMS = {
    "门户网站": PORTAL,
    "部门网站": DEPARTMENT,
    "信息公开平台": DISCLOSURE,
    "政策问答平台": POLICY_QA,
}
AVAILABILITY = "availability"  # no platform: the home pages of all websites
NEW_MEDIA = "new_media"  # accounts stand in a sheet of their own
# Sites with a home page for visitors; the indicators of websites are theirs alone.
WEBSITES = (PORTAL, DEPARTMENT)

# All that a target can be, by id.
PLATFORM_TITLES = {code: name for name, code in PLATFORMS.items()} | {NEW_MEDIA: "政务新媒体"}
# Platforms and the probes of home pages, in the order in which an inspection run takes them, as it calls them.
INSPECTION_TITLES = {
    AVAILABILITY: "网站首页",
    **{code: name for name, code in PLATFORMS.items()},
    NEW_MEDIA: "政务新媒体账号",
}
INSPECTION_PLATFORMS = tuple(INSPECTION_TITLES)
EVERYTHING = "everything"  # no platform: the spider that inspects several side by side
_IDS = {title: code for code, title in PLATFORM_TITLES.items()} | {"新媒体": NEW_MEDIA}


@dataclass(frozen=True, slots=True)
class Target:
    """检查对象: one website or platform of a unit."""

    unit: str
    platform: str  # portal, department, disclosure, policy_qa
    name: str
    url: str  # normalised
    unit_kind: str = "部门"  # 县市区 or 部门
    site_code: str = ""  # 网站标识码
    start_urls: tuple[str, ...] = ()
    render: str = "auto"  # auto, static, browser
    serves_public: bool = True  # 对外服务
    note: str = ""


def platform_id(name: str) -> str:
    """The id of a platform that is given by id or Chinese name; InputError, listing the known ones, for any other."""
    plain = name.strip()
    found = _IDS.get(plain, plain)
    if found not in PLATFORM_TITLES:
        known = "、".join(f"{title}（{code}）" for code, title in PLATFORM_TITLES.items())
        raise InputError(f"平台类型“{name}”无法识别，可用的有：{known}。")
    return found


def platforms_named(names: str) -> tuple[str, ...]:
    """The members of INSPECTION_PLATFORMS in `names`, separated by commas, in the order of an inspection run.

    InputError, listing the known ones, for any other.
    """
    wanted = {name.strip() for name in names.split(",") if name.strip()}
    if unknown := sorted(wanted.difference(INSPECTION_PLATFORMS)):
        raise InputError(f"平台类型“{unknown[0]}”无法检查，可用的有：{'、'.join(INSPECTION_PLATFORMS)}。")
    return tuple(platform for platform in INSPECTION_PLATFORMS if platform in wanted)
