"""What an account is called in a link's text or a caption, and whose it is."""

from __future__ import annotations

import re
from collections import Counter

from govcrawl.domain.targets import Target
from govcrawl.register import Account, Register

# What platforms are called, longer words first; what is left of a text is the account's own name.
PLATFORMS = (
    *("微信公众平台", "微信公众号", "微信服务号", "微信订阅号", "公众号", "视频号", "微信号", "微信"),
    *("新浪微博", "腾讯微博", "微博", "官微", "抖音号", "抖音", "今日头条", "头条号", "头条", "快手号", "快手"),
    *("小红书", "百家号", "哔哩哔哩", "B站", "知乎", "西瓜视频", "微视"),
)
_BESIDE = (
    *("新媒体", "二维码", "扫一扫", "扫码", "扫描", "关注", "官方", "政务", "我们的", "我们", "本站", "本网", "本局"),
    *("手机", "平台", "账号", "图片", "图标", "logo"),
)
_DECORATION = re.compile(rf"(?:{'|'.join((*PLATFORMS, *_BESIDE))})++", re.I)
_MARKS = re.compile(r"[\s:：“”\"「」『』《》【】()（）@·,，|、-]+")
# What names a body. A neutral name (零距离, 早知道) on a unit's home page is the unit's own.
_BODY = re.compile(
    r"中国|中共|中央|国务院|国家|全国|全省|人民|新华|央视|[省市县区州旗](?!民|井|场|域|长)|政府|[局委厅院](?:$|发布|在线|微)|公安|警|消防"
    r"|法院|检察|日报|晚报|广播|电视|传媒|融媒|共青团|团[省市县区]委|妇联|工会|大学|学院|银行|集团|公司"
)
_OFFICE = re.compile(r"(?:人民政府|政府|委员会|管理局|[省市县区局委办厅])$")
_OFFICES = "政府网站 政府门户网站 人民政府 民政府 信息公开平台 发布 在线 官方 政务 委员会 管理局 服务 中国"
_SHARED = 4  # units of the register at least, half of which bear a word that tells none of them from another


def name_in(text: str) -> str:
    """The account's own name in the text of a link or a caption; "" where it only says what platform it is."""
    before, _, after = text.replace("：", ":").partition(":")
    if after and not _MARKS.sub("", _DECORATION.sub("", before)):
        return _MARKS.sub("", after)
    return _MARKS.sub("", _DECORATION.sub("", text))


class AccountOwner:
    """Tells whether an account is that of the unit of a target."""

    def __init__(self, target: Target, register: Register) -> None:
        self._unit, self._accounts = target.unit, register.accounts
        names = {unit.name: (unit.name, *unit.aliases) for unit in register.units}
        own = _pairs(*names.pop(target.unit, (target.unit,)), target.name)
        others = [_pairs(*each) for each in names.values()]
        counts = Counter(pair for each in others for pair in each)
        self._common = {pair for pair, count in counts.items() if 2 * count >= max(len(others), _SHARED)}
        self._others = {pair for each in others for pair in each} - own - self._common
        # The city's own government bears nothing but the place that all its offices bear.
        self._own, self._place = own - self._common, own if own <= self._common else frozenset()

    def account_named(self, name: str) -> Account | None:
        """The account of the register that bears this name, or has it as its number."""
        return next((each for each in self._accounts if name and name in (each.name, each.account_id)), None)

    def judge(self, name: str, platform: str) -> tuple[str, str]:
        """(state, account): whose the account of that `name` on `platform` is, which the register does not have.

        It is the unit's own ("unknown") when its name says nothing, has what only the unit's names have, or names
        nobody else; "foreign" when it does; "unclear" when it may be `account`, which the register has no address of.
        """
        if not name or name.startswith("http"):
            mine = (each for each in self._accounts if each.unit == self._unit and not each.home)
            same = next(
                (each.name for each in mine if each.platform[-2:] in platform or platform[-2:] in each.platform), ""
            )
            return ("unclear", same) if same else ("unknown", "")
        pairs = _pairs(name)
        if pairs & self._own:
            return "unknown", ""
        if pairs & self._others:
            return "foreign", ""
        if pairs & self._place:
            return "unknown", ""
        return ("foreign" if pairs & self._common or _BODY.search(name) else "unknown"), ""


def _pairs(*names: str) -> frozenset[str]:
    """Pairs of neighbouring characters of names, without those that any office's name may have."""
    bare = [_OFFICE.sub("", _OFFICE.sub("", "".join(name.split()))) for name in names]
    return frozenset(pair for name in bare for pair in _split(name)) - _ANY_OFFICE


def _split(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


_ANY_OFFICE = frozenset(pair for word in _OFFICES.split() for pair in _split(word))
