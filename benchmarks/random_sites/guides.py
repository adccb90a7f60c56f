"""Service guides with their eight elements, written as different systems write them."""

from __future__ import annotations

from random import Random

ELEMENTS = ("事项名称", "设定依据", "申请条件", "办理材料", "办理地点", "办理时间", "联系电话", "办理流程")
_SYNONYMS = {
    "设定依据": ("法律依据", "设定依据", "办理依据"),
    "申请条件": ("申请条件", "受理条件", "办理条件"),
    "办理材料": ("申请材料", "办理材料", "所需材料"),
    "办理地点": ("办理地点", "受理地点", "办公地址"),
    "办理时间": ("办理时间", "办公时间", "工作时间"),
    "联系电话": ("咨询电话", "联系电话", "联系方式"),
    "办理流程": ("办理流程", "办理程序", "办事流程"),
}
_SAID = {
    "设定依据": "《行政许可法》及本行业管理条例",
    "申请条件": "在本市依法登记，具有固定场所和相应人员",
    "办理材料": "1.申请表；2.营业执照复印件；3.授权委托书",
    "办理地点": "政务服务中心二楼综合窗口",
    "办理时间": "工作日上午8:30至12:00，下午14:30至18:00",
    "联系电话": "0930-8200{n}",
    "办理流程": "申请、受理、审核、决定、送达",
}
LOOKS = 4


def guide(matter: str, look: int, rng: Random, kept: tuple[str, ...] = ELEMENTS) -> str:
    """The inside of a guide for `matter` with the elements `kept`, in one of `LOOKS` looks."""
    pairs = []
    for element in ELEMENTS:
        if element in kept:
            name = rng.choice(_SYNONYMS.get(element, (element,)))
            said = matter if element == "事项名称" else _SAID[element].format(n=rng.randint(100, 999))
            pairs.append((name, said))
    if look == 0:
        return f"<table border=1>{''.join(f'<tr><td>{name}</td><td>{said}</td></tr>' for name, said in pairs)}</table>"
    if look == 1:
        numbers = "一二三四五六七八"
        return "".join(f"<p><b>{numbers[at]}、{name}</b></p><p>{said}</p>" for at, (name, said) in enumerate(pairs))
    if look == 2:
        return "".join(f"<h4>{name}</h4><div>{said}</div>" for name, said in pairs)
    return f"<dl>{''.join(f'<dt>{name}：</dt><dd>{said}</dd>' for name, said in pairs)}</dl>"
