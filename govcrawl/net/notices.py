"""Pages that say something of themselves in place of content: not found, kept off, under repair, closed, log in.

What counts is what a visitor sees: a short text outside of links, in a page that leads nowhere and is no document.
A sentence is weighed by its parts (of what it speaks, what became of it, whom it addresses), not matched as a phrase.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from govcrawl.net.shown import VisibleParts


class Notice(StrEnum):
    """What a page says of itself."""

    GONE = "gone"
    BLOCKED = "blocked"
    CLOSED = "closed"
    REPAIR = "repair"
    LOGIN = "login"


# Said by way of mention, not of the page itself: what stands in quotation marks, and names of documents.
_MENTIONED = re.compile(r"“[^”]{0,60}”|‘[^’]{0,60}’|「[^」]{0,60}」|《[^》]{0,80}》|\"[^\"]{0,60}\"")
_DOCUMENT = re.compile(
    r"第[一二三四五六七八九十百\d]{1,5}[条章款]|《[^》]{1,400}》|(?:发布|发文|公布|成文)(?:时间|日期)|(?:信息|文章|稿件)?来源\s*[:：]|作者\s*[:：]"
    r"|^关于.{2,80}的(?:公告|通告|通知|说明|意见|决定|批复|函)|告知书|特此(?:公告|通知|通告)|现予(?:告知|公告)"
)
_IMPRINT = re.compile(
    r"主办|承办|版权|copyright|©|备案|ICP|公安|标识码|联系电话|邮编|技术支持|powered by|地址\s*[:：]", re.I
)
_SENTENCE = re.compile(r"[。！!？?；;…]+|(?<=[a-z])\.(?=\s|$)")

_PAGE = "页面|网页|网址|链接|地址|url|文件|资源|栏目|频道|专题|网站|站点|page|file|resource|document|address|link"
_RECORD = "信息|内容|文章|稿件|新闻|记录|数据|视频|图片|主题|article|content"
_SITE = "网站|站点|本站|系统|平台|门户|服务器|服务|域名|主机|website|web ?site|site|server|service|domain"
# The noun stands alone or with what points at it: 政府信息 (a subject of the text) is not 该信息 (this page).
_THIS = r"(?:^|[^\u4e00-\u9fffa-z]|[的该此本所这]|指定|目标|当前|对应|相应|requested |this |the |that )"
_SO = (
    r"(?:永久|全面|临时|目前|暂时|可能|或者|或|已经|现已|已|也|并|均|都|暂|正在|正|现|未审核|未通过审核|未发布|被[^，。]{1,6}?|被|进行|处于"
    r"|[\s,，、]| is| was| has| been| are"
    r"| be| currently| temporarily| may| have){0,5}"
)
_LOST = (
    r"不存在|找不[到着]|未找到|没有?找到|无法找到|没有?发现|走丢|丢失|丢了"
    r"|迷路|飞走|不见了|被?删除|被?移除|被?撤[销下]"
    r"|失效|下[线架]|过期|无法显示|not (?:be )?found|(?:does|do)(?: not|n.t) exist"
    r"|no longer (?:exists?|available)|(?:been )?(?:removed"
    r"|deleted)|(?:cannot|can.?t|could ?n.t|could not) be (?:found|displayed)"
)
_SEEK = (
    r"没有|没|找不[到着]|未找到|无法找到|没有?找到|无此"
    r"|查无|(?:cannot|can.?t|couldn.?t|could not) find"
)
_WANTED = (
    r"(?:您|你)?所?(?:要|想|需要)?(?:的|访问|请求|查找|寻找|浏览|查看|打开|输入|找|看){0,4}"
    r"的?(?:该|此|这个|指定的?|对应的?)?"
)
_BARE_404 = re.compile(
    r"(?:http|status|状态码?|错误|error|代码|code|[\s:：-])*(?:404|410)(?:\.\d+)?[\s:：,，.\-–—_|]*+(?:错误|error|页面?|page"
    r"|(?:file |page )?not found|gone)*[\s!！.]*"
    r"|(?:page |file |object )?not found[\s!！.]*",
    re.I,
)  # fmt: skip
_KEPT_OFF = (
    r"拦截|阻断|阻止|拒绝|禁止|限制|屏蔽|封[禁锁]|非法|不合法|恶意|攻击|威胁|可疑|异常|频繁|太快|过快|没有?权限|无权|未授权"
    r"|权限不足|防火墙|防护|黑客|风险|超时"
    r"|block|forbid|denied|deny|reject|unauthori[sz]ed|not authori[sz]ed|permission|too many|unusual|suspicious"
    r"|malicious|attack|banned|restricted"
)
_ACCESS = (
    r"访问|请求|浏览|操作|行为|ip\b|参数|提交|网络|用户|request|access|visit|browser|connection|client"
    r"|ip address|traffic|url"
)
_YOU = (
    r"您|你|当前|本次|此次|本网站|本站|本平台|本系统|this (?:web)?site|抱歉|对不起|(?<!申)请|谅解|不便"
    r"|your|you\b|sorry|please|unfortunately"
)
# Of a banner (Access Denied, 403 Forbidden, 访问被拒绝) nothing else is left.
_BANNER = re.compile(
    rf"(?:{_KEPT_OFF})[a-z]*|(?:{_ACCESS})[a-z]*|{_YOU}|error|http|code|has|have|been|is|was|are|the|this|by|on|to"
    rf"|server|web|page"
    r"|已被|被|已|错误|[\s\d\W]+",
    re.I,
)  # fmt: skip
_TASK = re.compile(
    r"(?:请|需|点击|拖动|进行|完成|输入|通过|正在).{0,12}(?:验证|校验|滑块|检查|检测)"
    r"|(?:安全|人机|访问|浏览器)(?:安全)?(?:验证|检查|检测)|人机识别"
    r"|checking (?:if|your)|verify(?:ing)? (?:that |if )?you|are you (?:a )?(?:human|robot)|just a moment|captcha"
    r"|security (?:check|verification)|enable (?:javascript|cookies)",
    re.I,
)  # fmt: skip
_REPAIR = (
    r"(?:维护|维修|检修|升级|改版|改造|调试){1,3}(?=中|之中|期间|$|[\s,，、~～)）])"
    r"|暂停(?:服务|访问|使用|开放)|无法(?:访问|提供|打开)|不可用|繁忙|关闭维护|稍后"
    r"|(?:under |in )?maintenance|maintained|unavailable|under construction|overloaded|(?:temporarily )?(?:down"
    r"|offline|closed) for"
)
_CLOSED = (
    r"关停|关闭|停止(?:运行|服务|使用|访问|开放|运营)|停用|停办|终止|注销|迁移|搬迁|整合|合并|并入|永久下线|下线|到期|过期|未备案|出售|转让"
    r"|(?:been )?(?:closed|shut ?down|suspended|discontinued|moved|expired|migrated)|for sale|parked"
)
_LOGIN = re.compile(r"登录|登陆|账号|帐号|用户名|密码|口令|认证|sign ?in|log ?in|username|password", re.I)

_GONE_THIS = re.compile(f"{_THIS}(?:{_PAGE}|{_RECORD}){_SO}(?:{_LOST})", re.I)
_GONE_PAGE = re.compile(
    f"(?:{_PAGE}).{{0,30}}?(?:{_LOST})|(?:{_SEEK}){_WANTED}(?:网址|网页|页|链接|(?:the |this )?page)", re.I
)
_GONE_WANTED = re.compile(
    rf"(?:{_SEEK})(?:您|你)?(?:所)?(?:要|想|需要|访问|请求|查找|寻找|浏览|查看|打开|输入).{{0,6}}?(?:{_PAGE}|{_RECORD})",
    re.I,
)
_GONE_THEN = re.compile(rf"(?:{_RECORD}).{{0,4}}(?:{_LOST})", re.I)
_OFF = re.compile(_KEPT_OFF, re.I)
_ACCESSED = re.compile(_ACCESS, re.I)
_ADDRESSED = re.compile(_YOU, re.I)
_REPAIR_THIS = re.compile(f"{_THIS}(?:我们的|our )?(?:{_SITE}){_SO}(?:{_REPAIR})", re.I)
_REPAIR_ANY = re.compile(f"(?:{_SITE}).{{0,16}}?(?:{_REPAIR})", re.I)
_REPAIR_ALONE = re.compile(f"{_SO}(?:{_REPAIR})(?:中|之中)?", re.I)
_CLOSED_THIS = re.compile(f"{_THIS}(?:{_SITE}){_SO}(?:{_CLOSED})", re.I)
_CLOSED_ANY = re.compile(f"(?:{_SITE}).{{0,16}}?(?:{_CLOSED})", re.I)
_TRIGGER = re.compile(
    f"{_LOST}|{_SEEK}|404|410|{_KEPT_OFF}|{_REPAIR}|{_CLOSED}|验证|校验|滑块|检查|人机|登录|登陆|captcha|checking|verify"
    "|moment|enable|sign ?in|log ?in",
    re.I,
)

MAX_CHARS = 320  # of text outside links and imprint beyond which a page is content, whatever words stand in it
_FRAME_CHARS = 120  # the same for a page that bears the menu of its site
_PLAINLY = 2  # points of a sentence that speaks of this page
_FEW_LINKS = 3
_LONG_TEXT = 8  # characters from which the text of a link is a row's, not a button's


class Judged(NamedTuple):
    """What a page says of itself, and the sentence that says it."""

    notice: Notice
    sentence: str


def may_be_notice(text: str) -> bool:
    """Whether a text has any word of a notice: cheap, and true of much else."""
    return _TRIGGER.search(text) is not None


def notice_of(page: VisibleParts) -> Judged | None:
    """What `page` says of itself in place of content; None for a page with content, or without any text."""
    lines = [line for line in page.lines if not _IMPRINT.search(line)]
    chars = sum(map(len, lines))
    rows = [text for _, text in page.links if len(text) >= _LONG_TEXT and not _IMPRINT.search(text)]
    if page.labelled or chars > MAX_CHARS or any(map(_DOCUMENT.search, (*lines, page.title))):
        return None
    if (login := _login(page, lines, rows)) is not None:
        return login
    framed = len(rows) > _FEW_LINKS or len(page.links) > 4 * _FEW_LINKS
    if (framed and chars > _FRAME_CHARS) or page.fields > 1:
        return None
    texts = [page.title, *lines] if lines or not page.alerts else page.alerts
    return _said(texts, 3 if framed else 2, task=not framed and not rows)


def is_of_document(line: str) -> bool:
    """Whether a line of text is that of a document: it tells a source, a day of publication, an article of law."""
    return bool(_DOCUMENT.search(line))


def says_gone(page: VisibleParts) -> bool:
    """Whether the title, a heading or the first line of a page of any length says that there is none."""
    texts = (page.title, *page.headings, *page.lines[:1])
    sentences = (part.strip() for text in texts for part in _SENTENCE.split(_MENTIONED.sub("…", text)))
    return any(_gone(sentence, 0) >= _PLAINLY for sentence in sentences if len(sentence) <= _FRAME_CHARS)


def _login(page: VisibleParts, lines: list[str], rows: list[str]) -> Judged | None:
    """A login stands where the page should be: a field for a password, and hardly anything else."""
    if page.passwords and len(rows) <= 1 and sum(map(len, lines)) <= MAX_CHARS:
        return Judged(Notice.LOGIN, next((line for line in (page.title, *lines) if _LOGIN.search(line)), page.title))
    return None


def _said(texts: list[str], least: int, *, task: bool) -> Judged | None:
    """The notice for which the sentences of `texts` speak most, `least` points at least; of equals the most lenient."""
    best: tuple[int, Judged] | None = None
    for sentence in (part.strip() for text in texts for part in _SENTENCE.split(_MENTIONED.sub("…", text))):
        for points, notice in _weigh(sentence, task) if 1 < len(sentence) <= _FRAME_CHARS else ():
            if points >= least and (best is None or points > best[0]):
                best = points, Judged(notice, sentence)
    return best[1] if best else None


def _weigh(sentence: str, task: bool) -> list[tuple[int, Notice]]:
    """Points of a sentence for each notice: what it speaks of and what became of it 2, loosely 1; an address 1."""
    addressed = 1 if _ADDRESSED.search(sentence) else 0
    off = len(set(_OFF.findall(sentence)))
    kept_off = min(off, 1 + addressed) + addressed + (1 if _ACCESSED.search(sentence) else 0) if off else 0
    if (off and not _BANNER.sub("", sentence)) or (task and _TASK.search(sentence)):
        kept_off = max(kept_off, 3)
    return [
        (kept_off - (kept_off < 3), Notice.BLOCKED),
        (_of(sentence, _REPAIR_THIS, _REPAIR_ANY, addressed, alone=_REPAIR_ALONE), Notice.REPAIR),
        (_of(sentence, _CLOSED_THIS, _CLOSED_ANY, addressed), Notice.CLOSED),
        (_gone(sentence, addressed), Notice.GONE),
    ]


def _of(
    sentence: str, strict: re.Pattern[str], loose: re.Pattern[str], addressed: int, alone: re.Pattern[str] | None = None
) -> int:
    if strict.search(sentence) or (alone is not None and alone.fullmatch(sentence)):
        return 2 + addressed
    return 1 + addressed if loose.search(sentence) else 0


def _gone(sentence: str, addressed: int) -> int:
    if _BARE_404.fullmatch(sentence):
        return 3
    if _GONE_THIS.search(sentence) or _GONE_WANTED.search(sentence):
        return 2 + addressed
    if _GONE_PAGE.search(sentence):
        return 1 + addressed + (1 if _GONE_PAGE.match(sentence) else 0)
    return 1 if _GONE_THEN.match(sentence) else 0
