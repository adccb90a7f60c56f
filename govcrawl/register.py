"""The office's register (台账)."""

from dataclasses import dataclass


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
